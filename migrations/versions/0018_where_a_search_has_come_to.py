"""What Slack lets some apps read once a minute: how far a search has come, what a message goes on in, which texts are missing.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("looked_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("look_cursor", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("message_parts", sa.Text(), nullable=True))
    with op.batch_alter_table("followup", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_due_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("followup", schema=None) as batch_op:
        batch_op.drop_column("text_due_at")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("message_parts")
        batch_op.drop_column("look_cursor")
        batch_op.drop_column("looked_since")
        batch_op.drop_column("tried_at")

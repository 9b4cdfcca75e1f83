"""The role the platform gives a person, and whether a channel is shared with another organisation.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_external", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.drop_column("is_external")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_column("left_at")
        batch_op.drop_column("is_admin")
        batch_op.drop_column("role")

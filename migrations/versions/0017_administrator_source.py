"""Where an administrator was named: in the chat, on the command line or in `PADRIVER_ADMINS`.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("administrator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=16), server_default="chat", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("administrator", schema=None) as batch_op:
        batch_op.drop_column("source")

"""Who is found first, of many who share a word.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = ["workspace_id", "word", "weight", "person_id", "organisation_id"]
AFTER = ["workspace_id", "word", "weight", "rank", "person_id", "organisation_id"]


def upgrade() -> None:
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index("ix_posting_word")
        batch_op.add_column(sa.Column("rank", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index("ix_posting_word", AFTER, unique=False)


def downgrade() -> None:
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index("ix_posting_word")
        batch_op.create_index("ix_posting_word", BEFORE, unique=False)
        batch_op.drop_column("rank")

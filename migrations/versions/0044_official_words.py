"""Which words a workspace was last matched with the official items by.

Revision: 0044, after 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("official_mark", sa.String(length=80), nullable=True))
    op.add_column("workspace", sa.Column("official_words", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("workspace", "official_words")
    op.drop_column("workspace", "official_mark")

"""What workspaces were told of official items, and when an item is to be matched with their words.

Revision: 0036, after 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "official_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gather_on", sa.Date(), nullable=True),
        sa.Column("has_deadline", sa.Boolean(), nullable=False),
        sa.Column("judged_by", sa.String(length=64), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_official_match_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_match")),
        sa.UniqueConstraint("workspace_id", "kind", "number", name=op.f("uq_official_match_workspace_id_kind_number")),
    )
    op.create_index("ix_official_match_gather", "official_match", ["gather_on", "workspace_id"])
    op.add_column("official_record", sa.Column("match_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_official_record_match", "official_record", ["match_due_at"])
    op.execute("UPDATE official_record SET match_due_at = first_seen_at")


def downgrade() -> None:
    op.drop_index("ix_official_record_match", "official_record")
    op.drop_column("official_record", "match_due_at")
    op.drop_table("official_match")

"""Questions that people sent in because the answer did not help.

Revision: 0040, after 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unanswered_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_unanswered_question_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_question")),
    )
    op.create_index(op.f("ix_unanswered_question_workspace_id"), "unanswered_question", ["workspace_id"])
    op.create_index("ix_unanswered_question_sent_on", "unanswered_question", ["sent_on"])


def downgrade() -> None:
    op.drop_table("unanswered_question")

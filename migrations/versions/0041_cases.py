"""The cases that a workspace works with, and who is named in an official case or question.

Revision: 0041, after 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("official_record", sa.Column("people", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "policy_case",
        *_of_workspace("policy_case"),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=True),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_what", sa.Text(), nullable=False),
        sa.Column("sprint_until", sa.Date(), nullable=True),
        sa.Column("sprint_what", sa.Text(), nullable=False),
        sa.Column("sprint_left", sa.Text(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_policy_case_workspace_id_key")),
    )
    op.create_index("ix_policy_case_key", "policy_case", ["key"])
    op.create_table(
        "case_follower",
        *_of_case("case_follower"),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.UniqueConstraint(
            "workspace_id", "case_id", "user_id", name=op.f("uq_case_follower_workspace_id_case_id_user_id")
        ),
    )
    op.create_table(
        "case_move",
        *_of_case("case_move"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moves", sa.JSON(), nullable=False),
    )
    op.create_index("ix_case_move_at", "case_move", ["workspace_id", "at"])
    op.create_table(
        "case_contact",
        *_of_case("case_contact"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        # Messages contain the ids of rows that may be deleted.
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_contact_until", "case_contact", ["until"])
    for table in ("case_follower", "case_move", "case_contact"):
        op.create_index(f"ix_{table}_case_id", table, ["case_id"])


def _of_workspace(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the columns of every row of a workspace."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f(f"fk_{table}_workspace_id"), ondelete="CASCADE"
        ),
    )


def _of_case(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the columns that tie a row to a case of a workspace."""
    return (
        *_of_workspace(table),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["policy_case.id"], name=op.f(f"fk_{table}_case_id"), ondelete="CASCADE"),
    )


def downgrade() -> None:
    for table in ("case_contact", "case_move", "case_follower", "policy_case"):
        op.drop_table(table)
    with op.batch_alter_table("official_record") as batch_op:
        batch_op.drop_column("people")

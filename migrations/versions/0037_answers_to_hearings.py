"""What a workspace makes of a hearing: its plan, the dates on the way, and the versions of its input.

Revision: 0037, after 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hearing_plan",
        *_of_row("hearing_plan"),
        sa.Column("plan", sa.String(length=16), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=True),
        sa.Column("sent_by", sa.String(length=64), nullable=True),
        sa.Column("archive_number", sa.String(length=64), nullable=True),
        sa.Column("effect_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["effect_id"], ["effect.id"], name=op.f("fk_hearing_plan_effect_id"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("workspace_id", "occurrence_id", name=op.f("uq_hearing_plan_workspace_id_occurrence_id")),
    )
    op.create_table(
        "milestone",
        *_of_row("milestone"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by_board", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=64), nullable=True),
        sa.UniqueConstraint(
            "workspace_id", "occurrence_id", "kind", name=op.f("uq_milestone_workspace_id_occurrence_id_kind")
        ),
    )
    op.create_table(
        "input_version",
        *_of_row("input_version"),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            "workspace_id",
            "occurrence_id",
            "audience",
            name=op.f("uq_input_version_workspace_id_occurrence_id_audience"),
        ),
    )
    with op.batch_alter_table("hearing_plan", schema=None) as batch_op:
        batch_op.create_index("ix_hearing_plan_sent", ["workspace_id", "sent_on"], unique=False)
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index("ix_milestone_due", ["workspace_id", "due_on"], unique=False)
    for table in ("hearing_plan", "milestone", "input_version"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_occurrence_id", ["occurrence_id"], unique=False)


def _of_row(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the columns that tie a row to an occurrence of a workspace."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f(f"fk_{table}_workspace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f(f"fk_{table}_occurrence_id"), ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("input_version")
    op.drop_table("milestone")
    op.drop_table("hearing_plan")

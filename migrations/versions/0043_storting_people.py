"""The members of the Storting and the texts of its cases, invitations to members, finds and what came of a case.

Revision: 0043, after 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "official_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party", sa.String(length=16), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("committees", sa.JSON(), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("listed", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_member")),
        sa.UniqueConstraint("number", name=op.f("uq_official_member_number")),
    )
    op.create_table(
        "official_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("search_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_document")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["official_record.id"], name=op.f("fk_official_document_record_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("record_id", name=op.f("uq_official_document_record_id")),
    )
    op.create_table(
        "invitation_round",
        *_of_workspace("invitation_round"),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        _set_null("invitation_round", "occurrence"),
    )
    op.create_table(
        "invitation",
        *_of_workspace("invitation"),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=32), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["invitation_round.id"], name=op.f("fk_invitation_round_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "workspace_id", "round_id", "member", name=op.f("uq_invitation_workspace_id_round_id_member")
        ),
    )
    op.create_table(
        "official_find",
        *_of_workspace("official_find"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("case_number", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_by", sa.String(length=64), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effect_id", sa.Integer(), nullable=True),
        _set_null("official_find", "effect"),
        sa.UniqueConstraint(
            "workspace_id",
            "kind",
            "number",
            "position",
            name=op.f("uq_official_find_workspace_id_kind_number_position"),
        ),
    )
    op.create_table(
        "chain_step",
        *_of_workspace("chain_step"),
        sa.Column("case_number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("find_id", sa.Integer(), nullable=True),
        sa.Column("effect_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        _set_null("chain_step", "occurrence"),
        _set_null("chain_step", "effect"),
        sa.ForeignKeyConstraint(
            ["find_id"], ["official_find.id"], name=op.f("fk_chain_step_find_id"), ondelete="SET NULL"
        ),
    )
    indexes = (
        ("official_document", "ix_official_document_search", ["search_due_at"]),
        ("invitation_round", "ix_invitation_round_open", ["workspace_id", "closed_at"]),
        ("invitation_round", "ix_invitation_round_occurrence_id", ["occurrence_id"]),
        ("invitation", "ix_invitation_round_id", ["round_id"]),
        ("official_find", "ix_official_find_case", ["workspace_id", "case_number"]),
        ("chain_step", "ix_chain_step_case", ["workspace_id", "case_number"]),
        ("chain_step", "ix_chain_step_occurrence_id", ["occurrence_id"]),
        ("chain_step", "ix_chain_step_find_id", ["find_id"]),
    )
    for table, name, columns in indexes:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(name, columns, unique=False)


def _of_workspace(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the columns that tie a row to a workspace."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f(f"fk_{table}_workspace_id"), ondelete="CASCADE"
        ),
    )


def _set_null(table: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_{table}_{to}_id"), ondelete="SET NULL")


def downgrade() -> None:
    for table in (
        "chain_step",
        "official_find",
        "invitation",
        "invitation_round",
        "official_document",
        "official_member",
    ):
        op.drop_table(table)

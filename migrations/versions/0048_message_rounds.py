"""Rounds of a message, and the members who carry it.

Revision: 0048, after 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=128), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("text_nn", sa.Text(), nullable=True),
        sa.Column("demand_nn", sa.Text(), nullable=True),
        sa.Column("post_link", sa.Text(), nullable=True),
        sa.Column("audience", sa.String(length=128), nullable=False),
        sa.Column("audience_name", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_message_round_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_round")),
    )
    op.create_index("ix_message_round_workspace", "message_round", ["workspace_id", "closed_at"])
    op.create_table(
        "carrier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=4), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("function", sa.String(length=16), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by", sa.String(length=64), nullable=True),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("said_how", sa.String(length=16), nullable=True),
        sa.Column("meaning", sa.Text(), nullable=True),
        sa.Column("used_where", sa.Text(), nullable=True),
        sa.Column("used_link", sa.Text(), nullable=True),
        sa.Column("is_letter", sa.Boolean(), nullable=False),
        sa.Column("commits_as", sa.Text(), nullable=True),
        sa.Column("commits_on", sa.Date(), nullable=True),
        sa.Column("council_on", sa.Date(), nullable=True),
        sa.Column("wish", sa.String(length=16), nullable=True),
        sa.Column("wish_about", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_carrier_workspace_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["message_round.id"], name=op.f("fk_carrier_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_carrier_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier")),
        sa.UniqueConstraint("round_id", "number", "person_id", name=op.f("uq_carrier_round_id_number_person_id")),
    )
    op.create_index("ix_carrier_person", "carrier", ["person_id"])
    op.create_index(op.f("ix_carrier_round_id"), "carrier", ["round_id"])


def downgrade() -> None:
    op.drop_table("carrier")
    op.drop_table("message_round")

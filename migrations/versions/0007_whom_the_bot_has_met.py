"""Whom the bot has met, and the conversation in which each is reached.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("place", sa.String(length=64), nullable=True),
        sa.Column("conversation", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=False, server_default=""),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_contact_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("workspace_id", "address", name=op.f("uq_contact_workspace_id_address")),
    )
    op.create_index("ix_contact_place", "contact", ["workspace_id", "place"])


def downgrade() -> None:
    op.drop_index("ix_contact_place", table_name="contact")
    op.drop_table("contact")

"""What people change of the content in the chat, and the pack a workspace starts from.

Workspaces that exist keep the pack they have: `pack` is empty for the one in the settings.

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspace", sa.Column("pack", sa.String(length=32), nullable=True))
    op.add_column("workspace", sa.Column("content_version", sa.String(length=32), nullable=True))
    op.create_table(
        "content_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=100), nullable=False),
        sa.Column("entry", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.String(length=200), nullable=True),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_content_entry_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_entry")),
        sa.UniqueConstraint("workspace_id", "file", "entry", name=op.f("uq_content_entry_workspace_id_file_entry")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("content_entry")
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.drop_column("content_version")
        batch_op.drop_column("pack")

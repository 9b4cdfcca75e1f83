"""How long an edit is remembered: those that are too old are found without reading the rest.

Revision: 0011, after 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("edit", schema=None) as batch_op:
        batch_op.drop_index("ix_edit_at")
        batch_op.create_index("ix_edit_at", ["at"], unique=False)
        batch_op.create_index("ix_edit_workspace_id", ["workspace_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("edit", schema=None) as batch_op:
        batch_op.drop_index("ix_edit_workspace_id")
        batch_op.drop_index("ix_edit_at")
        batch_op.create_index("ix_edit_at", ["workspace_id", "at"], unique=False)

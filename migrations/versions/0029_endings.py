"""How things end: closed without being ticked off, done by others, and linked entries that are ticked together.

Revision: 0029, after 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_as", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("asked_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("by_others", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("together", sa.String(length=80), nullable=True))
    asked, linked = sa.text("asked_on IS NOT NULL"), sa.text("together IS NOT NULL")
    columns = ["workspace_id", "asked_on"]
    op.create_index("ix_occurrence_asked", "occurrence", columns, sqlite_where=asked, postgresql_where=asked)
    columns = ["workspace_id", "together"]
    op.create_index("ix_occurrence_together", "occurrence", columns, sqlite_where=linked, postgresql_where=linked)
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("with_change", sa.Integer(), nullable=True))
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("endings_from", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.drop_column("endings_from")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_column("with_change")
    op.drop_index("ix_occurrence_together", table_name="occurrence")
    op.drop_index("ix_occurrence_asked", table_name="occurrence")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_column("together")
        batch_op.drop_column("by_others")
        batch_op.drop_column("asked_on")
        batch_op.drop_column("closed_as")

"""What begins alike is found by an index, on PostgreSQL too.

Revision: 0012, after 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAME = "ix_occurrence_begins"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.create_index(NAME, "occurrence", ["workspace_id", "key"], postgresql_ops={"key": "varchar_pattern_ops"})


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.drop_index(NAME, "occurrence")

"""The id of a file that waited is never given to another one, on SQLite too: buttons in old messages hold it.

Revision: 0019, after 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _made_again(autoincrement=True)


def downgrade() -> None:
    _made_again(autoincrement=False)


def _made_again(*, autoincrement: bool) -> None:
    if op.get_context().dialect.name == "sqlite":  # PostgreSQL's sequences give no number twice
        table = {"sqlite_autoincrement": autoincrement}
        with op.batch_alter_table("enclosure", recreate="always", table_kwargs=table):
            pass

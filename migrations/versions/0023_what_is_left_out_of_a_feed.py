"""What is left out of a feed, and one key for all addresses of an article.

Revision: 0023, after 0022
"""

import hashlib
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ALERT = sa.table("alert", sa.column("id", sa.Integer), sa.column("link", sa.Text), sa.column("link_hash", sa.String))
AT_ONCE = 1000


def upgrade() -> None:
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_out", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("past_most", sa.Integer(), server_default="0", nullable=False))
    rehash(article_key)


def downgrade() -> None:
    rehash(page_key)
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_column("past_most")
        batch_op.drop_column("left_out")


def rehash(key: Callable[[str], str]) -> None:
    """Write the hash of every link again. What is known under an old hash would come as new from another feed."""
    connection, last = op.get_bind(), 0
    query = sa.select(ALERT.c.id, ALERT.c.link).where(ALERT.c.link.is_not(None)).order_by(ALERT.c.id).limit(AT_ONCE)
    change = sa.update(ALERT).where(ALERT.c.id == sa.bindparam("row")).values(link_hash=sa.bindparam("hash"))
    while rows := connection.execute(query.where(ALERT.c.id > last)).all():
        hashed = [{"row": row.id, "hash": hashlib.sha256(key(row.link).encode()).hexdigest()} for row in rows]
        connection.execute(change, hashed)
        last = rows[-1].id


def article_key(link: str) -> str:
    """Return what `models.media.links.article_key` returned when this was written."""
    parts = urlsplit(link)
    path = unquote(parts.path).rstrip("/")
    return (
        f"{parts.netloc.removeprefix('www.')}{path}?{urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))}"
    )


def page_key(link: str) -> str:
    """Return what told pages apart before."""
    return f"https://{link.partition('://')[2]}"

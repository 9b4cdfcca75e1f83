"""Delivery with manners: pauses, snoozes, preferences, installations, and what waits to be worked off.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "administrator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_administrator_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administrator")),
        sa.UniqueConstraint("workspace_id", "user_id", name=op.f("uq_administrator_workspace_id_user_id")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_pause_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_preference_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("workspace_id", "user_id", "kind", name=op.f("uq_preference_workspace_id_user_id_kind")),
    )
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_snooze_occurrence_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_snooze_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint(
            "workspace_id", "occurrence_id", "user_id", name=op.f("uq_snooze_workspace_id_occurrence_id_user_id")
        ),
    )
    with op.batch_alter_table("snooze", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snooze_occurrence_id"), ["occurrence_id"], unique=False)

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_workspace_id"), ["workspace_id"], unique=False)

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_line", ["destination_id", "state", "due_at"], unique=False)
        batch_op.create_index(
            "ix_delivery_waiting",
            ["workspace_id", "destination_id", "next_try_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('planned', 'sending')"),
            postgresql_where=sa.text("state IN ('planned', 'sending')"),
        )
        batch_op.drop_index("ix_delivery_next")
    # While something is being sent it may be taken up at the end of its lease.
    op.execute("UPDATE delivery SET next_try_at = lease_until WHERE state = 'sending' AND lease_until IS NOT NULL")

    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("off_until", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("state", sa.String(length=16), server_default="done", nullable=False))
        batch_op.add_column(sa.Column("payload", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("attempt", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_inbound_next", ["state", "next_try_at"], unique=False)
        batch_op.create_index("ix_inbound_received", ["received_at"], unique=False)

    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passed_unseen", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(
            "ix_occurrence_open",
            ["workspace_id", "archived_at", "done_at", "kind", "ends_on", "starts_on", "passed_unseen"],
            unique=False,
        )

    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Time(), server_default="21:00:00", nullable=False))
        batch_op.add_column(sa.Column("quiet_to", sa.Time(), server_default="07:00:00", nullable=False))
        batch_op.add_column(sa.Column("token", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("bot_user", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("bot_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("scopes", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("installed_by", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("installed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("send_after", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_workspace_removed_at"), ["removed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("workspace", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workspace_removed_at"))
        batch_op.drop_column("send_after")
        batch_op.drop_column("removed_at")
        batch_op.drop_column("installed_at")
        batch_op.drop_column("installed_by")
        batch_op.drop_column("scopes")
        batch_op.drop_column("bot_id")
        batch_op.drop_column("bot_user")
        batch_op.drop_column("token")
        batch_op.drop_column("quiet_to")
        batch_op.drop_column("quiet_from")

    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrence_open")
        batch_op.drop_column("passed_unseen")

    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.drop_index("ix_inbound_received")
        batch_op.drop_index("ix_inbound_next")
        batch_op.drop_column("next_try_at")
        batch_op.drop_column("attempt")
        batch_op.drop_column("payload")
        batch_op.drop_column("state")
        batch_op.drop_column("kind")

    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.drop_column("off_until")
        batch_op.drop_column("next_at")

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_workspace_id"))

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_next", ["state", "next_try_at"], unique=False)
        batch_op.drop_index("ix_delivery_waiting")
        batch_op.drop_index("ix_delivery_line")

    with op.batch_alter_table("snooze", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snooze_occurrence_id"))

    op.drop_table("snooze")
    op.drop_table("preference")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pause_workspace_id"))

    op.drop_table("pause")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_workspace_id"))

    op.drop_table("audit")
    op.drop_table("administrator")

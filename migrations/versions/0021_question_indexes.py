"""Indexes for what people ask of many rows: the wheel, the effect log, the times of follow-ups, the log of settings.

Revision: 0021, after 0020
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_occurrence_source": ("occurrence", ["workspace_id", "source"]),
    "ix_occurrence_starts": ("occurrence", ["workspace_id", "starts_on"]),
    "ix_effect_counted": ("effect", ["workspace_id", "day", "removed_at", "kind", "theme", "reach"]),
    "ix_followup_alerted": ("followup", ["workspace_id", "alerted_at"]),
    "ix_audit_newest": ("audit", ["workspace_id", "at", "id"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)

"""When it was seen to what somebody who left owned; and planned talks as a kind of occurrence of their own.

The planned talks that stand among the deadlines become of the kind `møte`: they are asked about when their day is past.
What was written down as a stance when a talk was only planned is taken out: nobody has said anything yet.

Revision: 0025, after 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("departure_noted_at", sa.DateTime(timezone=True), nullable=True),
        )
    has_left = sa.text("left_at IS NOT NULL")
    op.create_index("ix_contact_left", "contact", ["workspace_id"], sqlite_where=has_left, postgresql_where=has_left)
    op.execute(MEETINGS)
    op.execute(STANCES)


def downgrade() -> None:
    op.execute("UPDATE occurrence SET kind = 'frist' WHERE kind = 'møte'")
    op.drop_index("ix_contact_left", table_name="contact")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_column("departure_noted_at")


MEETINGS = """
UPDATE occurrence SET kind = 'møte'
WHERE kind = 'frist'
  AND id IN (SELECT occurrence_id FROM dialogue WHERE planned AND removed_at IS NULL AND occurrence_id IS NOT NULL)
  AND (title LIKE 'Møte med %' OR title LIKE 'Samtale med %' OR title LIKE 'Telefon med %'
       OR title LIKE 'E-post med %' OR title LIKE 'Melding med %' OR title LIKE 'Besøk med %')
"""
"""The titles of planned talks began with their channel; another next step of a plan stays a deadline."""
STANCES = """
DELETE FROM stance
WHERE EXISTS (
    SELECT 1 FROM dialogue JOIN counterpart ON counterpart.dialogue_id = dialogue.id
    WHERE dialogue.workspace_id = stance.workspace_id AND dialogue.planned AND dialogue.removed_at IS NULL
      AND dialogue.theme = stance.theme AND dialogue.day = stance."on" AND dialogue.stance = stance.stance
      AND (counterpart.person_id = stance.person_id OR counterpart.organisation_id = stance.organisation_id)
)
"""

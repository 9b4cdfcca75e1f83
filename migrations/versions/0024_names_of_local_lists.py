"""Room for the names of local lists: «Felleslista for Rakkestad» is longer than a party's short form.

Revision: 0024, after 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
SHORT, LONG = sa.String(16), sa.String(60)


def upgrade() -> None:
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.alter_column("party", existing_type=SHORT, type_=LONG, existing_nullable=True)


def downgrade() -> None:
    op.execute("UPDATE role SET party = substr(party, 1, 16) WHERE length(party) > 16")
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.alter_column("party", existing_type=LONG, type_=SHORT, existing_nullable=True)

"""What is kept no longer than it is needed."""

from datetime import datetime

from models import alerts, enclosures, readings
from models.database import Database
from models.inbound import forget
from models.installations import delete_removed
from models.register import edits


def tidy(database: Database, now: datetime) -> None:
    """Delete what a removed workspace left and the keys of what no platform will tell again. Cheap where nothing is."""
    delete_removed(database, now)
    with database.session() as session:
        forget(session, now)
        alerts.forget(session, now)
        edits.forget(session, now)
        enclosures.forget(session, now)
        readings.forget(session, now)
    database.empty_log()

"""A workspace's times of day, out of its settings."""

from models.manners import Manners
from models.nudges.deadlines import OWNER_KIND
from models.nudges.due import Times


def times_of(manners: Manners) -> Times:
    """Return a workspace's times of day."""
    workspace = manners.workspace
    return Times(
        workspace.zone,
        digest=workspace.digest_time,
        wheel=workspace.wheel_time,
        campaign=workspace.campaign_time,
        deadline=workspace.deadline_time,
        owners=manners.earliest_owners_time(OWNER_KIND),
        night=manners.night,
    )

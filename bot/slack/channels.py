"""What a workspace uses its channels for."""

from bot.slack.room import Room
from bot.slack.teams import PLATFORM
from models.database import Database
from models.workspaces import by_external


async def is_media_channel(room: Room, team_id: str, channel: str) -> bool:
    """Tell whether cases in the media are told of there. It asks the database, and writes nothing."""
    return await room.reads(lambda database: _is_media(database, team_id, channel))


def _is_media(database: Database, team_id: str, channel: str) -> bool:
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, team_id)
        return workspace is not None and workspace.media_channel == channel

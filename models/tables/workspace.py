"""A workspace: a Slack team or a Teams tenant, and its settings."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.base import Base, Pk, PlatformId, UtcDateTime


class Workspace(Base):
    """A Slack team or a Teams tenant, and its settings. Times are local to `timezone`."""

    __tablename__ = "workspace"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: Mapped[Pk]
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[PlatformId]
    name: Mapped[str] = mapped_column(String(200), default="")
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Oslo")
    shared_channel: Mapped[str | None] = mapped_column(String(64))
    media_channel: Mapped[str | None] = mapped_column(String(64))
    digest_time: Mapped[time] = mapped_column(default=time(8, 0))
    wheel_time: Mapped[time] = mapped_column(default=time(9, 0))
    campaign_time: Mapped[time] = mapped_column(default=time(10, 0))
    deadline_time: Mapped[time] = mapped_column(default=time(8, 30))
    ntp_presented: Mapped[int | None]
    """The year the next NTP is presented; None means the content pack's own."""
    pack: Mapped[str | None] = mapped_column(String(32))
    """The pack it starts from: `mal` (the neutral template), or None for the one in `PADRIVER_CONTENT`."""
    content_version: Mapped[str | None] = mapped_column(String(32))
    """Changes with each change people make to the content; None as long as nobody has."""
    content_marks: Mapped[str | None] = mapped_column(Text)
    """What was changed in that version (`content.reads.marks_of`): the version and short hashes, separated by spaces."""
    official_mark: Mapped[str | None] = mapped_column(String(80))
    """Which content what the official sources have open was last matched with, as `models.official.official_words` has it."""
    official_words: Mapped[str | None] = mapped_column(String(64))
    """A hash of the words of that content."""
    synced_on: Mapped[date | None]
    """The day the calendar was last synced with the content."""
    endings_from: Mapped[date | None]
    """The local day from which what is not ticked off may be closed; None until the first sync has set it."""
    synced_with: Mapped[str | None] = mapped_column(String(80))
    """That day, and fingerprints of what the content had for the week's digest, near and in all.

    It is of another day if an older process has synced it since, and None if rows are kept that left the content.
    """
    register_synced_on: Mapped[date | None]
    """The day the register was last synced with the content; None if nobody has opened it yet."""
    quiet_from: Mapped[time] = mapped_column(default=time(21, 0), server_default="21:00:00")
    quiet_to: Mapped[time] = mapped_column(default=time(7, 0), server_default="07:00:00")
    """The night, when nothing is sent."""
    silence_a: Mapped[int] = mapped_column(default=60, server_default="60")
    silence_b: Mapped[int] = mapped_column(default=120, server_default="120")
    silence_c: Mapped[int] = mapped_column(default=240, server_default="240")
    """How many days without a dialogue is too long for a stakeholder of tier A, B and C."""
    token: Mapped[str | None] = mapped_column(Text)
    """The bot's token, encrypted; None if the token comes from the settings, or was deleted."""
    bot_user: Mapped[str | None] = mapped_column(String(64))
    bot_id: Mapped[str | None] = mapped_column(String(64))
    scopes: Mapped[str | None] = mapped_column(Text)
    """What the installation was granted, separated by commas."""
    installed_by: Mapped[str | None] = mapped_column(String(64))
    """The person who installed the bot, as long as they have not stepped back as an administrator."""
    installed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When the app was uninstalled or its token revoked: nothing is sent, and after 30 days everything is deleted."""
    send_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Nothing is sent before this: the platform asked for a pause."""
    plan_after: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """The next moment something may be due; None means: look now."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the workspace."""
        return ZoneInfo(self.timezone)

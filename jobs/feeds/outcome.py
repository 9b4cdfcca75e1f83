"""What came of fetching a feed."""

from enum import StrEnum

from content.frozen import frozen


class FeedFailure(StrEnum):
    """Why a feed was not fetched."""

    ADDRESS = "adresse"
    """The address is none that may be fetched, or leads to a network that may not be reached."""
    REDIRECTS = "omdirigering"
    STATUS = "status"
    SIZE = "størrelse"
    ENCODING = "koding"
    TIMEOUT = "tidsavbrudd"
    NETWORK = "nett"


@frozen
class FeedState:
    """A feed's address, and what its server said the last time it gave something new."""

    url: str
    etag: str | None = None
    modified: str | None = None


@frozen
class Fetched:
    """New content. `url` is where it was found after redirects; `moved_to` where every redirect was permanent."""

    content: bytes
    url: str
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None
    moved_to: str | None = None


@frozen
class Unchanged:
    """Nothing new since the last time."""


@frozen
class Failed:
    """Nothing came. `status` is the server's, `retry_after` the seconds it asked to be left alone."""

    why: FeedFailure
    detail: str = ""
    status: int | None = None
    retry_after: int | None = None

    @property
    def gone(self) -> bool:
        """Return True if the server says that the feed is no more (410)."""
        return self.status == 410  # noqa: PLR2004 - HTTP's own number


Outcome = Fetched | Unchanged | Failed

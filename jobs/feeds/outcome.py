"""The outcomes of fetching a feed."""

from dataclasses import dataclass
from enum import StrEnum


class FeedFailure(StrEnum):
    """Why a feed was not fetched."""

    ADDRESS = "adresse"
    """The address is not one that may be fetched, or leads to a network that may not be reached."""
    REDIRECTS = "omdirigering"
    STATUS = "status"
    SIZE = "størrelse"
    ENCODING = "koding"
    TIMEOUT = "tidsavbrudd"
    NETWORK = "nett"


@dataclass(frozen=True)
class FeedState:
    """A feed's address, and the validators its server sent with the last new content."""

    url: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class Fetched:
    """New content. `url` is the address after redirects; `moved_to` is set if every redirect was permanent."""

    content: bytes
    url: str
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True)
class Unchanged:
    """Nothing new since the last time."""


@dataclass(frozen=True)
class Failed:
    """Nothing was fetched. `status` is the server's, `retry_after` the seconds it asked us to wait."""

    why: FeedFailure
    detail: str = ""
    status: int | None = None
    retry_after: int | None = None

    @property
    def gone(self) -> bool:
        """Return True if the server says that the feed no longer exists (410)."""
        return self.status == 410  # noqa: PLR2004 - HTTP's own number


Outcome = Fetched | Unchanged | Failed

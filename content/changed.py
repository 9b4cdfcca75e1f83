"""The pack of a workspace whose people have changed it: applied only where what they changed is read."""

from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import Any

from content.reads import reads_of
from content.schema.pack import Pack, times

_OF_ITSELF = frozenset({*(each.name for each in fields(Pack)), "in_use", "settled", "cleared"})


class ChangedPack(Pack):
    """A pack with what people changed, which is read from the database when a part of it is asked for.

    So it is only of use as long as the transaction it was made in. `original` is the shared pack without the changes,
    and `marks` what they are of (`content.reads.marks_of`); None if that is not known.
    """

    original: Pack
    marks: frozenset[str] | None

    def __init__(self, original: Pack, marks: frozenset[str] | None, read: Callable[[], Pack]) -> None:
        self.__dict__.update(original=original, marks=marks, _read=read)

    def __getattribute__(self, name: str) -> Any:
        return getattr(self.itself, name) if name in _OF_ITSELF else object.__getattribute__(self, name)

    @cached_property
    def itself(self) -> Pack:
        """Return the pack with the changes."""
        read: Callable[[], Pack] = self.__dict__["_read"]
        return read()

    @property
    def start(self) -> Pack:
        """Return the shared pack that this one comes from."""
        return self.original.start

    @cached_property
    def timing(self) -> Pack:
        """Return the pack to plan with."""
        return same(self, times).timing

    def is_apart(self, reads: frozenset[str]) -> bool:
        """Return True unless nothing was changed of what was read of the shared pack."""
        return self.marks is None or not self.marks.isdisjoint(reads)


def same(pack: Pack, function: Callable[..., object], *arguments: Hashable) -> Pack:
    """Return a pack with which a function returns the same: the shared one, if nothing that it reads was changed.

    The pack is the function's first argument.
    """
    if not isinstance(pack, ChangedPack):
        return pack
    return pack.itself if pack.is_apart(_reads(pack.original, function, arguments)) else pack.original


@lru_cache(32)
def _reads(pack: Pack, function: Callable[..., object], arguments: tuple[Hashable, ...]) -> frozenset[str]:
    return reads_of(pack, lambda noted: function(noted, *arguments))

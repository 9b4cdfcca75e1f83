"""The keys of workspaces' rows for official items: they name the item, so that each has one row."""

from models.official.items import ItemKind

PREFIX, FOLLOW_UP = "egen:offentlig:", "egen:oppfolging:"


def key_of(kind: ItemKind | str, number: str) -> str:
    """Return the key of a workspace's row for an official item."""
    return f"{PREFIX}{kind}:{number}"


def item_of_key(key: str) -> tuple[ItemKind, str] | None:
    """Return the kind and the number of the official item that a row is of; None for any other row."""
    kind, _, number = key.removeprefix(PREFIX).rpartition(":")
    return (ItemKind(kind), number) if key.startswith(PREFIX) and kind in set(ItemKind) else None


def followup_key(kind: ItemKind | str, number: str) -> str:
    """Return the key of the deadline for following an item up: it has no date of the source's."""
    return f"{FOLLOW_UP}{kind}:{number}"


def is_of_official_item(key: str) -> bool:
    """Return True if a row's key says that it was made of an official item, whose title others wrote."""
    return key.startswith((PREFIX, FOLLOW_UP))


def value_of_key(key: str) -> str:
    """Return the official item that a row is of, as the value of a control; empty for any other row."""
    item = item_of_key(key)
    return f"{item[0].value}:{item[1]}" if item else ""

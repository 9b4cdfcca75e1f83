"""Images that are files of the workspace: an address of our own, which only the renderer reads."""

_PREFIX = "slack-file:"


def uploaded_address(file_id: str) -> str:
    """Return the address of an uploaded file, for an `Image`."""
    return f"{_PREFIX}{file_id}"


def uploaded_id(url: str) -> str:
    """Return the id of the uploaded file at such an address; empty if it is another address."""
    return url.removeprefix(_PREFIX) if url.startswith(_PREFIX) else ""

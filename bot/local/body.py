"""Reads a request's body without ever holding more than is allowed."""

from starlette.exceptions import HTTPException
from starlette.requests import Request


async def read(request: Request, most: int) -> bytes:
    """Return the body; refuse one larger than `most` bytes with 413."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413, "Forespørselen er for stor.")
        parts.append(part)
    return b"".join(parts)

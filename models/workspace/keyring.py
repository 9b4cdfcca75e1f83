"""Keys that encrypt what must not be readable in the database, and sign the addresses that open something."""

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

# cryptography is imported where it is used: a bot with its token in the settings does not need it, and it is heavy.


SIGNATURE_BYTES = 16


class BadKeyError(ValueError):
    """A key is not a Fernet key; `number` is its position in the list, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(f"key number {number} is not valid")
        self.number = number


class UnreadableTokenError(Exception):
    """None of the keys opens it, it belongs elsewhere, or it is too old."""


class Keyring:
    """Fernet keys (AES-128-CBC and HMAC-SHA256): the first seals, all of them open. Shows nothing in its `repr`."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take keys as returned by `new_key`. Raises `BadKeyError`, and `ValueError` if there is none."""
        from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415

        fernets = []
        for number, key in enumerate(keys, start=1):
            try:
                fernets.append(Fernet(key))
            except ValueError:
                raise BadKeyError(number) from None
        self._keys = MultiFernet(fernets)
        self._secrets = [base64.urlsafe_b64decode(key) for key in keys]

    def sign(self, purpose: str, text: str) -> str:
        """Return 128 bits of HMAC-SHA-256 of a text, under a key of its own for that purpose, made from the first key.

        The same text always has the same signature, so that nothing of it has to be stored. 22 letters of base64url.
        """
        return _signature(self._secrets[0], purpose, text)

    def is_signed(self, purpose: str, text: str, signature: str) -> bool:
        """Return True if that is the signature of a text for a purpose, by any of the keys."""
        given = signature.encode(errors="replace")
        found = [hmac.compare_digest(_signature(each, purpose, text).encode(), given) for each in self._secrets]
        return any(found)

    def seal(self, owner: str, text: str, now: datetime) -> str:
        """Return the text sealed for an owner, such as `slack:T123`: another owner's cannot be put in its place."""
        return self._keys.encrypt_at_time(f"{owner}\n{text}".encode(), int(now.timestamp())).decode()

    def open(self, owner: str, sealed: str) -> str:
        """Return what was sealed for that owner. Raises `UnreadableTokenError`."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415

        try:
            return _owned(owner, self._keys.decrypt(_bytes(sealed)))
        except InvalidToken:
            raise UnreadableTokenError from None

    def open_young(self, owner: str, sealed: str, age: timedelta, now: datetime) -> str:
        """Return what was sealed for that owner no longer ago than `age`. Raises `UnreadableTokenError`."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415

        try:
            return _owned(
                owner, self._keys.decrypt_at_time(_bytes(sealed), int(age.total_seconds()), int(now.timestamp()))
            )
        except InvalidToken:
            raise UnreadableTokenError from None

    def reseal(self, sealed: str) -> str:
        """Return the same, sealed with the first key. Raises `UnreadableTokenError`."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415

        try:
            return self._keys.rotate(_bytes(sealed)).decode()
        except InvalidToken:
            raise UnreadableTokenError from None


def new_key() -> str:
    """Return a new random key to encrypt tokens with."""
    from cryptography.fernet import Fernet  # noqa: PLC0415

    return Fernet.generate_key().decode()


def _signature(key: bytes, purpose: str, text: str) -> str:
    own = hmac.digest(key, f"padriver {purpose}".encode(), "sha256")
    return base64.urlsafe_b64encode(hmac.digest(own, text.encode(), "sha256")[:SIGNATURE_BYTES]).decode().rstrip("=")


def _owned(owner: str, opened: bytes) -> str:
    whose, _, text = opened.decode().partition("\n")
    if whose != owner:
        raise UnreadableTokenError
    return text


def _bytes(sealed: str) -> bytes:
    # Anybody may have written it, and Fernet treats non-ASCII text as an error in the program.
    return sealed.encode(errors="replace")

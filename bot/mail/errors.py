"""What a server's answer means for a message: the address, the message, our own access, or only this moment.

The reasons are words of our own (`bot.cards.mail_reasons` says them to people): an answer's text may hold an address.
RFC 5321 has the codes, RFC 3463 the enhanced ones («5.1.1»).
"""

import re
import ssl

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from jobs.ports import (
    AccessLostError,
    PermanentSendError,
    RefusedSendError,
    SendError,
    TransientSendError,
    UncertainSendError,
)

LOGIN, SENDER, CERTIFICATE, NO_TLS, SERVER = (
    "smtp_login",
    "smtp_sender",
    "smtp_certificate",
    "smtp_no_tls",
    "smtp_server",
)
"""The server does not let us in, whichever address it is: no address is turned off, and all messages wait."""
NOT_REACHED, BUSY, CUT, SLOW = "smtp_unreachable", "smtp_busy", "smtp_cut", "smtp_slow"
ADDRESS, POLICY, FULL, CONTENT = "smtp_address", "smtp_policy", "smtp_full", "smtp_content"
PERMANENT = 500
CLOSING = 421
NOT_IN = frozenset({530, 534, 535, 538})
"""The server wants us to log in, or otherwise than we did."""
NO_ROOM = 552
ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


def before_data(error: Exception) -> SendError:  # noqa: PLR0911 - one case for each step
    """Return what an error means that came before the message itself was sent: it is certain that nothing was taken."""
    if _is_certificate(error):
        return AccessLostError(CERTIFICATE)
    match error:
        case SMTPResponseException(code=code) if code == CLOSING or code < PERMANENT:
            return TransientSendError(BUSY)
        case SMTPResponseException(code=code) if code in NOT_IN:
            return AccessLostError(LOGIN)
        case SMTPAuthenticationError():
            return AccessLostError(LOGIN)
        case SMTPSenderRefused():
            return AccessLostError(SENDER)
        case SMTPRecipientRefused():
            return _refused_recipient(error)
        case SMTPResponseException():  # the greeting, or EHLO
            return AccessLostError(SERVER)
        case SMTPConnectError() | OSError() | TimeoutError() | SMTPException():
            return TransientSendError(NOT_REACHED)
        case _:
            return TransientSendError(f"intern feil ({type(error).__name__})")


def while_sending(error: Exception) -> SendError:
    """Return what an error means that came while the message was sent: without an answer nobody knows if it was taken."""
    match error:
        case SMTPResponseException(code=code) if code == CLOSING or code < PERMANENT:
            return TransientSendError(BUSY)
        case SMTPResponseException(code=code) if code in NOT_IN:
            return AccessLostError(LOGIN)
        case SMTPResponseException() if _subject(error) == "1":  # the address, said late
            return PermanentSendError(ADDRESS)
        case SMTPResponseException():
            return RefusedSendError(CONTENT)
        case TimeoutError():
            return UncertainSendError(SLOW)
        case _:
            return UncertainSendError(CUT)


def _refused_recipient(error: SMTPResponseException) -> SendError:
    """Return what it means that one address was refused for good.

    «5.7» is a policy, and most often about us; «5.2.2» is a full mailbox. Neither says that the address does not exist.
    """
    found = ENHANCED.match(error.message)
    if found and found[2] == "7":
        return RefusedSendError(POLICY)
    if (found and found.group(2, 3) == ("2", "2")) or error.code == NO_ROOM:
        return RefusedSendError(FULL)
    return PermanentSendError(ADDRESS)


def _subject(error: SMTPResponseException) -> str:
    found = ENHANCED.match(error.message)
    return found[2] if found else ""


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False

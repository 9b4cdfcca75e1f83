"""The addresses that e-mails link to."""

STOP = "/epost/av/"


def stop_address(url: str, token: str) -> str:
    """Return where the person at an address stops the messages; `url` is where people reach the bot, without a closing slash."""
    return f"{url}{STOP}{token}"

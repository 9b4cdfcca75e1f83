"""`padriver check --epost ADRESSE`: an e-mail to oneself, by the server of the settings."""

import asyncio
import time
from datetime import UTC, datetime

import typer

from bot.cards.card import Card, Paragraph, line
from bot.cards.mail_reasons import REASONS
from bot.cli import output
from bot.mail.access import MailAccess
from bot.mail.message import MailFrame, compose_mail
from bot.mail.server import Envelope, MailServer
from bot.platforms import SettingError, mail_access_of
from bot.settings import Settings
from jobs.ports import SendError
from models.mail.written import BadAddressError, written
from models.tables import MailAddress

OFF = "E-post er ikke slått på. Sett PADRIVER_SMTP_HOST og PADRIVER_MAIL_FROM."
CARD = Card(
    "Prøve fra Pådriver",
    (
        Paragraph(line("Kom denne frem, virker innstillingene for e-post.")),
        Paragraph(line("Se i kildeteksten at DKIM er «pass». Hvis ikke kan e-posten havne i søppelposten.")),
    ),
)
DKIM = (
    "Sjekk i kildeteksten til e-posten at DKIM er «pass». E-posttjeneren må signere med DKIM for domenet {domain}, og domenet bør ha "
    "SPF og DMARC. Pådriver signerer ikke selv."
)
NO_ONE_CLICK = "PADRIVER_URL er ikke satt med https, så «Meld deg av» går med e-post i stedet for med ett klikk."
NO_BOUNCES = "PADRIVER_IMAP_HOST er ikke satt, så e-post i retur leses ikke. Skriv «epost» til Pådriver når en adresse ikke virker."


def check_mail(settings: Settings, address: str) -> None:
    """Send an e-mail to an address, and say what else the server and the domain need; exits with 1 if it is not taken."""
    try:
        access, to = mail_access_of(settings), written(address)
    except (SettingError, BadAddressError) as error:
        output.stop(str(error))
    if access is None:
        output.stop(OFF)
    try:
        asyncio.run(_send(access, settings.url, to))
    except SendError as error:
        said = REASONS.get(error.reason, error.reason)
        output.stop(f"E-posten ble ikke sendt: {said}.")
    typer.echo(f"E-posttjeneren tok imot e-posten til {to}.")
    typer.echo(DKIM.format(domain=access.domain))
    if not settings.url.startswith("https://"):
        typer.echo(NO_ONE_CLICK)
    if access.mailbox is None:
        typer.echo(NO_BOUNCES)


async def _send(access: MailAccess, url: str, to: str) -> None:
    now = datetime.now(UTC)
    row = MailAddress(address=to, reference="", token=f"check{now:%Y%m%d%H%M%S%f}")
    message = compose_mail(MailFrame(access, "deg", url, now), row, CARD, 0)
    await MailServer(access, time.monotonic).send(Envelope(to, message.as_bytes()))

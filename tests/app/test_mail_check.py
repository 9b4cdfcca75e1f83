"""`padriver check --epost`: an e-mail to oneself, and what the server must do."""

import asyncio
from collections.abc import Callable

from typer.testing import Result

from tests.support.smtp import mailserver

Cli = Callable[..., Result]


async def test_an_e_mail_to_oneself_says_what_the_server_must_do(cli: Cli) -> None:
    async with mailserver() as server:
        settings = {
            "PADRIVER_SMTP_HOST": "127.0.0.1",
            "PADRIVER_SMTP_PORT": str(server.port),
            "PADRIVER_MAIL_FROM": "bot@example.no",
        }
        sent = await asyncio.to_thread(cli, "check", "--epost", "Meg@Example.no", **settings)
        server.at_recipient = lambda _: "550 5.1.1 No such user"
        refused = await asyncio.to_thread(cli, "check", "--epost", "meg@example.no", **settings)
    assert (sent.exit_code, sent.stdout) == (
        0,
        (
            "E-posttjeneren tok imot e-posten til meg@example.no.\n"
            "Sjekk i kildeteksten til e-posten at DKIM er «pass». E-posttjeneren må signere med DKIM for domenet example.no, og "
            "domenet bør ha SPF og DMARC. Pådriver signerer ikke selv.\n"
            "PADRIVER_URL er ikke satt med https, så «Meld deg av» går med e-post i stedet for med ett klikk.\n"
            "PADRIVER_IMAP_HOST er ikke satt, så e-post i retur leses ikke. Skriv «epost» til Pådriver når en adresse ikke virker.\n"
        ),
    )
    assert (refused.exit_code, refused.stderr) == (
        1,
        "E-posten ble ikke sendt: e-posttjeneren sier at adressen ikke finnes.\n",
    )
    [message] = server.taken
    assert (message["Subject"], message["To"]) == ("Prøve fra Pådriver", "meg@example.no")


def test_what_is_missing_is_said_before_anything_is_sent(cli: Cli) -> None:
    assert cli("check", "--epost", "meg@example.no").stderr == (
        "E-post er ikke slått på. Sett PADRIVER_SMTP_HOST og PADRIVER_MAIL_FROM.\n"
    )
    server = {"PADRIVER_SMTP_HOST": "smtp.example.no", "PADRIVER_MAIL_FROM": "bot@example.no"}
    assert cli("check", "--epost", "meg", **server).stderr == "Skriv en e-postadresse som kari@kommune.no.\n"
    checked = cli("check", "--only", "e-post", PADRIVER_SMTP_HOST="smtp.example.no")
    assert (checked.exit_code, checked.stdout) == (
        1,
        "E-post: feil\n  PADRIVER_MAIL_FROM mangler: adressen e-posten sendes fra, f.eks. padriver@example.no.\n",
    )


def test_a_fault_of_e_mail_is_said_once_and_stops_the_bot(cli: Cli, sqlite_url: str) -> None:
    settings = {
        "DATABASE_URL": sqlite_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
        "PADRIVER_SMTP_HOST": "smtp.example.no",
    }
    fault = "PADRIVER_MAIL_FROM mangler: adressen e-posten sendes fra, f.eks. padriver@example.no."
    assert cli("check", **settings).stdout.count(fault) == 1
    served = cli("serve", **settings)
    assert (served.exit_code, served.stderr) == (1, f"{fault}\n")

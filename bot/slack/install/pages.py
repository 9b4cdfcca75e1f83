"""What the person who installs the bot sees in the browser."""

from html import escape

from starlette.responses import HTMLResponse

from bot.runtime.web_page import web_page
from models.workspace.installations import Installed

START = "/slack/install"
INVITE = (
    "Inviter Pådriver til felleskanalen deres: skriv /invite @Pådriver der.",
    "Skriv deretter /padriver innstillinger, og velg kanalen som skal få ukesoversikten og varslene.",
)
ADMINISTRATOR = "Du er administrator, så du kan endre innstillinger for alle og si hvem andre som kan det."
OTHERS = "Administratorene er de samme som før, og du er ikke en av dem. Skriv /padriver administratorer i Slack for å se hvem de er."
NOBODY = (
    "Ingen er administrator. En som administrerer arbeidsområdet i Slack, kan velge en med "
    "/padriver administratorer @navn."
)


def installed(team: str, address: str, done: Installed) -> HTMLResponse:
    """Say that it worked, who may change the settings, and what comes next."""
    where = team or "arbeidsområdet"
    who = ADMINISTRATOR if done.is_administrator else OTHERS if done.has_administrator else NOBODY
    if not done.is_new:
        title, renewed = (
            f"Pådriver er installert på nytt i {where}",
            "Tilgangen er fornyet. Det dere har lagt inn, er som før.",
        )
        return _page(title, (renewed, who), (address, "Åpne Slack"))
    return _page(f"Pådriver er installert i {where}", (who, *INVITE), (address, "Åpne Slack"))


def start_again() -> HTMLResponse:
    """Say that the state or Slack's code is not valid."""
    return _page(
        "Begynn installasjonen på nytt",
        (
            "Lenken er for gammel, er brukt før, eller ble åpnet i en annen nettleser enn den du begynte i.",
            "Ingenting er installert. En installasjon må fullføres innen 10 minutter.",
        ),
        AGAIN,
        status=400,
    )


def cancelled() -> HTMLResponse:
    """Say that the person cancelled."""
    return _page("Installasjonen er avbrutt", ("Ingenting er installert.",), AGAIN)


def whole_organisation() -> HTMLResponse:
    """Say that the bot cannot be installed for a whole organisation."""
    return _page(
        "Velg ett arbeidsområde",
        (
            "Pådriver kan ikke installeres for en hel organisasjon (Enterprise Grid) ennå.",
            "Ingenting er installert. Begynn på nytt, og velg arbeidsområdet som skal ha den.",
        ),
        AGAIN,
        status=400,
    )


def wrong_set_up(reason: str) -> HTMLResponse:
    """Say that the operator must correct something; `reason` is Slack's own code for it."""
    return _page(
        "Pådriver kan ikke installeres nå",
        (f"Noe er satt opp feil hos den som driver Pådriver (Slack svarte «{reason}»). Si fra til dem.",),
        status=500,
    )


def unreachable() -> HTMLResponse:
    """Say that Slack or the database does not answer."""
    return _page(
        "Installasjonen ble ikke fullført",
        ("Vi fikk ikke kontakt med Slack eller databasen. Vent litt, og begynn på nytt.",),
        AGAIN,
        status=503,
    )


AGAIN = (START, "Begynn på nytt")


def _page(
    title: str, paragraphs: tuple[str, ...], following: tuple[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    text = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    link = f'<p><a class="next" href="{escape(following[0])}">{escape(following[1])}</a></p>' if following else ""
    return web_page(title, text + link, status)

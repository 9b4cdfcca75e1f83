"""How the bot is doing: settings, what has been posted, and what needs a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Channel,
    Code,
    Controls,
    Fields,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
    joined,
    line,
)
from bot.cards.feed_health import feed_problem
from bot.cards.mail_reasons import REASONS as MAIL_REASONS
from bot.cards.official_health import official_problem
from bot.cards.schedule import away, night
from bot.cards.words import ago, amount, clock, day, listing
from content.faults import Fault
from models.calendar.quiet import Away
from models.tables import Destination, Feed, OfficialSource, Workspace
from models.workspace.outgoing import MAIL
from models.workspace.preferences import Preferences

REASONS = {
    **MAIL_REASONS,
    "is_archived": "kanalen er arkivert",
    "channel_not_found": "kanalen finnes ikke, eller jeg er ikke med i den",
    "not_in_channel": "jeg er ikke med i kanalen",
    "token_revoked": "tilgangen min er trukket tilbake",
    "account_inactive": "tilgangen min er slått av",
    "invalid_auth": "tilgangen min er ikke gyldig",
    "missing_scope": "jeg mangler en tillatelse",
    "ratelimited": "jeg får ikke lese eller skrive så ofte som jeg trenger",
}
"""The most common of the platforms' error codes for a message that could not be sent, in words."""


MOST_FAULTS = 5


@dataclass(frozen=True)
class UndeliveredNudge:
    """A nudge that was not delivered, by its kind's name; if `unknown`, it is not known whether it was."""

    name: str
    due_at: datetime
    reason: str | None
    unknown: bool


@dataclass(frozen=True)
class StuckMessage:
    """A nudge that is due, and neither sent nor given up. With `is_looked_for`, it may have been delivered."""

    name: str
    destination: Destination
    due_at: datetime
    next_try_at: datetime
    reason: str | None
    is_looked_for: bool


class NextUp(NamedTuple):
    """The next nudge: its kind's name, when (UTC) and in which channel (the platform's id)."""

    name: str
    at: datetime
    channel: str


@dataclass(frozen=True)
class Status:
    """What the database says. `last_sent` is by the kinds' names; `trouble` is what failed in the last 30 days, newest first.

    `pauses` are everybody's and the asker's own, in force or to come; `faults` are those of the content's files.
    """

    occurrences: int
    done: int
    last_sent: tuple[tuple[str, datetime], ...]
    waiting: int
    trouble: tuple[UndeliveredNudge, ...]
    off: tuple[Destination, ...]
    next_up: NextUp | None
    schedule: Bullets
    """What is posted when."""
    turned_off: tuple[str, ...]
    """The names of what is off for everybody."""
    pauses: tuple[Away, ...]
    administrators: tuple[str, ...]
    unled: Line
    """How somebody becomes an administrator, if nobody is."""
    faults: tuple[Fault, ...]
    feeds: tuple[Feed, ...] = ()
    """Those that fail or are silent."""
    official: tuple[OfficialSource, ...] = ()
    """The official sources that somebody should look at."""
    stuck: tuple[StuckMessage, ...] = ()
    names_shown: Line = ()
    """Who lets assistants see the names of people, and since when; empty if nobody does."""
    addresses_off: int = 0
    """How many e-mail addresses do not work: who they are is for those who read the register."""
    features_off: tuple[str, ...] = ()
    """What the bot cannot do, as sentences, since people chose so when they installed it."""


def status_card(manners: Preferences, status: Status, now: datetime) -> Card:
    """Return the status of a workspace; `now` is aware."""
    workspace = manners.workspace
    return Card(
        "Status",
        (
            Fields(_facts(manners, status, now.astimezone(workspace.zone).date())),
            *_needs_you(workspace, status, now),
            *_features_off(status),
            *((Note(status.names_shown),) if status.names_shown else ()),
            Heading("Sist sendt"),
            *_sent(workspace, status, now),
            Heading("Dette sender jeg"),
            status.schedule,
            Controls(
                (
                    Button("Innstillinger", "padriver.settings", ""),
                    Button("Mine innstillinger", "padriver.mine", ""),
                    Button("Pauser", "padriver.pauser", ""),
                    Button("Hjelp", "padriver.help", ""),
                )
            ),
        ),
        summary="Status for Pådriver",
    )


def _facts(manners: Preferences, status: Status, today: date) -> tuple[tuple[str, Line], ...]:
    workspace = manners.workspace
    synced = day(workspace.synced_on, today) if workspace.synced_on else "ikke ennå"
    return (
        ("Felleskanal", channel_line(workspace.shared_channel)),
        ("Mediekanal", channel_line(workspace.media_channel)),
        ("Neste", _next_up(status.next_up, workspace, today)),
        ("Slått av", line(listing(status.turned_off) or "ingenting")),
        ("Pauser", line("; ".join(away(pause, today) for pause in status.pauses) or "ingen")),
        ("Stille hver natt", line(f"fra {night(manners)}")),
        ("Administratorer", people(status.administrators)),
        ("Tidssone", line(workspace.timezone)),
        ("I kalenderen", line(f"{amount(status.occurrences, 'punkt', 'punkter')}, {status.done} ferdig")),
        ("Kalenderen sist oppdatert", line(synced)),
        ("Venter på å bli sendt", line(amount(status.waiting, "melding", "meldinger"))),
    )


def _next_up(found: NextUp | None, workspace: Workspace, today: date) -> Line:
    if found is None:
        return line("ingenting de neste seks ukene")
    local = found.at.astimezone(workspace.zone)
    when = f" {day(local.date(), today)} kl. {clock(local.time())} i "
    return line(found.name, when, Channel(found.channel))


def people(user_ids: Sequence[str]) -> Line:
    """Return those people's mentions."""
    return joined([line(Person(user_id)) for user_id in user_ids], ", ") or line("ingen ennå")


def channel_line(channel_id: str | None) -> Line:
    """Return a channel's mention, or that none is chosen."""
    return line(Channel(channel_id) if channel_id else "ikke valgt")


def _needs_you(workspace: Workspace, status: Status, now: datetime) -> tuple[Part, ...]:
    rows = [
        *(_off(each, workspace, now) for each in status.off),
        *(_stuck(each, workspace, now) for each in status.stuck),
        *(_failed(each, workspace, now) for each in status.trouble),
        *_addresses_off(status.addresses_off),
        *(_feed(each, workspace, now) for each in status.feeds),
        *(official_problem(each, now, workspace.zone) for each in status.official),
        *_content(status.faults),
    ]
    if workspace.shared_channel is None:
        rows.insert(0, line(Bold("Felleskanalen er ikke valgt."), " Velg den i ", Code("/padriver innstillinger"), "."))
    if not status.administrators:
        rows.insert(0, line(Bold("Ingen er administrator."), " ", *status.unled))
    if not rows:
        return (Paragraph(line("✓ Alt virker som det skal.")),)
    return (Heading("Dette bør noen se på"), Bullets(tuple(rows)))


def _features_off(status: Status) -> tuple[Part, ...]:
    if not status.features_off:
        return ()
    advice = line("Tillatelsene ble valgt bort da jeg ble installert. Installer meg på nytt for å gi dem.")
    return (Heading("Dette kan jeg ikke her"), Bullets(tuple(map(line, status.features_off))), Note(advice))


def _off(off: Destination, workspace: Workspace, now: datetime) -> Line:
    where = _where(off)
    since = f" Det begynte {ago(off.off_since, now, workspace.zone)}." if off.off_since else ""
    mend = (
        line(" Inviter meg inn igjen, og lagre ", Code("/padriver innstillinger"), " på nytt.")
        if off.kind == "kanal"
        else line(" Frister for denne personen står i felleskanalen.")
    )
    return line("Jeg får ikke sendt til ", where, f": {why(off.off_reason)}.{since}", *mend)


def _addresses_off(count: int) -> list[Line]:
    if not count:
        return []
    what = amount(count, "e-postadresse virker", "e-postadresser virker")
    return [line(f"{what} ikke. Se ", Code("/padriver epost"), ".")]


def _where(place: Destination) -> Channel | Person | str:
    if place.kind == MAIL:
        return "en e-postadresse"
    return Person(place.address) if place.kind == "person" else Channel(place.address.partition(":")[0])


def _stuck(stuck: StuckMessage, workspace: Workspace, now: datetime) -> Line:
    what = line(
        f"{stuck.name} ({ago(stuck.due_at, now, workspace.zone)}) til ",
        _where(stuck.destination),
    )
    again = _again(stuck.next_try_at, now, workspace)
    if stuck.is_looked_for:
        sentence = f": Jeg vet ikke om meldingen kom frem ({why(stuck.reason)}). Jeg ser etter den igjen {again}."
        return line(*what, sentence)
    return line(*what, f" er ikke sendt ennå: {why(stuck.reason)}. Jeg prøver igjen {again}.")


def _again(at: datetime, now: datetime, workspace: Workspace) -> str:
    if at <= now:
        return "straks"
    local, today = at.astimezone(workspace.zone), now.astimezone(workspace.zone).date()
    sentence = f"kl. {clock(local.time())}"
    return sentence if local.date() == today else f"{day(local.date(), today)} {sentence}"


def _failed(failed: UndeliveredNudge, workspace: Workspace, now: datetime) -> Line:
    what = "kom kanskje ikke frem" if failed.unknown else "ble ikke sendt"
    return line(f"{failed.name} ({ago(failed.due_at, now, workspace.zone)}) {what}: {why(failed.reason)}.")


def _feed(row: Feed, workspace: Workspace, now: datetime) -> Line:
    return line(f"Nyhetskilden {row.name} {feed_problem(row, now, workspace.zone)}.")


def _content(faults: Sequence[Fault]) -> list[Line]:
    if not faults:
        return []
    left = len(faults) - MOST_FAULTS
    text = "Det dere har lagt inn, har feil, så jeg bruker det forrige som var riktig:"
    rows = [f"{fault}" for fault in faults[:MOST_FAULTS]] + ([f"og {left} til"] if left > 0 else [])
    return [line("\n".join((text, *rows)))]


def why(reason: str | None) -> str:
    """Return in words why a message could not be sent; `reason` is the platform's error code."""
    if (reason or "").startswith("http "):
        return "tjenesten meldingene går gjennom, svarte med en feil"
    return REASONS.get(reason or "", reason or "årsaken er ikke kjent")


def _sent(workspace: Workspace, status: Status, now: datetime) -> tuple[Part, ...]:
    if not status.last_sent:
        return (Note(line("Ingenting er sendt ennå.")),)
    rows = ((name, line(ago(at, now, workspace.zone))) for name, at in status.last_sent)
    return (Fields(tuple(rows)),)

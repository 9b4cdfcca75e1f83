"""The Storting's representatives: who of a county or a committee we have met this session, and rounds of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Control,
    Controls,
    Heading,
    Item,
    Line,
    Menu,
    More,
    Note,
    Paragraph,
    Part,
    Person,
    line,
)
from bot.cards.words import amount, day, short_day
from models.official.groups import Group, beside
from models.official.invitations import Invited, RoundProgress
from models.official.known_members import KnownMember
from models.official.members import by_family_name, short_party
from models.tables import InvitationRound, OfficialMember

SHOW, ALL, OF_MEMBER = "stortinget.vis", "stortinget.alle", "stortinget.representant"
INVITE, ROUND, INVITED, UNDO, CLOSE = (
    f"stortinget.{each}" for each in ("inviter", "runde", "invitert", "angre", "avslutt")
)
SAVE = "stortinget.inviter_lagre"
LOG, TAKE_IN, SEE = "loggfor", "ta_inn", "vis"
"""The values of what may be chosen about a representative."""
PERSON = "interessent.vis"
SOURCE = "Lista er Stortingets egen. Ingen kommer i registeret før du trykker «Ta inn i registeret», eller loggfører en samtale."
UNKNOWN = line(
    "Jeg har ikke hentet lista over representantene ennå. Den som drifter meg, slår den på med ",
    Code("padriver check --kilder"),
    ".",
)
NO_COUNTIES = "Ingen medlemskommuner er lagt inn, så jeg viser alle fylkene."
NOBODY_LEFT = "ikke på Stortinget lenger"


@dataclass(frozen=True)
class Local:
    """The local day, and the time zone that makes it so."""

    today: date
    zone: ZoneInfo


@dataclass(frozen=True)
class CountedGroup:
    """A county or a committee, with how many of its representatives we have met this session, of how many."""

    group: Group
    met: int
    total: int

    @property
    def said(self) -> str:
        """Return «Akershus: møtt 2 av 19»."""
        return f"{self.group.name}: møtt {self.met} av {self.total}"


def unknown_card() -> Card:
    """Return what is said before any list has been read."""
    return Card("Stortinget", (Paragraph(UNKNOWN),))


def overview_card(
    ours: Sequence[CountedGroup],
    committees: Sequence[CountedGroup],
    rounds: Sequence[RoundProgress],
    since: date,
    today: date,
    *,
    are_ours: bool,
) -> Card:
    """Return how many we have met of each county and committee. `are_ours` is False if no county is known to be ours."""
    met, total = sum(each.met for each in ours), sum(each.total for each in ours)
    which = "fra fylkene våre" if are_ours else "på Stortinget"
    said = f"Denne sesjonen (fra {day(since, today)}) har vi møtt {met} av {amount(total, 'representant', 'representanter')} {which}."
    menu = Menu("Velg komité", SHOW, tuple(Choice(each.said, each.group.value) for each in committees))
    return Card(
        "Stortinget",
        (
            Paragraph(line(said)),
            *(() if are_ours else (Note(line(NO_COUNTIES)),)),
            Heading("Fylkene våre" if are_ours else "Fylkene"),
            *(Item(line(each.said), (Button("Se hvem", SHOW, each.group.value),)) for each in ours),
            *((Heading("Komiteene"), Controls((menu,))) if committees else ()),
            *rounds_parts(rounds),
            invite_controls(""),
            Note(line(SOURCE)),
        ),
        summary=said,
    )


def invite_controls(group: str) -> Controls:
    """Return the button that begins a round of invitations; `group` is the value of a county or committee, or empty."""
    return Controls((Button("Ny runde med møteinvitasjoner …", INVITE, group),))


def rounds_parts(rounds: Sequence[RoundProgress]) -> tuple[Part, ...]:
    """Return the open rounds of invitations, each with a button; nothing if there are none."""
    rows = tuple(
        Item(line(f"{each.round.title}: {each.done} av {each.total} er invitert"), (Button("Se lista", ROUND, str(each.round.id)),))
        for each in rounds
    )  # fmt: skip
    return (Heading("Møteinvitasjoner"), *rows) if rows else ()


def group_card(group: Group, known: Sequence[KnownMember], ours: Sequence[str], since: date, today: date) -> Card:
    """Return who of a county or a committee we have met this session and who not; `ours` are our constituencies."""
    met = sorted((each for each in known if each.met_on), key=lambda each: each.met_on or today, reverse=True)
    others = sorted((each for each in known if each.met_on is None), key=lambda each: _order(each.member, group, ours))
    title = f"{group.name} på Stortinget" if group.is_county else group.name
    said = f"Møtt {len(met)} av {len(known)} denne sesjonen (fra {day(since, today)})."
    return Card(
        title,
        (
            Paragraph(line(said)),
            *_listed("Har vi møtt", met, group, today),
            *_listed("Har vi ikke møtt", others, group, today),
            Controls(
                (
                    Button("Møteinvitasjoner …", INVITE, group.value, style="primary"),
                    Button("Andre fylker og komiteer", ALL, ""),
                )
            ),
            Note(line(SOURCE)),
        ),
        summary=f"{title}: {said[:1].lower()}{said[1:]}",
    )


def members_card(known: Sequence[KnownMember], today: date) -> Card:
    """Return some representatives that were asked for by name."""
    return Card("Stortinget", (*(_item(each, None, today) for each in known), Note(line(SOURCE))))


def which_card(groups: Sequence[Group]) -> Card:
    """Return the question which committee was meant."""
    rows = (Item(line(each.name), (Button("Se hvem", SHOW, each.value),)) for each in groups)
    return Card("Hvilken komité mener du?", tuple(rows))


def round_card(
    row: InvitationRound,
    group: Group,
    rows: Sequence[Invited],
    due: date | None,
    when: Local,
    *,
    is_known: bool = False,
) -> Card:
    """Return a round with a button for each representative. `is_known` says that it was begun before."""
    done = sum(each.invitation.done_at is not None for each in rows)
    said = f"{done} av {amount(len(rows), 'representant', 'representanter')} er invitert."
    by = f" Invitasjonene skal være sendt {day(due, when.today)}." if due and done < len(rows) else ""
    is_open = row.closed_at is None
    close = (Button("Avslutt runden", CLOSE, str(row.id)),) if is_open else ()
    return Card(
        f"Møteinvitasjoner: {row.title}",
        (
            *((Note(line("Denne runden var begynt fra før.")),) if is_known else ()),
            Paragraph(line(f"{said}{by}" if is_open else f"{said} Runden er avsluttet.")),
            *(_invited(each, group, when, is_open=is_open) for each in rows),
            Controls((*close, Button("Se hvem vi har møtt", SHOW, row.scope))),
        ),
        summary=f"Møteinvitasjoner: {row.title}. {said}",
    )


def ours_in_committee(members: Sequence[OfficialMember]) -> str:
    """Return «Kari Nordmann (Ap, Akershus), Ola Moe (H, Oslo)»."""
    return ", ".join(f"{each.name} ({short_party(each)}, {each.county})" for each in members)


def _listed(heading: str, known: Sequence[KnownMember], group: Group, today: date) -> tuple[Part, ...]:
    return (Heading(heading), *(_item(each, group, today) for each in known)) if known else ()


def _order(member: OfficialMember, group: Group, ours: Sequence[str]) -> tuple[bool, str, str]:
    """Return what a list is sorted by: in a committee those from our counties come first."""
    return (not group.is_county and member.county not in ours, *by_family_name(member))


def _item(known: KnownMember, group: Group | None, today: date) -> Item:
    member = known.member
    said = _member(member, group)
    if known.met_on is not None:
        return Item(line(*said, f" · sist {short_day(known.met_on, today)}"), _seen(known))
    choices = (Choice("Loggfør samtale …", LOG), *(_taken_in(known)))
    return Item(said, (More("Mer …", OF_MEMBER, member.number, choices),))


def _taken_in(known: KnownMember) -> tuple[Choice, ...]:
    return (Choice("Vis kortet", SEE),) if known.person_id else (Choice("Ta inn i registeret …", TAKE_IN),)


def _seen(known: KnownMember) -> tuple[Control, ...]:
    return (Button("Vis kortet", PERSON, f"p{known.person_id}"),) if known.person_id else ()


def _member(member: OfficialMember, group: Group | None) -> Line:
    after = beside(member, group)
    return line(Bold(f"{member.name} ({short_party(member)})"), f" · {after}" if after else "")


def _invited(row: Invited, group: Group, when: Local, *, is_open: bool) -> Item:
    invitation = row.invitation
    who = _member(row.member, group) if row.member else line(f"Representant som er {NOBODY_LEFT}")
    has_left = f" · {NOBODY_LEFT}" if row.member and row.member.ended_on else ""
    if invitation.done_at is None:
        return Item(line(*who, has_left), (Button("Invitert", INVITED, str(invitation.id)),) if is_open else ())
    by: Line = (" av ", Person(invitation.done_by)) if invitation.done_by else ()
    done = line(
        "✓ ",
        *who,
        has_left,
        f" · invitert {short_day(invitation.done_at.astimezone(when.zone).date(), when.today)}",
        *by,
    )
    return Item(done, (Button("Angre", UNDO, str(invitation.id)),) if is_open else ())

"""The card of one case, its sheet, and those who agreed to be contacted about it."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Choice,
    Control,
    Controls,
    Fields,
    Heading,
    Item,
    Line,
    Link,
    More,
    Note,
    Paragraph,
    Part,
    Person,
    Quote,
    line,
)
from bot.cards.cases import (
    FOLLOW,
    FOLLOW_LABEL,
    SHOW,
    asks_whom,
    is_sprint,
    mentions,
    parts_of_result,
    person_words,
    step_words,
    where_now,
)
from bot.cards.clearing import draft_parts
from bot.cards.hearings import KINDS, MORE_LABEL
from bot.cards.hearings import SHOW as SHOW_HEARING
from bot.cards.rows import short_title
from bot.cards.tracks import track_about
from bot.cards.words import amount, capital, day, listing, numeric_day, short_day
from content.schema.messages import Issue
from content.schema.pack import Pack
from models.cases import sheets
from models.cases.about import ShownCase, people_in
from models.cases.moves import rapporteurs
from models.official.items import ItemKind, OfficialRole
from models.official.matches import value_of
from models.tables import CaseContact, Dialogue, PolicyCase

SHEET, EDIT_SHEET, CONTACTS, MORE = "sak.ark", "sak.ark_endre", "sak.kontakter", "sak.mer"
NEW_CONTACT, DELETE_CONTACT, ASK_AGAIN = "sak.kontakt_ny", "sak.kontakt_slett", "sak.kontakt_igjen"
SPRINT, EDIT, UNFOLLOW, CLOSE, OPEN = "sprint", "endre", "slutt", "avslutt", "apne"
"""What may be chosen behind «…»."""
MOST_STEPS = 3
MOST_FOLLOWERS = 5
NOT_A_PERSON = (
    "Drivere og barrierer gjelder saken og organer, for eksempel en komité eller et departement. "
    "Skriv ikke om navngitte personer her."
)
"""What the sheet is not for: it is written on the card and in its form."""


def case_card(shown: ShownCase, pack: Pack, user_id: str, today: date, said: str = "") -> Card:
    """Return the card of a case. `said` is what was just done."""
    issue = pack.issue(shown.theme) if shown.theme else None
    link = shown.record.link if shown.record else ""
    kind = KINDS.get(shown.record.kind, shown.record.kind) if shown.record else "egen sak"
    return Card(
        capital(kind),
        (
            *parts_of_result(said),
            Paragraph(line(Bold(shown.title), *(("\n", Link("Åpne hos kilden", link)) if link else ()))),
            Fields(_facts(shown, issue, today)),
            *_sprint(shown.case, today),
            *_position(shown, issue, today),
            *_done(shown, issue, today),
            Controls(_controls(shown, user_id)),
        ),
        summary=f"{capital(kind)}: {short_title(shown.title)}",
    )


def _facts(shown: ShownCase, issue: Issue | None, today: date) -> tuple[tuple[str, Line], ...]:
    record, case = shown.record, shown.case
    facts: list[tuple[str, Line]] = [("Hvor den er", (where_now(case, record, today),))]
    if record is not None and case is not None and sheets.text_of(case, "status"):
        facts.append(("Vår status", (where_now(case, None, today),)))
    if not shown.is_over:
        comes = [step_words(each, today) for each in shown.steps[:MOST_STEPS]]
        facts.append(("Neste datoer", (listing(comes) if comes else "ikke satt ennå",)))
    if record is not None and record.kind == ItemKind.CASE.value:
        facts.append(
            ("Saksordfører", (listing(rapporteurs(record)) or "ikke valgt ennå, eller ikke oppgitt av kilden",))
        )
        if proposers := people_in(record, OfficialRole.PROPOSER):
            facts.append(("Foreslått av", (listing([person_words(each) for each in proposers[:MOST_STEPS]]),)))
    if record is not None and (asks := asks_whom(record)):
        facts.append(("Hvem spør", (asks,)))
    if record is not None and record.kind == ItemKind.BILL.value and record.body:
        facts.append(("Departement", (record.body,)))
    if shown.votes:
        facts.append(("Votering", ("\n".join(shown.votes),)))
    if issue is not None:
        facts.append(("Tema", (issue.name,)))
    if shown.followers:
        more = f" og {len(shown.followers) - MOST_FOLLOWERS} til" if len(shown.followers) > MOST_FOLLOWERS else ""
        facts.append(("Følges av", line(*mentions(shown.followers[:MOST_FOLLOWERS]), more)))
    return tuple(facts)


def _sprint(case: PolicyCase | None, today: date) -> tuple[Part, ...]:
    if case is None or case.sprint_until is None or not is_sprint(case, today):
        return ()
    left = f"\nDette lar vi ligge: {case.sprint_left}" if case.sprint_left else ""
    return (Paragraph(line(Bold(f"Sprint til {day(case.sprint_until, today)}"), f"\n{case.sprint_what}{left}")),)


def _position(shown: ShownCase, issue: Issue | None, today: date) -> tuple[Part, ...]:
    """Return the message and the demand of the track that the case is about."""
    track = track_about(issue, f"{shown.title} {shown.record.excerpt if shown.record else ''}", today)
    if track is None:
        return ()
    demand = (Heading("Krav"), Quote(track.krav)) if track.krav else ()
    return (Heading(f"Budskap: {track.name}"), Quote(track.budskap), *demand, *draft_parts(track))


def _done(shown: ShownCase, issue: Issue | None, today: date) -> tuple[Part, ...]:
    """Return who asked about the theme, and what we have done about it."""
    rows: list[Line] = [
        line(f"Spørsmål: {asks_whom(each) or 'ukjent'}: ", Link(short_title(each.title), each.link))
        for each in shown.questions
    ]
    rows += [_talk(talk, name, today) for talk, name in shown.talks or ()]
    rows += [
        line(f"Innspill {short_day(each.sent_on, today)}{f' til {each.to}' if each.to else ''}: {each.title}")
        for each in shown.inputs
    ]
    rows += [line(f"Effekt {short_day(each.day, today)}: {each.title}") for each in shown.effects]
    if not rows or issue is None:
        return ()
    return (Heading(f"Sist om {issue.name}"), Bullets(tuple(rows)))


def _talk(talk: Dialogue, name: str, today: date) -> Line:
    about = f": {talk.about}" if talk.about else ""
    return line(f"Samtale {short_day(talk.day, today)}{f' med {name}' if name else ''}{about}")


def _controls(shown: ShownCase, user_id: str) -> tuple[Control, ...]:
    case, record = shown.case, shown.record
    is_open = case is not None and case.closed_at is None
    follows = is_open and user_id in shown.followers
    buttons: list[Control] = []
    if not follows and (case is None or is_open) and not (shown.is_over and case is None):
        value = str(case.id) if case else value_of(record) if record else ""
        buttons.append(Button(FOLLOW_LABEL, FOLLOW, value, style="primary"))
    if case is not None and is_open:
        number = f" ({shown.contacts})" if shown.contacts else ""
        buttons += [Button("Saksark", SHEET, str(case.id)), Button(f"Kontakter{number}", CONTACTS, str(case.id))]
    if record is not None and record.deadline_on is not None and record.kind == ItemKind.CASE.value:
        buttons.append(Button("Se høringen", SHOW_HEARING, value_of(record)))
    return (*buttons, *((More(MORE_LABEL, MORE, str(case.id), _choices(case, follows=follows)),) if case else ()))


def _choices(case: PolicyCase, *, follows: bool) -> tuple[Choice, ...]:
    if case.closed_at is not None:
        return (Choice("Åpne saken igjen", OPEN),)
    sprint = Choice("Endre sprinten …" if case.sprint_until else "Sprint: når det brenner …", SPRINT)
    leave = (Choice("Slutt å følge", UNFOLLOW),) if follows else ()
    return (sprint, Choice("Endre saken …", EDIT), *leave, Choice("Avslutt saken", CLOSE))


def sheet_card(case: PolicyCase, said: str = "") -> Card:
    """Return the sheet of a case."""
    texts = [(label, sheets.text_of(case, name)) for name, label in sheets.FIELDS.items()]
    chosen = [sheets.STRATEGIES[each] for each in sheets.strategies_of(case)]
    facts = [line(Bold(f"{label}: "), text) for label, text in texts if text]
    if chosen:
        facts.append(line(Bold("Strategi: "), listing(chosen)))
    empty = Paragraph(line("Arket er tomt. Skriv det viktigste først: hva er problemet, og hvem bestemmer?"))
    return Card(
        f"Saksark: {short_title(case.title)}",
        (
            *parts_of_result(said),
            *((Bullets(tuple(facts)),) if facts else (empty,)),
            Note(line(NOT_A_PERSON)),
            Controls(
                (
                    Button("Endre arket …", EDIT_SHEET, str(case.id), style="primary"),
                    Button("Se saken", SHOW, str(case.id)),
                )
            ),
        ),
        summary=f"Saksark: {short_title(case.title)}",
    )


def contacts_card(case: PolicyCase, found: Sequence[CaseContact], today: date, said: str = "") -> Card:
    """Return those who agreed to be contacted about a case."""
    nobody = Paragraph(line("Ingen ennå. Legg inn folk og bedrifter som har sagt ja til å bli kontaktet om saken."))
    return Card(
        f"Kontakter: {short_title(case.title)}",
        (
            *parts_of_result(said),
            *(tuple(_contact(each, today) for each in found) if found else (nobody,)),
            Note(line("Bare folk som har sagt ja. Når samtykket er ute, sletter jeg dem.")),
            Controls(
                (
                    Button("Ny kontakt …", NEW_CONTACT, str(case.id), style="primary"),
                    Button("Se saken", SHOW, str(case.id)),
                )
            ),
        ),
        summary=f"Kontakter: {amount(len(found), 'kontakt', 'kontakter')}",
    )


def _contact(each: CaseContact, today: date) -> Item:
    about = ", ".join(filter(None, (each.firm, each.reached)))
    return Item(
        line(
            Bold(each.name),
            f"{f', {about}' if about else ''}\n{each.says}\nSpurt av ",
            Person(each.asked_by),
            f" {numeric_day(each.asked_on)}. Samtykket gjelder til og med {short_day(each.until, today)}.",
        ),
        (
            Button("Spurt igjen …", ASK_AGAIN, str(each.id)),
            Button("Slett", DELETE_CONTACT, str(each.id), style="danger"),
        ),
        f"kontakt:{each.id}",
    )


def consent_card(case: PolicyCase, contact: CaseContact, today: date) -> Card:
    """Return the question to the one who asked, before a consent ends."""
    said = (
        f"{contact.name} sa ja til å bli kontaktet om saken. Samtykket gjelder til og med {short_day(contact.until, today)}. "
        "Spør igjen, eller la meg slette opplysningene den dagen."
    )
    buttons = (
        Button("Spurt igjen …", ASK_AGAIN, str(contact.id), style="primary"),
        Button("Slett", DELETE_CONTACT, str(contact.id), style="danger"),
    )
    return Card(
        "Gjelder samtykket fortsatt?",
        (Paragraph(line(Bold(short_title(case.title)), f"\n{said}")), Controls(buttons)),
        summary=f"Samtykket fra {contact.name} går ut {short_day(contact.until, today)}.",
    )


def consent_settled(said: str) -> Card:
    """Return what replaces the question when it is answered."""
    return Card("Takk for svaret", (Paragraph(line(said)),), summary=said)

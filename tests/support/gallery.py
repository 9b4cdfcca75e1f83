"""Every card and form in the product: what is told by itself, what is answered, and what comes of every control.

A new command, control or nudge is found here by itself; what cannot be shown is a failing test.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain, product
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.cards import card_errors
from bot.cards.card import Button, Card, Control, Controls, DateButton, Item, Menu, More
from bot.cards.catalogue import CATALOGUE
from bot.cards.file import File
from bot.cards.form import DateInput, Form, FormErrors, TextInput, TimeInput
from bot.cards.nudges import ending
from bot.cards.text import render_errors_text, render_form_text, render_text
from bot.commands import registry
from bot.commands.ask import UPLOAD_NAME, Ask, Press, Reply, Submission
from bot.requests.progress import Progress
from bot.requests.received_files import FILE_ELSEWHERE, FileNotFetchedError
from content.schema.base import Clearing
from content.schema.dated import Budget
from content.schema.messages import Fact
from content.schema.pack import Pack
from jobs.nudges.calendar import times_of
from jobs.nudges.ending import ENDING, OWNERS_ENDING
from jobs.nudges.hearings import HEARING
from jobs.nudges.kind import days, due_on
from jobs.nudges.met import EVENING
from jobs.nudges.presented import DATE, ON_THE_DAY, WEEK_BEFORE
from jobs.nudges.registry import KINDS, kind_of
from jobs.sending.compose import compose
from models.cases.moves import What
from models.db.database import Database
from models.media.alerts import ALERTED
from models.occurrences.attendance import has_evenings, set_going
from models.occurrences.sync import sync
from models.official import records
from models.official.documents import note_references
from models.official.items import (
    ItemKind,
    OfficialEvent,
    OfficialItem,
    OfficialPerson,
    OfficialRole,
    PublicationReference,
    Status,
)
from models.official.keys import key_of
from models.official.members import ELECTED, SITTING, keep_members
from models.official.telling import message_key
from models.tables import (
    Administrator,
    Alert,
    Carrier,
    CaseContact,
    CaseFollower,
    CaseMove,
    Dialogue,
    Occurrence,
    OfficialFind,
    OfficialMatch,
    Participant,
    Person,
    PolicyCase,
    RegisterReader,
    Workspace,
)
from models.workspace.administrators import name_administrator
from models.workspace.contacts import PERSON as PERSON_KIND
from models.workspace.contacts import ContactRole, SeenContact, record_contacts
from models.workspace.nudge_kinds import CASE_MOVED, CONSENT, HEARING_CHANGED_IN_THREAD, HEARING_DATE
from models.workspace.preferences import preferences
from tests.support.arguments import KEYS, given, leaves
from tests.support.full_workspaces import BOOK, NOW, TODAY
from tests.support.register import new_person
from tests.support.rounds import links
from tests.support.storting import FEW, TRANSPORT
from tests.support.two_workspaces_query import PERSON, OverError, World, two
from tests.support.workbooks import file_answer

WORDS = (
    *("frister uten svar", "frister ikke krysset av"),
    *("frister hjelp", "frister oktober", "frister mine", "frister forfalt", "frister på vent", "frister jernbane"),
    *("frister tull og tøys", "frister 2031", "frister ny", "frister ny 15.10 Innspill #jernbane", "frister ny 31.2 x"),
    *("frister abonner", "frister abonner mine", "frister abonner jernbane", "frister abonner tull"),
    *("frister i dag", "frister møteplan", "frister eksport", "frister hvem gjør hva"),
    *("frister ny lørdag 4.12 kl 12 Styremøte", "frister ny hver mandag Ukesmøte"),
    *("arshjul", "arshjul hjelp", "arshjul 2026", "arshjul januar", "arshjul tull", "arshjul arendalsuka"),
    *(
        "arshjul åpent",
        "arshjul åpent 1. april 2027",
        "arshjul åpent tull",
        "padriver åpent i mai 2027",
        "padriver partier",
    ),
    *("budskap", "budskap hjelp", "budskap jernbane", "budskap rikstunnelen", "budskap grep", "budskap grep 4"),
    *("budskap høring", "budskap tre ting", "budskap råde", "budskap mål", "budskap råd mediesak", "budskap ks"),
    *("budskap fremlegg", "budskap fremlegg ntp", "budskap fremlegg tull"),
    *("budskap statsbudsjettet", "budskap ntp", "budskap kopier tre ting", "budskap oslo kommune"),
    *("budskap kopier hovedbudskap", "budskap kopier jernbane", "budskap spor A", "budskap tull"),
    *(
        "padriver når er landsmøtet",
        "padriver søk rikstunnelen",
        "padriver kantine",
        "padriver spørsmål",
        "padriver spør",
    ),
    *("padriver", "padriver status", "padriver innstillinger", "padriver mine", "padriver pause", "padriver logg"),
    "padriver høringer",
    "padriver saker",
    *("padriver administratorer", "padriver pause 6.7–31.7 fellesferie", "padriver tull"),
    *("padriver innhold", "padriver innhold jernbane først", "padriver innhold spor", "padriver innhold ny fakta"),
    *(
        "padriver innhold kampanjer",
        "padriver innhold julelunsj",
        "padriver innhold medieord",
        "padriver innhold høringsord",
        "padriver innhold tull",
    ),
    *("medie", "medie test Togene står på Østlandet", "medie kilder", "medie forslag", "medie tull"),
    *("effekt kjede", "effekt kjede 7", "effekt kjede tull"),
    *(
        "sak",
        "sak hjelp",
        "sak alle",
        "sak ny",
        "sak ny Togene i Follo #jernbane",
        "sak jernbane",
        "sak tull",
        "sak tog",
    ),
    *("effekt", "effekt oktober", "effekt ny", "effekt ny medieoppslag Kronikk #jernbane", "effekt tull"),
    *("interessenter", "interessenter hjelp", "interessenter kari", "interessenter stille", "interessenter kart"),
    *(
        "interessenter møtte Berit Moe (Ap) om jernbane: positiv",
        "interessenter møtte Berit 31.2",
        "interessenter lesere",
        "interessenter gjennomgang",
        "interessenter personvern",
        "interessenter journal",
        "interessenter partier",
        "interessenter partier sendt Innspill til programmet",
        "interessenter partier dato",
        "interessenter stortinget",
        "interessenter stortinget akershus",
        "interessenter stortinget transport",
        "interessenter stortinget ola moe",
        "interessenter stortinget tull",
        "interessenter stortinget inviter oslo",
        "interessenter møteinvitasjoner",
        "interessenter medlemmer",
        "interessenter medlemmer ny Asker",
        "interessenter ordførere",
        "interessenter Lillestrøm",
        "interessenter Akershus",
        "interessenter slett NHOs årskonferanse",
        "interessenter slå sammen kari og ola",
        "interessenter slå sammen Kari Tvilling og Kari Tvilling",
    ),
    *(
        "interessenter ny Berit Moe",
        "interessenter ringte Berit",
        "interessenter slett kari",
        "interessenter parti:Lapp",
    ),
)
OF_CASES = frozenset({CASE_MOVED, CONSENT, "sporsmal", "sak_dag", "saker_uka", "kommunesaker"})
STEPS = 3
"""How many controls are used after another."""
MOST = 800
LONG_AGO = TODAY - timedelta(days=800)
"""So long that it is asked whether somebody is still needed."""


@dataclass(frozen=True)
class Piece:
    """A card or a form, and how it came to be."""

    name: str
    shown: Card | Form
    errors: FormErrors = field(default_factory=FormErrors)


@dataclass(frozen=True)
class Gallery:
    """What there is to show, one of each make; and the names of what was used to get there."""

    pieces: tuple[Piece, ...]
    used: frozenset[str]
    texts: Mapping[str, str]
    """Each text that was seen on the way, of those alike too; and what led to it."""


@dataclass
class _Walk:
    database: Database
    world: World
    pack: Pack
    found: dict[str, Piece] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    pressed: set[tuple[str, Press]] = field(default_factory=set)

    def keep(self, name: str, told: Any, errors: FormErrors | None = None) -> list[Piece]:
        """Keep the cards in an answer that have not been seen; return them. A file is handed over, not drawn."""
        cards = [told.card, told.share, told.file] if isinstance(told, Reply) else [told]
        if any(isinstance(each, File) for each in cards):
            self.used.add(name.partition(" ")[0])
        new = [Piece(name, each, errors or FormErrors()) for each in cards if isinstance(each, Card | Form)]
        if new:
            self.used.add(name.partition(" ")[0])
        for each in new:
            self.texts.setdefault(text_of(each), name)
        kept = [each for each in new if _make(each) not in self.found]
        self.found.update({_make(each): each for each in kept})
        return kept

    def tried(self, act: Callable[[Session, Ask], Any]) -> Any:
        """Return what is answered; what was changed is put back."""
        answers: list[Any] = []
        try:
            with self.database.session() as session:
                workspace = session.get_one(Workspace, self.world.ours)
                answers.append(
                    act(
                        session,
                        Ask(
                            workspace,
                            self.pack,
                            PERSON,
                            "C1",
                            NOW,
                            "",
                            "",
                            url="https://bot.example.no",
                            assistants=True,
                            mails=True,
                            round_links=links(),
                        ),
                    )
                )
                raise OverError  # noqa: TRY301 - rolls it all back
        except OverError:
            return answers[0]


def gallery(database: Database, pack: Pack) -> Gallery:
    """Return everything that is shown in a workspace with a row of everything and that content."""
    walk = _Walk(database, two(database), _with_reactions(pack))
    with database.session() as session:
        sync(session, session.get_one(Workspace, walk.world.ours), pack, NOW)
        for note in ("Liker tog", "Liker buss"):
            new_person(session, walk.world.ours, "Kari Tvilling", note=note)
        silent = {"quiet_since": LONG_AGO, "last_dialogue_on": LONG_AGO}
        session.execute(update(Person).where(Person.workspace_id == walk.world.ours).values(silent))
        records.keep_items(session, "regjeringen-liste", _official_items(), NOW)
        for source in (ELECTED, SITTING):
            keep_members(session, source, FEW, NOW)
        _has_recommendation(session)
        _goes_to_arendal(session, walk.world.ours)
        _carries(session, walk.world.ours)
    for name, card in _spoken_by_hand():
        walk.keep(name, card)
    fresh = [*_nudges(walk), *_nudges_of_a_season(walk), *_answers(walk), *_named_presses(walk)]
    for _ in range(STEPS):
        if len(walk.found) < MOST:
            fresh = [piece for each in fresh for piece in _follow(walk, each)]
    return Gallery(tuple(walk.found.values()), frozenset(walk.used), walk.texts)


def _has_recommendation(session: Session) -> None:
    """Have a recommendation in the case of the finds, and a committee's hearing that some of ours are in."""
    committee = {"body": TRANSPORT[1], "body_id": TRANSPORT[0]}
    case = OfficialItem(ItemKind.CASE, "7", "Flere tog på Østlandet", link="https://example.no/sak/7/", **committee)
    records.keep_items(session, "stortinget-saker", [case], NOW)
    row = records.by_number(session, ItemKind.CASE, "7")
    assert row is not None
    reference = PublicationReference("inns-202627-014s", "Innst. 14 S (2026–2027)", "https://example.no/inns/")
    note_references(session, row, [reference], NOW)


def _carries(session: Session, workspace_id: int) -> None:
    """Let the person who asks be the one who carries a message in the round, in the chat."""
    carrier = session.scalars(select(Carrier).where(Carrier.workspace_id == workspace_id)).one()
    person = session.get_one(Person, carrier.person_id)
    met = SeenContact(PERSON, PERSON_KIND, name=person.name, role=ContactRole.COLLEAGUE)
    record_contacts(session, workspace_id, [met], NOW)


def _goes_to_arendal(session: Session, workspace_id: int) -> None:
    """Let the person who asks attend an event of several days."""
    named = (
        Occurrence.workspace_id == workspace_id,
        Occurrence.kind == "arrangement",
        Occurrence.title == "Arendalsuka",
    )
    event = session.scalars(select(Occurrence).where(*named, Occurrence.starts_on > TODAY)).first()
    if event is not None and has_evenings(event):
        set_going(session, workspace_id, event.id, PERSON, NOW, going=True)


def _with_reactions(pack: Pack) -> Pack:
    """Return the pack with a reaction of each tone, and a message that is cleared."""
    reactions = [
        {"id": tone, "kilde": "notatet", "tone": word, "til": "presse", "tekst": f"Vi er {word}."}
        for tone, word in (("fornoyd", "fornøyd"), ("skuffet", "skuffet"))
    ]
    budget = Budget.model_validate(pack.budget.model_dump(by_alias=True) | {"reaksjoner": reactions})
    issue, *others = pack.issues
    cleared = Clearing(status="klarert", by="Styret", on=TODAY)
    tracks = (issue.tracks[0].model_copy(update={"clearing": cleared}), *issue.tracks[1:])
    return replace(pack, budget=budget, issues=(issue.model_copy(update={"tracks": tracks}), *others))


def _official_items() -> list[OfficialItem]:
    """Return hearings and cases that concern us, surely and perhaps; the first one the workspace was told of."""
    deadline = (OfficialEvent("FRIST", "høringsfrist", TODAY + timedelta(days=40), is_deadline=True),)
    return [
        OfficialItem(ItemKind.HEARING, "1", "Høring om tog", events=deadline, link="https://example.no/id1/"),
        OfficialItem(ItemKind.HEARING, "2", "Endringer i en forskrift", excerpt="Forslag om tog.", events=deadline),
        OfficialItem(ItemKind.COMMITTEE_HEARING, "3", "Tog i hele landet", body="Transportkomiteen", events=deadline),
        _case(),
        OfficialItem(
            ItemKind.QUESTION, "4", "Når går togene?", published=TODAY, people=(ASKER,), link="https://example.no"
        ),
        OfficialItem(ItemKind.BILL, "5", "Lov om tog", month="mars", body="Samferdselsdepartementet"),
    ]


ASKER = OfficialPerson(OfficialRole.ASKER, "Ola Moe", "Ap", "Akershus")
RAPPORTEUR = OfficialPerson(OfficialRole.RAPPORTEUR, "Berit Li", "SV", "Oslo")


def _case() -> OfficialItem:
    """Return the official item of the case that each workspace follows."""
    debate = OfficialEvent("BEHS", "debatt i Stortinget", TODAY + timedelta(days=1))
    report = OfficialEvent("AVGITT", "innstillingen avgitt", TODAY - timedelta(days=3))
    return OfficialItem(
        ItemKind.CASE, "1", "Flere tog", events=(report, debate), people=(RAPPORTEUR,), status=Status.CONSIDERED
    )


def _let_cases_move(session: Session, ask: Ask) -> None:
    """Let that person follow the case, which moved an hour ago and last week, and let a question be gathered."""
    session.execute(update(CaseFollower).values(user_id=PERSON))
    session.execute(update(CaseContact).values(asked_by=PERSON))
    moved = [{"what": each, "words": "noe nytt", "on": f"{TODAY}", "before": ""} for each in What]
    moved.append({"what": "flyttet", "words": "votering", "on": f"{TODAY}", "before": f"{TODAY - timedelta(days=1)}"})
    case = session.scalars(select(PolicyCase).where(PolicyCase.workspace_id == ask.workspace.id)).one()
    session.execute(update(CaseMove).values(moves=moved))
    session.add(CaseMove(workspace_id=case.workspace_id, case_id=case.id, at=NOW - timedelta(days=3), moves=moved))
    for kind, number in ((ItemKind.QUESTION, "4"), (ItemKind.BILL, "5")):
        told = {"level": "sikker", "found_at": NOW, "gather_on": TODAY, "has_deadline": False, "words": {}}
        session.add(OfficialMatch(workspace_id=case.workspace_id, kind=kind.value, number=number, **told))
    last_week = {"case_number": "", "position": 0, "author": "Ås kommune", "place": "Kommunestyret", "words": "tog"}
    for number, judged in (("ms_1", None), ("ms_2", PERSON)):
        shown = {"quote": "Om tog", "theme": "jernbane", "found_at": NOW - timedelta(days=4), "number": number}
        mine = {"workspace_id": case.workspace_id, "kind": ItemKind.COUNCIL_CASE.value, "judged_by": judged}
        session.add(OfficialFind(**last_week, **shown, **mine, judged_at=NOW if judged else None))
    session.flush()


def _spoken_by_hand() -> Iterator[tuple[str, Card]]:
    """Give what is said where something goes wrong, which nothing leads to."""
    yield "feil", card_errors.went_wrong("0f8fad5b")
    yield "feil", card_errors.database_busy()
    yield "feil", card_errors.answer_lost()
    yield "feil", card_errors.no_access("kanalen #media")
    yield "feil", card_errors.stale()
    yield "over", ending.first_list(ending.Unanswered((Occurrence(title="Svar på høringen"),), TODAY, TODAY))
    yield "over", ending.answered()
    yield "venter", Progress("Tar inn regnearket").card()
    yield "feil", FileNotFetchedError(FILE_ELSEWHERE).card
    yield "feil", card_errors.not_understood("fister oktober", "/frister oktober")


def _nudges(walk: _Walk) -> Iterator[Piece]:
    """Yield what each kind of nudge says: sent now, in the evening, composed again, and of a case that is open."""
    moments = ((NOW, None, False), (NOW + timedelta(hours=10), None, False), (NOW, NOW, False), (NOW, None, True))
    for kind, moment in product(KINDS, moments):
        address = {"person": PERSON, "epost": "epost-1"}.get(kind_of(kind).receiver.to, "C1")
        yield from walk.keep(kind, walk.tried(_composing(kind, address, *moment)))


def _open_all(session: Session, ask: Ask, kind: str) -> None:
    """Let what somebody has judged, done or ended be as it was before."""
    session.execute(update(Alert).values(state=ALERTED, judged_by=None))
    session.execute(update(OfficialMatch).values(judged_by=None))
    session.execute(delete(Administrator))
    session.execute(update(Person).values(owner=PERSON, quiet_since=LONG_AGO, rest_until=None))
    session.execute(delete(RegisterReader))
    session.execute(update(Dialogue).values(planned=True, removed_at=None, day=TODAY, occurrence_id=None))
    session.execute(update(Participant).values(user_id=PERSON))
    leaves(session, ask.workspace.id)
    name_administrator(session, ask.workspace, PERSON)
    if kind in OF_CASES:
        _let_cases_move(session, ask)
    if kind == "frist_gitt":
        session.execute(update(Occurrence).values(owner=PERSON, done_at=None, archived_at=None))


def _presented_on(session: Session, kind: str, *, is_open: bool) -> str:
    """Let a day of presentation be near, and return the key of what is sent about it."""
    on = TODAY if kind == ON_THE_DAY.kind else TODAY + timedelta(days=2)
    values = {"key": "statsbudsjett:2099:fremleggelse", "starts_on": on, "ends_on": on, "archived_at": None}
    certainty = "forventet" if kind == DATE.kind and not is_open else "fast"
    session.execute(update(Occurrence).where(Occurrence.id == 1).values(**values, certainty=certainty))
    return f"1:{on}"


def _composing(
    kind: str, address: str, now: datetime, shown_at: datetime | None, is_open: bool
) -> Callable[[Session, Ask], Any]:
    def composing(session: Session, ask: Ask) -> Any:
        if is_open:
            _open_all(session, ask, kind)
        if kind in {ENDING.kind, OWNERS_ENDING.kind}:
            owner = PERSON if kind == OWNERS_ENDING.kind else None
            values = {"asked_on": TODAY, "passed_unseen": False, "owner": owner}
            session.execute(update(Occurrence).where(Occurrence.key == "egen:1").values(values))
        if kind == EVENING.kind:
            days_of_it = {"kind": "arrangement", "starts_on": TODAY, "ends_on": TODAY + timedelta(days=1)}
            session.execute(update(Occurrence).where(Occurrence.key == "egen:1").values(days_of_it))
        key = KEYS.get(kind, "2026-W41")
        if is_open and kind == HEARING_DATE:
            moved = {"key": key_of(ItemKind.HEARING, "1"), "kept": ["starts_on"], "done_at": None}
            session.execute(update(Occurrence).where(Occurrence.id == 1).values(moved))
            key = f"1:{TODAY + timedelta(days=40)}"
        if kind in {DATE.kind, WEEK_BEFORE.kind, ON_THE_DAY.kind}:
            key = _presented_on(session, kind, is_open=is_open)
        if kind == HEARING.kind:
            of_ours = OfficialMatch.workspace_id == ask.workspace.id
            key = message_key(session.scalars(select(OfficialMatch.id).where(of_ours)).one(), has_deadline=True)
        if kind == HEARING_CHANGED_IN_THREAD:
            of_ours = OfficialMatch.workspace_id == ask.workspace.id
            match_id = session.scalars(select(OfficialMatch.id).where(of_ours)).one()
            key = f"{match_id}:flyttet:{TODAY}:{TODAY + timedelta(days=40)}:20261005T070000"
        pack = _with_a_figure_to_check(ask.pack) if kind == "tall" else ask.pack
        return compose(session, ask.workspace, pack, kind, key, address, now, shown_at)

    return composing


def _with_a_figure_to_check(pack: Pack) -> Pack:
    """Return the pack with a figure that may be used until 4 November, which is asked about on Monday 5 October."""
    fact = {"id": "andel", "tekst": "Bare 9 % går på bane.", "kilde": "SSB", "gjelder_til": date(2026, 11, 4)}
    first, *rest = pack.issues
    issues = (first.model_copy(update={"facts": (Fact.model_validate(fact),)}), *rest)
    return replace(pack, issues=issues)


def _nudges_of_a_season(walk: _Walk) -> Iterator[Piece]:
    """Give what is told by the calendar alone, from October through January."""

    def due(session: Session, ask: Ask) -> list[tuple[str, Any]]:
        times = times_of(preferences(session, ask.workspace))
        planned = (
            (kind, each)
            for day in days(TODAY, TODAY + timedelta(days=120))
            for kind, nudge in KINDS.items()
            if (each := due_on(nudge, day, times, ask.pack)) is not None
        )
        return [
            (kind, compose(session, ask.workspace, ask.pack, kind, each.period_key, "C1", each.due_at))
            for kind, each in planned
        ]

    for kind, card in walk.tried(due):
        yield from walk.keep(kind, card)


def _answers(walk: _Walk) -> Iterator[Piece]:
    for words in dict.fromkeys((*WORDS, *(each.name for each in CATALOGUE))):
        name, _, text = words.partition(" ")
        told = walk.tried(
            lambda session, ask, name=name, text=text: registry.COMMANDS[name](_asking(ask, text), session)
        )
        yield from walk.keep(words, told)
    for name, content in (("bok.xlsx", BOOK), ("bok.csv", b"Navn;Rolle")):
        given_file = file_answer(name, content)
        yield from walk.keep(
            UPLOAD_NAME, walk.tried(lambda session, ask, given_file=given_file: given_file(ask, session))
        )
    yield from walk.keep("hjem", walk.tried(lambda session, ask: registry.HOME(ask, session)))


def _named_presses(walk: _Walk) -> Iterator[Piece]:
    """Give what comes of the controls with the rows they are about in the workspace with a row of everything."""
    for action, handler in registry.PRESSES.items():
        name = f"{handler.handler.__module__}.{handler.handler.__qualname__}"
        press = given(name, "press")
        told = walk.tried(
            lambda session, ask, handler=handler, press=press: handler(ask, press(session, walk.world), session)
        )
        yield from walk.keep(action, told)


def _asking(ask: Ask, text: str) -> Ask:
    return Ask(
        ask.workspace,
        ask.pack,
        ask.user_id,
        ask.channel_id,
        ask.now,
        text,
        assistants=ask.assistants,
        mails=True,
        round_links=ask.round_links,
    )


def _follow(walk: _Walk, piece: Piece) -> list[Piece]:
    """Use the controls of a card, of each kind the first and the last, or send a form: empty, wrong and filled in."""
    if isinstance(piece.shown, Form):
        return list(chain.from_iterable(_sent(walk, piece.shown)))
    controls = chain.from_iterable(part.controls for part in piece.shown.parts if isinstance(part, Item | Controls))
    alike: dict[tuple[str, int], list[Press]] = {}
    for place, (action, press) in (used for control in controls for used in enumerate(_presses(control))):
        alike.setdefault((action, place), []).append(press)
    few = [(action, press) for (action, _), group in alike.items() for press in dict.fromkeys((group[0], group[-1]))]
    return [found for action, press in few for found in _pressed(walk, action, press)]


def _pressed(walk: _Walk, action: str, press: Press) -> list[Piece]:
    if (action, press) in walk.pressed:  # everything was put back, so the same would come of it
        return []
    walk.pressed.add((action, press))
    told = walk.tried(lambda session, ask: registry.PRESSES[action](ask, press, session))
    return walk.keep(f"{action} {press.value} {press.chosen}", told)


def _presses(control: Control) -> list[tuple[str, Press]]:
    match control:
        case Button(_, action, value):
            return [(action, Press(value))]
        case DateButton(_, action, value):
            return [(action, Press(value, (TODAY + timedelta(days=8)).isoformat()))]
        case Menu(_, action, choices):
            return [(action, Press("", each.value)) for each in (choices[0], choices[-1])]
        case More(_, action, value, choices):
            return [(action, Press(value, each.value)) for each in choices]
    raise AssertionError(control)


def _sent(walk: _Walk, form: Form) -> Iterator[list[Piece]]:
    for values in ({}, dict.fromkeys((each.name for each in form.inputs), "£"), _filled_in(form)):
        told = walk.tried(
            lambda session, ask, values=values: registry.SUBMITS[form.action](
                ask, Submission(form.state, values), session
            )
        )
        if isinstance(told, FormErrors):
            walk.keep(f"{form.action} {json.dumps(values)}", form, told)
            walk.used.add(form.action)
        else:
            yield walk.keep(f"{form.action} {json.dumps(values)}", told)


def _filled_in(form: Form) -> dict[str, str]:
    known: dict[str, str] = {}
    for each in form.inputs:
        match each:
            case TextInput(name=name, initial=initial):
                known[name] = initial or "Et innspill"
            case DateInput(name=name, initial=day):
                known[name] = (day or TODAY + timedelta(days=3)).isoformat()
            case TimeInput(name=name, initial=initial):
                known[name] = initial or "09:30"
    return known


def text_of(piece: Piece) -> str:
    """Return a piece as text: a card with its buttons and menus, a form with its errors."""
    shown = piece.shown
    if isinstance(shown, Form):
        return "\n".join(filter(None, (render_form_text(shown), render_errors_text(piece.errors))))
    menus = (
        f"[{control.label}: {' | '.join(choice.label for choice in control.choices)}]"
        for part in shown.parts
        if isinstance(part, Item | Controls)
        for control in part.controls
        if isinstance(control, Menu | More)
    )
    return "\n".join((render_text(shown), *dict.fromkeys(menus), *filter(None, (shown.summary,))))


def _make(piece: Piece) -> str:
    """Return what two alike cards have in common: their make, not their words."""
    shown = piece.shown
    if isinstance(shown, Form):
        fields = [(type(each).__name__, each.name) for each in shown.inputs]
        return repr(("form", shown.action, fields, bool(shown.intro), sorted(piece.errors.errors)))
    parts = [
        (type(part).__name__, tuple(each.action for each in getattr(part, "controls", ()))) for part in shown.parts
    ]
    return repr((shown.title.partition(" ")[0], list(dict.fromkeys(parts))))

"""Once the row of a nudge is deleted nothing plans it again: every kind, at many moments around."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.ask import Ask, Submission
from bot.commands.medie.followup import plan, take
from bot.commands.medie.followup_handover import give
from jobs.alerts.keep import keep_outcome
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import FeedItem
from jobs.feeds.read import ParsedFeed as Items
from jobs.nudges.alert import ALERT
from jobs.nudges.calendar import PLANNED
from jobs.nudges.clearing import CLEARING, clearing_due
from jobs.nudges.departure import DEPARTURE, departures_due
from jobs.nudges.finds import FINDS
from jobs.nudges.followup import CARD, GIVEN, HELP, OVERDUE, REMINDER
from jobs.nudges.greeting import GREETING
from jobs.nudges.handover import ACCEPTED, ANSWER_KIND, GIVEN_KIND, plan_answer, plan_question
from jobs.nudges.hearings import HEARING
from jobs.nudges.leader import LEADER
from jobs.nudges.notice import NOTICE, plan_notice
from jobs.nudges.registry import KINDS
from jobs.nudges.settings_change import SETTINGS_CHANGE, plan_news
from jobs.nudges.sprint import SPRINT
from jobs.official.finding import find_pending
from jobs.official.matching import match_pending
from jobs.official.news import tell_workspaces
from jobs.planning.plan import plan_greeting
from jobs.planning.planned_nudges import PlannedNudge, insert_planned
from jobs.planning.schedule import LOOK_BACK
from jobs.pruning import prune
from models import retention
from models.cases.cases import follow_item
from models.cases.contacts import NewContact, add_contact
from models.db.database import Database
from models.followups.queries import newest_of
from models.followups.taking import MediaMessage
from models.mail.digest import choose_digest
from models.media.spokespersons import Speaker, let_speak
from models.members.members import MemberPerson, MemberRow
from models.occurrences import owning
from models.occurrences.attendance import set_going
from models.occurrences.queries import MEETING, by_key
from models.official import documents, records
from models.official.items import (
    ItemKind,
    OfficialEvent,
    OfficialItem,
    Passage,
    Publication,
    PublicationReference,
)
from models.official.keys import key_of
from models.official.records import by_number, keep_items
from models.official.telling import MOVED, ask_about_date, plan_source_change
from models.register import dialogues
from models.register.dialogues import NewDialogue, NextStep
from models.rounds.carriers import NewRound, add_carrier, begin
from models.tables import (
    Carrier,
    CaseMove,
    Change,
    Feed,
    HearingPlan,
    MessageRound,
    Occurrence,
    OfficialFind,
    OfficialMatch,
    OfficialRecord,
    Pause,
    Workspace,
)
from models.workspace import outgoing
from models.workspace.contacts import PERSON, ContactRole, SeenContact, is_met, record_contacts
from models.workspace.deadline_proposals import Proposed, propose
from models.workspace.installations import ask_who_leads
from models.workspace.nudge_kinds import (
    CASE_MOVED,
    HEARING_CHANGED,
    HEARING_CHANGED_IN_CHANNEL,
    HEARING_CHANGED_IN_THREAD,
    HEARING_DATE,
    PROPOSED,
    ROUND,
    ROUND_REMINDER,
    ROUND_WISH,
)
from models.workspace.preferences import preferences
from models.workspace.workspaces import destination
from tests.support.nudges import Office, at, days_of, office
from tests.support.pack import small_campaign, small_issue, small_pack
from tests.support.register import new_person, spoke
from tests.support.rows import new_row
from tests.support.slack import OnePack

BOSS, KARI, PER = "UBOSS", "UKARI", "UPER"
TERM = timedelta(days=40)
"""How long rows are kept here: a little longer than any nudge is worth sending, and far shorter than they are kept."""
DAY = timedelta(days=1)
MOVED_TO = date(2026, 11, 20)
MOVED_TO_DAY = 15
FIRST, LAST = date(2026, 9, 23), date(2027, 3, 30)
DAYS = [
    *days_of(FIRST, date(2026, 10, 30)),
    *days_of(date(2026, 12, 9), date(2026, 12, 14)),
    *days_of(date(2027, 1, 4), date(2027, 1, 5)),
    *days_of(date(2027, 1, 29), date(2027, 2, 18)),
    *days_of(date(2027, 3, 26), LAST),
]
"""A campaign's last quarter begins and closes, the year begins, the register is reviewed, and the clock changes twice; in between it is down."""


@dataclass
class Sent:
    """An office, and how often each nudge was sent."""

    here: Office
    times: Counter[tuple[str, str, str]]

    async def drain(self, now: datetime) -> None:
        told = await self.here.drain(now)
        self.times.update((each.kind, each.key, each.destination) for each in told if each.state == "sent")

    async def round(self, now: datetime) -> None:
        self.here.plan(now)
        await self.drain(now)

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, _, _ in self.times}

    @property
    def twice(self) -> list[tuple[str, str, str]]:
        return [key for key, number in self.times.items() if number > 1]


def keep_for(monkeypatch: pytest.MonkeyPatch, term: timedelta) -> None:
    """Keep the rows for no longer than that."""
    monkeypatch.setattr(retention, "sent_since", lambda now: now - term)
    monkeypatch.setattr(retention, "UNSENT", term)


def busy(database: Database) -> Sent:
    """Return an office where the calendar brings every kind of nudge."""
    campaign = small_campaign(2026)
    steps = tuple(each.model_copy(update={"slogan": f"{each.slogan} (?)"}) for each in campaign.steps)
    railway = small_issue(
        "jernbane", "Jernbane", fakta=[{"id": "gods", "kilde": "SSB", "tekst": "9 %", "gjelder_til": "2026-11-10"}]
    )
    issues = (railway, small_issue("energi", "Energi"))
    here = office(
        database,
        asks_when_presented=True,
        pack=small_pack(campaigns=(campaign.model_copy(update={"steps": steps}),), issues=issues),
    )
    here.set(installed_by=BOSS, register_synced_on=date(2024, 1, 1))
    with database.session() as session:
        for number, day in enumerate(DAYS):
            event = OfficialEvent("FRIST", "høringsfrist", date(2031, 1, 15), is_deadline=True)
            item = OfficialItem(ItemKind.HEARING, str(number), "Et forslag", excerpt="Om tog", events=(event,))
            records.keep_items(session, "regjeringen-liste", [item], at(f"{day} 06:00"))
            match = {"kind": "høring", "number": str(number), "level": "trolig", "gather_on": day, "has_deadline": True}
            session.add(OfficialMatch(workspace_id=here.workspace_id, found_at=at(f"{day} 06:00"), **match))
        add_case(session, here.workspace_id)
        choose_digest(session, here.workspace_id, KARI, "kari@kommune.example.no", at("2026-09-01 09:00"))
        for day in days_of(FIRST, LAST)[::9]:
            new_row(session, here.workspace_id, f"Notat {day}", day, owner=KARI)
            event = new_row(session, here.workspace_id, f"Møte {day}", day, kind="arrangement")
            set_going(session, here.workspace_id, event.id, PER, at("2026-09-01 09:00"), going=True)
            long = new_row(session, here.workspace_id, f"Messe {day}", day + 8 * DAY, kind="arrangement")
            long.starts_on = day
            set_going(session, here.workspace_id, long.id, PER, at("2026-09-01 09:00"), going=True)
        known = {"source": "ntp", "kept": ["starts_on", "ends_on", "certainty"]}
        new_row(session, here.workspace_id, "NTP", date(2026, 10, 21), key="ntp:2028:fremleggelse", **known)
        hearing = new_row(session, here.workspace_id, "Høring om tog", date(2026, 12, 1), owner=KARI)
        sent = {"plan": "svarer", "sent_on": date(2026, 10, 8), "sent_by": KARI}
        session.add(
            HearingPlan(
                workspace_id=here.workspace_id,
                occurrence_id=hearing.id,
                created_by=KARI,
                created_at=hearing.created_at,
                **sent,
            )
        )
        person = new_person(session, here.workspace_id, "Anne A", tier="A", owner=KARI)
        spoke(session, here.workspace_id, date(2024, 5, 3), person)
        step = NextStep("Møte med Anne A", date(2026, 10, 9), KARI, kind=MEETING)
        planned = NewDialogue(date(2026, 10, 9), "møte", (KARI,), people=(person.id,), planned=True, step=step)
        dialogues.log(session, here.workspace_id, planned, KARI, at("2026-09-01 09:00"))
    return Sent(here, Counter())


def add_case(session: Session, workspace_id: int) -> None:
    """Let Kari follow a case that is debated and moves all the time, with questions each day and somebody who agreed."""
    days = days_of(FIRST, LAST)
    debates = tuple(OfficialEvent("BEHS", f"debatt {day}", day) for day in days[::9])
    item = OfficialItem(ItemKind.CASE, "77", "En sak", events=debates)
    asked = [OfficialItem(ItemKind.QUESTION, str(number), "Tog?", published=day) for number, day in enumerate(days)]
    records.keep_items(session, "stortinget-sak", [item, *asked], at(f"{FIRST} 06:00"))
    record = by_number(session, ItemKind.CASE, "77")
    assert record
    ours = {
        "workspace_id": workspace_id,
        "kind": "kommunesak",
        "case_number": "",
        "position": 0,
        "author": "Ås kommune",
    }
    for day in days:
        found = {"number": f"ms_{day}", "place": "", "quote": "Tog", "words": "Tog", "found_at": at(f"{day} 12:00")}
        session.add(OfficialFind(**ours, **found))
    case, _ = follow_item(session, workspace_id, record, KARI, None, at(f"{FIRST} 06:00"))
    for number, day in enumerate(days):
        found = {"workspace_id": workspace_id, "found_at": at(f"{day} 06:00"), "has_deadline": False, "level": "trolig"}
        session.add(OfficialMatch(kind="spørsmål", number=str(number), gather_on=day, **found))
        moved = [{"what": "status", "words": f"{day}", "on": "", "before": ""}]
        session.add(CaseMove(workspace_id=workspace_id, case_id=case.id, at=at(f"{day} 06:00"), moves=moved))
    agreed = NewContact("Anne A", "", "", "Alt", KARI, FIRST, date(2026, 10, 20))
    add_contact(session, workspace_id, case.id, agreed, KARI, at(f"{FIRST} 06:00"))


async def planned_again(found: Sent, now: datetime) -> None:
    """Plan around a moment: after being down, the clock set back, the posting times moved, and in a pause."""
    here = found.here
    here.set(plan_after=None)
    await found.round(now)
    here.set(plan_after=now - timedelta(days=60))  # down since
    await found.round(now)
    here.set(plan_after=None)
    await found.round(now - DAY)
    moved = ("digest_time", "wheel_time", "campaign_time", "deadline_time")
    usual = (time(8), time(9), time(10), time(8, 30))
    for hour in (7, 15):
        here.set(**dict.fromkeys(moved, time(hour)), plan_after=None)
        await found.round(now.replace(hour=18))
    here.set(**dict(zip(moved, usual, strict=True)), plan_after=None)
    with here.database.session() as session:
        pause = Pause(workspace_id=here.workspace_id, first=now.date(), last=now.date())
        session.add(pause)
    here.set(plan_after=now - timedelta(days=20))
    await found.round(now)
    with here.database.session() as session:
        session.delete(session.get_one(Pause, pause.id))


async def half_a_year(found: Sent, days: Iterable[date]) -> None:
    """Let the days pass, delete what has expired on each, and plan again around every seventh and when the clock changes."""
    for number, day in enumerate(days):
        now = at(f"{day} 11:00")
        await found.round(now)
        prune(found.here.database, now)
        if number % 7 == 0 or day in {date(2026, 10, 25), date(2026, 10, 26), date(2027, 3, 28), date(2027, 3, 29)}:
            await planned_again(found, now)


async def test_what_the_calendar_brings_is_sent_once_though_its_row_is_gone(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_for(monkeypatch, TERM)
    found = busy(sqlite_database)
    await half_a_year(found, DAYS)
    assert found.kinds == {nudge.kind for nudge in PLANNED}
    assert found.twice == []
    oldest = min(each.due_at for each in found.here.deliveries())
    assert oldest > at(f"{LAST} 11:00") - TERM - DAY, "rows were deleted all the way"


async def test_the_test_above_would_show_it(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_for(monkeypatch, timedelta(days=2))
    found = busy(sqlite_database)
    await half_a_year(found, days_of(date(2026, 9, 30), date(2026, 10, 7)))
    assert {kind for kind, _, _ in found.twice} >= {"manedshjul"}


Way = Callable[[Office, datetime], None]


def greeted(here: Office, now: datetime) -> None:
    """The bot is added to a channel."""
    with here.database.session() as session:
        plan_greeting(session, session.get_one(Workspace, here.workspace_id), "C1", now)


def noticed(here: Office, now: datetime) -> None:
    """A channel is found to be closed that was open until then."""
    with here.database.session() as session:
        off = destination(session, here.workspace_id, "kanal", "CSTENGT")
        off.off_since = now
        plan_notice(session, session.get_one(Workspace, here.workspace_id), off, now)


def followed(here: Office, now: datetime) -> None:
    """A message is followed up; where it is already, all of that is planned again, and it is given to another."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        ask = Ask(workspace, here.pack, KARI, "C2", now)
        let_speak(session, here.workspace_id, "jernbane", Speaker(BOSS))
        row = newest_of(session, here.workspace_id, "C2", "1.1")
        if row is None:
            take(ask, session, MediaMessage("C2", "1.1", "Togene står"), now)
            row = newest_of(session, here.workspace_id, "C2", "1.1")
        assert row
        plan(ask, session, row)
        give(ask, Submission(f"{row.id}:", {"to": PER}), session)


def reported(here: Office, now: datetime) -> None:
    """A feed brings five cases about one theme, and brings them again each time it is read."""
    with here.database.session() as session:
        feed = session.scalar(select(Feed).where(Feed.workspace_id == here.workspace_id))
        if feed is None:
            feed = Feed(workspace_id=here.workspace_id, key="avisa", name="Avisa", url="https://avisa.no", on=True)
            feed.baseline_at = now - timedelta(days=100)
            session.add(feed)
            session.flush()
        items = Items(tuple(FeedItem(str(each), f"Tog {each} står", None, "", None) for each in range(5)))
        keep_outcome(session, here.workspace_id, feed.id, Fetched(b"", feed.url), items, here.pack, now)


def installed(here: Office, now: datetime) -> None:
    """Somebody installs the bot."""
    with here.database.session() as session:
        ask_who_leads(session, session.get_one(Workspace, here.workspace_id), BOSS, now)


def departed(here: Office, now: datetime) -> None:
    """The platform says that somebody has left who owns a deadline."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        ola = SeenContact("UOLA", PERSON, "Ola Moe", role=ContactRole.COLLEAGUE)
        if not is_met(session, here.workspace_id, ola.address):
            record_contacts(session, here.workspace_id, [ola], now)
            new_row(session, here.workspace_id, "Olas frist", date(2031, 1, 15), owner=ola.address)
        record_contacts(session, here.workspace_id, [replace(ola, has_left=True)], now)
        due = departures_due(session, [preferences(session, workspace)], now)
        insert_planned(session, [PlannedNudge(*each) for each in due], now)


def uncleared(here: Office, now: datetime) -> None:
    """A workspace where nothing is cleared is planned."""
    pack = small_pack()
    files = {name: file for name, file in pack.files.items() if name != "statsbudsjett.yaml"}
    here.pack = replace(pack, files=files)
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        due = clearing_due(session, [preferences(session, workspace)], {workspace.id: here.pack}, now)
        insert_planned(session, [PlannedNudge(*each) for each in due], now)


def turned_off(here: Office, now: datetime) -> None:
    """An administrator turns a kind off for everybody."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        plan_news(session, workspace, "C1", "manedshjul", KARI, now, on=False)


def given(here: Office, now: datetime) -> None:
    """Kari gives a deadline to Per, who takes it."""
    with here.database.session() as session:
        row = session.scalar(select(Occurrence).where(Occurrence.title == "Notatet til Per"))
        if row is None:
            row = new_row(session, here.workspace_id, "Notatet til Per", date(2031, 1, 15), owner=KARI)
            owning.give(session, here.workspace_id, row.id, KARI, PER, now)
        change = session.scalars(select(Change).where(Change.occurrence_id == row.id)).first()
        assert change
        plan_question(session, here.workspace_id, change.id, PER, now)
        plan_answer(session, here.workspace_id, change.id, KARI, ACCEPTED, PER, now)


def changed_at_source(here: Office, now: datetime) -> None:
    """A source has moved a hearing: one that Kari is responsible for, one of nobody, and one that she had moved."""
    with here.database.session() as session:
        workspace = here.workspace_id
        key = key_of(ItemKind.HEARING, "1")
        if by_key(session, workspace, key) is None:
            new_row(session, workspace, "Høring om tog", MOVED_TO, key=key, owner=KARI)
            new_row(session, workspace, "Høring om buss", MOVED_TO, key=key_of(ItemKind.HEARING, "2"))
            kept = ["starts_on", "ends_on", "certainty"]
            third = key_of(ItemKind.HEARING, "3")
            new_row(session, workspace, "Høring om båt", MOVED_TO - DAY, key=third, owner=KARI, kept=kept)
        events = [{"kind": "FRIST", "name": "frist", "on": MOVED_TO.isoformat(), "deadline": True, "place": ""}]
        if by_number(session, ItemKind.HEARING, "3") is None:
            item = OfficialItem(
                ItemKind.HEARING, "3", "Høring om båt", events=(OfficialEvent("FRIST", "frist", MOVED_TO, True),)
            )
            keep_items(session, "regjeringen-liste", [item], at("2026-10-12 09:00"))
        record = OfficialRecord(changed_at=at("2026-10-12 09:00"), events=events)
        for number in ("1", "2"):
            row = by_key(session, workspace, key_of(ItemKind.HEARING, number))
            assert row
            plan_source_change(session, row, MOVED, record, now, MOVED_TO - 2 * DAY)
        mine = by_key(session, workspace, key_of(ItemKind.HEARING, "3"))
        assert mine
        ask_about_date(session, mine, MOVED_TO, now)


def heard(here: Office, now: datetime) -> None:
    """A source brings a hearing that concerns the workspace, and brings it again each time it is read."""
    deadline = (OfficialEvent("FRIST", "høringsfrist", date(2031, 1, 15), is_deadline=True),)
    item = OfficialItem(ItemKind.HEARING, "1", "Høring om tog", excerpt=f"{now}", events=deadline)
    with here.database.session() as session:
        records.keep_items(session, "regjeringen-liste", [item], now)
    match_pending(here.database, OnePack(here.pack), now)


def found_in_document(here: Office, now: datetime) -> None:
    """Have a recommendation that names us read, with another remark each time."""
    passages = (
        Passage("Prøveregionen ber om tog.", "merknad", "H", "avsnitt 1"),
        Passage(f"{now}", "merknad", "H", "2"),
    )
    with here.database.session() as session:
        case = OfficialItem(ItemKind.CASE, "7", "Tog")
        records.keep_items(session, "stortinget-saker", [case], now)
        row = by_number(session, ItemKind.CASE, "7")
        assert row is not None
        documents.note_references(session, row, [PublicationReference("inns-202627-001s", "Innst. 1 S")], now)
        document = by_number(session, ItemKind.RECOMMENDATION, "inns-202627-001s")
        assert document is not None
        documents.keep_publication(session, document.id, Publication("Tog", "Innst. 1 S", passages), now)
    find_pending(here.database, OnePack(here.pack), now)


def moved(here: Office, now: datetime) -> None:
    """A source has moved the debate of a case that Kari follows, and says so again each time it is read."""
    with here.database.session() as session:
        for day in (date(2031, 1, 14), date(2031, 1, 15)):
            item = OfficialItem(ItemKind.CASE, "9", "En sak", events=(OfficialEvent("BEHS", "debatt", day),))
            record = by_number(session, ItemKind.CASE, "9")
            if record is None or day.day == MOVED_TO_DAY:
                kept = records.keep_items(session, "stortinget-sak", [item], now)
                tell_workspaces(session, kept.changed, now)
            record = by_number(session, ItemKind.CASE, "9")
            assert record
            follow_item(session, here.workspace_id, record, KARI, None, now)


def heard_and_moved(here: Office, now: datetime) -> None:
    """A source brings a hearing, and moves it after the workspace has been told of it."""
    first, moved = ((OfficialEvent("FRIST", "høringsfrist", date(2031, 1, day), is_deadline=True),) for day in (15, 29))
    with here.database.session() as session:
        events = moved if by_number(session, ItemKind.HEARING, "1") else first
        item = OfficialItem(ItemKind.HEARING, "1", "Høring om tog", events=events)
        kept = records.keep_items(session, "regjeringen-liste", [item], now)
        tell_workspaces(session, kept.changed, now)
    match_pending(here.database, OnePack(here.pack), now)


def proposed(here: Office, now: datetime) -> None:
    """Somebody's assistant proposes a deadline."""
    with here.database.session() as session:
        propose(session, here.workspace_id, KARI, Proposed('{"t": "Innspill"}', "Innspill", "i dag"), now)


def carried(here: Office, now: datetime) -> None:
    """A round is sent to somebody in the chat, once."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        row = session.scalars(select(MessageRound)).first()
        if row is None:
            new = NewRound("x", None, "Tog", "Flere tog", "", "alle", "alle", date(2031, 1, 15))
            row = begin(session, workspace, here.pack, new, [], KARI, now)
            row.sent_at = now
            anne = new_person(session, here.workspace_id, "Anne Dal")
            member = MemberRow("3203", "Asker")
            holder = MemberPerson(0, "3203", "ordfører", anne.id, "Anne Dal", None, None, None, None)
            add_carrier(session, workspace, row, member, holder)
        for carrier in session.scalars(select(Carrier).where(Carrier.person_id.is_not(None))):
            for kind in (ROUND, ROUND_REMINDER):
                outgoing.plan(session, here.workspace_id, "person", KARI, kind, str(carrier.id), now)
            if carrier.wish is None and carrier.wish_about is None:
                carrier.wish, carrier.wish_about = "ring", "900 00 000"
                key = f"{carrier.id}:ring:{now.date()}"
                outgoing.plan(session, here.workspace_id, "person", KARI, ROUND_WISH, key, now)


WAYS: dict[str, Way] = {
    ROUND: carried,
    ROUND_REMINDER: carried,
    ROUND_WISH: carried,
    PROPOSED: proposed,
    FINDS.kind: found_in_document,
    CASE_MOVED: moved,
    HEARING_CHANGED: changed_at_source,
    HEARING_CHANGED_IN_CHANNEL: changed_at_source,
    HEARING_DATE: changed_at_source,
    HEARING_CHANGED_IN_THREAD: heard_and_moved,
    HEARING.kind: heard,
    CLEARING.kind: uncleared,
    DEPARTURE.kind: departed,
    LEADER.kind: installed,
    GREETING.kind: greeted,
    NOTICE.kind: noticed,
    CARD.kind: followed,
    REMINDER.kind: followed,
    OVERDUE.kind: followed,
    HELP.kind: followed,
    GIVEN.kind: followed,
    ALERT.kind: reported,
    SPRINT.kind: reported,
    SETTINGS_CHANGE.kind: turned_off,
    GIVEN_KIND: given,
    ANSWER_KIND: given,
}
"""What brings each kind that the calendar does not, again and again in the same way."""


def test_every_kind_is_tried() -> None:
    assert KINDS.keys() == {nudge.kind for nudge in PLANNED} | WAYS.keys(), "say in WAYS what brings a new kind"


async def brought_again(database: Database, way: Way) -> Sent:
    """Bring what a way brings, delete its rows when they have expired, and bring it again at many moments."""
    here = office(database)
    here.set(installed_by=BOSS, media_channel="C2")
    found = Sent(here, Counter())
    start = at("2026-10-12 09:00")
    moments = [start + timedelta(minutes=30) * number for number in (0, 1, 2, 4, 8, 16)]
    moments += [start + DAY * number for number in (1, 7, 14, 29, 30, 31, 39, 40, 41, 42, 92, 168, 400, 1500)]
    for number, now in enumerate(moments):
        with database.session() as session:  # something newer, since the newest row is never deleted
            plan_greeting(session, session.get_one(Workspace, here.workspace_id), f"C{number + 10}", now)
        for when in (now, now, now - DAY if now > start else now, now):
            way(here, when)
            await found.drain(when)
        prune(database, now)
    return found


@pytest.mark.parametrize("way", dict.fromkeys(WAYS.values()), ids=lambda way: way.__name__)
async def test_what_people_and_feeds_bring_is_sent_once_though_its_row_is_gone(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    keep_for(monkeypatch, TERM)
    found = await brought_again(sqlite_database, way)
    assert found.kinds >= {kind for kind, brings in WAYS.items() if brings is way}
    assert found.twice == []


@pytest.mark.parametrize("kind", [GREETING.kind, CARD.kind])
async def test_what_can_be_planned_at_any_time_would_come_twice_were_its_row_deleted(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    keep_for(monkeypatch, TERM)
    monkeypatch.setitem(KINDS, kind, replace(KINDS[kind], lasting=False))
    found = await brought_again(sqlite_database, WAYS[kind])
    assert {each for each, _, _ in found.twice} == {kind}


def test_what_was_sent_is_kept_for_two_whole_years_and_far_longer_than_any_planner_looks_back() -> None:
    for now in (at("2029-01-01 00:00"), at("2029-06-30 12:00"), at("2029-12-31 23:59")):
        assert retention.sent_since(now) <= at("2027-01-01 01:00")
        assert TERM < retention.UNSENT < now - retention.sent_since(now)
    assert not any(nudge.lasting for nudge in PLANNED), "what the calendar brings has a time in its key"


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_worth_sending_for_longer_than_its_row_is_kept(kind: str) -> None:
    for day in days_of(date(2026, 1, 1), date(2026, 12, 31)):
        assert KINDS[kind].last_day(day) - day + LOOK_BACK + DAY < retention.UNSENT

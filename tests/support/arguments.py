"""What functions are given when they are tried in one of two workspaces: by the names of their parameters."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.commands.arshjul.wheel_controls import WheelControlValue as WheelValue
from bot.commands.arshjul.wheel_entry_line import WheelEntry
from bot.commands.ask import Ask, Press, Submission
from bot.commands.frister.deadline_question import DeadlineQuestion as AskedDeadlines
from bot.commands.frister.deadline_question import read
from bot.commands.medie.channel_posts import ChannelPost
from bot.commands.parse.entries import Entry
from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import month_period
from bot.commands.parse.themes import themes_of
from bot.commands.plain.finding import Findings, find_for
from bot.commands.shared import occurrence_actions
from bot.commands.shared.calendar_feed import CalendarFeed, FeedScope
from bot.commands.shared.deadline_controls import DeadlineControlValue
from bot.reports.facts import ReportPeriod
from content.municipalities import municipality
from content.overlay import EntryChange
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import FeedItem
from jobs.feeds.read import ParsedFeed as Items
from jobs.nudges.context import NudgeContext
from jobs.nudges.kind import Due
from jobs.nudges.questions import Candidate
from jobs.planning.planned_nudges import PlannedNudge
from jobs.ports import SentMessage
from jobs.sending.claim import Claim, ClaimedMessage
from jobs.sending.compose import SharedCards
from jobs.sending.outcomes import Delivered, DestinationRefused, OutcomeUnknown, Postponed, RetryLater, Skipped
from models.calendar.spans import Span
from models.content.content_edits import WantedEdit, change
from models.db.bulk import Bulk
from models.followups.effects import EffectFilter, NewEffect
from models.followups.taking import MediaMessage
from models.media.findings import Finding
from models.media.matching.matcher import matcher_of
from models.media.spokespersons import Speaker
from models.occurrences.changes import RowTexts
from models.occurrences.digest_fingerprints import DigestWindow
from models.occurrences.filtering import Filter
from models.occurrences.meeting_plan import NewMeeting, add_meetings
from models.occurrences.party_dates import PartyDate
from models.occurrences.series import NewSeries
from models.official.relevance import Reason, Relevance
from models.register.event_plans import NewItem
from models.tables import (
    AccessToken,
    Alert,
    Audit,
    Change,
    ChecklistItem,
    DeadlineProposal,
    Delivery,
    Destination,
    Effect,
    Enclosure,
    EventItem,
    Feed,
    FollowUp,
    Occurrence,
    OfficialMatch,
    OfficialRecord,
    Person,
    Series,
    UnansweredQuestion,
    Workspace,
)
from models.workspace import outgoing
from models.workspace.administrators import name_administrator
from models.workspace.contacts import SeenContact, record_contacts
from models.workspace.deadline_proposals import Proposed
from models.workspace.installations import Granted
from models.workspace.preferences import PreferenceChange, preferences
from tests.support import arguments_cases as cases
from tests.support import arguments_hearings as hearings
from tests.support import arguments_innhold as innhold
from tests.support import arguments_interessenter as interessenter
from tests.support import arguments_mail as mail
from tests.support import arguments_members as members
from tests.support import arguments_presented as presented
from tests.support import arguments_register as register
from tests.support import arguments_rounds as rounds
from tests.support import arguments_storting as storting
from tests.support.full_workspaces import NOW, TODAY
from tests.support.pack import small_pack
from tests.support.two_workspaces_query import OURS, PERSON, World

Given = Mapping[str, Callable[[Session, World], Any]]

PACK = small_pack()
KEYS = {
    "frister": "2026-10-05",
    "frister_eier": "2026-10-05",
    "kampanje_grep": "2026:grep-4",
    "kampanje_hovedbudskap": "2026-10",
    "avklaring": "2026:grep-1",
    "kampanje_slutt": "2027:2026-11-02",
    "nyttar": "2027",
    "tall": "2026-10-05",
    "manedshjul": "2026-10",
    "oppfolging": "1:",
    "runde": "1",
    "runde_minne": "1",
    "runde_onske": "1:ring:2026-10-05",
    "oppfolging_husk": "1:1790000000.0:snart",
    "oppfolging_ute": "1:1790000000.0:ute",
    "oppfolging_hjelp": "1:1790000000.0:hjelp",
    "oppfolging_gitt": "1:1790000000.0:U2",
    "mediesprint": "jernbane:2026-W41",
    "mediesak": "sak:1",
    # It hits nothing: the key has the id of what was told, and ids count what others have.
    "horing": "0",
    "horinger": f"horinger:{TODAY}",
    "over": "2026-10-15",
    "over_eier": "2026-10-15",
    "varsel": "av:C1:2026-10-05",
    "hvem_mott": f"1:{TODAY}:{PERSON}",
    "hvem_mott_i_dag": f"1:{TODAY}:{PERSON}",
    "velkomst": "C1",
    "innstilling": "20261001T070000:av:frister:U2",
    "frist_gitt": f"1:{PERSON}",
    "frist_svar": f"1:tatt:{PERSON}",
    "mote_gikk": f"1:{TODAY}:{PERSON}",
    "avgang": "U9GONE:20261001T070000",
    "horing_endret": f"1:flyttet:{TODAY}:{TODAY}:20261005T070000",
    "horing_endret_kanal": f"1:avlyst::{TODAY}:20261005T070000",
    # It hits nothing: the key has the id of what was told.
    "horing_endret_trad": f"0:flyttet:{TODAY}:{TODAY}:20261005T070000",
    "horing_dato": "1:2026-11-02",
    "frist_forslag": "1",
    "horing_gikk": f"1:{TODAY - timedelta(days=3)}:{PERSON}",
    "horing_journal": "2026-10",
    "funn": "innstilling:inns-202627-014s",
    "sporsmal": f"sporsmal:{TODAY}",
    "sak_endret": f"1:{NOW - timedelta(days=1):%Y%m%dT%H%M%S}",
    "sak_dag": f"{TODAY}",
    "sak_samtykke": f"1:{TODAY + timedelta(days=7)}",
    "fremlegg_dato": f"1:{TODAY}:{TODAY}",
    "fremlegg_uke": f"1:{TODAY}",
    "fremlegg_dag": f"1:{TODAY}",
}
"""Periods by kind; the others go by the week."""
SIGHT = {"limit": 50, "year": 2026, "month": 10, "today": TODAY, "day": TODAY, "after": date(2026, 9, 1)}
WORDS = {
    "user_id": PERSON,
    "user_ids": (PERSON, ""),
    "platform": "slack",
    "external_id": OURS,
    "address": "C1",
    "channel": "C9",
    "owner": PERSON,
    "register_owner": PERSON,
    "is_external": True,
    "kind": "ukesoversikt",
    "key": "event:Ev1",
    "name": "Et navn",
    "period_key": "2026-W41",
    "delivery_kind": "ukesoversikt",
    "what": "innstilling",
    "text": "",
    "payload": "{}",
    "content": b"PK",
    "parent": "P1",
    "is_first": True,
}
DAYS = {
    "to": date(2026, 11, 2),
    "first_of_month": date(2026, 11, 1),
    "first": date(2026, 10, 1),
    "until": date(2026, 11, 2),
}
PLAIN: Mapping[str, Any] = {
    "digest": "a" * 64,
    **SIGHT,
    **WORDS,
    **DAYS,
    "now": NOW,
    "pack": PACK,
    "shared": PACK,
    "wanted": Filter(),
    "preference": PreferenceChange(wanted=False, at=time(9)),
    "before": {"digest_time": "8.00"},
    "all_of_it": True,
    "asked": EffectFilter(),
    "told_at": NOW,
    "due_at": NOW,
    "kinds": ("ukesoversikt",),
    "key_begins": "2026",
    "reason": "avlyst",
    "effect": NewEffect("medieoppslag", "Et nytt", TODAY),
    "new": {"title": "Ny frist", "due": TODAY},
    "met": [SeenContact("C1", "kanal", "Sekretariatet", "C1", "en samtale", "https://x", "P1")],
    "addresses": ("C1", "U1"),
    "accounts": ("konto",),
    "bulk": Bulk(Destination.__table__, ("next_at",)),
    "window": DigestWindow(date(2026, 10, 5), TODAY),
    "granted": Granted("slack", OURS, "Navn", "lukket", "U9", "B9", "commands", PERSON),
    "media": PACK.media,
    "url": "https://avisa.example.no/rss",
    "matcher": matcher_of(PACK.media),
    "found": (Finding("2", "Nye tog", "https://avisa.example.no/2"),),
    "found_at": NOW,
    "outcome": Fetched(b"", "https://avisa.example.no/rss"),
    # It hits nothing: the key of what is told of an alert has its id in it, and ids count what others have.
    "items": Items((FeedItem("3", "Flere skyer", None, "", NOW),)),
    "point": WheelEntry(Entry("Et punkt"), date(2026, 10, 1), "saker"),
    "entry": Entry("En frist", TODAY),
    "deed": occurrence_actions.mark_done,
    "who": PERSON,
    "receiver": PERSON,
    "by": PERSON,
    "texts": RowTexts("Et nytt navn", None, None),
    "changes": {"digest_time": "07:30"},
    "submission": Submission("", {"title": "En ny", "due": "2026-11-02", "month": "2026-11", "field": "saker"}),
}
"""What a function is given by the name of its parameter, where that names no row."""
MESSAGE = WantedEdit("saker/jernbane.yaml", "jernbane-a", {"budskap": "Toget er viktigst."})
WEEKLY = NewSeries("Ukesmøte", "FREQ=WEEKLY;BYDAY=MO", TODAY)


def ask(session: Session, world: World, text: str = "") -> Ask:
    return Ask(session.get_one(Workspace, world.ours), PACK, PERSON, "C1", NOW, text)


def _occurrence(session: Session, world: World, **columns: Any) -> Any:
    return world.one(session, Occurrence, **columns)


def _asked(session: Session, world: World) -> AskedDeadlines:
    found = read(ask(session, world), session, "frist uten ord", themes_of(PACK))
    assert not isinstance(found, Fault)
    return found


def _change(session: Session, world: World, **columns: Any) -> Any:
    return world.one(session, Change, occurrence_id=_occurrence(session, world, **columns))


def _value(session: Session, world: World) -> str:
    return str(DeadlineControlValue(world.one(session, Occurrence), world.one(session, Change), ""))


def leaves(session: Session, workspace_id: int) -> str:
    """Have somebody leave who owns the deadlines, the relations and a follow-up of a workspace; return the user id."""
    gone = "U9GONE"
    record_contacts(session, workspace_id, [SeenContact(gone, "person", "Ola Moe", has_left=True)], NOW)
    for table in (Occurrence, FollowUp, Person):
        session.execute(update(table).where(table.workspace_id == workspace_id).values(owner=gone))
    return gone


def _gone(session: Session, world: World) -> str:
    workspace = session.get_one(Workspace, world.ours)
    name_administrator(session, workspace, PERSON)
    return leaves(session, workspace.id)


def _workspace(session: Session, world: World) -> Workspace:
    return session.get_one(Workspace, world.ours)


def wheel_press(session: Session, world: World) -> Press:
    ids = {"id": world.one(session, Occurrence), "change": world.one(session, Change)}
    return Press(str(WheelValue(view="2026-10", to="2026-11", field="saker", **ids)))


def _findings(session: Session, world: World) -> Findings:
    return find_for(ask(session, world), session, "Hvordan gikk det med fristen til Kari Nordmann?")


def frist_press(session: Session, world: World) -> Press:
    return Press(_value(session, world), "2026-11-02")


def _planned_nudge(workspace: Workspace) -> PlannedNudge:
    return PlannedNudge(workspace, "C1", Due("ukesoversikt", "2026-W42", NOW, NOW + timedelta(days=1), "kanal", TODAY))


def _claimed_message(session: Session, world: World) -> ClaimedMessage:
    workspace = session.get_one(Workspace, world.ours)
    place = session.scalars(select(Destination).filter_by(workspace_id=world.ours)).one()
    rows = session.scalars(select(Delivery).filter_by(workspace_id=world.ours)).all()
    claims = tuple(Claim(each.id, each.kind, each.period_key, each.attempt, each.due_at, False) for each in rows)
    return ClaimedMessage(workspace, place, "meg", claims, NOW + timedelta(minutes=5))


def _scene(session: Session, world: World) -> NudgeContext:
    return NudgeContext.of(session, session.get_one(Workspace, world.ours), PACK, "2026-W41", "C1", NOW)


def _new_pace(session: Session, world: World) -> list[dict[str, Any]]:
    return [{"id": _claimed_message(session, world).place.id, "next_at": NOW}]


def _another_place(_: Session, world: World) -> list[dict[str, Any]]:
    return [{"workspace_id": world.ours, "kind": "kanal", "address": "C9"}]


def _outcomes(session: Session, world: World) -> list[Any]:
    message = _claimed_message(session, world)
    claims = message.claims
    return [
        Delivered(message, claims[:1], SentMessage("C1", "2.2"), NOW),
        DestinationRefused(message, claims[1:], "is_archived", NOW),
        OutcomeUnknown(message, claims, "borte"),
        RetryLater(message, claims, "opptatt", NOW, "planned", pause=True),
        RetryLater(message, claims, "opptatt", NOW, "sending", looked_at=NOW, cursor="far:x"),
        Skipped(message, claims, "slått av"),
        Postponed(message, claims, "venter", NOW),
    ]


def followup_press(session: Session, world: World) -> Press:
    return Press(str(world.one(session, FollowUp)))


def series_press(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Series)))


def series_sent(session: Session, world: World) -> Submission:
    values = {"which": "alle", "what": "endre", "title": "Ny tittel", "due": "2026-11-02", "rule": "hver fredag"}
    return Submission(str(world.one(session, Occurrence)), values)


def alert_press(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Alert)))


AT: Given = {"channel": lambda *_: "C1", "message": lambda *_: "1.1"}
"""Where the message of the follow-up stands."""
OUR_FOLLOWUP: Given = {
    "row": lambda session, world: session.scalars(select(FollowUp).filter_by(workspace_id=world.ours)).one()
}
SPEAKING: Given = {"theme": lambda *_: "jernbane", "speaker": lambda *_: Speaker(PERSON)}
ROWS: Mapping[str, Callable[[Session, World], Any]] = {
    "workspace_id": lambda _, world: world.ours,
    "workspace": lambda session, world: session.get_one(Workspace, world.ours),
    "workspaces": lambda session, world: [session.get_one(Workspace, world.ours)],
    "manners": lambda session, world: preferences(session, session.get_one(Workspace, world.ours)),
    "ask": ask,
    "table": lambda *_: Audit,
    "columns": lambda *_: (Audit.__table__.c.what,),
    "nudges": lambda session, world: [_planned_nudge(session.get_one(Workspace, world.ours))],
    "rows": lambda _, world: [
        {"workspace_id": world.ours, "user_id": "U7", "at": NOW, "what": "x", "before": {}, "after": {}}
    ],
    "delivery": lambda session, world: session.scalars(select(Delivery).filter_by(workspace_id=world.ours)).first(),
    "place": lambda session, world: session.scalars(select(Destination).filter_by(workspace_id=world.ours)).first(),
    "off": lambda session, world: session.scalars(select(Destination).filter_by(workspace_id=world.ours)).first(),
    "change": lambda session, world: session.scalars(select(Change).filter_by(workspace_id=world.ours)).first(),
    "outcomes": _outcomes,
}
"""The same, where it names a row of ours."""
FOREIGN: Mapping[str, Callable[[Session, World], Any]] = {
    "occurrence_id": lambda session, world: world.one(session, Occurrence),
    "change_id": lambda session, world: world.one(session, Change),
    "item_id": lambda session, world: world.one(session, ChecklistItem),
    "effect_id": lambda session, world: world.one(session, Effect),
    "followup_id": lambda session, world: world.one(session, FollowUp),
    "feed_id": lambda session, world: world.one(session, Feed),
    "enclosure_id": lambda session, world: world.one(session, Enclosure),
    "alert_id": lambda session, world: world.one(session, Alert),
    "series_id": lambda session, world: world.one(session, Series),
    "press": frist_press,
}
"""The same, where anybody may write any id."""


def _given_to_us(session: Session, world: World) -> int:
    """Return a change, after all deadlines of ours have been given to the person."""
    mine = update(Occurrence).where(Occurrence.workspace_id == world.ours)
    session.execute(mine.values(owner=PERSON))
    return world.one(session, Change)


MEETING_PLANNED = NewMeeting(
    "styre", "Styremøte", date(2026, 11, 9), papers_on=date(2026, 11, 2), papers_title="Papirene"
)
NO_ROW: Given = {"change_id": lambda *_: 1}
"""It hits no row: the key of what is planned has the change's id in it."""
OUR_DEADLINE: Given = {
    "row": lambda session, world: session.scalars(select(Occurrence).filter_by(workspace_id=world.ours)).first()
}


def _edited(session: Session, world: World) -> int:
    return change(session, _workspace(session, world), PACK, PERSON, [MESSAGE], NOW).id


def _own_row(session: Session, world: World) -> Occurrence:
    return session.scalars(select(Occurrence).filter_by(workspace_id=world.ours, key="egen:1")).one()


def _event_of_ours(session: Session, world: World) -> Any:
    mine = (Occurrence.workspace_id == world.ours, Occurrence.key == "egen:1")
    session.execute(update(Occurrence).where(*mine).values(kind="arrangement"))
    return _occurrence(session, world)


def _post_of_ours(session: Session, world: World) -> Any:
    session.execute(update(EventItem).where(EventItem.workspace_id == world.ours).values(kind="før"))
    return world.one(session, EventItem)


def _token(session: Session, world: World) -> Any:
    return world.one(session, AccessToken)


TOKEN: Given = {"purpose": lambda *_: "kalender", "scope": lambda *_: "mine", "token_id": _token}


def _feed(session: Session, world: World) -> CalendarFeed:
    return CalendarFeed(_workspace(session, world), PACK, PERSON, FeedScope("alle"), NOW)


OTHERWISE: Mapping[str, Mapping[str, Callable[[Session, World], Any]]] = {
    "bot.commands.plain.question_form.submits.<locals>.submit": {
        "sent": lambda *_: Submission("", {"question": "Når er fristen for innspill?"})
    },
    "models.content.content_edits.change": {"wanted": lambda *_: [MESSAGE]},
    "models.content.content_edits.replace": {
        "wanted": lambda *_: [EntryChange(MESSAGE.file, MESSAGE.entry, MESSAGE.fields)]
    },
    "models.content.content_edits.undo": {"edit_id": _edited},
    "models.occurrences.series.add_series": {"plan": lambda *_: WEEKLY},
    "models.occurrences.series.change_series": {"plan": lambda *_: WEEKLY},
    **{f"models.workspace.access_tokens.{each}": TOKEN for each in ("issue", "tokens_of", "token_of", "note_use")},
    **{
        f"models.occurrences.calendar_entries.{each}": {
            "fingerprints": lambda session, world: {world.one(session, Occurrence): "b" * 64}
        }
        for each in ("versions", "renewed_versions")
    },
    **{f"bot.commands.shared.calendar_feed.{each}": {"feed": _feed} for each in ("read_feed", "renew_feed")},
    **{
        f"bot.commands.frister.subscription.{each}": {
            "press": lambda session, world: Press(str(_token(session, world)))
        }
        for each in ("renew", "end", "change_undated")
    },
    "bot.commands.frister.subscription.show": {"press": lambda *_: Press("")},
    "jobs.nudges.wheel_picture.view_picture": {"view": lambda *_: "2026-10"},
    "bot.commands.arshjul.wheel_picture.picture": {"period": lambda *_: month_period(2026, 10)},
    "bot.commands.innhold.campaign_copy.continue_campaign": {"earlier": lambda *_: 2026, "year": lambda *_: 2027},
    "bot.commands.planlegg.choices.choose": {"without_campaign": lambda *_: True, "talk_rests": lambda *_: False},
    "bot.commands.planlegg.date_step.date_parts": {"page": lambda *_: 0},
    "bot.commands.planlegg.plan_cards.step_card": {"chosen": lambda *_: "hjulet", "page": lambda *_: 0},
    "bot.commands.planlegg.wheel_step.wheel_parts": {"page": lambda *_: 0},
    "bot.commands.frister.recurring_deadline.undo": {"press": series_press},
    "bot.commands.frister.recurring_deadline.submit": {"sent": series_sent},
    "bot.commands.frister.new_deadline.read_entry": {
        "values": lambda *_: {"title": "En ny", "due": "2026-11-02", "owner": "U2"},
        "known": lambda *_: Entry(),
    },
    "bot.commands.frister.new_deadline.choose_day": {"press": lambda *_: Press('{"t":"En frist","d":"2026-11-02"}')},
    "models.workspace.audit.note": {"after": lambda *_: {"digest_time": "9.00"}},
    "models.occurrences.owning.hand_back": {"occurrence_id": lambda *each: _occurrence(*each, key="egen:taken")},
    "models.occurrences.changes.reopen": {"occurrence_id": lambda *each: _occurrence(*each, key="egen:done")},
    "models.workspace.administrators.remove_administrator": {"user_id": lambda *_: "U2"},
    "models.occurrences.undoing.undo": {"change_id": lambda *each: _change(*each, key="egen:taken")},
    "bot.commands.shared.occurrence_actions.release": {
        "occurrence_id": lambda *each: _occurrence(*each, key="egen:taken")
    },
    "bot.commands.shared.occurrence_actions.reopen": {
        "occurrence_id": lambda *each: _occurrence(*each, key="egen:done")
    },
    "jobs.planning.plan.plan_workspaces": {"wanted": lambda *each: [ROWS["manners"](*each)]},
    "models.occurrences.responsible.owners_at": {
        "rows": lambda session, world: session.scalars(select(Occurrence).filter_by(workspace_id=world.ours)).all(),
        "moment": lambda *_: NOW - timedelta(days=7),
    },
    "models.occurrences.responsible.unreachable": {"people": lambda *_: (PERSON, "U2")},
    "jobs.nudges.settings_change.plan_news": {"on": lambda *_: False},
    "jobs.nudges.questions.within_limit": {"candidates": lambda *_: [Candidate(0, "gjennomgang", "2026-08")]},
    "jobs.nudges.waiting_questions.waiting_question": {
        "delivery_id": lambda session, world: world.one(session, Delivery)
    },
    "jobs.sending.prepare.too_many_questions": {
        "wanted": ROWS["manners"],
        "claims": lambda *each: _claimed_message(*each).claims,
    },
    "bot.commands.padriver.shared_settings.kinds_card": {"value": lambda *_: "ukesoversikt"},
    "bot.commands.padriver.shared_settings.open_shared": {"press": lambda *_: Press("ukesoversikt")},
    "bot.commands.padriver.shared_settings.question": {"press": lambda *_: Press("ukesoversikt")},
    "bot.commands.padriver.shared_settings.turn_off_for_all": {"press": lambda *_: Press("ukesoversikt")},
    "bot.commands.padriver.shared_settings.turn_on_for_all": {"press": lambda *_: Press("ukesoversikt")},
    "bot.commands.waiting_questions.show_question": {
        "press": lambda session, world: Press(str(world.one(session, Delivery)))
    },
    "jobs.sending.prepare.check": {"wanted": ROWS["manners"], "claim": lambda *each: _claimed_message(*each).claims[0]},
    **{
        f"jobs.nudges.{each}": {"scenes": lambda *each: [_scene(*each)]}
        for each in ("digest.shared_fingerprint", "digest_now.paused")
    },
    "models.db.bulk.bulk_update": {"rows": _new_pace},
    "models.db.bulk.bulk_insert_columns": {
        "table": lambda *_: Destination.__table__,
        "columns": lambda *each: {name: [value] for name, value in _another_place(*each)[0].items()},
    },
    "models.occurrences.digest_fingerprints.digest_fingerprints": {"workspaces": lambda _, world: [world.ours]},
    "jobs.sending.settle.try_again": {
        "message": _claimed_message,
        "claims": lambda *each: _claimed_message(*each).claims,
    },
    "jobs.sending.prepare.until_morning": {
        "wanted": ROWS["manners"],
        "claim": lambda *each: _claimed_message(*each).claims[0],
    },
    "jobs.sending.prepare.check_messages": {"messages": lambda *each: [_claimed_message(*each)]},
    "jobs.sending.prepare.check_without_writing": {
        "messages": lambda *each: [_claimed_message(*each)],
        "alike": lambda *_: SharedCards(),
    },
    "bot.commands.arshjul.wheel_buttons.show": {"press": wheel_press},
    "bot.commands.arshjul.wheel_buttons.move": {"press": wheel_press},
    "bot.commands.arshjul.wheel_buttons.undo": {"press": wheel_press},
    "bot.commands.arshjul.wheel_buttons.open_form": {"press": wheel_press},
    "bot.commands.budskap.budskap_command.show": {"press": lambda *_: Press("jernbane")},
    "bot.commands.budskap.budskap_command.copy": {"press": lambda *_: Press("jernbane")},
    "bot.commands.budskap.budskap_command.open_below": {"press": lambda *_: Press("statsbudsjett")},
    "bot.commands.padriver.administrator_list.remove": {"press": lambda *_: Press("U2")},
    "bot.commands.shared.administration.log_change": {"after": lambda *_: {"digest_time": "9.00"}},
    "bot.commands.padriver.settings_saving.save": {"submission": lambda *_: Submission("{}", {"digest_time": "07:30"})},
    "models.occurrences.attendance.set_days": {
        "occurrence_id": _event_of_ours,
        "user_id": lambda *_: "U1",
        "days": lambda *_: [TODAY],
    },
    "models.occurrences.attendance.set_going": {
        "user_id": lambda *_: "U7",
        "going": lambda *_: True,
    },
    "models.occurrences.queries.by_key": {"key": lambda *_: "egen:taken"},
    "models.official.concerning.concerning": {"items": lambda *_: [hearings.record()]},
    "models.official.own.follow_source": {"records": lambda *_: [hearings.record()]},
    "bot.commands.frister.official_deadline.follow": {
        "row": lambda session, world: session.scalars(
            select(Occurrence).filter_by(workspace_id=world.ours, key="egen:taken")
        ).one()
    },
    "bot.commands.frister.official_deadline.already_there": {"key": lambda *_: "egen:taken"},
    "models.official.matches.known_matches": {
        "workspace_ids": lambda _, world: [world.ours],
        "keys": lambda *_: [("høring", "1")],
    },
    "models.official.duplicates.told_by_sources": {"alerts": lambda *_: ()},
    "models.official.duplicates.alerted_links": {
        "workspace_ids": lambda _, world: [world.ours],
        "links": lambda *_: ["https://example.no"],
    },
    "models.workspace.outgoing.plan_all": {
        "wanted": lambda _, world: [outgoing.PlannedMessage(world.ours, "kanal", "C1", "nøkkel")]
    },
    "models.official.matches.with_gathered": {"workspace_ids": lambda _, world: [world.ours]},
    "models.official.matches.match_by_id": {"match_id": lambda session, world: world.one(session, OfficialMatch)},
    "models.official.matches.judge": {
        "record": lambda *_: OfficialRecord(kind="høring", number="1", title="En høring", deadline_on=None),
        "why": lambda *_: Relevance(0.8, (Reason("jernbane", "tittelen", "tog", 0.8, (("tog", "tog"),)),)),
    },
    "jobs.nudges.hearings.is_added": {"record": lambda *_: OfficialRecord(kind="høring", number="1", cases=[])},
    "bot.commands.hearings.lists.listed": {"name": lambda *_: "saker", "offset": lambda *_: 0},
    "bot.commands.padriver.hearing_command.show_next": {"press": lambda *_: Press("horinger:0")},
    **{
        f"bot.commands.padriver.hearing_command.{each}": {"press": lambda *_: Press("høring:1", chosen="ikke")}
        for each in ("add", "more", "relevant")
    },
    "models.departures.not_noted": {"workspaces": lambda _, world: [world.ours]},
    "jobs.nudges.clearing.clearing_due": {
        "wanted": lambda *each: [preferences(each[0], _workspace(*each))],
        "packs": lambda _, world: {world.ours: PACK},
    },
    "jobs.nudges.departure.departures_due": {"wanted": lambda *each: [preferences(each[0], _workspace(*each))]},
    "bot.commands.arshjul.wheel_buttons.give": {
        "sent": lambda *each: Submission(wheel_press(*each).value, {"to": PERSON})
    },
    "bot.commands.arshjul.wheel_buttons.ask_for_owner": {"press": wheel_press},
    "jobs.nudges.handover.plan_question": NO_ROW,
    "jobs.nudges.handover.plan_answer": NO_ROW,
    "bot.commands.shared.deadline_owner.ask_receiver": NO_ROW,
    "models.occurrences.handover.accept": {"change_id": _given_to_us},
    "models.occurrences.handover.hand_back": {"change_id": _given_to_us},
    "models.occurrences.owning.take_over": {"user_id": lambda *_: "U7"},
    "models.occurrences.moving.move_days": {"days": lambda *_: Span(TODAY, TODAY)},
    "models.occurrences.party_dates.set_party_date": {
        "new": lambda *_: PartyDate("Ap", "landsmote", TODAY.year, Span(TODAY, TODAY), "fast", TODAY)
    },
    "models.occurrences.party_dates.content_rows": {
        "party": lambda *_: "Ap",
        "step": lambda *_: "landsmote",
        "year": lambda *_: TODAY.year,
    },
    "bot.commands.arshjul.open_card.open_card": {"period": lambda *_: None},
    "models.occurrences.meeting_plan.add_meetings": {"planned": lambda *_: [MEETING_PLANNED]},
    "models.occurrences.meeting_plan.undo_meetings": {
        "batch": lambda session, world: add_meetings(session, world.ours, PERSON, NOW, [MEETING_PLANNED], PERSON)[0]
    },
    "models.occurrences.meeting_plan.next_meeting": {"kind": lambda *_: "styre", "on_or_after": lambda *_: TODAY},
    "models.occurrences.meeting_plan.last_meeting_before": {"kind": lambda *_: "styre"},
    "models.occurrences.checklists.tick": {"done": lambda *_: True},
    "models.occurrences.checklists.remove": {"removed": lambda *_: True},
    "models.occurrences.checklists.progress": {"ids": lambda *each: [_occurrence(*each)]},
    "models.occurrences.checklists.add_items": {"texts": lambda *_: ["Et punkt"]},
    "bot.commands.frister.handover.join": {"sent": lambda *_: Submission("", {"to": PERSON})},
    "bot.commands.frister.deadline_more.join": {"sent": lambda *each: Submission(_value(*each), {"to": PERSON})},
    "bot.commands.frister.meeting_plan.save": {
        "sent": lambda *_: Submission("", {"kind": "styre", "dates": "9.11.2026 papirer 2.11.2026"})
    },
    "bot.commands.frister.deadline_more.edit": {"sent": lambda *each: Submission(_value(*each), {"title": "Ny"})},
    "bot.commands.frister.deadline_more.add_items": {
        "sent": lambda *each: Submission(_value(*each), {"items": "Et punkt"})
    },
    "bot.commands.frister.deadline_card.is_hidden": OUR_DEADLINE,
    "bot.commands.frister.deadline_card.is_editable": OUR_DEADLINE,
    "bot.commands.frister.deadline_card.deadline_card": {**OUR_DEADLINE, "value": lambda *_: DeadlineControlValue()},
    "bot.commands.frister.deadline_buttons.give": {"sent": lambda *each: Submission(_value(*each), {"to": PERSON})},
    "bot.commands.shared.deadline_owner.giving_form": {"action": lambda *_: "frist.gi_lagre", "state": lambda *_: ""},
    "bot.commands.shared.deadline_owner.gave": {"sent": lambda *_: Submission("", {"to": PERSON})},
    "bot.commands.padriver.departures.ask_for_owner": {"press": lambda *each: Press(_gone(*each))},
    "bot.commands.padriver.departures.relations": {"press": lambda *each: Press(_gone(*each))},
    "bot.commands.padriver.departures.give_all": {"sent": lambda *each: Submission(f"{_gone(*each)} ", {"to": "U3"})},
    "models.occurrences.ending.settle_endings": {"is_new": lambda *_: False},
    "models.occurrences.ending.with_unanswered": {"workspaces": lambda _, world: [world.ours]},
    "models.occurrences.changes.change_row": {"row": _own_row, "values": lambda *_: {"title": "Nytt navn"}},
    "models.occurrences.ending.linked_rows": {"row": _own_row},
    "models.occurrences.ending.ask_later": {"row": _own_row},
    "models.occurrences.attendance.with_evenings": {"workspaces": lambda _, world: [world.ours]},
    "models.occurrences.moving.move_along": {
        "change": lambda session, world: session.scalars(select(Change).filter_by(workspace_id=world.ours)).first(),
        "title": lambda *_: "Et nytt navn",
    },
    "models.occurrences.meeting_plan.move_papers": {
        "was_on": lambda *_: TODAY,
        "titled": lambda *_: lambda _kind, _part, title, _meeting: title,
    },
    "models.occurrences.undelivered.undelivered": {
        "rows": lambda session, world: list(session.scalars(select(Occurrence).filter_by(workspace_id=world.ours)))
    },
    "models.workspace.audit.noted_as": {"audit_id": lambda session, world: world.one(session, Audit)},
    "jobs.nudges.settings_change.plan_changes": {
        # Its id, which the key of what is planned has in it, counts what others have.
        "audit": lambda _, world: Audit(id=1, workspace_id=world.ours, user_id=PERSON)
    },
    "models.departures.shared_with": {"other": lambda *_: "U2"},
    "models.register.event_plans.add_items": {
        "occurrence_id": _event_of_ours,
        # On it already, so that no new id, which counts what others have, is returned.
        "new": lambda session, world: [NewItem("person", person_id=world.one(session, Person))],
    },
    "models.register.event_plans.set_removed": {
        "ids": lambda session, world: [world.one(session, EventItem)],
        "removed": lambda *_: True,
    },
    "models.register.event_plans.set_done": {
        "item_id": _post_of_ours,
        "done": lambda *_: True,
    },
    "models.register.event_plans.booked_talks": {"event": _own_row, "goers": lambda *_: (PERSON,)},
    "bot.commands.arrangement.plan_card.plan_card": {"event": _own_row},
    "bot.commands.arrangement.event_handlers.save_days": {
        "sent": lambda *each: Submission(str(_occurrence(*each)), {"days": ""})
    },
    "bot.commands.arrangement.event_handlers.save": {
        "sent": lambda *each: Submission(str(_occurrence(*each)), {"kind": "eget", "lines": "Stand"})
    },
    "models.occurrences.attendance.with_questions": {"workspaces": lambda _, world: [world.ours]},
    "models.occurrences.queries.listed": {"ids": lambda *each: [_occurrence(*each)]},
    "bot.commands.frister.deadline_question.read": {
        "text": lambda *_: "Kari frist",
        "themes": lambda *_: themes_of(PACK),
    },
    "bot.commands.frister.deadline_page.find": {"asked": _asked, "offset": lambda *_: 0},
    "bot.commands.frister.deadline_page.page_of": {
        "asked": _asked,
        "offset": lambda *_: 0,
        "themes": lambda *_: themes_of(PACK),
    },
    "models.occurrences.attendance.going_to": {"occurrence_ids": lambda *each: [_occurrence(*each)]},
    "models.occurrences.attendance.to_ask": {"first": lambda *_: TODAY, "last": lambda *_: TODAY + timedelta(days=30)},
    "models.media.spokespersons.speaking_for": SPEAKING,
    "models.media.spokespersons.let_speak": SPEAKING | {"speaker": lambda *_: Speaker("U3")},
    "models.media.spokespersons.no_longer": SPEAKING,
    "bot.commands.medie.spokespersons.name_spokesperson": {"press": lambda *_: Press("jernbane U3 ")},
    "bot.commands.medie.spokespersons.remove_spokesperson": {"press": lambda *_: Press("jernbane U1 ")},
    "models.followups.ending.hand_over": {"to": lambda *_: "U3"},
    "models.followups.taking.follow": {
        "message": lambda *_: MediaMessage("C1", "1.1", "En sak"),
        "user_id": lambda *_: "U3",
    },
    "models.followups.unread.read_at": {"at": lambda *_: NOW},
    "bot.commands.medie.followup.complete": {
        "text": lambda *_: "Togene står",
        "link": lambda *_: None,
        "thread": lambda *_: None,
    },
    "models.followups.ending.call_off": AT,
    "models.followups.queries.of_message": AT,
    "models.followups.queries.newest_of": AT,
    "models.workspace.outgoing.reported_at": AT,
    "models.followups.times.courses": {"theme": lambda *_: None, "last": lambda *_: TODAY},
    "models.content.week_news.previous_digests": {
        "workspaces": lambda _session, world: [world.ours],
        "before": lambda *_: "2027-W01",
    },
    "models.content.week_news.busy_since": {
        "workspaces": lambda _session, world: [world.ours],
        "since": lambda *_: NOW - timedelta(days=7),
    },
    "models.content.week_news.week_news": {"after": lambda *_: NOW - timedelta(days=7), "until": lambda *_: NOW},
    "models.followups.times.times_of": {"last": lambda *_: TODAY},
    "bot.commands.effekt.report.report_part": {"rest": lambda *_: "2026"},
    "bot.commands.budskap.local_page.local_answer": {"text": lambda *_: "Lillestrøm"},
    "bot.reports.facts.report_facts": {
        "whole": lambda *_: ReportPeriod(date(2026, 1, 1), date(2026, 12, 31)),
        "audience": lambda *_: "styret",
    },
    "bot.reports.municipality.local_page": {"place": lambda *_: municipality("3205")},
    "bot.commands.medie.response_times.response_times": {"text": lambda *_: "2026"},
    "models.media.spikes.spikes": {"themes": lambda *_: ["jernbane"]},
    "models.media.spikes.usual_of": {"theme": lambda *_: "jernbane"},
    "models.media.spikes.cases_of": {"theme": lambda *_: "jernbane", "until": lambda *_: NOW},
    "jobs.nudges.sprint.plan_sprints": {"alerts": lambda *_: ()},
    "bot.commands.medie.alert_buttons.take_sprint": {"press": lambda *_: Press("jernbane")},
    "models.media.findings.keep": {
        "row": lambda session, world: session.scalars(select(Feed).filter_by(workspace_id=world.ours)).one()
    },
    "models.media.press_cases.case_at": AT,
    "models.media.findings.keep_posted": {
        "row": lambda session, world: session.scalars(select(Feed).filter_by(workspace_id=world.ours)).one(),
        "posted": lambda *_: Finding("3", "Nye tog", "https://avisa.example.no/3"),
        "others": lambda *_: ["https://avisa.example.no/4"],
        "matched": lambda *_: matcher_of(PACK.media).match("Nye tog"),
    },
    # It hits nothing: the key of what is told of an alert has its id in it, and ids count what others have.
    "bot.commands.medie.channel_posts.report_post": {
        "posted": lambda *_: ChannelPost("C2", "1.2", "Retriever", "Fint vær", "")
    },
    "bot.commands.medie.alert_buttons.take": {"press": alert_press},
    "bot.commands.medie.alert_buttons.take_message": {"message": lambda *_: MediaMessage("C1", "1.1", "En sak")},
    "bot.commands.medie.alert_buttons.call_off": AT,
    "bot.commands.medie.alert_buttons.ask_what_was_done": AT,
    "bot.commands.medie.alert_buttons.dismiss_message": AT,
    "bot.commands.medie.alert_buttons.take_back": AT,
    "bot.commands.medie.alert_buttons.dismiss": {"press": alert_press},
    "models.followups.queries.followers": OUR_FOLLOWUP,
    "bot.commands.effekt.effekt_command.undo": {"press": lambda *each: Press(str(each[1].one(each[0], Effect)))},
    "bot.commands.effekt.new_effect.submit_effect": {
        "sent": lambda *_: Submission("", {"kind": "medieoppslag", "title": "Ny", "day": "2026-10-01"})
    },
    "bot.commands.effekt.new_effect.effect_form": {"known": lambda *_: NewEffect("", "", TODAY)},
    "bot.commands.medie.followup.take": {"message": lambda *_: MediaMessage("C1", "1.1", "En sak")},
    "bot.commands.medie.followup.call_off": AT,
    "bot.commands.medie.followup.ask_what_was_done": AT,
    "bot.commands.medie.followup.plan": OUR_FOLLOWUP,
    "bot.commands.medie.followup.shown_messages": OUR_FOLLOWUP,
    "bot.commands.medie.followup.intro": OUR_FOLLOWUP,
    "bot.commands.effekt.effekt_command.save": {"press": lambda *_: Press("2026")},
    "bot.commands.medie.followup_closing.open_form": {"press": followup_press},
    "bot.commands.medie.followup_closing.not_relevant": {"press": followup_press},
    "bot.commands.medie.followup_closing.close": {
        "sent": lambda session, world: Submission(f"{world.one(session, FollowUp)}:", {"deed": "kommentar"})
    },
    "bot.commands.medie.followup_handover.take_over": {"press": followup_press},
    "bot.commands.medie.followup_handover.open_form": {"press": followup_press},
    "bot.commands.medie.followup_handover.give": {
        "sent": lambda session, world: Submission(f"{world.one(session, FollowUp)}:", {"to": "U3"})
    },
    "bot.commands.medie.followup.open_followup": {"value": lambda *each: str(each[1].one(each[0], FollowUp))},
    "models.search.when.rows_by_key": {"keys": lambda *_: ["egen:1"]},
    "models.workspace.deadline_proposals.proposal": {
        "proposal_id": lambda session, world: world.one(session, DeadlineProposal)
    },
    # It is the one that waits for an answer: a new one has its id in the key of the message, and ids count what others have.
    "models.workspace.deadline_proposals.propose": {
        "wanted": lambda *_: Proposed('{"t": "Innspill", "d": "2026-11-02"}', "Innspill", "i dag")
    },
    **{
        f"bot.commands.frister.proposed_deadline.{each}": {
            "press": lambda session, world: Press(str(world.one(session, DeadlineProposal)))
        }
        for each in ("add_it", "change_it", "refuse_it")
    },
    "bot.commands.frister.proposed_deadline.save_it": {
        "submission": lambda session, world: Submission(
            f"{world.one(session, DeadlineProposal)}||", {"title": "En frist", "due": "2026-11-02"}
        )
    },
    "models.workspace.unanswered.delete_question": {
        "question_id": lambda session, world: world.one(session, UnansweredQuestion)
    },
    **{
        f"bot.commands.plain.cards.{each}": {
            "findings": _findings,
            "found": lambda session, world: _findings(session, world).found[0],
            "commands": lambda *_: {},
        }
        for each in ("answer_card", "found_card")
    },
    "bot.commands.plain.sources.sources_for": {"question": lambda session, world: _findings(session, world).question},
    "bot.commands.plain.workspace_sources.effects": {
        "question": lambda session, world: _findings(session, world).question
    },
    "bot.commands.plain.own_work.own_work": {"question": lambda session, world: _findings(session, world).question},
    "bot.commands.plain.own_cards.own_card": {
        "answer": lambda session, world: replace(
            _findings(session, world).found[0], id=f"oppfolging:{world.one(session, FollowUp)}", kind="oppfølging"
        )
    },
    "bot.commands.plain.workspace_sources.people": {
        "question": lambda session, world: _findings(session, world).question
    },
    **{
        f"bot.commands.plain.unhelpful.{each}": {"press": lambda *_: Press("Når er gul bok?")}
        for each in ("ask_to_send", "send")
    },
    "bot.commands.plain.unhelpful.remove": {
        "press": lambda session, world: Press(str(world.one(session, UnansweredQuestion)))
    },
    "bot.commands.frister.snoozing.remind": {"press": lambda *each: Press(f"morgen meg {_value(*each)}")},
}
"""What a function is given that wants something else of that name."""


OFFICIAL = "what official sources publish belongs to no workspace (`models.tables.official`)"
OF_ALL = {
    "models.workspace.access_tokens.opened": "who asks has only a secret, which says whose workspace it opens",
    **dict.fromkeys(
        (
            *(f"models.official.records.{name}" for name in ("keep_items", "due_pages", "put_off", "by_number")),
            *(
                f"models.official.sources.{name}"
                for name in (
                    *("turn_on", "ensure", "any_on", "of_keys", "troubled", "all_sources", "published_since"),
                    *("take_calls", "host_of", "robots_of", "keep_robots", "turn_off_previous"),
                )
            ),
            "jobs.official.kept_answers.keep_answer",
            *(f"models.official.open_items.{name}" for name in ("open_items", "without_deadline", "seen_since")),
            "models.official.threads.changes_at",
            *(
                f"models.official.matches.{name}"
                for name in (
                    *("item_at", "pending", "matched", "hearings_of_cases", "deadlines_of_cases", "record_of"),
                )
            ),
        ),
        OFFICIAL,
    ),
    **storting.OF_ALL,
    **mail.OF_ALL,
    **rounds.OF_ALL,
    "models.cases.moves.workspaces_with": "which workspaces follow an official item; each is then changed by itself",
    "models.cases.cases.records_of": OFFICIAL,
    "models.cases.bills.come": OFFICIAL,
    **dict.fromkeys(("models.official.meetings.agendas", "models.official.meetings.votes_in"), OFFICIAL),
    "models.official.own.workspaces_with": "which workspaces have a row for an official item; each is then changed by itself",
    "models.official.threads.workspaces_told": "which workspaces an official item concerns; each is then answered by itself",
    "models.official.official_words.with_other_content": "which workspaces have other words than they were matched by; each is then matched by itself",
    "jobs.official.news.tell_workspaces": "what a source has changed, brought to each workspace by itself",
    "models.db.bulk.reserve": "ids to write with, which count what all have; no row is read",
    "jobs.sending.claim.claim_in": "what waits in all workspaces, each in its turn; each claimed message says whose it is",
    "models.media.feeds.listening": "which workspaces listen, whatever they are; what follows is done in each by itself",
    "models.followups.unread.to_be_read": "texts to be read, of whatever workspace; each row says whose it is",
    "models.workspace.workspaces.unasked_channels": "channels of whatever workspace; each says whose it is, for its own token",
    "models.workspace.inbound.recover": "what a dead process left, of whatever workspace; each row says whose it is",
}
"""What goes through all workspaces on purpose, and why that is right."""


def given(name: str, parameter: str) -> Callable[[Session, World], Any]:
    """Return what gives a function its parameter. Raises AssertionError, telling what to do, where nothing does."""
    wanted_otherwise = [
        cases.given_for(name),
        *(
            each.get(name, {})
            for each in (
                OTHERWISE,
                hearings.OTHERWISE,
                mail.OTHERWISE,
                rounds.OTHERWISE,
                presented.OTHERWISE,
                register.OTHERWISE,
                interessenter.OTHERWISE,
                innhold.OTHERWISE,
                storting.OTHERWISE,
                members.OTHERWISE,
            )
        ),
    ]
    for known in (*wanted_otherwise, FOREIGN, ROWS, register.ROWS):
        if parameter in known:
            return known[parameter]
    for plain in (PLAIN, register.PLAIN):
        if parameter in plain:
            return always(plain[parameter])
    message = f"{name} wants «{parameter}»: name in OTHERWISE of tests/support/arguments.py what to give it, so that it is tried too"
    raise AssertionError(message)


def always(value: Any) -> Callable[[Session, World], Any]:
    """Return what gives that value wherever it is asked."""
    return lambda *_: value

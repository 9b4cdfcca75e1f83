"""`moter`, `dagsorden` and `voteringer`: when the Storting meets, what is on each agenda, and how it voted.

Described, by people who had called them: a day without a meeting has the id -1, and so has a row of an agenda that is about
no case. The numbers of a vote are -1 where nobody was counted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.values import Notes, day, rows, text, when
from models.official.items import Day, ItemKind, OfficialEvent, OfficialItem

TITLE = "Møte i Stortinget"
MEETING, VOTE = "MOTE", "VOTERING"
NONE = "-1"
MOST_VOTES = 20
LONGEST_SUBJECT = 160


def read_meetings(data: Mapping[str, Any]) -> Answer:
    """Read the days of a session on which the Storting meets."""
    notes = Notes()
    listed = [each for each in rows(data.get("moter_liste"), notes) if _number(each.get("id"))]
    found = (_meeting(text(each.get("id")), each.get("mote_dato_tid"), notes) for each in listed)
    return Answer(Reader.MEETINGS, tuple(found), not_understood=notes.words())


def read_agenda(data: Mapping[str, Any]) -> Answer:
    """Read the agenda of a meeting: the cases that are on it."""
    notes, number = Notes(), _number(data.get("mote_id"))
    if not number:
        notes.add("dagsordenen mangler møtets id")
        return Answer(Reader.AGENDA, not_understood=notes.words())
    cases = (_number(each.get("sak_id")) for each in rows(data.get("dagsordensak_liste"), notes))
    numbers = tuple(dict.fromkeys(filter(None, cases)))
    return Answer(
        Reader.AGENDA, (_meeting(number, data.get("mote_dato_tid"), notes, numbers),), not_understood=notes.words()
    )


def read_votes(data: Mapping[str, Any]) -> Answer:
    """Read how the Storting voted in a case, in the order of the votes. There may be none."""
    notes, number = Notes(), _number(data.get("sak_id"))
    if not number:
        notes.add("voteringene mangler sakens id")
        return Answer(Reader.VOTES, not_understood=notes.words())
    found = tuple(_votes(data, notes))[:MOST_VOTES]
    return Answer(
        Reader.VOTES, (OfficialItem(ItemKind.DECISION, number, "", events=found),), not_understood=notes.words()
    )


def _meeting(number: str, on: Any, notes: Notes, cases: tuple[str, ...] = ()) -> OfficialItem:
    meets_on = day(on, notes, "mote_dato_tid")
    events = (OfficialEvent(MEETING, TITLE, meets_on),) if meets_on else ()
    return OfficialItem(ItemKind.MEETING, number, TITLE, published=meets_on, events=events, cases=cases)


def _votes(data: Mapping[str, Any], notes: Notes) -> Iterator[OfficialEvent]:
    for each in rows(data.get("sak_votering_liste"), notes):
        subject, result = text(each.get("votering_tema"), LONGEST_SUBJECT), str(each.get("vedtatt")).lower()
        if not subject or result not in {"true", "false"}:
            notes.add("en votering mangler tema eller resultat")
            continue
        at: Day | None = when(each.get("votering_tid"), notes, "votering_tid")
        words = "vedtatt" if result == "true" else "ikke vedtatt"
        yield OfficialEvent(VOTE, f"{subject.rstrip('.')}: {words}{_counted(each)}", at)


def _counted(vote: Mapping[str, Any]) -> str:
    """Return « med 60 mot 40 stemmer»; empty where nobody was counted."""
    given = [text(vote.get(name)) for name in ("antall_for", "antall_mot")]
    if not all(each.isdecimal() for each in given) or given == ["0", "0"]:
        return ""
    return f" med {given[0]} mot {given[1]} stemmer"


def _number(value: Any) -> str:
    """Return an id; empty if there is none."""
    found = text(value)
    return found if found.isdecimal() and found != "0" else ""

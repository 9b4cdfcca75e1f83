"""What the functions of the content are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.content_edit import entry_value
from bot.commands.ask import Ask, Press, Submission
from bot.commands.innhold.asked_questions import searched_as
from bot.commands.innhold.contents import Contents, FoundEntry
from bot.commands.innhold.entry_form import FormOf, Sent
from bot.commands.innhold.kinds import BY_ID
from bot.commands.innhold.saving import Written, write
from models.content.content_edits import WantedEdit, change, fingerprint
from models.tables import Edit, UnansweredQuestion, Workspace
from tests.support.full_workspaces import NOW
from tests.support.pack import small_pack
from tests.support.two_workspaces_query import PERSON, World

Told = Mapping[str, Callable[[Session, World], Any]]
PACK = small_pack()
FILE, ENTRY = "saker/jernbane.yaml", "jernbane-a"
CONTENTS = Contents(PACK, ())
FOUND = CONTENTS.find(FILE, ENTRY)
assert FOUND is not None
WORDS = CONTENTS.find("medier.yaml", "jernbane")
FORM = FormOf(FILE, ENTRY, "spor")
NEW = FormOf("saker/jernbane.yaml", "jernbane", "fakta")
CHANGED = {"budskap": "Toget er viktigst.", "navn": "Jernbane først", "kilde": "notatet"}
FACT = {"tekst": "Toget er rent.", "kilde": "SSB"}
MINE = WantedEdit(FILE, ENTRY, {"budskap": "Toget er viktigst."})


def _always(value: Any) -> Callable[[Session, World], Any]:
    return lambda _session, _world: value


def _edit(session: Session, world: World) -> Any:
    return change(session, session.get_one(Workspace, world.ours), PACK, PERSON, [MINE], NOW)


def _done(session: Session, world: World) -> Written:
    ask = Ask(session.get_one(Workspace, world.ours), PACK, PERSON, "C1", NOW)
    return write(ask, session, [MINE], _found(), "endret budskap")


def _found() -> FoundEntry:
    assert FOUND is not None
    return FOUND


_SHOWN: Told = {"contents": _always(CONTENTS), "found": _always(FOUND), "kind": _always(BY_ID["fakta"])}
_AT = "bot.commands.innhold."
OTHERWISE: Mapping[str, Told] = {
    "models.content.history.history": {"file": _always(FILE), "entry": _always(ENTRY), "limit": _always(5)},
    "models.content.history.undoable": {"moments": _always([NOW])},
    "models.content.history.title_of": {"edit_id": lambda session, world: world.one(session, Edit)},
    "models.media.alerts.titles_since": {"since": _always(NOW - timedelta(weeks=8)), "limit": _always(5)},
    f"{_AT}asked_form.open_questions": {"press": _always(Press(entry_value(FILE, ENTRY)))},
    f"{_AT}asked_form.submit": {
        "sent": _always(Submission(f"{entry_value(FILE, ENTRY)}|{fingerprint(None)}", {"questions": "når går toget"}))
    },
    f"{_AT}asked_form.save_questions": {
        "found": _always(FOUND),
        "about": _always(searched_as(PACK, FOUND)),
        "questions": _always(["når går toget"]),
        "seen": _always(fingerprint(None)),
    },
    "models.workspace.unanswered.question_by_id": {
        "question_id": lambda session, world: world.one(session, UnansweredQuestion)
    },
    "bot.commands.plain.linking.open_link": {
        "press": lambda session, world: Press(str(world.one(session, UnansweredQuestion)))
    },
    "bot.commands.plain.linking.save_link": {
        "sent": lambda session, world: Submission(
            str(world.one(session, UnansweredQuestion)),
            {"questions": "når går toget", "entry": entry_value(FILE, ENTRY)},
        )
    },
    f"{_AT}campaign_copy.submit_copy": {
        "sent": _always(Submission("", {"fra": "kampanjer/2026.yaml", "år": "2027", "navn": "Neste"}))
    },
    f"{_AT}content_cards.entry_card": _SHOWN,
    f"{_AT}history_cards.history_card": _SHOWN,
    f"{_AT}entry_form.edit_form": _SHOWN,
    f"{_AT}entry_form.new_form": _SHOWN,
    f"{_AT}entry_form.read_edit": {"found": _always(FOUND), "form_of": _always(FORM), "values": _always(CHANGED)},
    f"{_AT}entry_form.read_new": _SHOWN | {"form_of": _always(NEW), "values": _always(FACT)},
    f"{_AT}entry_inputs.field_inputs": _SHOWN | {"each": _always(BY_ID["fakta"].fields[0]), "text": _always("Toget")},
    f"{_AT}previews.preview_card": _SHOWN,
    f"{_AT}saving.save": {"sent": _always(Submission(FORM.packed(), CHANGED))},
    f"{_AT}saving.add": {"sent": _always(Submission(NEW.packed(), FACT))},
    f"{_AT}saving.write_new": {
        "file": _always(FILE),
        "entry": _always("rent"),
        "wanted": _always(Sent(FACT, ("fakta",))),
        "kind": _always(BY_ID["fakta"]),
    },
    f"{_AT}saving.write": {"wanted": _always([MINE]), "found": _always(FOUND), "what": _always("endret budskap")},
    f"{_AT}saving.saved_card": {"done": _done},
    f"{_AT}saving.remove": _SHOWN | {"is_removed": _always(value=True)},
    f"{_AT}saving.undo": {"edit_id": lambda *each: _edit(*each).id},
    f"{_AT}saving.undo_and_log": {"edit_id": lambda *each: _edit(*each).id},
    f"{_AT}handlers.undo_edit": {"press": lambda *each: Press(str(_edit(*each).id))},
    f"{_AT}handlers.open_edit": {"press": _always(Press(entry_value(FILE, ENTRY)))},
    f"{_AT}handlers.open_new": {"press": _always(Press("fakta|"))},
    f"{_AT}handlers.show_list": {"press": _always(Press("spor|0|"))},
    f"{_AT}handlers.content_command": {"text": _always("jernbane først")},
    f"{_AT}welcome.save_welcome": {"sent": _always(Submission("{}", {"navn": "Nye regionen", "kortnavn": "Nye"}))},
    f"{_AT}word_trial.words_form": {"contents": _always(CONTENTS), "found": _always(WORDS)},
    f"{_AT}word_trial.preview_parts": {"found": _always(WORDS)},
    f"{_AT}word_trial.save_entry": {
        "sent": _always(
            Submission(
                FormOf("medier.yaml", "jernbane", "medieord").packed(), {"navn": "Jernbane", "ord": "tog", "kilde": "x"}
            )
        )
    },
}

"""What can be changed in the chat: every field of the content, but for those that only the files have."""

import pytest

from bot.commands.innhold.kind import Kind
from bot.commands.innhold.kinds import KINDS

ONLY_IN_FILES = {
    "id": "never changes",
    "klarering": "has a form of its own",
    "år": "is the campaign's own",
    "satt_av": "says who set a date that nobody has published",
    "sett": "is dates of earlier years",
    "sammen_med": "joins entries by their ids",
    "hvert_år": "is the cycle of the plan",
    "ifølge_notatet": "is the note's own window",
    "valg": "is the year of an election",
    "partier": "is what a date is about",
    "partiledd": "is what a date is about",
    "gjelder": "is what a reaction or a decision is about",
    "felt": "is what a decision is about",
    "slutter_med": "is a date of the calendar",
    "stikkord": "is words that phases and windows are searched by",
    "talspersoner": "is lists of ids, changed by commands",
    "hører_til": "is an id",
    "vises_ved": "is where a checklist is shown",
    "medlemmer": "has forms of its own (`/interessenter medlemmer`)",
    "internt": "would show what was hidden",
}
"""Why, by the name in the YAML file."""

INNER = {name for kind in KINDS for name in kind.path}
"""The fields that hold entries of other kinds."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_field_can_be_changed_in_the_chat_or_is_only_in_the_files(kind: Kind) -> None:
    named = {field.alias or name for name, field in kind.model.model_fields.items()}
    offered = {field.name for field in kind.fields}
    assert named - offered - INNER - ONLY_IN_FILES.keys() == set(), (
        "offer it in bot/commands/innhold/kinds.py, or say in ONLY_IN_FILES why it is not changed in the chat"
    )

"""The texts of a pack: everything that is meant to be read at some moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.cards.words import month
from content.phase_names import name_without_months
from content.schema.base import Entry, Line, Strict
from content.schema.dated import WheelMonth
from content.schema.organisation import Member
from content.schema.pack import Pack
from content.schema.rules import Rule

NOT_TEXTS = frozenset(
    {
        "id",
        "kilde",
        "kind",
        "certainty",
        "theme",
        "link",
        "letter",
        "lodestar",
        "number",
        "municipality",
        "confirmed",
        "with_entry",
        "done_by",
    }
    | {"subregion", "short_name", "definite", "status", "by", "case", "set_by", "responsible", "owner"}
    | {"ends_with", "parties", "party_step", "process", "tone", "to"}
)
"""Fields that sort, date, name or prove something, and are no texts themselves."""
NAME = "name"
LISTED = "to_do"
"""The field that has several texts."""
LABELS = frozenset({"Priority", "Craft", "Campaign", "Organisation"})
"""Entries whose name is only a heading for the texts in them."""


@dataclass(frozen=True)
class PackText:
    """A text of the pack: the file it is in, the id and the kind of its entry, the field, and whose text it is.

    `owner` is the name of the nearest thing with a name that it belongs to, such as a partner or a month.
    """

    file: str
    kind: str
    entry: str
    field: str
    text: str
    owner: str
    is_name: bool = False
    internal: bool = False

    def __str__(self) -> str:
        """Return where to find it in the files."""
        return f"{self.file}: {self.entry} ({self.field})"


def texts(pack: Pack) -> tuple[PackText, ...]:
    """Return every text of a pack, in the order of its files."""
    files: tuple[tuple[str, tuple[Strict, ...]], ...] = (
        ("organisasjon.yaml", (pack.organisation,)),
        ("arshjul.yaml", (pack.wheel,)),
        ("statsbudsjett.yaml", (pack.budget,)),
        ("ntp.yaml", (pack.ntp,)),
        *((f"saker/{each.id}.yaml", (each,)) for each in pack.issues),
        *((f"kampanjer/{each.year}.yaml", (each,)) for each in pack.campaigns),
        ("allianser.yaml", (pack.alliances,)),
        ("handverk.yaml", (pack.crafts,)),
        ("interessenter.yaml", pack.stakeholders),
        ("medier.yaml", pack.media.sprint),
    )
    return tuple(text for name, models in files for model in models for text in _of(model, name, "", ""))


def _of(model: Strict, file: str, entry: str, owner: str) -> Iterator[PackText]:
    if isinstance(model, Rule | Member):
        return
    entry = model.id if isinstance(model, Entry) else entry
    owner = _called(model) or owner
    internal = isinstance(model, Line) and model.internal
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        is_text = name not in NOT_TEXTS and not (name == NAME and type(model).__name__ in LABELS)
        for said in value if name == LISTED else (value,):
            if isinstance(said, str) and is_text:
                text = " ".join(said.split())
                shown = name_without_months(text) if name == NAME else text
                label = field.alias or name
                yield PackText(file, type(model).__name__, entry, label, shown, owner, name == NAME, internal)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Strict):
                yield from _of(each, file, entry, owner)


def _called(model: Strict) -> str:
    """Return what people call the thing that texts belong to: a month by its name."""
    if isinstance(model, WheelMonth):
        return month(date(2000, model.month, 1))
    name = getattr(model, NAME, "")
    return name_without_months(name) if isinstance(name, str) else ""

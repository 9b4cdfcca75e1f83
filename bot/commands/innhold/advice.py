"""Advice on the text of an entry, beside what others of ours say about the same theme."""

from collections.abc import Iterable

from bot.cards.card import Note, Part, line
from bot.commands.innhold.contents import Contents, FoundEntry
from bot.commands.innhold.kinds import BY_ID
from bot.commands.innhold.values import text_of
from content.lint import Advice, Written, lint

NO_DEMAND = frozenset({"fakta", "hovedbudskap"})
"""The kinds that need not ask for anything: the demands of the main message are in its priorities."""


def advice_parts(contents: Contents, found: FoundEntry) -> tuple[Part, ...]:
    """Return the advice on an entry's text as small print; nothing if there is none."""
    rows = advice_on(contents, found)
    labels = {each.name: each.label for each in found.kind.fields}
    return tuple(Note(line(f"Tips til «{labels.get(each.field, each.field)}»: {each.text}")) for each in rows)


def advice_on(contents: Contents, found: FoundEntry) -> tuple[Advice, ...]:
    """Return the advice on an entry's text, beside the other texts of its theme."""
    kind = found.kind
    if found.is_removed or not (kind.message or kind.id == "fakta"):
        return ()
    texts = {each.name: text_of(each, found.fields.get(each.name)) for each in kind.fields if each.shape == "tekst"}
    message = kind.message or "tekst"
    facts = [
        str(each.fields.get("tekst", "")) for each in _of_theme(contents, found, ("fakta",)) if each.id != found.id
    ]
    others = {
        each.title: str(each.fields[each.kind.message])
        for each in _of_theme(contents, found, ("spor", "prioritering", "variant"))
        if each.id != found.id and each.fields.get(each.kind.message)
    }
    source = str(found.fields.get("kilde", "")) if kind.id == "fakta" else None
    kept = {name: text for name, text in texts.items() if text}
    return lint(
        Written(
            kept,
            message,
            kind.demand,
            kind.id not in NO_DEMAND,
            kind.social,
            source,
            tuple(facts),
            others if kind.message else {},
        )
    )


def _of_theme(contents: Contents, found: FoundEntry, kinds: Iterable[str]) -> list[FoundEntry]:
    theme = found.fields.get("tema") or contents.data(found.file).get("id")
    return [
        each
        for kind in kinds
        for each in contents.entries(BY_ID[kind])
        if not each.is_removed and theme in {each.fields.get("tema"), contents.data(each.file).get("id")}
    ]

"""Advice on a text while its form is open: the form comes back once with it. Sent again with the same advice, it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.cards.card import Line, line
from bot.cards.form import Form
from bot.commands.innhold.advice import advice_on
from bot.commands.innhold.contents import Contents, FoundEntry
from bot.commands.innhold.entry_form import FormOf, again
from bot.commands.innhold.kind import Kind
from bot.commands.innhold.values import text_print
from content.lint import Advice

SHOWN = "tips"
"""The advice that a form has shown, beside the fields in `FormOf.seen`."""
AGAIN = "Teksten er ikke lagret ennå. Endre den, eller lagre en gang til for å beholde den slik."


def new_advice(contents: Contents, before: FoundEntry | None, after: FoundEntry, form_of: FormOf) -> tuple[Advice, ...]:
    """Return the advice on a text as it would be, if it is new: neither of the text before, nor shown in the form."""
    known = advice_on(contents, before) if before else ()
    found = tuple(each for each in advice_on(contents, after) if each not in known)
    return () if _print(found) == form_of.seen.get(SHOWN) else found


def with_advice(form: Form, form_of: FormOf, kind: Kind, advice: Sequence[Advice], values: Mapping[str, str]) -> Form:
    """Return the form with what was written in it, headed by the advice."""
    labels = {each.name: each.label for each in kind.fields}
    rows = [f"\nTips til «{labels.get(each.field, each.field)}»: {each.text}" for each in advice]
    intro: Line = line(AGAIN, *rows)
    state = replace(form_of, seen={**form_of.seen, SHOWN: _print(advice)}).packed()
    return again(replace(form, state=state), values, intro)


def _print(advice: Sequence[Advice]) -> str:
    return text_print("\n".join(f"{each.field}: {each.text}" for each in advice))

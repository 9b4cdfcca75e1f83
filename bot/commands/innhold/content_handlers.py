"""`/padriver innhold`, its buttons and its forms."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.card_errors import stale
from bot.cards.content_edit import COPY_CAMPAIGN, EDIT, LIST, SEPARATOR, SHOW_ENTRY
from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply, SubmitHandler
from bot.commands.innhold import asked_form, campaign_copy, welcome
from bot.commands.innhold.actions import BETWEEN, BRING_BACK, HISTORY, NEW, OVERVIEW, PREVIEW, REMOVE, UNDO
from bot.commands.innhold.content_cards import entry_card, hits_card, list_card, overview_card
from bot.commands.innhold.contents import Contents, FoundEntry, contents_of, is_named, search
from bot.commands.innhold.entry_form import ADD, SAVE, edit_form, new_form
from bot.commands.innhold.history_cards import history_card
from bot.commands.innhold.kind import Kind
from bot.commands.innhold.kinds import BY_ID, KINDS, WORD_KINDS
from bot.commands.innhold.previews import preview_card
from bot.commands.innhold.saving import GONE, add, remove, undo
from bot.commands.innhold.word_trial import save_entry, words_form
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.numbers import row_id

NEW_WORDS = frozenset({"ny", "nytt", "nye"})
WELCOME = "velkomst"
MOST_WORDS = 200


def content_command(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/padriver innhold [ord | ny … | velkomst]`: everything, a list, one entry, or a form."""
    contents, words = contents_of(ask, session), clean(text)[:MOST_WORDS]
    if not words.strip(" ?!."):
        return overview_card(contents)
    if fold(words) == WELCOME:
        return welcome.welcome(ask, session)
    first, _, rest = words.partition(" ")
    new = _kind_of_form(words) or (_kind_named(rest) if fold(first) in NEW_WORDS else None)
    if new and new.can_add:
        return new_form(ask, session, contents, new)
    if kind := _kind_named(words):
        return list_card(ask, contents, kind)
    found = search(contents, words) or _of_kind_named_first(contents, words)
    named = [each for each in found if is_named(each, words)]
    only = named if len(named) == 1 else found
    if len(only) == 1:
        return entry_card(ask, session, contents, only[0])
    return hits_card(ask, contents, words, found)


def _of_kind_named_first(contents: Contents, words: str) -> list[FoundEntry]:
    """Return the entries of a text that begins with what they are: «medieord jernbane», «nyhetskilde NRK»."""
    each_word = words.split()
    for at in range(len(each_word) - 1, 0, -1):
        if kind := _kind_named(" ".join(each_word[:at])):
            return [each for each in search(contents, " ".join(each_word[at:])) if each.kind is kind]
    return []


def _kind_of_form(text: str) -> Kind | None:
    """Return the kind whose form has that heading, such as «Nytt faktum»."""
    return next((each for each in KINDS if fold(each.new) == fold(text)), None)


def _kind_named(text: str) -> Kind | None:
    wanted = fold(text)
    return next((each for each in KINDS if wanted in {each.id, fold(each.name), fold(each.many)}), None)


def show_overview(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what there is."""
    del press
    return Reply(card=overview_card(contents_of(ask, session)), replace=True)


def show_list(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a page of a list, in place of the message that was pressed."""
    kind_id, _, rest = (press.chosen or press.value).partition(BETWEEN)
    page, _, inside = rest.partition(BETWEEN)
    kind, contents = BY_ID.get(kind_id), contents_of(ask, session)
    if kind is None:
        return Reply(card=stale())
    within = _find(contents, inside)
    return Reply(card=list_card(ask, contents, kind, row_id(page), within), replace=True)


def open_edit(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of an entry."""
    contents = contents_of(ask, session)
    found = _find(contents, press.value)
    if found is None or found.is_removed:
        return Reply(card=GONE)
    make = words_form if found.kind.id in WORD_KINDS else edit_form
    return make(ask, session, contents, found)


def open_new(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a new entry."""
    kind_id, _, inside = press.value.partition(BETWEEN)
    kind, contents = BY_ID.get(kind_id), contents_of(ask, session)
    if kind is None or not kind.can_add:
        return Reply(card=stale())
    return new_form(ask, session, contents, kind, _find(contents, inside))


def undo_edit(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo an edit."""
    edit_id = row_id(press.value)
    return Reply(card=undo(ask, session, edit_id), replace=True) if edit_id else Reply(card=stale())


def _of_entry(make: Callable[[Ask, Session, Contents, FoundEntry], Card], *, replace: bool = True) -> PressHandler:
    """Return the handler of a button that shows a card of an entry."""

    def show(ask: Ask, press: Press, session: Session) -> Reply:
        contents = contents_of(ask, session)
        found = _find(contents, press.value)
        return Reply(card=make(ask, session, contents, found) if found else GONE, replace=replace)

    return show


def _take_out(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Card:
    return remove(ask, session, contents, found, is_removed=True) if found.kind.can_remove else stale()


def _bring_back(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Card:
    return remove(ask, session, contents, found, is_removed=False)


def _find(contents: Contents, value: str) -> FoundEntry | None:
    file, separator, entry = value.partition(SEPARATOR)
    return contents.find(file, entry) if separator else None


PRESSES: Mapping[str, PressHandler] = {
    OVERVIEW: show_overview,
    LIST: show_list,
    SHOW_ENTRY: _of_entry(entry_card),
    EDIT: open_edit,
    NEW: open_new,
    PREVIEW: _of_entry(preview_card, replace=False),
    HISTORY: _of_entry(history_card),
    REMOVE: _of_entry(_take_out),
    BRING_BACK: _of_entry(_bring_back),
    UNDO: undo_edit,
    COPY_CAMPAIGN: campaign_copy.open_copy,
    **asked_form.PRESSES,
    **welcome.PRESSES,
}
SUBMITS: Mapping[str, SubmitHandler] = {
    SAVE: save_entry,
    ADD: add,
    campaign_copy.SAVE: campaign_copy.submit_copy,
    **asked_form.SUBMITS,
    **welcome.SUBMITS,
}

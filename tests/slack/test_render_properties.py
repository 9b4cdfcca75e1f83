import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import card as c
from bot.cards import form
from bot.cards.cutting import clean
from bot.slack.render import render_form, render_messages, render_short
from tests.support.blocks import check_message, check_view, visible
from tests.support.random_cards import CARDS, CHOICES, LONG_CARDS, TELLING, TEXTS

RELAXED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@RELAXED
@given(CARDS | LONG_CARDS)
def test_every_message_keeps_slacks_limits(card: c.Card) -> None:
    for message in [*render_messages(card), render_short(card)]:
        check_message(message.blocks, message.text)


@RELAXED
@given(CARDS | LONG_CARDS)
def test_the_same_card_always_gives_the_same_messages(card: c.Card) -> None:
    assert render_messages(card) == render_messages(card)


@RELAXED
@given(st.lists(TELLING, max_size=6).map(tuple))
def test_every_word_of_a_card_comes_through_exactly_and_nothing_else(parts: tuple[c.Part, ...]) -> None:
    # The title is empty: only the messages after the first have one, «(2 av 3)».
    first, *rest = (message.blocks for message in render_messages(c.Card("", parts)))
    shown = "".join(text for blocks in (first, *(each[1:] for each in rest)) for text in visible(blocks))
    assert _letters(shown) == _letters("".join(map(_said, parts)))


def _letters(text: str) -> str:
    return re.sub(r"\s", "", clean(text))


def _said(part: c.Part) -> str:
    match part:
        case c.Heading(text) | c.Quote(text) | c.Copyable(text):
            return text
        case c.Paragraph(line) | c.Note(line) | c.Item(line):
            return _words(line)
        case c.Bullets(items):
            return "".join(map(_words, items))
        case c.Fields(pairs):
            return "".join(f"{name}: {_words(line)}" for name, line in pairs)
    raise AssertionError(part)


def _words(line: c.Line) -> str:
    return "".join(map(_word, line))


def _word(span: c.Span) -> str:
    match span:
        case str():
            return span
        case c.Link(text, url):
            return text or url
        case c.Person(name) | c.Channel(name):
            sign = "@" if isinstance(span, c.Person) else "#"
            return name if re.fullmatch("[UWCGD][A-Z0-9]{1,30}", name) else f"{sign}{name}"
        case _:
            return span.text


@RELAXED
@given(TEXTS, TEXTS, CHOICES)
def test_every_form_keeps_slacks_limits(title: str, text: str, choices: tuple[c.Choice, ...]) -> None:
    fields = (
        form.TextInput("a", text, text, text),
        form.SelectInput("b", text, choices, choices[0].value),
        form.CheckInput("c", text, choices, (choices[0].value,)),
    )
    check_view(render_form(form.Form(title, "frister.new", fields, intro=(text,))))

import html
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.cards import card as c
from bot.cards import form
from bot.cards.cutting import clean, one_line
from bot.commands.ask import Press
from bot.teams.render import DisplayNames, read_press, render_form, render_short, render_teams
from tests.support.adaptive import check_card, elements
from tests.support.random_cards import CARDS, CHOICES, IDS, LONG_CARDS, ROWS, TELLING, TEXTS

RELAXED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
NAMES = st.builds(
    DisplayNames,
    st.dictionaries(IDS.map("U{}".format), st.one_of(TEXTS, st.just("Kari Nordmann")), max_size=3),
    st.dictionaries(IDS.map("C{}".format), TEXTS, max_size=3),
)


@RELAXED
@given(CARDS | LONG_CARDS, NAMES)
def test_every_message_is_a_valid_card_within_teams_limits(card: c.Card, names: DisplayNames) -> None:
    names = _knowing(card, names)
    for message in [*render_teams(card, names), render_short(card, names)]:
        check_card(message.card)
        assert 0 < len(message.text) <= 300


def _knowing(card: c.Card, names: DisplayNames) -> DisplayNames:
    """Return the names with the first person of the card among them, so that somebody is mentioned."""
    people = [each.user_id for line in _lines(card) for each in line if isinstance(each, c.Person)][:1]
    return DisplayNames({**names.people, **dict.fromkeys(people, "Kari *Nordmann*")}, names.channels)


def _lines(card: c.Card) -> Iterator[c.Line]:
    for part in card.parts:
        match part:
            case c.Paragraph(line) | c.Note(line) | c.Item(line):
                yield line
            case c.Bullets(items):
                yield from items


@RELAXED
@example((c.Paragraph((c.Link("\ue000", "https://e.no/a&b"),)),))
@example((c.Paragraph(("0_0", c.Link("vei", "https://e.no/a&b"))),))
@given(st.lists(TELLING, max_size=6).map(tuple))
def test_every_word_of_a_card_comes_through_exactly_and_nothing_else(parts: tuple[c.Part, ...]) -> None:
    first, *rest = [message.card["body"] for message in render_teams(c.Card("", parts))]
    shown = _shown(first) + "".join(_shown(body[1:]) for body in rest)
    assert _letters(shown) == _letters("".join(map(_said, parts)))


def _shown(body: Any) -> str:
    """Return what is read of a body: runs as they stand, Markdown with its escapes and marks taken away."""
    found = []
    for each in elements(body):
        if each.get("type") == "TextRun":
            found.append("" if each["text"] == "•" else each["text"])
        elif each.get("type") == "TextBlock":
            found.append(_read(each["text"]))
    return "".join(found)


def _read(markdown: str) -> str:
    words = re.sub(
        r"(?<!\\)\]\((?:https?:|mailto:)[^\s)]*\)|(?<!\\)\[|(?<![\\*])\*\*|(?<!\\)[_*]", "", _hidden(markdown)
    )
    return html.unescape(re.sub("\x01(\\d+)\x02", lambda sign: chr(int(sign[1])), words))


def _hidden(markdown: str) -> str:
    """Return the text with each escaped sign as its number, between signs that no card has."""
    return re.sub(r"\\(.)", lambda found: f"\x01{ord(found[1])}\x02", markdown)


def _letters(text: str) -> str:
    """Return what is compared: no underscores, since one within a word stands as it is and one beside it may be a mark."""
    return re.sub(r"[\s•_]", "", clean(text))


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
            return text.strip() or url if url.startswith("https:") and "<" not in url else text
        case c.Person():
            return "ukjent person"
        case c.Channel():
            return "ukjent kanal"
        case _:
            return span.text


@RELAXED
@given(ROWS)
def test_what_a_control_carries_comes_back_from_what_teams_sends(controls: tuple[c.Control, ...]) -> None:
    messages = render_teams(c.Card("", (c.Controls(controls),)))
    found = [press for message in messages for press in _presses(message.card)]
    expected = [press for control in controls for press in _expected(control)]
    # What offers a choice may stand together after the buttons.
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def _presses(card: dict[str, Any]) -> Iterator[tuple[str, Press]]:
    for action in (action for element in card["body"] for action in element.get("actions", ())):
        if "card" not in action:
            yield read_press(action["verb"], action.get("data", {}))
            continue
        fields = [each for each in action["card"]["body"] if "id" in each]
        for each in (acting for part in action["card"]["body"] for acting in part.get("actions", ())):
            # Teams sends all fields with every action that is not set apart from them.
            for typed in _typed([] if "associatedInputs" in each else fields):
                yield read_press(each["verb"], {**each.get("data", {}), **typed})


def _typed(fields: list[dict[str, Any]]) -> list[dict[str, str]]:
    if not fields:
        return [{}]
    (field,) = fields
    chosen = [each["value"] for each in field.get("choices", [])] or ["2026-10-05"]
    return [{field["id"]: value} for value in chosen]


def _expected(control: c.Control) -> list[tuple[str, Press]]:
    match control:
        case c.Button(_, action, value):
            return [(action, Press(value))]
        case c.DateButton(_, action, value):
            return [(action, Press(value, "2026-10-05"))]
        case c.Menu(_, action, choices):
            return [(action, Press("", each.value)) for each in choices]
        case c.More(_, action, value, choices):
            return [(action, Press(value, each.value)) for each in choices]


@RELAXED
@given(CARDS | LONG_CARDS)
def test_the_same_card_always_gives_the_same_messages(card: c.Card) -> None:
    assert render_teams(card) == render_teams(card)


@RELAXED
@given(TEXTS, TEXTS, CHOICES.map(lambda choices: choices[:12]), st.booleans())
def test_every_form_is_a_valid_card(title: str, text: str, choices: tuple[c.Choice, ...], dialog: bool) -> None:
    fields = (
        form.TextInput("a", text, text, text),
        form.SelectInput("b", text, choices, choices[0].value),
        form.CheckInput("c", text, choices, (choices[0].value,)),
    )
    card = render_form(form.Form(title, "frister.new", fields, intro=(text,)), dialog=dialog)
    check_card(card)
    labels = [each["label"] for each in card["body"] if "label" in each]
    assert labels == [one_line(text, 300)] * 3

"""A card and a form as Slack gets them."""

from datetime import date

import pytest

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Channel,
    Choice,
    Code,
    Controls,
    Copyable,
    DateButton,
    Divider,
    Fields,
    Heading,
    Image,
    Item,
    Link,
    Menu,
    More,
    Note,
    Paragraph,
    Person,
    Quote,
)
from bot.cards.cutting import TooLongError
from bot.cards.form import CheckInput, DateInput, Form, SelectInput, TextInput
from bot.commands.ask import Press
from bot.slack.render import read_press, read_values, render_form, render_messages, render_short
from tests.support.blocks import check_message, visible


def without_ids(card: Card) -> list[dict[str, object]]:
    (message,) = render_messages(card)
    return [{name: value for name, value in block.items() if name != "block_id"} for block in message.blocks]


def rich(*elements: dict[str, object]) -> dict[str, object]:
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: dict[str, object]) -> dict[str, object]:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(said: str, style: str = "") -> dict[str, object]:
    return {"type": "text", "text": said, **({"style": {style: True}} if style else {})}


def test_each_part_has_its_block() -> None:
    card = Card(
        "Frister",
        (
            Heading("Denne uka"),
            Paragraph((Bold("Innspill"), " til ", Person("U1"), " i ", Channel("C1"))),
            Bullets((("Les ", Link("gul bok", "https://e.no/a")),)),
            Quote("Rikstunnelen må planlegges nå."),
            Fields((("Tema", ("jernbane",)), ("Eier", (Person("U2"),)))),
            Divider(),
            Copyable("Lim\ninn"),
            Image("https://e.no/i.png", "Årshjulet"),
        ),
    )
    assert without_ids(card) == [
        {"type": "header", "text": {"type": "plain_text", "text": "Frister", "emoji": False}},
        {"type": "header", "text": {"type": "plain_text", "text": "Denne uka", "emoji": False}},
        rich(
            section(
                text("Innspill", "bold"),
                text(" til "),
                {"type": "user", "user_id": "U1"},
                text(" i "),
                {"type": "channel", "channel_id": "C1"},
            )
        ),
        rich(
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    section(text("Les "), {"type": "link", "url": "https://e.no/a", "text": "gul bok"}),
                ],
            }
        ),
        rich({"type": "rich_text_quote", "elements": [text("Rikstunnelen må planlegges nå.")]}),
        rich(
            section(
                text("Tema", "bold"),
                text(": jernbane\n"),
                text("Eier", "bold"),
                text(": "),
                {"type": "user", "user_id": "U2"},
            )
        ),
        {"type": "divider"},
        rich({"type": "rich_text_preformatted", "elements": [text("Lim\ninn")]}),
        {"type": "image", "image_url": "https://e.no/i.png", "alt_text": "Årshjulet"},
    ]


def test_the_label_of_a_button_has_no_ids() -> None:
    row = Item(
        ("Innspill · ", Person("U0000001"), " i ", Channel("C0000001")), (Button("Ferdig", "frister.done", "7"),)
    )
    _, controls = without_ids(Card("", (row,)))
    (done,) = controls["elements"]  # type: ignore[misc] # a list
    assert done["accessibility_label"] == "Ferdig: Innspill · kollega i kanal"


def test_a_row_has_its_controls_under_it_and_they_come_back_as_they_were() -> None:
    row = Item(
        ("Innspill",),
        (
            Button("Ferdig", "frister.done", "7", "primary"),
            DateButton("Utsett", "frister.move", "7/a", date(2026, 10, 5)),
            Menu("Tema", "frister.theme", (Choice("Jernbane", "jb"),)),
            More("Minn meg senere", "frister.later", "7/b", (Choice("I morgen", "1"),)),
        ),
    )
    _, controls = without_ids(Card("", (row,)))
    done, move, theme, later = controls["elements"]  # type: ignore[misc, has-type] # a list, as the next lines show
    assert done == {
        "type": "button",
        "action_id": "frister.done/0",
        "text": {"type": "plain_text", "text": "Ferdig", "emoji": False},
        "value": "7",
        "accessibility_label": "Ferdig: Innspill",
        "style": "primary",
    }
    assert (move["type"], move["placeholder"]["text"]) == ("datepicker", "Utsett")
    assert (theme["type"], theme["placeholder"]["text"]) == ("static_select", "Tema")
    assert read_press(done) == ("frister.done", Press("7"))
    assert read_press({**move, "selected_date": "2026-10-12"}) == ("frister.move", Press("7/a", "2026-10-12"))
    chosen = {**theme, "selected_option": theme["options"][0]}
    assert read_press(chosen) == ("frister.theme", Press("", "jb"))
    tomorrow = {"text": {"type": "plain_text", "text": "I morgen", "emoji": False}, "value": "1"}
    assert later == {"type": "overflow", "action_id": "frister.later/3/7/b", "options": [tomorrow]}
    assert read_press({**later, "selected_option": tomorrow}) == ("frister.later", Press("7/b", "1"))


@pytest.mark.parametrize("action", [{}, {"action_id": ""}, {"action_id": "gammel", "selected_option": None}])
def test_a_press_of_something_else_is_read_without_fuss(action: dict[str, object]) -> None:
    assert read_press(action) == (str(action.get("action_id", "")), Press(""))


@pytest.mark.parametrize(
    "said",
    ["<!channel>", "<!here|her>", "@channel", "<@U1>", "*fet*", "_kursiv_", "~borte~", "`kode`", "> sitat", ":fire:"],
)
@pytest.mark.parametrize("kind", [Heading, Quote, Copyable])
def test_no_words_of_people_become_formatting_or_mentions(said: str, kind: type[Heading]) -> None:
    parts = (kind(said), Paragraph((said,)), Note((said,)), Note((said, Code("/frister"))))
    for block in without_ids(Card("", parts))[:-1]:
        assert block["type"] in {"rich_text", "context", "header"}
        if block["type"] == "header":
            assert block["text"] == {"type": "plain_text", "text": said, "emoji": False}
        elif block["type"] == "context":
            assert block["elements"] == [{"type": "plain_text", "text": said, "emoji": False}]
        else:
            assert block["elements"][0]["elements"][0]["text"] == said  # type: ignore[index] # seen as an object


def test_small_print_keeps_its_links_and_escapes_the_rest() -> None:
    small = Note(
        ("A & <b> ", Code("/frister"), " ", Link("bok", "https://e.no/?a&b"), " ", Person("U1"), Channel("C1"))
    )
    assert without_ids(Card("", (small,))) == [
        {
            "type": "context",
            "elements": [
                {
                    "type": "mrkdwn",
                    "text": "A &amp; &lt;b&gt; `/frister` <https://e.no/?a&amp;b|bok> <@U1><#C1>",
                    "verbatim": True,
                }
            ],
        }
    ]


def test_a_link_that_is_no_web_address_is_told_as_words() -> None:
    (block,) = without_ids(Card("", (Paragraph((Link("klikk", "javascript:alert(1)"),)),)))
    assert block == rich(section(text("klikk")))


def test_the_notification_holds_the_summary_and_everything_said() -> None:
    said = Paragraph(("A & B <!channel> til ", Person("U1"), " i ", Channel("C1"), " @{kari}"))
    (message,) = render_messages(Card("Frister", (said,), summary="To frister"))
    assert message.text == "To frister\n\nFrister\n\nA &amp; B &lt;!channel&gt; til <@U1> i <#C1> @{kari}"


def test_a_block_gets_a_new_id_when_it_says_something_new_and_keeps_it_else() -> None:
    one, same, other = (render_messages(Card("Frister", (Paragraph((said,)),)))[0].blocks for said in "aab")
    assert [block["block_id"] for block in one] == [block["block_id"] for block in same]
    assert one[1]["block_id"] != other[1]["block_id"]


def rows(count: int) -> tuple[Item, ...]:
    return tuple(
        Item((f"Frist {number}",), (Button("Ferdig", "frister.done", str(number)),)) for number in range(count)
    )


def test_a_long_card_is_cut_between_its_rows_with_a_heading_by_its_first_row() -> None:
    card = Card("Frister", (*rows(24), Heading("Senere"), *rows(10)))
    first, second = render_messages(card)
    check_message(first.blocks, first.text)
    assert list(visible(first.blocks))[-2:] == ["Frist 23", "Ferdig"]
    assert list(visible(second.blocks))[:3] == ["Frister (2 av 2)", "Senere", "Frist 0"]
    assert second.text.startswith("Frister (2 av 2)\n\nSenere\n• Frist 0 [Ferdig]\n")


def test_a_private_answer_that_is_too_long_is_cut_with_a_sentence_and_keeps_its_paging() -> None:
    paging = Controls((Button("Neste", "frister.page", "20"),))
    message = render_short(Card("Frister", (*rows(60), paging)))
    check_message(message.blocks, message.text)
    assert list(visible(message.blocks))[-4:] == [
        "Frist 22",
        "Ferdig",
        "Svaret er for langt til å vises her. Spør om noe snevrere for å se resten.",
        "Neste",
    ]


def test_a_value_too_long_to_come_back_is_refused() -> None:
    with pytest.raises(TooLongError):
        render_messages(Card("", (Controls((Button("Ferdig", "a", "x" * 2_001),)),)))


def test_a_form_has_a_field_for_each_input_and_reads_back() -> None:
    themes = tuple(Choice(f"Tema {number}", str(number)) for number in range(150))
    form = Form(
        "En lang overskrift på et skjema",
        "frister.new",
        (
            TextInput("title", "Hva", "Innspill", "Kort", multiline=True, max_length=100),
            DateInput("due", "Når", date(2026, 10, 5), optional=True),
            SelectInput("theme", "Tema", themes, "120"),
            CheckInput("tell", "Varsle", themes[:11], ("1", "2")),
        ),
        state="abc",
    )
    view = render_form(form)
    assert (view["title"]["text"], view["submit"]["text"], view["close"]["text"]) == (
        "En lang overskrift på e…",
        "Lagre",
        "Avbryt",
    )
    assert (view["callback_id"], view["private_metadata"]) == ("frister.new", "abc")
    intro, title, due, theme, tell = view["blocks"]
    assert list(visible([intro])) == ["En lang overskrift på et skjema"]
    assert title == {
        "type": "input",
        "block_id": "title",
        "label": {"type": "plain_text", "text": "Hva", "emoji": False},
        "optional": False,
        "hint": {"type": "plain_text", "text": "Kort", "emoji": False},
        "element": {
            "action_id": "value",
            "type": "plain_text_input",
            "multiline": True,
            "max_length": 100,
            "initial_value": "Innspill",
        },
    }
    assert due["element"] == {"action_id": "value", "type": "datepicker", "initial_date": "2026-10-05"}
    assert [group["label"]["text"] for group in theme["element"]["option_groups"]] == ["1–100", "101–150"]
    assert theme["element"]["initial_option"]["value"] == "120"
    assert tell["element"]["type"] == "multi_static_select"
    state = {
        "values": {
            "title": {"value": {"type": "plain_text_input", "value": "Innspill"}},
            "due": {"value": {"type": "datepicker", "selected_date": None}},
            "theme": {"value": {"type": "static_select", "selected_option": {"value": "120"}}},
            "tell": {"value": {"selected_options": [{"value": "1"}, {"value": "2"}]}},
        }
    }
    assert read_values(state) == {"title": "Innspill", "theme": "120", "tell": "1,2"}


def test_words_that_are_empty_make_no_block() -> None:
    (message,) = render_messages(Card("Uke", (Paragraph((Code(""),)), Paragraph(("sagt", Code(""))))))
    assert [block["type"] for block in message.blocks] == ["header", "rich_text"]

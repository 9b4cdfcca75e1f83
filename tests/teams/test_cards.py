"""A card and a form as Microsoft Teams gets them."""

import json
from datetime import date
from typing import Any

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
    Struck,
)
from bot.cards.cutting import TooLongError
from bot.cards.form import (
    ChannelInput,
    CheckInput,
    DateInput,
    Form,
    FormErrors,
    PersonInput,
    SelectInput,
    TextInput,
    TimeInput,
)
from bot.commands.ask import Press
from bot.teams.render import (
    DisplayNames,
    Refresh,
    channels_in,
    people_in,
    read_form,
    read_press,
    render_form,
    render_short,
    render_teams,
)
from tests.support.adaptive import check_card, elements, executed

NAMES = DisplayNames({"29:kari": "Kari Nordmann"}, {"19:media": "Media"})


def drawn(card: Card, names: DisplayNames = NAMES) -> dict[str, Any]:
    (message,) = render_teams(card, names)
    check_card(message.card)
    return message.card


def body(*parts: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawn(Card("", parts))["body"]
    return found


def rich(*runs: dict[str, Any], **placed: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": list(runs), **placed}


def run(text: str, **look: Any) -> dict[str, Any]:
    return {"type": "TextRun", "text": text, **look}


def test_a_card_says_what_it_is_to_clients_that_know_less() -> None:
    card = drawn(Card("Frister", (Paragraph(("Eier: ", Person("29:kari"), " i ", Channel("19:media"))),)))
    assert card == {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": "Frister\n\nEier: @Kari Nordmann i #Media",
        "msteams": {
            "width": "Full",
            "entities": [
                {
                    "type": "mention",
                    "text": "<at>Kari Nordmann</at>",
                    "mentioned": {"id": "29:kari", "name": "Kari Nordmann"},
                }
            ],
        },
        "body": [
            rich(run("Frister", size="Large", weight="Bolder")),
            {"type": "TextBlock", "text": "Eier: <at>Kari Nordmann</at> i #Media", "wrap": True},
        ],
    }


def test_each_part_has_its_elements() -> None:
    emphasis = {"type": "Container", "style": "emphasis"}
    assert body(
        Heading("Denne uka"),
        Paragraph((Bold("Innspill"), " til ", Code("alt"), "\n", Struck("Gjort"))),
        Quote("Rikstunnelen må planlegges nå."),
        Fields((("Tema", ("jernbane",)), ("Sted", ("Oslo",)))),
        Divider(),
        Copyable("Lim\n  inn"),
        Note(("Små skrift",)),
        Image("https://e.no/i.png", "Årshjulet"),
    ) == [
        rich(run("Denne uka", size="Medium", weight="Bolder"), spacing="Large"),
        rich(run("Innspill", weight="Bolder"), run(" til "), run("alt", fontType="Monospace")),
        rich(run("Gjort", strikethrough=True), spacing="None"),
        {**emphasis, "items": [rich(run("Rikstunnelen må planlegges nå."))]},
        rich(run("Tema: ", weight="Bolder"), run("jernbane")),
        rich(run("Sted: ", weight="Bolder"), run("Oslo"), spacing="Small"),
        {
            **emphasis,
            "items": [
                rich(run("Lim", fontType="Monospace")),
                rich(run("\u00a0\u00a0inn", fontType="Monospace"), spacing="None"),
            ],
            "separator": True,
            "spacing": "Medium",
        },
        rich(run("Små skrift", size="Small", isSubtle=True)),
        {"type": "Image", "url": "https://e.no/i.png", "altText": "Årshjulet", "size": "Stretch"},
    ]


def test_a_command_is_told_as_it_is_written_here() -> None:
    assert body(Paragraph((Bold("/frister"), " – prøv ", Code("/frister oktober"), " i ", Code("/tmp")))) == [
        rich(
            run("frister", weight="Bolder"),
            run(" – prøv "),
            run("@Pådriver frister oktober", fontType="Monospace"),
            run(" i "),
            run("/tmp", fontType="Monospace"),
        )
    ]


def test_a_point_of_a_list_hangs_beside_its_dot() -> None:
    assert body(Bullets((("Les ", Link("gul bok", "https://e.no/a_(b)")),))) == [
        {
            "type": "ColumnSet",
            "columns": [
                {"type": "Column", "width": "auto", "items": [rich(run("•"))]},
                {
                    "type": "Column",
                    "width": "stretch",
                    "spacing": "Small",
                    "items": [{"type": "TextBlock", "text": "Les [gul bok](https://e.no/a_%28b%29)", "wrap": True}],
                },
            ],
            "spacing": "Small",
        }
    ]


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("*fet* _kursiv_ ~~borte~~ `kode`", r"\*fet\* \_kursiv\_ \~\~borte\~\~ \`kode\`"),
        ("<at>Kari Nordmann</at> & co", "&lt;at&gt;Kari Nordmann&lt;/at&gt; &amp; co"),
        ("[her](https://ond.no)", r"\[her\](https://ond.no)"),
        ("&lt;", "&amp;lt;"),
        ("- punkt", r"\- punkt"),
        ("12. oktober", r"12\. oktober"),
        ("# tittel", r"\# tittel"),
        (r"C:\mappe", r"C:\\mappe"),
        ("https://e.no/a_b_c", "https://e.no/a_b_c"),
        ("{{DATE(2026-10-05T00:00:00Z)}}", r"{\{DATE(2026-10-05T00:00:00Z)}}"),
    ],
)
def test_text_beside_a_link_is_escaped_once(written: str, escaped: str) -> None:
    (block,) = body(Paragraph((written, " ", Link("les mer", "https://e.no"))))
    assert block["text"] == f"{escaped} [les mer](https://e.no)"


def test_a_link_after_an_exclamation_mark_is_no_picture() -> None:
    (block,) = body(Paragraph(("Les dette!", Link("les mer", "https://e.no"))))
    assert block["text"] == r"Les dette\![les mer](https://e.no)"


def test_text_without_links_stands_as_it_is() -> None:
    written = "*fet* [her](https://ond.no) <at>Kari</at> &lt; 12. oktober"
    assert body(Paragraph((written,))) == [rich(run(written))]


def test_no_text_becomes_a_date_of_the_clients_own() -> None:
    assert body(Paragraph(("{{DATE(2026-10-05T00:00:00Z)}}",))) == [
        rich(run("{"), run("{DATE(2026-10-05T00:00:00Z)}}"))
    ]


def test_a_link_that_leads_nowhere_is_its_words() -> None:
    assert body(Paragraph((Link("les mer", "javascript:alert(1)"),))) == [rich(run("les mer"))]


def test_people_and_channels_without_a_name_are_told_as_unknown() -> None:
    card = Card("", (Item(("Eier: ", Person("29:ola"), " i ", Channel("19:x"))),))
    assert drawn(card)["body"] == [rich(run("Eier: ukjent person i ukjent kanal"), spacing="Medium")]
    assert (people_in(card), channels_in(card)) == ({"29:ola"}, {"19:x"})


def test_two_people_of_one_name_are_mentioned_each() -> None:
    names = DisplayNames({"29:a": "Kari  <b>", "29:b": "Kari b"})
    card = drawn(Card("", (Paragraph((Person("29:a"), " og ", Person("29:b"))),)), names)
    assert card["body"][0]["text"] == "<at>Kari b</at> og <at>Kari b (2)</at>"
    assert [each["mentioned"]["id"] for each in card["msteams"]["entities"]] == ["29:a", "29:b"]


def test_a_row_acts_by_buttons_and_by_small_cards_under_them() -> None:
    controls = (
        Button("Ferdig", "frist.done", "1", style="primary"),
        DateButton("Utsett", "frist.move", "1", initial=date(2026, 10, 5)),
        Menu("Velg et annet tema", "tema.velg", tuple(Choice(f"Tema {n}", str(n)) for n in range(7))),
    )
    said, acts, more = body(Item(("Innspill",), controls))
    assert said == rich(run("Innspill"), spacing="Medium")
    assert acts["actions"][0] == {
        "type": "Action.Execute",
        "title": "Ferdig",
        "verb": "frist.done",
        "data": {"value": "1"},
        "style": "positive",
    }
    assert acts["actions"][1] == {
        "type": "Action.ShowCard",
        "title": "Utsett",
        "card": {
            "type": "AdaptiveCard",
            "body": [
                {
                    "type": "Input.Date",
                    "id": "valgt0",
                    "label": "Utsett",
                    "value": "2026-10-05",
                    "isRequired": True,
                    "errorMessage": "Velg en dato.",
                },
                {
                    "type": "ActionSet",
                    "actions": [
                        {"type": "Action.Execute", "title": "Velg", "verb": "frist.move", "data": {"value": "1"}}
                    ],
                },
            ],
        },
    }
    (menu,) = more["actions"]
    assert menu["card"]["body"][0]["id"] == "valgt1"
    assert len(menu["card"]["body"][0]["choices"]) == 7


def test_what_offers_a_choice_in_a_row_stands_together_behind_one_button() -> None:
    controls = (
        Button("Ferdig", "frist.done", "1"),
        DateButton("Utsett", "frist.move", "1"),
        More("Minn oss senere", "vent.sett", "1", (Choice("I morgen", "morgen"), Choice("Mandag", "mandag"))),
    )
    _, acts = body(Item(("Innspill",), controls))
    assert [each["title"] for each in acts["actions"]] == ["Ferdig", "Mer …"]
    day, choose, later = acts["actions"][1]["card"]["body"]
    assert (day["type"], [each["title"] for each in choose["actions"]]) == ("Input.Date", ["Velg"])
    assert later["actions"] == [
        {
            "type": "Action.Execute",
            "title": title,
            "verb": "vent.sett",
            "data": {"value": "1", "valgt": value},
            "associatedInputs": "none",
        }
        for title, value in (("I morgen", "morgen"), ("Mandag", "mandag"))
    ]


def pressed(action: dict[str, Any], **fields: str) -> tuple[str, Press]:
    return read_press(action.get("verb", ""), {**action.get("data", {}), **fields})


def test_what_is_pressed_comes_back_as_it_was_given() -> None:
    controls = (
        Button("Ferdig", "frist.done", '{"id":1}'),
        DateButton("Utsett", "frist.move", '{"id":2}'),
        More("Senere", "vent.sett", '{"id":3}', (Choice("I morgen", "morgen"),)),
        Button("Ny frist", "frist.form", ""),
    )
    done, new, move, later = executed(drawn(Card("", (Controls(controls),))))
    assert pressed(done) == ("frist.done", Press('{"id":1}'))
    assert pressed(move, valgt0="2026-10-12") == ("frist.move", Press('{"id":2}', "2026-10-12"))
    assert pressed(later) == ("vent.sett", Press('{"id":3}', "morgen"))
    assert pressed(new) == ("frist.form", Press(""))


def test_what_many_choices_have_in_common_is_sent_once() -> None:
    months = tuple(Choice(f"Måned {n}", json.dumps({"id": 30, "m": n})) for n in range(1, 13))
    (choose,) = executed(drawn(Card("", (Controls((Menu("Flytt", "arshjul.move", months),)),))))
    assert choose["data"] == {"foran": '{"id": 30, "m": ', "bak": "}"}
    assert pressed(choose, valgt0="11") == ("arshjul.move", Press("", '{"id": 30, "m": 11}'))
    assert pressed(choose) == ("arshjul.move", Press(""))


def test_a_button_that_opens_a_form_asks_for_a_dialog() -> None:
    card = Card("", (Controls((Button("Ny frist", "frist.form", "x"), Button("Ferdig", "frist.done", "y"))),))
    (message,) = render_teams(card, forms=frozenset({"frist.form"}))
    check_card(message.card)
    opens, acts = executed(message.card)
    assert opens == {
        "type": "Action.Submit",
        "title": "Ny frist",
        "data": {"handling": "frist.form", "value": "x", "msteams": {"type": "task/fetch"}},
    }
    assert pressed(opens) == ("frist.form", Press("x"))
    assert acts["type"] == "Action.Execute"


def test_a_row_is_no_wider_than_a_phone_and_has_at_most_six_buttons() -> None:
    wide = tuple(Button(f"Knapp {n}", "knapp", str(n)) for n in range(8))
    assert [len(each["actions"]) for each in body(Item(("Velg",), wide))[1:]] == [3, 3, 2]
    small = tuple(Button(str(n), "knapp", str(n)) for n in range(8))
    assert [len(each["actions"]) for each in body(Controls(small))] == [6, 2]


def test_a_card_that_is_to_be_renewed_says_how_and_for_whom() -> None:
    people = tuple(f"29:{n}" for n in range(70))
    (message,) = render_teams(Card("Uke 41"), refresh=Refresh("vis.igjen", "41", people))
    check_card(message.card)
    assert message.card["refresh"]["action"] == {
        "type": "Action.Execute",
        "title": "Vis på nytt",
        "verb": "vis.igjen",
        "data": {"value": "41"},
    }
    assert len(message.card["refresh"]["userIds"]) == 60
    (everybody,) = render_teams(Card("Uke 41"), refresh=Refresh("vis.igjen", "41"))
    assert "userIds" not in everybody.card["refresh"]


def test_a_long_card_becomes_several_messages_with_headings_where_they_belong() -> None:
    rows = tuple(Item((f"{n} " + "Rikstunnelen " * 60,), (Button("Ferdig", "x", str(n)),)) for n in range(60))
    messages = render_teams(Card("Årshjul", (*rows[:20], Heading("Vår"), *rows[20:])))
    for message in messages:
        check_card(message.card)
        assert message.card["body"][-1]["type"] == "ActionSet"
    titles = [message.card["body"][0]["inlines"][0]["text"] for message in messages]
    assert titles == ["Årshjul", *(f"Årshjul ({n} av {len(messages)})" for n in range(2, len(messages) + 1))]
    values = [action["data"]["value"] for message in messages for action in executed(message.card)]
    assert values == [str(n) for n in range(60)]


def test_a_card_that_must_be_one_message_says_what_is_left_out_and_keeps_its_last_row() -> None:
    rows = tuple(Item((f"{n} " + "Rikstunnelen " * 60,)) for n in range(60))
    message = render_short(Card("Årshjul", (*rows, Controls((Button("Neste", "neste", ""),)))))
    check_card(message.card)
    left_out, paging = message.card["body"][-2:]
    assert left_out["inlines"][0]["text"].startswith("Svaret er for langt til å vises her.")
    assert paging["actions"][0]["title"] == "Neste"


def test_a_value_that_cannot_come_back_whole_is_refused() -> None:
    with pytest.raises(TooLongError, match="the value of a button is 2001 characters"):
        render_teams(Card("", (Controls((Button("x", "x", "y" * 2001),)),)))


def test_a_notification_is_told_the_summary() -> None:
    assert [render_short(card).text for card in (Card("Uke 41", summary="3 frister"), Card("Uke 41"), Card(""))] == [
        "3 frister",
        "Uke 41",
        "–",
    ]


EVERY_INPUT = Form(
    "Ny frist",
    "frist.new",
    (
        TextInput("title", "Hva", initial="Innspill", hint="Kort og klart", max_length=200),
        TextInput("more", "Mer", multiline=True, optional=True),
        DateInput("due", "Frist", initial=date(2026, 10, 5)),
        TimeInput("at", "Klokken", initial="09:30"),
        SelectInput("theme", "Tema", (Choice("Jernbane", "jernbane"), Choice("Energi", "energi")), initial="energi"),
        CheckInput("kinds", "Varsler", (Choice("Uke", "uke"), Choice("Måned", "maned")), initial=("uke", "maned")),
        CheckInput("sure", "Sikker", (Choice("Ja, jeg er sikker", "ja"),)),
        PersonInput("owner", "Eier", initial="29:kari"),
        ChannelInput("where", "Kanal", initial="19:media"),
    ),
    submit="Legg til",
    state="s",
    intro=("Fyll ut.",),
)


def test_every_field_of_a_form_has_its_input() -> None:
    card = render_form(EVERY_INPUT, NAMES)
    check_card(card)
    needed = {"isRequired": True, "errorMessage": "Fyll ut dette feltet."}
    people = [{"title": "Kari Nordmann", "value": "29:kari"}]
    assert card["body"] == [
        rich(run("Fyll ut.")),
        {
            "id": "title",
            "label": "Hva",
            "type": "Input.Text",
            "isMultiline": False,
            "maxLength": 200,
            "value": "Innspill",
            **needed,
        },
        rich(run("Kort og klart", size="Small", isSubtle=True), spacing="Small"),
        {"id": "more", "label": "Mer", "type": "Input.Text", "isMultiline": True, "maxLength": 300},
        {
            "id": "due",
            "label": "Frist",
            "type": "Input.Date",
            "value": "2026-10-05",
            "isRequired": True,
            "errorMessage": "Velg en dato.",
        },
        {
            "id": "at",
            "label": "Klokken",
            "type": "Input.Time",
            "value": "09:30",
            "isRequired": True,
            "errorMessage": "Velg et klokkeslett.",
        },
        {
            "id": "theme",
            "label": "Tema",
            "type": "Input.ChoiceSet",
            "placeholder": "Velg …",
            "choices": [{"title": "Jernbane", "value": "jernbane"}, {"title": "Energi", "value": "energi"}],
            "value": "energi",
            "isRequired": True,
            "errorMessage": "Velg en av dem.",
        },
        {
            "id": "kinds",
            "label": "Varsler",
            "type": "Input.ChoiceSet",
            "choices": [{"title": "Uke", "value": "uke"}, {"title": "Måned", "value": "maned"}],
            "isMultiSelect": True,
            "style": "expanded",
            "wrap": True,
            "value": "uke,maned",
        },
        {
            "id": "sure",
            "label": "Sikker",
            "type": "Input.Toggle",
            "title": "Ja, jeg er sikker",
            "valueOn": "ja",
            "valueOff": "",
            "value": "",
        },
        {
            "id": "owner",
            "label": "Eier",
            "type": "Input.ChoiceSet",
            "placeholder": "Velg …",
            "choices": people,
            "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
            "value": "29:kari",
        },
        {
            "id": "where",
            "label": "Kanal",
            "type": "Input.ChoiceSet",
            "placeholder": "Velg …",
            "choices": [{"title": "Ingen", "value": "ingen_valgt"}, {"title": "#Media", "value": "19:media"}],
            "value": "19:media",
        },
    ]
    assert card["actions"] == [
        {
            "type": "Action.Submit",
            "title": "Legg til",
            "style": "positive",
            "data": {"skjema": "frist.new", "tilstand": "s"},
        }
    ]


def test_what_was_filled_in_stays_and_what_is_to_be_mended_stands_under_its_field() -> None:
    errors = FormErrors({"due": "Datoen er passert.", "annet": "Prøv igjen."})
    card = render_form(EVERY_INPUT, NAMES, values={"title": "Nytt", "due": "2026-10-01"}, errors=errors)
    check_card(card)
    shown = card["body"]
    assert shown[1] == rich(run("Prøv igjen.", color="Attention"), spacing="Small")
    fields = {each["id"]: each.get("value", "") for each in shown if "id" in each}
    assert fields | {"title": "Nytt", "due": "2026-10-01"} == fields
    assert {name for name, value in fields.items() if value} == {"title", "due"}
    due = next(place for place, each in enumerate(shown) if each.get("id") == "due")
    assert shown[due + 1] == rich(run("Datoen er passert.", color="Attention"), spacing="Small")


def test_a_form_in_the_conversation_has_its_title_and_is_executed() -> None:
    card = render_form(EVERY_INPUT, NAMES, dialog=False, metadata="pakket")
    check_card(card)
    assert card["body"][0] == rich(run("Ny frist", size="Large", weight="Bolder"))
    assert card["actions"] == [
        {
            "type": "Action.Execute",
            "verb": "frist.new",
            "title": "Legg til",
            "style": "positive",
            "data": {"skjema": "frist.new", "tilstand": "pakket"},
        }
    ]


def test_a_form_that_was_sent_tells_its_name_its_state_and_what_is_filled_in() -> None:
    chosen = {"kinds": "uke,maned", "where": "ingen_valgt"}
    data = {"skjema": "frist.new", "tilstand": "s", "title": "Innspill", "more": "", **chosen}
    assert read_form(data) == ("frist.new", "s", {"title": "Innspill", "kinds": "uke,maned"})


def test_a_channel_that_was_chosen_stays_so_where_it_has_no_name() -> None:
    form = Form("Innstillinger", "x", (ChannelInput("where", "Kanal", initial="19:borte", hint="Felles."),))
    where, hint, more = render_form(form)["body"]
    assert where["value"] == "19:borte"
    assert [each["title"] for each in where["choices"]] == ["Ingen", "ukjent kanal"]
    assert hint["inlines"][0]["text"] == "Felles."
    assert more["inlines"][0]["text"].startswith("Jeg er ikke med i noen kanal ennå.")


def test_drawing_changes_nothing_of_the_card() -> None:
    card = Card("Frister", (Item(("x",), (DateButton("Utsett", "a", "1"), DateButton("Flytt", "b", "2"))),))
    assert render_teams(card) == render_teams(card)
    ids = [each["id"] for each in elements(render_teams(card)[0].card) if "id" in each]
    assert ids == ["valgt0", "valgt1"]

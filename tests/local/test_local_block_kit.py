"""Block Kit's limits, each at its edge."""

from typing import Any

import pytest

from bot.local.blocks.validate import message_faults, view_faults
from tests.support.local import button, modal, plain, section, text_input

Blocks = list[dict[str, Any]]


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def menu(**more: Any) -> dict[str, Any]:
    options = [{"text": plain("Uke"), "value": "uke"}]
    return {"type": "static_select", "action_id": "meny", "options": options, **more}


def options(count: int, label: str = "Uke", value: str = "v") -> list[dict[str, Any]]:
    return [{"text": plain(label), "value": value} for _ in range(count)]


ALLOWED: list[tuple[str, Blocks]] = [
    ("fifty blocks", [{"type": "divider"}] * 50),
    ("a section of 3000 characters", [section("x" * 3000)]),
    ("a header of 150", [{"type": "header", "text": plain("x" * 150)}]),
    ("a button of 75 with a value of 2000", [actions(button("x" * 75, "a", "v" * 2000))]),
    ("25 buttons", [actions(*(button("x", str(number), "v") for number in range(25)))]),
    ("10 in a context", [{"type": "context", "elements": [plain("x")] * 10}]),
    ("100 options of 75", [actions(menu(options=options(100, "x" * 75, "v" * 150)))]),
    ("an initial date", [actions({"type": "datepicker", "initial_date": "2028-02-29"})]),
    ("10 fields of 2000", [{"type": "section", "fields": [plain("x" * 2000)] * 10}]),
    ("an option chosen from the start", [actions(menu(initial_option={"text": plain("Uke"), "value": "uke"}))]),
    (
        "rich text",
        [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "bullet",
                        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
                    }
                ],
            }
        ],
    ),
]

REFUSED: list[tuple[str, Blocks, str]] = [
    ("block 51", [{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("3001", [section("x" * 3001)], "must be no more than 3000 characters [json-pointer:/blocks/0/text/text]"),
    ("empty text", [section("")], "must be at least 1 characters [json-pointer:/blocks/0/text/text]"),
    (
        "a header of 151",
        [{"type": "header", "text": plain("x" * 151)}],
        "must be no more than 150 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "a label of 76",
        [actions(button("x" * 76, "a", "v"))],
        "must be no more than 75 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        "a value of 2001",
        [actions(button("x", "a", "v" * 2001))],
        "must be no more than 2000 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        "26 buttons",
        [actions(*(button("x", str(number), "v") for number in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    ("no buttons", [actions()], "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        "11 in a context",
        [{"type": "context", "elements": [plain("x")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        "101 options",
        [actions(menu(options=options(101)))],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        "an option of 76",
        [actions(menu(options=options(1, "x" * 76)))],
        "must be no more than 75 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        "a choice that is no option",
        [actions(menu(initial_option={"text": plain("Dag"), "value": "dag"}))],
        "must exactly match one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        "a day that does not exist",
        [actions({"type": "datepicker", "initial_date": "2026-02-31"})],
        "must be a valid date in the format YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        "two blocks of one id",
        [section("x", block_id="b"), section("y", block_id="b")],
        "`block_id` b already exists for another block [json-pointer:/blocks/1/block_id]",
    ),
    (
        "two buttons of one id in a block",
        [actions(button("x", "a", "1"), button("y", "a", "2"))],
        "`action_id` a already exists in this block [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    ("no type", [{"text": plain("x")}], "unsupported type of block: None [json-pointer:/blocks/0/type]"),
    ("an unknown type", [{"type": "kort"}], "unsupported type of block: kort [json-pointer:/blocks/0/type]"),
    (
        "an unknown key",
        [section("x", colour="red")],
        "invalid additional property: colour [json-pointer:/blocks/0/colour]",
    ),
    ("a header without text", [{"type": "header"}], "missing required field: text [json-pointer:/blocks/0]"),
    ("a section of nothing", [{"type": "section"}], "must define one of: text, fields [json-pointer:/blocks/0]"),
    (
        "an input as an accessory",
        [section("x", accessory={"type": "plain_text_input", "action_id": "a"})],
        "unsupported type of accessory: plain_text_input [json-pointer:/blocks/0/accessory/type]",
    ),
    (
        "a picture without words",
        [{"type": "image", "image_url": "https://example.no/x.png"}],
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        "a link that is none",
        [actions({"type": "button", "text": plain("x"), "url": "javascript:alert(1)"})],
        "must be a valid url [json-pointer:/blocks/0/elements/0/url]",
    ),
]


@pytest.mark.parametrize("blocks", [each[1] for each in ALLOWED], ids=[each[0] for each in ALLOWED])
def test_a_message_may_hold(blocks: Blocks) -> None:
    assert message_faults(blocks) == []


@pytest.mark.parametrize(("blocks", "fault"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_a_message_may_not_hold(blocks: Blocks, fault: str) -> None:
    assert message_faults(blocks) == [f"[ERROR] {fault}"]


def test_a_view_may_be_as_large_as_slack_allows() -> None:
    view = modal(*[{"type": "divider"}] * 100, title=plain("x" * 24), private_metadata="x" * 3000)
    assert view_faults(view) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": plain("x" * 25)}, "must be no more than 24 characters [json-pointer:/view/title/text]"),
        (
            {"private_metadata": "x" * 3001},
            "must be no more than 3000 characters [json-pointer:/view/private_metadata]",
        ),
        ({"blocks": [{"type": "divider"}] * 101}, "no more than 100 items allowed [json-pointer:/view/blocks]"),
        ({"type": "popup"}, "unsupported type of view: popup [json-pointer:/view/type]"),
        ({"knapp": "x"}, "invalid additional property: knapp [json-pointer:/view/knapp]"),
        (
            {"blocks": [text_input("a"), text_input("a")]},
            "`block_id` a already exists for another block [json-pointer:/view/blocks/1/block_id]",
        ),
    ],
)
def test_a_view_may_not_hold(change: dict[str, Any], fault: str) -> None:
    assert view_faults({**modal(section("x")), **change}) == [f"[ERROR] {fault}"]


def test_a_modal_with_fields_can_be_sent() -> None:
    view = modal(text_input("a"))
    del view["submit"]
    assert view_faults(view) == ["[ERROR] missing required field: submit [json-pointer:/view]"]


@pytest.mark.parametrize("nonsense", [None, 3, "x", [None], [[]], [{"type": []}], [{"type": "actions", "elements": 3}]])
def test_nonsense_is_refused_and_never_breaks_the_check(nonsense: Any) -> None:
    assert message_faults(nonsense)
    assert view_faults({"type": "modal", "title": plain("x"), "blocks": nonsense})

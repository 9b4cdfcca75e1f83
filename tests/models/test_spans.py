from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from content.schema.rules import AnyRule, Window
from models.calendar.spans import RuleError, Span, month_span, quarter_span, span

READER: TypeAdapter[AnyRule] = TypeAdapter(AnyRule)


def rule(**keys: Any) -> AnyRule:
    return READER.validate_python(keys)


def day(year: int, month: int, number: int) -> Span:
    return Span(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"regel": "dato", "måned": 5, "dag": 15}, day(2026, 5, 15)),
        ({"regel": "dato", "måned": 9, "dag": 20, "år": -1}, day(2025, 9, 20)),
        ({"regel": "ukedag", "måned": 6, "ukedag": "fredag", "nr": 3}, day(2026, 6, 19)),
        ({"regel": "ukedag", "måned": 5, "ukedag": "mandag", "nr": -1}, day(2026, 5, 25)),
        ({"regel": "ukedag", "måned": 6, "ukedag": "mandag", "nr": 5}, day(2026, 6, 29)),
        ({"regel": "ukedag", "måned": 7, "ukedag": "mandag", "nr": 5}, None),
        ({"regel": "ukedag", "måned": 7, "ukedag": "mandag", "nr": -5}, None),
        ({"regel": "uke", "uke": 33}, Span(date(2026, 8, 10), date(2026, 8, 16))),
        ({"regel": "uke", "uke": 33, "hverdager": True}, Span(date(2026, 8, 10), date(2026, 8, 14))),
        (
            {"regel": "ukedag", "måned": 10, "ukedag": "torsdag", "nr": 3, "dager": 2},
            Span(date(2026, 10, 15), date(2026, 10, 16)),
        ),
        (
            {"regel": "vindu", "fra": {"måned": 12, "dag": 1}, "til": {"måned": 12, "dag": 5}, "hverdager": True},
            Span(date(2026, 12, 1), date(2026, 12, 4)),
        ),
        (
            {"regel": "vindu", "fra": {"måned": 12, "dag": 24}, "til": {"måned": 12, "dag": 27}, "hverdager": True},
            Span(date(2026, 12, 24), date(2026, 12, 27)),
        ),
        ({"regel": "uke", "uke": 1}, Span(date(2025, 12, 29), date(2026, 1, 4))),
        ({"regel": "uke", "uke": 53}, Span(date(2026, 12, 28), date(2027, 1, 3))),
        ({"regel": "uke", "uke": 53, "år": 1}, None),
        ({"regel": "uke", "uke": 33, "ukedag": "torsdag"}, day(2026, 8, 13)),
        ({"regel": "virkedag", "måned": 1}, day(2026, 1, 2)),
        ({"regel": "virkedag", "måned": 1, "nr": 2}, day(2026, 1, 5)),
        ({"regel": "virkedag", "måned": 8, "lørdag_teller": True}, day(2026, 8, 1)),
        ({"regel": "virkedag", "måned": 2, "nr": 21}, None),
        ({"regel": "måned", "måned": 2}, Span(date(2026, 2, 1), date(2026, 2, 28))),
        (
            {"regel": "vindu", "fra": {"måned": 8, "dag": 25}, "til": {"måned": 9, "dag": 5}},
            Span(date(2026, 8, 25), date(2026, 9, 5)),
        ),
        (
            {"regel": "vindu", "fra": {"måned": 11, "år": -2}, "til": {"måned": 1, "år": -1}},
            Span(date(2024, 11, 1), date(2025, 1, 31)),
        ),
    ],
    ids=str,
)
def test_a_rule_points_at_its_days_in_2026(keys: dict[str, Any], expected: Span | None) -> None:
    assert span(rule(**keys), 2026) == expected


def test_days_after_are_counted_from_the_last_day_of_the_other() -> None:
    others = {"fremleggelse": rule(regel="vindu", år=-1, fra={"måned": 10, "dag": 6}, til={"måned": 10, "dag": 15})}

    assert span(rule(regel="etter", hendelse="fremleggelse", dager=6), 2027, others) == day(2026, 10, 21)
    assert span(rule(regel="etter", hendelse="fremleggelse", dager=-15), 2027, others) == day(2026, 9, 30)
    assert span(rule(regel="etter", hendelse="fremleggelse", dager=2, til_dager=6), 2027, others) == Span(
        date(2026, 10, 17), date(2026, 10, 21)
    )


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2016, Span(date(2016, 10, 4), date(2016, 10, 7))),  # Tuesday to Friday, and Monday the 10th
        (2018, Span(date(2018, 10, 8), date(2018, 10, 10))),  # not the two days before the weekend
        (2026, Span(date(2026, 10, 5), date(2026, 10, 9))),
        (2028, Span(date(2028, 10, 4), date(2028, 10, 6))),
    ],
)
def test_a_window_of_one_week_is_the_fullest_without_its_weekend(year: int, expected: Span) -> None:
    window = rule(
        regel="vindu", fra={"måned": 10, "dag": 4}, til={"måned": 10, "dag": 10}, samme_uke=True, hverdager=True
    )

    assert span(window, year) == expected


def test_of_two_weeks_as_full_the_first_is_taken() -> None:
    window = rule(regel="vindu", fra={"måned": 10, "dag": 12}, til={"måned": 10, "dag": 17}, samme_uke=True)

    assert span(window, 2017) == Span(date(2017, 10, 12), date(2017, 10, 15))  # Thursday and Friday, Monday and Tuesday


def test_a_whole_span_can_be_moved_and_loses_its_weekend_where_it_lands() -> None:
    others = {"debatten": rule(regel="vindu", fra={"måned": 12, "dag": 1}, til={"måned": 12, "dag": 4})}
    moved = rule(regel="etter", hendelse="debatten", dager=-7, hele=True)

    assert span(moved, 2026, others) == Span(date(2026, 11, 24), date(2026, 11, 27))
    assert span(rule(regel="etter", hendelse="debatten", dager=-10, hele=True, hverdager=True), 2026, others) == Span(
        date(2026, 11, 23), date(2026, 11, 24)
    )


def test_a_whole_span_has_no_last_day_of_its_own() -> None:
    with pytest.raises(ValueError, match="ventet enten «til_dager» eller «hele», ikke begge"):
        rule(regel="etter", hendelse="debatten", dager=2, til_dager=6, hele=True)


def test_days_after_something_that_is_itself_after_something() -> None:
    others = {
        "apning": rule(regel="dato", måned=10, dag=2),
        "fremleggelse": rule(regel="etter", hendelse="apning", dager=6),
    }

    assert span(rule(regel="etter", hendelse="fremleggelse", dager=6), 2026, others) == day(2026, 10, 14)


def test_days_after_something_that_does_not_happen_that_year_do_not_come() -> None:
    others = {"valg": rule(regel="dato", måned=9, dag=8, syklus={"hvert": 4, "fra": 2025})}

    assert span(rule(regel="etter", hendelse="valg", dager=1), 2026, others) is None
    assert span(rule(regel="etter", hendelse="valg", dager=1), 2029, others) == day(2029, 9, 9)


def test_a_ring_of_references_is_told_with_its_whole_way_round() -> None:
    others = {
        "a": rule(regel="etter", hendelse="b", dager=1),
        "b": rule(regel="etter", hendelse="c", dager=1),
        "c": rule(regel="etter", hendelse="a", dager=1),
    }

    with pytest.raises(RuleError, match=r"^hendelsene viser til hverandre i ring: b → c → a → b$"):
        span(others["a"], 2026, others)


def test_a_reference_to_nothing_is_told() -> None:
    with pytest.raises(RuleError, match=r"^hendelsen «apning» finnes ikke i samme syklus$"):
        span(rule(regel="etter", hendelse="apning", dager=1), 2026)


def test_a_window_that_ends_before_it_begins_is_told() -> None:
    turned = rule(regel="vindu", fra={"måned": 3}, til={"måned": 9})
    assert isinstance(turned, Window)
    turned = turned.model_copy(update={"first": turned.last, "last": turned.first})

    with pytest.raises(RuleError, match=r"^vinduet 01\.09\.2026–31\.03\.2026 slutter før det begynner$"):
        span(turned, 2026)


def test_a_cycle_lets_a_rule_hold_in_its_own_years_only_or_in_all_the_others() -> None:
    every_fourth = rule(regel="dato", måned=9, dag=8, syklus={"hvert": 4, "fra": 2025})
    all_others = rule(regel="dato", måned=9, dag=8, syklus={"hvert": 4, "fra": 2025, "unntatt": True})

    assert [year for year in range(2019, 2031) if span(every_fourth, year)] == [2021, 2025, 2029]
    assert [year for year in range(2024, 2031) if span(all_others, year)] == [2024, 2026, 2027, 2028, 2030]


def test_a_cycle_counts_cycle_years_before_the_rule_is_shifted() -> None:
    after_election = rule(regel="dato", måned=10, dag=15, år=-1, syklus={"hvert": 4, "fra": 2026})

    assert span(after_election, 2026) == day(2025, 10, 15)
    assert span(after_election, 2025) is None


def test_whole_months_and_quarters() -> None:
    assert month_span(2028, 2) == Span(date(2028, 2, 1), date(2028, 2, 29))
    assert [quarter_span(2026, quarter) for quarter in (1, 4)] == [
        Span(date(2026, 1, 1), date(2026, 3, 31)),
        Span(date(2026, 10, 1), date(2026, 12, 31)),
    ]


def test_spans_cover_days_and_meet_each_other() -> None:
    october = month_span(2026, 10)

    assert october.covers(date(2026, 10, 31))
    assert not october.covers(date(2026, 11, 1))
    assert october.meets(Span(date(2026, 10, 31), date(2026, 11, 5)))
    assert not october.meets(month_span(2026, 11))

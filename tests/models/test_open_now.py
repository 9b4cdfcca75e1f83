from datetime import date

import pytest

from content.schema.dated import Ntp
from models.calendar.open_now import BudgetWindow, NtpWindow, ntp_periods, open_on, open_step
from models.calendar.spans import Span
from tests.support.pack import small_ntp, small_pack

PACK = small_pack()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), [(2027, "okt-des")]),
        (date(2026, 11, 1), [(2027, "okt-des"), (2028, "nov-jan")]),
        (date(2026, 12, 31), [(2027, "okt-des"), (2028, "nov-jan")]),
        (date(2027, 1, 31), [(2028, "nov-jan")]),
        (date(2027, 2, 1), [(2028, "feb-mars")]),
        (date(2027, 7, 31), [(2028, "apr-jul")]),
        (date(2027, 8, 1), [(2028, "aug-sept")]),
    ],
)
def test_the_open_budget_phases_of_a_day(today: date, expected: list[tuple[int, str]]) -> None:
    assert [(each.budget_year, each.phase.id) for each in open_on(BudgetWindow, PACK, today)] == expected


def test_two_budget_years_are_open_at_once_in_november_and_december_every_year() -> None:
    for year in range(2000, 2101):
        for month in (11, 12):
            found = open_on(BudgetWindow, PACK, date(year, month, 15))
            assert [each.budget_year for each in found] == [year + 1, year + 2]


def test_an_open_phase_knows_its_days() -> None:
    _, second = open_on(BudgetWindow, PACK, date(2026, 11, 23))

    assert second.span == Span(date(2026, 11, 1), date(2027, 1, 31))
    assert second.phase.budskap == "Dette må inn i første innspill."


def _ntp(today: date, presented: int | None = None) -> list[tuple[int, str]]:
    return [(each.presented, each.phase.id) for each in open_on(NtpWindow, PACK, today, presented)]


def test_the_open_phases_and_periods_of_the_plan_the_pack_speaks_of() -> None:
    assert _ntp(date(2026, 5, 1)) == [(2028, "faglige-leveranser")]
    assert _ntp(date(2026, 11, 23)) == []
    assert [(each.period.id, each.span.first) for each in ntp_periods(PACK, date(2028, 1, 15))] == [
        ("departementet-skriver", date(2027, 9, 1))
    ]
    assert _ntp(date(2028, 1, 15)) == []
    assert _ntp(date(2028, 4, 1)) == [(2028, "fremleggelse")]


def test_the_plans_before_and_after_are_open_in_their_own_years() -> None:
    assert _ntp(date(2024, 4, 1)) == [(2024, "fremleggelse")]
    assert _ntp(date(2030, 4, 1)) == [(2032, "faglige-leveranser")]


def test_a_workspace_may_expect_the_plan_in_another_year() -> None:
    assert _ntp(date(2029, 4, 1)) == []
    assert _ntp(date(2029, 4, 1), presented=2029) == [(2029, "fremleggelse")]
    assert _ntp(date(2028, 4, 1), presented=2029) == []


def test_what_is_open_every_year_is_told_under_the_plan_at_hand() -> None:
    ntp = small_ntp()
    yearly = ntp.phases[1].model_copy(update={"yearly": True})
    pack = small_pack(ntp=Ntp.model_validate(ntp.model_copy(update={"phases": (yearly,), "periods": ()})))

    found = [(each.presented, each.phase.id, each.span.first) for each in open_on(NtpWindow, pack, date(2027, 4, 1))]

    assert found == [(2028, "fremleggelse", date(2027, 3, 1))]


def test_the_campaigns_step_is_that_of_the_quarter() -> None:
    steps = [open_step(PACK, date(2026, month, 1)) for month in range(1, 13)]

    assert [found.step.number for found in steps if found] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


def test_a_year_without_a_campaign_has_no_step() -> None:
    assert PACK.campaign(2027) is None
    assert open_step(PACK, date(2027, 1, 4)) is None


def test_a_quarter_without_a_step_has_none() -> None:
    campaign = PACK.campaigns[0]
    pack = small_pack(campaigns=(campaign.model_copy(update={"steps": campaign.steps[:3]}),))

    assert pack.campaign(2026) == pack.campaigns[0]
    assert open_step(pack, date(2026, 11, 1)) is None

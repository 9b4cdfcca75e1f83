"""The pack that comes with the product holds what the note asks for."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from content.schema.base import Certainty
from content.schema.dated import WheelEntry, WheelField, WheelMonth
from content.schema.pack import Pack
from tests.support.content import PACK

GAPS = (
    {("arrangementer", month) for month in (4, 5, 7, 9)}
    | {("statsbudsjett", month) for month in (6, 7)}
    | {("nettverksbygging", 7)}
    | {("ntp", month) for month in range(2, 13)}
)
"""The fields that the note leaves empty."""

CONSIDERED = {
    "nhos-arskonferanse", "ks-toppmote", "januar-nytt-ar", "moter-regjeringen-for-mars", "mars-moter-stortingssaker",
    "forventninger-revidert", "innspill-revidert", "folg-opp-revidert", "badesesong-oslofjorden", "agurktid",
    "til-stede-arendalsuka", "utspill-forventninger", "oslofjordkonferansen", "oktober-oppfolging-budsjett",
    "zerokonferansen", "zero-stand", "zero-innlegg", "november-moter-budsjett", "julelunsj", "julelunsj-oppsummering",
    "julehilsen",
}  # fmt: skip
"""What the note sets a question mark at."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def fields(month: WheelMonth) -> dict[str, tuple[WheelEntry, ...]]:
    return {name: getattr(month, name) for name in get_args(WheelField)}


def wheel(pack: Pack) -> Iterator[WheelEntry]:
    for month in pack.wheel.months:
        for entries in fields(month).values():
            yield from entries


def models(value: Any) -> Iterator[BaseModel]:
    """Every entry of the pack, however deep."""
    if isinstance(value, BaseModel):
        yield value
        value = [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, tuple | list):
        for item in value:
            yield from models(item)


def test_the_wheel_has_twelve_months_of_five_fields_and_the_gaps_of_the_note(pack: Pack) -> None:
    gaps = {(name, m.month) for m in pack.wheel.months for name, entries in fields(m).items() if not entries}

    assert [month.month for month in pack.wheel.months] == list(range(1, 13))
    assert gaps == GAPS


def test_what_the_note_asks_about_is_to_be_considered_and_nothing_else(pack: Pack) -> None:
    assert {entry.id for entry in wheel(pack) if entry.consider} == CONSIDERED


def test_every_month_but_july_follows_what_goes_on_in_the_storting(pack: Pack) -> None:
    followed = [m.month for m in pack.wheel.months if any("høringer som har frist" in entry.text for entry in m.saker)]

    assert followed == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]


def test_events_and_tasks_of_the_wheel_are_told_apart_and_its_deadlines_stand_in_the_budget(pack: Pack) -> None:
    kinds = Counter(entry.kind for entry in wheel(pack))

    assert kinds == {"oppgave": 52, "arrangement": 16}


def test_what_is_surer_than_its_month_is_a_law_or_a_pattern(pack: Pack) -> None:
    surer = {entry.id: entry.certainty for entry in wheel(pack) if entry.certainty != "måned"}

    assert surer == {
        "arendalsuka": "fast",
        "energidagene": "forventet",
        "kongsberg-agenda": "forventet",
        "nhos-arskonferanse": "forventet",
    }


@pytest.mark.parametrize(
    ("entry_id", "note", "seen"),
    [
        ("ks-toppmote", "Notatet sier januar. Sjekk datoen hos KS.", ["2020-02-11", "2023-03-15", "2024-02-13"]),
        ("agenda-innlandet", "Notatet sier februar. Sjekk datoen hos arrangøren.", ["2020-01-14", "2023-01-25"]),
        ("ostfoldkonferansen", "Notatet sier mars. Sjekk datoen hos arrangøren.", ["2018-01-17"]),
    ],
)
def test_where_the_note_and_past_years_differ_both_are_kept(
    pack: Pack, entry_id: str, note: str, seen: list[str]
) -> None:
    (entry,) = [each for each in wheel(pack) if each.id == entry_id]

    assert entry.note == note
    assert [day.isoformat() for day in entry.seen] == seen


def test_the_organisation_has_sixteen_subregions_and_sixty_two_members_of_which_some_are_known(pack: Pack) -> None:
    organisation = pack.organisation
    unknown = [subregion.name for subregion in organisation.subregions if subregion.municipality is None]

    assert len(organisation.subregions) == 16
    assert unknown == ["Søndre Østfold regionråd"]
    assert organisation.member_count == 62
    assert len(organisation.members) == 15
    assert [priority.theme for priority in organisation.priorities] == ["jernbane", "energi", "oslofjorden"]


def test_the_subregions_are_those_of_the_facts(pack: Pack, shared_folder: Any) -> None:
    rows = (shared_folder / "facts" / "osloregionen-delregioner.csv").read_text(encoding="utf-8").splitlines()[1:]
    facts = [tuple(row.split(",")[:3]) for row in rows]

    assert [(s.name, s.municipality or "", s.number or "") for s in pack.organisation.subregions] == facts


def test_the_organisation_delivers_six_things_to_the_budget_and_the_rest_happens(pack: Pack) -> None:
    deadlines = [milestone.id for milestone in pack.budget.milestones if milestone.kind == "frist"]

    assert deadlines == [
        "innspill-departementene",
        "innspill-marskonferansen",
        "innspill-augustkonferansen",
        "pamelding-horinger",
        "pamelding-horinger-etter-valg",
        "innspill-revidert-budsjett",
    ]
    ours = [milestone.id for milestone in pack.budget.milestones if milestone.set_by == "oss"]
    assert ours == [each for each in deadlines if each.startswith("innspill-")]


def test_the_debate_is_expected_the_recommendation_approximate_and_only_the_revised_budgets_day_sure(
    pack: Pack,
) -> None:
    certainties = {milestone.id: milestone.certainty for milestone in pack.budget.milestones}

    assert (certainties["rammevedtaket"], certainties["finansinnstillingen"]) == ("forventet", "ca")
    assert {i for i, c in certainties.items() if c == "fast"} == {"revidert-nasjonalbudsjett"}


def test_the_cycles_have_the_phases_of_the_note_and_the_plan_its_hearing(pack: Pack) -> None:
    assert [phase.name for phase in pack.budget.phases] == [
        "NOV–JAN: Innspill og posisjonering",
        "FEB–MARS: Politisk trykk før første budsjettkonferanse",
        "APR–JUL: Departementenes interne prioriteringer",
        "AUG–SEPT: Politisk trykk før andre budsjettkonferanse",
        "OKT–DES: Stortingets behandling",
    ]
    assert [phase.name for phase in pack.ntp.phases] == [
        "Oppstart",
        "Faglige leveranser",
        "Høring om etatenes prioriteringer",
        "Regjeringens arbeid",
        "Fremleggelse",
        "Stortinget",
        "Statsbudsjett",
    ]
    assert len(pack.ntp.periods) == 4
    assert (pack.ntp.presented, pack.ntp.every) == (2028, 4)


def test_the_railway_has_its_goals_tracks_and_audiences(pack: Pack) -> None:
    railway = pack.issue("jernbane")

    assert railway is not None
    assert [track.letter for track in railway.tracks] == ["A", "B", "C", "D"]
    assert all(track.hvorfor and track.krav and track.gevinst for track in railway.tracks)
    assert (len(railway.goals), len(railway.audiences), len(railway.processes)) == (5, 6, 5)
    assert railway.lodestar == "rikstunnelen"


def test_the_campaign_has_four_steps_in_four_quarters_and_three_priorities(pack: Pack) -> None:
    campaign = pack.campaign(2026)

    assert campaign is not None
    assert [(step.number, step.quarter) for step in campaign.steps] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert [priority.theme for priority in campaign.main.priorities] == ["jernbane", "energi", "oslofjorden"]


def test_the_seven_crafts_and_the_six_alliances_are_there(pack: Pack) -> None:
    assert [craft.name for craft in pack.crafts.crafts] == [
        "Prosess",
        "Relasjonsbygging",
        "Budskap",
        "Strategi",
        "Timing",
        "Utholdenhet",
        "Dokumentere effekt",
    ]
    assert [alliance.id for alliance in pack.alliances.alliances] == [
        "ks",
        "ostlandssamarbeidet",
        "europakontoret",
        "nho",
        "lo",
        "naeringsforeninger",
    ]
    assert [line.text for line in pack.crafts.hearing][:4] == [
        "Sett en kort oppsummering først, så leseren slipper å lete.",
        "Send innspillet skriftlig til dem det gjelder, også når dere deltar muntlig.",
        "Fortell i sosiale medier at dere har deltatt.",
        "Informer samarbeidspartnerne om hva dere har spilt inn.",
    ]


def test_every_entry_names_a_source_that_people_can_find(pack: Pack) -> None:
    everything = models([getattr(pack, name) for name in Pack.__dataclass_fields__])
    sources = [source for entry in everything if isinstance(source := getattr(entry, "kilde", None), str)]

    assert len(sources) > 300
    assert not [source for source in sources if "/work" in source or "facts" in source or ".md" in source]


def test_every_certainty_is_one_that_can_be_told(pack: Pack) -> None:
    dated = [entry for entry in models([pack.wheel, pack.budget, pack.ntp]) if hasattr(entry, "certainty")]

    assert {entry.certainty for entry in dated} <= set(get_args(Certainty))

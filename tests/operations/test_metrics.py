"""What the metrics say about the nudges, and that they say nothing about anybody."""

from datetime import datetime, timedelta

from bot.operations.metrics import Metrics
from jobs.ports import PermanentSendError, SendError, TransientSendError
from jobs.tick import tick
from models.db.database import Database
from tests.support.nudges import Office, Packs, at, office
from tests.support.pack import small_pack

NINE = at("2026-11-23 09:00")
"""An hour after the Monday's digest was due."""


async def a_round(here: Office, metrics: Metrics, now: datetime = NINE, *trouble: SendError) -> None:
    here.sender.trouble += trouble
    await tick(now, here.database, Packs(here.pack), lambda *_: here.sender, observer=metrics)


def told(metrics: Metrics, name: str) -> dict[str, float]:
    """Return the figures of that name by their labels, those that are nought left out."""
    rows = [row for row in metrics.text().decode().splitlines() if row.startswith((f"{name}{{", f"{name} "))]
    found = {row.rpartition(" ")[0].removeprefix(name): float(row.rpartition(" ")[2]) for row in rows}
    return {labels: figure for labels, figure in found.items() if figure}


def an_office(database: Database) -> Office:
    return office(database, pack=small_pack(campaigns=()))


async def test_a_nudge_is_counted_when_it_is_due_and_when_it_is_sent_and_how_late(database: Database) -> None:
    metrics = Metrics()
    await a_round(an_office(database), metrics)

    assert told(metrics, "padriver_nudges_due_total") == {'{kind="ukesoversikt"}': 1}
    assert told(metrics, "padriver_nudges_handled_total") == {'{kind="ukesoversikt",outcome="sent"}': 1}
    assert told(metrics, "padriver_nudge_lateness_seconds_bucket") == {
        '{kind="ukesoversikt",le="14400.0"}': 1,
        '{kind="ukesoversikt",le="86400.0"}': 1,
        '{kind="ukesoversikt",le="+Inf"}': 1,
    }
    assert told(metrics, "padriver_round_seconds_count") == {"": 1}


async def test_what_is_tried_again_refused_or_skipped_is_told_apart(database: Database) -> None:
    metrics, here = Metrics(), an_office(database)
    await a_round(here, metrics, NINE, TransientSendError("ratelimited"))
    here.set(shared_channel="C2")
    await a_round(here, metrics, at("2026-11-24 08:00"))
    await a_round(here, metrics, at("2026-11-30 09:00"), PermanentSendError("is_archived"))

    assert told(metrics, "padriver_nudges_handled_total") == {
        '{kind="ukesoversikt",outcome="retried"}': 1,
        '{kind="ukesoversikt",outcome="skipped"}': 1,
        '{kind="ukesoversikt",outcome="failed"}': 1,
        '{kind="kampanje_onsdag",outcome="skipped"}': 1,
        '{kind="kampanje_slutt",outcome="failed"}': 1,
    }
    assert told(metrics, "padriver_nudge_lateness_seconds_count") == {}


async def test_what_waits_for_the_morning_is_postponed(sqlite_database: Database) -> None:
    metrics, here = Metrics(), an_office(sqlite_database)
    here.plan(at("2026-10-01 09:00"))
    await a_round(here, metrics, at("2026-10-02 23:00"))

    assert told(metrics, "padriver_nudges_handled_total") == {'{kind="manedshjul",outcome="postponed"}': 1}


async def test_no_figure_tells_of_a_workspace_a_channel_or_a_person(database: Database) -> None:
    metrics, here = Metrics(), an_office(database)
    here.deadline("Send innspill om nattog", NINE.date() + timedelta(days=1), owner="UKARI")
    await a_round(here, metrics)
    metrics.observe_request("command", "frister", 0.01)

    assert '{kind="frister_eier",outcome="sent"}' in told(metrics, "padriver_nudges_handled_total")
    assert told(metrics, "padriver_ask_seconds_count") == {'{command="frister",kind="command"}': 1}
    assert not [word for word in ("T1", "C1", "UKARI", "nattog") if word in metrics.text().decode()]

"""A running bot reads changed content, and keeps the last good."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from content.faults import ContentError
from content.store import LOOK_SECONDS, PackStore
from tests.support.content import change, copied_pack


def test_changed_content_is_read_without_a_restart(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    store = PackStore(pack)
    before = store.current()

    change(pack, "organisasjon.yaml", "kortnavn: Osloregionen", "kortnavn: Hovedstadsregionen")

    assert before.organisation.short_name == "Osloregionen"
    assert store.current().organisation.short_name == "Hovedstadsregionen"


def test_unchanged_content_is_not_read_again(tmp_path: Path) -> None:
    store = PackStore(copied_pack(tmp_path))

    assert store.current() is store.current()


def test_a_fault_keeps_the_last_good_content_until_it_is_mended(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    store = PackStore(pack)
    good = store.current()

    line = change(pack, "ntp.yaml", "fremlegges: 2028", "fremlegges: snart")

    kept = store.current()
    assert (kept.ntp, kept.issues, kept.faults) == (good.ntp, good.issues, store.faults)
    assert [str(fault) for fault in store.faults] == [
        f"pakke/ntp.yaml, linje {line}, felt «fremlegges»: ventet et heltall fra 2020 til 2100, fikk «snart»."
    ]

    change(pack, "ntp.yaml", "fremlegges: snart", "fremlegges: 2029")

    assert (store.current().ntp.presented, store.current().faults) == (2029, ())
    assert store.faults == ()


def test_a_new_issue_is_found_and_one_taken_away_is_gone(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    store = PackStore(pack)
    store.current()
    railway = (pack / "saker" / "energi.yaml").read_text(encoding="utf-8")

    (pack / "saker" / "bolig.yaml").write_text(railway.replace("id: energi", "id: bolig"), encoding="utf-8")

    assert [issue.id for issue in store.current().issues] == ["bolig", "energi", "jernbane", "oslofjorden"]

    (pack / "saker" / "bolig.yaml").unlink()

    assert [issue.id for issue in store.current().issues] == ["energi", "jernbane", "oslofjorden"]


def test_a_pack_that_was_never_good_is_told(tmp_path: Path) -> None:
    store = PackStore(tmp_path / "ingen")

    with pytest.raises(ContentError) as caught:
        store.current()

    assert str(caught.value).splitlines()[0] == ("ingen/allianser.yaml: ventet denne filen, men den finnes ikke.")
    assert len(store.faults) == 6


def test_several_threads_get_the_same_content(tmp_path: Path) -> None:
    store = PackStore(copied_pack(tmp_path))

    with ThreadPoolExecutor(8) as threads:
        packs = list(threads.map(lambda _: store.current(), range(64)))

    assert len({id(pack) for pack in packs}) == 1


def test_with_a_clock_the_files_are_looked_at_every_other_second(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    clock = [100.0]
    store = PackStore(pack, lambda: clock[0])
    store.current()
    change(pack, "organisasjon.yaml", "kortnavn: Osloregionen", "kortnavn: Hovedstadsregionen")

    clock[0] += LOOK_SECONDS - 0.1
    assert store.current().organisation.short_name == "Osloregionen"
    clock[0] += 0.1
    assert store.current().organisation.short_name == "Hovedstadsregionen"

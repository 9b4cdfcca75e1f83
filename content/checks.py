"""What must hold between the entries and files of a pack, beyond the shape of each."""

import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from content.document import Document, Location
from content.faults import Fault
from content.places import unknown_places
from content.schema.asked_as import VIEW
from content.schema.media import OTHER_THEMES
from content.schema.organisation import MEASURES

Documents = dict[str, Document | None]
"""The files of a pack by their name inside it; None for one that could not be read."""
DATED = ("arshjul.yaml", "statsbudsjett.yaml", "ntp.yaml")
LINKED = "sammen_med"
ENDS_WITH = "slutter_med"
MONTHS = 12
QUARTERS = 4


def check(documents: Documents) -> Iterator[Fault]:
    """Return every fault between entries, as far as the files could be read."""
    read = {name: document for name, document in documents.items() if document is not None}
    within = chain.from_iterable(
        chain(_unique(document, "id"), _rules(document), _lodestar(document)) for document in read.values()
    )
    issues = _under(read, "saker/")
    campaigns = _under(read, "kampanjer/")
    yield from within
    yield from _unique_over(issues, "id")
    yield from _unique_over(campaigns, "id")
    yield from _unique_over(campaigns, "år")
    yield from chain.from_iterable(_steps(campaign) for campaign in campaigns)
    yield from chain.from_iterable(unknown_places(issue) for issue in issues)
    if all(documents[name] is not None for name in documents if name.startswith("saker/")):
        themes = _tops(issues, "id")
        yield from _known(read.values(), "tema", themes, "i mappen saker")
        yield from _listed(read.values(), "temaer", themes, "i mappen saker")
        if media := read.get("medier.yaml"):
            yield from _watched(media, themes | OTHER_THEMES)
    if organisation := read.get("organisasjon.yaml"):
        subregions = {_plain(entry.get("id")) for _, entry in _entries(organisation, "delregioner")}
        yield from _known(read.values(), "delregion", subregions, "under delregioner i organisasjon.yaml")
        yield from _member_count(organisation)
    for name in ("organisasjon.yaml", "medlemmer.yaml"):
        if name in read:
            yield from _unique(read[name], "kommunenummer", under="medlemmer")
    if "arshjul.yaml" in read:
        yield from _months(read["arshjul.yaml"])
        yield from _ends(read["arshjul.yaml"])
    if crafts := read.get("handverk.yaml"):
        yield from _listed_lines(crafts)
    if "utelatt.yaml" in read and all(document is not None for document in documents.values()):
        yield from _decided(read)


def unlinked(documents: Documents) -> Iterator[Fault]:
    """Return a fault for each entry that is ticked off together with one that does not exist, or is linked itself.

    Only of files: in a workspace's own content an entry may be taken out, and what was linked to it goes on alone.
    """
    if any(documents.get(name) is None for name in DATED):
        return
    read = {name: document for name, document in documents.items() if document is not None}
    linked = {_plain(entry.get("id")): entry.get(LINKED) for each in read.values() for _, entry in each.mappings}
    for document in read.values():
        for location, entry in document.mappings:
            other = _plain(entry.get(LINKED))
            if other is not None and (other not in linked or linked[other] is not None):
                expected = "ventet id-en til et punkt som ikke selv har «sammen_med»"
                yield document.fault((*location, LINKED), f"{expected}, fikk «{other}»")


def unmeasured(documents: Documents) -> Iterator[Fault]:
    """Return a fault for each measure of a goal, a strength or a challenge that reports do not know. Only of files."""
    media, organisation = documents.get("medier.yaml"), documents.get("organisasjon.yaml")
    if media is not None and organisation is not None:
        kinds = {_plain(entry.get("id")) for _, entry in _entries(media, "effekter")}
        where = f"blant effektene i medier.yaml, eller {', '.join(MEASURES)}"
        yield from _listed([organisation], "måles_på", kinds | set(MEASURES), where)


def unasked(documents: Documents) -> Iterator[Fault]:
    """Return a fault for each entry of `sporres_om.yaml` that is about an entry that the pack does not have (any more).

    Only of files, as `unlinked`, and if nothing else is wrong with them: an entry may be missing because of that.
    """
    asked = documents.get("sporres_om.yaml")
    if asked is None or any(document is None for document in documents.values()):
        return
    others = [each for name, each in documents.items() if each is not None and not name.startswith("sporres_om")]
    ids = {_plain(entry.get("id")) for document in others for _, entry in document.mappings}
    ids |= {_plain(document.data.get("id")) for document in others}
    for index, entry in _entries(asked, "spørres_om"):
        name = "gjelder" if "gjelder" in entry else "id"
        about = _plain(entry.get(name))
        if about not in ids and entry.get("slag") != VIEW:
            yield asked.fault(("spørres_om", index, name), f"ventet id-en til noe i de andre filene, fikk «{about}»")


def _under(read: Mapping[str, Document], folder: str) -> list[Document]:
    return [document for name, document in read.items() if name.startswith(folder)]


def _tops(documents: list[Document], key: str) -> set[Any]:
    return {_plain(document.data.get(key)) for document in documents}


def _plain(value: Any) -> Any:
    """Return a value that can be in a set; None for lists and fields, whose faults the schema reports."""
    return None if isinstance(value, list | dict) else value


def _entries(document: Document, key: str) -> list[tuple[int, dict[str, Any]]]:
    held = document.data.get(key)
    return [(i, e) for i, e in enumerate(held) if isinstance(e, dict)] if isinstance(held, list) else []


def _unique(document: Document, key: str, under: str | None = None) -> Iterator[Fault]:
    """Yield a fault for each value given twice in a file (or in one list of it)."""
    first: dict[Any, int] = {}
    for location, entry in document.mappings:
        value = _plain(entry.get(key))
        if value is None or (under is not None and location[:1] != (under,)):
            continue
        line = document.line((*location, key))
        if value in first:
            yield document.fault(
                (*location, key),
                f"ventet en verdi som ikke er brukt før, men «{value}» står også på linje {first[value]}",
            )
        first.setdefault(value, line)


def _unique_over(documents: list[Document], key: str) -> Iterator[Fault]:
    """Yield a fault for each file whose top value another file has too."""
    first: dict[Any, Document] = {}
    for document in documents:
        value = _plain(document.data.get(key))
        if value is not None and value in first:
            other = first[value].name
            yield document.fault((key,), f"ventet en verdi som ikke er brukt før, men «{value}» står også i {other}")
        first.setdefault(value, document)


def _known(documents: Any, key: str, known: set[Any], where: str) -> Iterator[Fault]:
    """Yield a fault for each reference to something that does not exist."""
    for document in documents:
        for location, entry in document.mappings:
            value = entry.get(key)
            if isinstance(value, str) and value not in known:
                yield document.fault((*location, key), f"ventet en id som finnes {where}, fikk «{value}»")


def _listed(documents: Any, key: str, known: set[Any], where: str) -> Iterator[Fault]:
    """Yield a fault for each reference in a list to something that does not exist."""
    for document in documents:
        for location, entry in document.mappings:
            values = entry.get(key)
            for place, value in enumerate(values if isinstance(values, list) else ()):
                if isinstance(value, str) and value not in known:
                    yield document.fault((*location, key, place), f"ventet en id som finnes {where}, fikk «{value}»")


def _rules(document: Document) -> Iterator[Fault]:
    """Yield a fault for each rule that counts from a missing occurrence, or from itself by way of others."""
    dated = {_plain(entry.get("id")) for _, entry in document.mappings if entry.get("når")}
    after = {e["id"]: (at, other) for at, e, other in _after(document) if isinstance(e.get("id"), str)}
    for location, _, other in _after(document):
        if other not in dated:
            yield document.fault(location, f"ventet id-en til en hendelse med «når» i samme fil, fikk «{other}»")
    for own, (location, _) in after.items():
        seen, current = set(), own
        while current in after and current not in seen:
            seen.add(current)
            current = after[current][1]
        if current == own:
            yield document.fault(location, "ventet en hendelse med egen dato, men reglene viser til hverandre i ring")


def _after(document: Document) -> Iterator[tuple[Location, dict[str, Any], str]]:
    for location, entry in document.mappings:
        rule = entry.get("når")
        if isinstance(rule, dict) and isinstance(rule.get("hendelse"), str):
            yield (*location, "når", "hendelse"), entry, rule["hendelse"]


def _lodestar(document: Document) -> Iterator[Fault]:
    lodestar = document.data.get("ledestjerne")
    tracks = {_plain(entry.get("id")) for _, entry in _entries(document, "spor")}
    if isinstance(lodestar, str) and lodestar not in tracks:
        yield document.fault(("ledestjerne",), f"ventet id-en til et spor i samme fil, fikk «{lodestar}»")


def _steps(campaign: Document) -> Iterator[Fault]:
    """Yield a fault for each step whose number or quarter is not higher than the one before."""
    for key, most in (("nr", sys.maxsize), ("kvartal", QUARTERS)):
        before = 0
        for index, entry in _entries(campaign, "grep"):
            value = entry.get(key)
            if not isinstance(value, int) or not 1 <= value <= most:
                continue
            if value <= before:
                yield campaign.fault(("grep", index, key), f"ventet et høyere tall enn {before}, fikk «{value}»")
            before = max(before, value)


def _member_count(organisation: Document) -> Iterator[Fault]:
    count, listed = organisation.data.get("antall_medlemmer"), len(_entries(organisation, "medlemmer"))
    if isinstance(count, int) and count < listed:
        yield organisation.fault(
            ("antall_medlemmer",), f"ventet minst {listed}, som er antallet i listen, fikk «{count}»"
        )


def _watched(media: Document, themes: set[Any]) -> Iterator[Fault]:
    """Yield a fault for each theme in `medier.yaml` that is neither an issue nor in `OTHER_THEMES`."""
    for index, entry in _entries(media, "temaer"):
        if isinstance(entry.get("id"), str) and entry["id"] not in themes:
            known = ", ".join(f"«{each}»" for each in sorted(themes, key=str))
            yield media.fault(("temaer", index, "id"), f"ventet et av temaene {known}, fikk «{entry['id']}»")


def _months(wheel: Document) -> Iterator[Fault]:
    """Yield a fault for each month of the wheel that is not in its place."""
    for index, entry in _entries(wheel, "måneder"):
        month = entry.get("måned")
        if index < MONTHS and isinstance(month, int) and 1 <= month <= MONTHS and month != index + 1:
            yield wheel.fault(
                ("måneder", index, "måned"), f"ventet {index + 1}, siden månedene skal stå i rekkefølge, fikk «{month}»"
            )


def _ends(wheel: Document) -> Iterator[Fault]:
    """Yield a fault for each window that ends with a date the calendar does not have."""
    dates = {_plain(entry.get("id")) for _, entry in _entries(wheel, "kalender")}
    for index, entry in _entries(wheel, "vinduer"):
        other = entry.get(ENDS_WITH)
        if isinstance(other, str) and other not in dates:
            yield wheel.fault(("vinduer", index, ENDS_WITH), f"ventet id-en til en dato i kalenderen, fikk «{other}»")


def _listed_lines(crafts: Document) -> Iterator[Fault]:
    """Yield a fault for each id under `mediearbeid` that no line of the checklists has."""
    lines = {_plain(entry.get("id")) for _, entry in crafts.mappings}
    listed = crafts.data.get("mediearbeid")
    for place, value in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(value, str) and value not in lines:
            yield crafts.fault(("mediearbeid", place), f"ventet id-en til en linje i samme fil, fikk «{value}»")


def _decided(read: Mapping[str, Document]) -> Iterator[Fault]:
    """Yield a fault for each decision about an entry that the pack does not have (any more)."""
    ids = {_plain(entry.get("id")) for document in read.values() for _, entry in document.mappings}
    ids |= {_plain(document.data.get("id")) for document in read.values()}
    for index, entry in _entries(read["utelatt.yaml"], "utelatt"):
        about = entry.get("gjelder")
        if isinstance(about, str) and about not in ids:
            yield read["utelatt.yaml"].fault(
                ("utelatt", index, "gjelder"), f"ventet id-en til noe i innholdet, fikk «{about}»"
            )

"""regjeringen.no: the plain listing of hearings (the 20 newest), and the page of a hearing; in bokmål and nynorsk."""

import re
from urllib.parse import urlsplit

from jobs.official.answer import Answer, Reader
from jobs.official.tree import Element
from jobs.official.values import EXCERPT, Notes, text, when
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status

SITE = "https://www.regjeringen.no"
NUMBER = re.compile(r"/id(\d{1,12})(?:/|$|[?#])")
TOTAL = re.compile(r"\bav (\d{1,9}) treff\b")
STATUSES = {
    "på høring": Status.OPEN,
    "på høyring": Status.OPEN,
    "under behandling": Status.CONSIDERED,
    "ferdigbehandlet": Status.FINISHED,
    "ferdig behandlet": Status.FINISHED,
    "ferdigbehandla": Status.FINISHED,
    "ferdig behandla": Status.FINISHED,
    "avsluttet": Status.FINISHED,
    "avslutta": Status.FINISHED,
    "avlyst": Status.CANCELLED,
    "trukket": Status.WITHDRAWN,
    "trekt": Status.WITHDRAWN,
    "trukke": Status.WITHDRAWN,
}
"""The first two are recorded; the others are the words that the site's texts use."""


def number_in(address: str) -> str:
    """Return the number of a page on regjeringen.no; empty if its address has none."""
    found = NUMBER.search(address)
    return found[1] if found else ""


def read_listing(page: Element, *, is_cut: bool) -> Answer:
    """Read a listing of hearings."""
    notes = Notes()
    found = [_row(each, notes) for each in page.all("li", "listItem")]
    total = TOTAL.search(" ".join(each.text() for each in page.all("p", "count")))
    return Answer(
        Reader.LISTING,
        tuple(each for each in found if each),
        not_understood=notes.words(),
        is_cut=is_cut,
        total=int(total[1]) if total else None,
    )


def _row(row: Element, notes: Notes) -> OfficialItem | None:
    heading = row.first("h2", "title") or row
    link = heading.first("a")
    address = link.attributes.get("href", "") if link else ""
    number, title = number_in(address), text(link.text() if link else "")
    if not number or not title:
        notes.add("en rad i lista mangler adresse eller tittel")
        return None
    said = [each.text() for name in ("event-details", "event-details-open") for each in row.all("span", name)]
    excerpt, date_ = row.first("p", "excerpts"), row.first("span", "date")
    status, status_text, events = _labelled(said, notes)
    return OfficialItem(
        ItemKind.HEARING,
        number,
        title,
        excerpt=text(excerpt.text() if excerpt else "", EXCERPT),
        body=", ".join(text(each.text()) for each in row.all("span", "department")),
        published=when(_value(date_.text()) if date_ else None, notes, "dato"),
        status=status,
        status_text=status_text,
        link=_absolute(address),
        events=events,
    )


def read_page(page: Element, *, is_cut: bool) -> Answer:
    """Read the page of a hearing."""
    notes = Notes()
    meta = {
        each.attributes.get("name") or each.attributes.get("property", ""): each.attributes.get("content", "")
        for each in page.all("meta")
    }
    address = meta.get("DC.Identifier.URL") or meta.get("og:url", "")
    heading, info = page.first("h1"), page.first("div", "article-info") or Element("")
    title = text(heading.text() if heading else "") or text(meta.get("DC.Title") or meta.get("title"))
    number = number_in(address)
    if not number or not title:
        notes.add("siden mangler adresse eller tittel")
        return Answer(Reader.PAGE, not_understood=notes.words(), is_cut=is_cut)
    about = page.first("div", "horing-meta")
    status, status_text, events = _labelled([each.text() for each in about.all("p")] if about else [], notes)
    if not about:
        notes.add("siden har verken status eller frist der de pleier å stå")
    date_, owner, ingress = (
        info.first("span", "date"),
        info.first("span", "owner"),
        page.first("div", "article-ingress"),
    )
    found = OfficialItem(
        ItemKind.HEARING,
        number,
        title,
        excerpt=text(ingress.text() if ingress else meta.get("DC.Description"), EXCERPT),
        body=text(owner.text() if owner else meta.get("DC.Creator")).strip("| "),
        body_id=text(meta.get("ownerid")),
        published=when(_value(date_.text()) if date_ else meta.get("DC.Date"), notes, "dato"),
        status=status,
        status_text=status_text,
        link=_absolute(address),
        events=events,
        topics=tuple(text(each.text()) for topics in page.all("ul", "topiclist") for each in topics.all("a")),
    )
    return Answer(Reader.PAGE, (found,), not_understood=notes.words(), is_cut=is_cut)


def _labelled(said: list[str], notes: Notes) -> tuple[Status | None, str, tuple[OfficialEvent, ...]]:
    """Read «Status: På høyring» and «Høyringsfrist: 14.08.2026», whichever form of Norwegian the labels are in."""
    status, status_text, events = None, "", []
    for each in said:
        label, colon, value = each.partition(":")
        small, value = label.strip().lower(), value.strip()
        if "frist" in small:
            on = when(value, notes, small)
            if on:
                events.append(OfficialEvent("FRIST", small, on, is_deadline=True))
        elif small == "status":
            status, status_text = STATUSES.get(value.lower()), text(value)
            if value and status is None:
                notes.add(f"status: betydningen av «{text(value, 60)}» er ikke kjent")
        elif colon:
            notes.add(f"«{text(each, 60)}»")
    return status, status_text, tuple(events)


def _value(labelled: str) -> str:
    """Return «03.07.2026» of «Dato: 03.07.2026»."""
    return labelled.rpartition(":")[2].strip()


def _absolute(address: str) -> str:
    """Return a whole address; only the site's own are of use."""
    try:
        return SITE + urlsplit(address).path
    except ValueError:
        return SITE

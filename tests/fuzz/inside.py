"""Inputs that need no HTTP: handlers asked in every role through `bot.requests`, and feeds and workbooks in workers."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from inspect import signature
from io import BytesIO
from itertools import count
from random import Random
from typing import Any, ClassVar

import openpyxl
from sqlalchemy.orm import Session

from bot.commands import registry
from bot.commands.ask import Ask, Press, Submission, UploadedFile
from bot.requests.deps import Deps
from bot.requests.received_files import refusing_handler
from bot.requests.request_dispatcher import Dispatcher, Tasks
from bot.requests.roles import command_need, file_need, form_need, press_need
from bot.runtime.workers import LimitReachedError, Workers
from bot.workbooks.workbook_errors import RefusedWorkbookError
from bot.workbooks.worker_reading import LIMITS as FILE_LIMITS
from content.folding import storable
from content.schema.pack import Pack
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import LIMITS as FEED_LIMITS
from jobs.feeds.read import read_feed
from models.db.database import Database
from models.search.asked_as import likeness_of
from models.tables import Workspace
from models.workspace.contacts import ContactRole
from tests.fuzz.mutate import changed, changed_feed, changed_text, changed_workbook, texts
from tests.fuzz.over_http import REFRESH, Give
from tests.fuzz.watch import Watch
from tests.support.arguments import given
from tests.support.content import PACK
from tests.support.full_workspaces import BOOK, NOW
from tests.support.long_inputs import BEGINNINGS, PIECES
from tests.support.recorded_controls import fill
from tests.support.slack import OnePack
from tests.support.two_workspaces_query import PERSON
from tests.support.workbooks import book

TEAM = "T1"
NUMBERS = count(1)
FIELDS = (
    "title", "due", "month", "field", "theme", "link", "owner", "note", "to", "deed", "result", "reach", "kind", "day", "stakeholder",
    "channel", "about", "said", "wants", "step", "stance", "lines", "name", "organisation", "party", "tier", "source", "email", "phone",
    "strength", "person", "first", "last", "whose", "value", "from", "occasion",
)  # fmt: skip


@dataclass(frozen=True)
class Arrived:
    """Something that arrived from no platform."""

    name: str
    text: str
    key: str
    user_id: str
    stated_role: ContactRole | None
    stated_external: bool | None
    place_id: str = "C1"
    team_id: str = TEAM

    def to_ask(self, workspace: Workspace, pack: Pack, now: datetime) -> Ask:
        return Ask(workspace, pack, self.user_id, self.place_id, now, self.text, "1.1")


class Unknowing(Dispatcher):
    """A dispatcher whose platform knows nobody."""

    platform: ClassVar[str] = "slack"


def _arrived(random: Random, name: str, text: str = "") -> Arrived:
    role = random.choice((None, None, None, None, ContactRole.GUEST, ContactRole.STRANGER, ContactRole.BOT))
    person = random.choice((PERSON, PERSON, PERSON, "U2", storable(texts(random))[:64]))
    return Arrived(name, text, f"f:{next(NUMBERS)}", person, role, random.choice((None, False, True)))


def of_handlers(database: Database, watch: Watch) -> dict[str, Give]:
    """Return what asks commands, controls and forms, each with a row of everything to find."""
    world = fill(database, "slack", TEAM)
    dispatcher = Unknowing(Deps(database, OnePack(PACK), lambda: NOW, registry), Tasks(2.0))
    presses, forms = {}, {}

    def refresh() -> None:
        nonlocal world
        world = fill(database, "slack", TEAM)
        with database.session() as session:
            for name, pressing in registry.PRESSES.items():
                presses[name] = _right(pressing.handler)(session, world)
            for name, submitting in registry.SUBMITS.items():
                forms[name] = _right(submitting.handler)(session, world)

    refresh()
    likeness_of(PACK)  # worked out once in a process, by the first question

    async def ask(random: Random) -> None:
        if watch.inputs["handlers"] % REFRESH == REFRESH - 1:
            refresh()
        incoming, need, handler = random.choice((_command, _press, _form))(random, presses, forms)
        with watch.input("handlers", (incoming, getattr(handler, "told", None))):
            await dispatcher.ask(incoming, need, handler)

    return {"handlers": ask}


def _right(handler: Any) -> Callable[..., Any]:
    """Return what gives a handler the press or the form that it is meant for."""
    return given(f"{handler.__module__}.{handler.__qualname__}", list(signature(handler).parameters)[1])


def _command(random: Random, *_: Any) -> tuple[Arrived, Any, Callable[..., Any]]:
    name = random.choice(sorted(registry.COMMANDS))
    text = random.choice(BEGINNINGS[name])
    for _ in range(random.choice((1, 2, 4))):
        text += random.choice(
            (
                texts(random),
                random.choice(sorted(PIECES.values())) * random.choice((1, 3, 200)),
                "Kari Nordmann ",
                "15.10 ",
                "@{U1} ",
            )
        )
    text = changed_text(random, text) if random.random() < 0.3 else text
    return _arrived(random, name, text), command_need(registry, name, text), registry.COMMANDS[name]


def _press(random: Random, presses: dict[str, Press], _: Any) -> tuple[Arrived, Any, Callable[..., Any]]:
    name = random.choice(sorted(presses))
    told = changed(
        random, {"value": presses[name].value, "chosen": presses[name].chosen or random.choice(("", "2026-11-02"))}
    )
    press = Press(
        str(told.get("value", "")) if isinstance(told, dict) else str(told),
        str(told.get("chosen", "")) if isinstance(told, dict) else "",
    )
    return _arrived(random, name), press_need(registry, name, press), _with(registry.PRESSES[name], press)


def _form(random: Random, _: Any, forms: dict[str, Submission]) -> tuple[Arrived, Any, Callable[..., Any]]:
    name = random.choice(sorted(forms))
    values: Any = changed(random, dict(forms[name].values) | {random.choice(FIELDS): texts(random)})
    values = {str(field): str(value) for field, value in values.items()} if isinstance(values, dict) else {}
    state = changed_text(random, forms[name].state) if random.random() < 0.3 else forms[name].state
    return _arrived(random, name), form_need(registry, name), _with(registry.SUBMITS[name], Submission(state, values))


def _with(handler: Callable[..., Any], told: Any) -> Callable[[Ask, Session], Any]:
    def asked(ask: Ask, session: Session) -> Any:
        return handler(ask, told, session)

    asked.told = told  # type: ignore[attr-defined] # for who reads of a fault
    return asked


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Return what a function returns, or the refusal that it raises, and the processor time it took. Runs in a worker."""
    began = time.process_time()
    try:
        found = function(*arguments)
    except RefusedWorkbookError as refused:
        found = refused
    return found, time.process_time() - began


FEEDS = tuple(
    each.encode()
    for each in (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Avisa</title><link>https://a.no</link><item><title>Togene &lt;b&gt;står&lt;/b&gt;</title><link>/sak/1?utm_source=rss&amp;id=2#topp</link><guid isPermaLink="false">g-1</guid><description><![CDATA[<p>Signalfeil&nbsp;ved</p>]]></description><pubDate>Mon, 23 Nov 2026 10:30:00 +0100</pubDate><dc:creator>x</dc:creator><enclosure url="https://a.no/1.mp3" length="1" type="audio/mpeg"/></item><item><title>To</title><guid>2</guid></item></channel></rss>',
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Dep</title><entry><id>urn:1</id><title type="html">Strøm &amp;amp; kraft</title><link href="https://a.no/1"/><updated>2026-11-23T10:00:00+01:00</updated><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Kort</div></summary></entry></feed>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>R</title></channel><item rdf:about="https://a.no/1"><title>En</title><link>https://a.no/1</link></item></rdf:RDF>',
        "<html><head><title>Ikke en strøm</title></head><body><p>x</p></body></html>",
        '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","title":"En","url":"https://a.no/1"}]}',
    )
)  # fmt: skip


def of_readers(database: Database, watch: Watch) -> dict[str, Give]:
    """Return what has feeds and workbooks read in a worker; what is read of a workbook is answered for."""
    workers = Workers()
    dispatcher = Unknowing(Deps(database, OnePack(PACK), lambda: NOW, registry), Tasks(2.0))
    books = (
        BOOK,
        _exported(),
        book(
            ("Navn", "Virksomhet", "Telefon", "E-post", "Nivå", "Sist"),
            ("Kari Å", "NHO", "22 33 44 55", "k@nho.no", "A", NOW.replace(tzinfo=None)),
            (1, 2.5, True, None, "=1+1", "x" * 400),
            more=("Ark2",),
        ),
    )

    async def feed(random: Random) -> None:
        data = changed_feed(random, random.choice(FEEDS))
        fetched = Fetched(
            data,
            random.choice(("https://a.no/rss", "https://a.no", texts(random))),
            random.choice(
                ("application/rss+xml", "text/xml; charset=utf-16", "text/html", "x; charset=" + texts(random)[:40], "")
            ),
        )
        with watch.input("feeds", (fetched.content_type, data)):
            await run(FEED_LIMITS, read_feed, fetched, NOW)

    async def workbook(random: Random) -> None:
        if watch.inputs["workbooks"] % REFRESH == 0:
            fill(database, "slack", TEAM)
        data = changed_workbook(random, random.choice(books))
        with watch.input("workbooks", data):
            read = await run(FILE_LIMITS, registry.FILE.read, data)
            handler = (
                refusing_handler(read.text)
                if isinstance(read, RefusedWorkbookError)
                else registry.FILE.answer(UploadedFile("bok.xlsx", read or b""))
            )
            if read is not None:
                await dispatcher.ask(
                    Arrived("fil", "", f"f:{next(NUMBERS)}", PERSON, None, False), file_need(registry), handler
                )

    async def run(limits: Any, function: Callable[..., Any], *arguments: Any) -> Any:
        with suppress(TimeoutError):  # the machine is too busy to start a worker
            try:
                found, seconds = await workers.run(limits, timed, function, *arguments)
            except LimitReachedError:
                watch.fault("the worker was killed at its limit")
            else:
                watch.took(seconds)
                return found
        return None

    return {"feeds": feed, "workbooks": workbook}


def _exported() -> bytes:
    """Return a workbook with what Excel adds: styles, merged cells, a date, a link and a second sheet."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (
        ("Navn", "Virksomhet", "Nivå", "Sist"),
        ("Kari Nordmann", "Stortinget", "A", NOW.replace(tzinfo=None)),
        ("Per Hansen", "KS", "B", "5.10.2026"),
    ):
        sheet.append(row)
    sheet.merge_cells("A5:C6")
    sheet["A2"].hyperlink = "https://a.no"
    made.create_sheet("Mer").append(["noe"])
    made.save(written := BytesIO())
    return written.getvalue()

"""The two platforms as one person uses them: the same steps, told in the words that stand on the buttons."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import select

from bot.commands import registry
from bot.local.model import LocalMessage, View
from bot.teams.listeners.late_answers import LATER_TEXT
from content.schema.pack import Pack
from jobs.tick import tick
from models.db.database import Database
from models.tables import Workspace
from models.workspace.administrators import NamedAdministrators
from tests.support.blocks import visible
from tests.support.nudges import at
from tests.support.slack import Bench as SlackBench
from tests.support.slack import OnePack, slack
from tests.support.teams import CHANNEL, TENANT, Posted, actions, labelled, place, teams, texts
from tests.support.teams import Bench as TeamsBench

HEADLINE = "Togene står på Østlandet https://www.nrk.no/ostlandet/togene-star"


@dataclass(frozen=True)
class Seen:
    """Something the person sees: its whole text, and what it is to the platform."""

    text: str
    raw: Any


Filling = tuple[str, Mapping[str, str]]
"""The words after which the button is, and what is filled in."""


class Chat(Protocol):
    """What one person does in a chat."""

    name: str

    async def ask(self, text: str) -> Seen:
        """Ask in words, such as «frister oktober», and return the answer."""

    async def press(self, seen: Seen, label: str, chosen: str = "", after: str = "") -> Seen:
        """Press a button or an option, or choose a day (ISO) under that label; return what is shown then.

        It is the first with that label, from the part of the message that says `after`.
        """

    async def fill(self, seen: Seen, label: str, values: Mapping[str, str]) -> Seen:
        """Open the form behind a button, fill it in and send it; return what is shown then."""

    async def form(self, text: str, values: Mapping[str, str]) -> Seen:
        """Ask for a form in words, fill it in and send it; return what is shown then."""

    async def resend(self, seen: Seen) -> Seen:
        """Send a form that stayed open, as it stands; return what is shown then."""

    async def morning(self, moment: str, says: str = "") -> Seen:
        """Let that moment come (`2026-10-05 08:00`, Oslo), and return the last message in the shared channel that says that."""

    async def morning_alone(self, moment: str) -> Seen:
        """Let that moment come, and return what then stands last in the conversation of the two."""

    async def per_asks(self) -> str:
        """Have Per use the bot; return the platform's id of him."""

    async def per_leaves(self) -> str:
        """Have Per use the bot and then leave; return the platform's id of him."""

    async def follow_up(self) -> Seen:
        """Take `HEADLINE` in the media channel as a follow-up; return what its thread is told."""

    async def per_shares(self, seen: Seen) -> Seen:
        """Share an answer; return what others see of it."""

    async def both_fill(self, seen: Seen, label: str, kari: Filling, per: Filling) -> tuple[Seen, Seen]:
        """Have Kari and Per open the form behind a button of a public message, each after some words, and send at once.

        Return what each is shown then: the answer, or the form that stayed open.
        """

    async def per_resends(self, seen: Seen) -> Seen:
        """Have Per send a form that stayed open, as it stands; return what is shown then."""

    async def log_message(self, said: str, values: Mapping[str, str]) -> Seen:
        """Write down the talk that a message mentions, by the action on it and its form; return what is shown then."""

    async def give(self, name: str, content: bytes) -> Seen:
        """Give the bot a file in the conversation of the two, and return what it shows."""

    async def file(self, text: str) -> bytes:
        """Ask for a file in words, take it where one is asked, and return what it holds."""


class SlackChat:
    """The person in Slack."""

    name = "slack"

    def __init__(self, bench: SlackBench, database: Database, pack: Pack | None = None) -> None:
        self._bench, self._database, self._pack = bench, database, pack
        self._where = "sekretariatet"
        # Rows as everywhere; tables are Slack's own (`tests/slack/test_tables.py`).
        bench.workspace.state.knows_tables = False

    async def ask(self, text: str) -> Seen:
        (message,) = await self._command(text)
        return _slack(message)

    async def press(self, seen: Seen, label: str, chosen: str = "", after: str = "") -> Seen:
        block, element, value = _found(seen.raw, label, chosen, after)
        before = self._sees()
        await self._bench.kari.press(seen.raw, element["action_id"], value, block_id=block["block_id"])
        await self._bench.room.bolt_app.dispatcher.tasks.drain(60)
        new = [each for each in self._sees() if each not in before]
        return _slack(new[-1] if new else seen.raw)

    async def fill(self, seen: Seen, label: str, values: Mapping[str, str]) -> Seen:
        block, element, value = _found(seen.raw, label, "")
        kari = self._bench.kari
        await kari.press(seen.raw, element["action_id"], value, block_id=block["block_id"])
        return await self._send(values)

    async def form(self, text: str, values: Mapping[str, str]) -> Seen:
        await self._command(text)
        return await self._send(values)

    async def resend(self, seen: Seen) -> Seen:
        del seen
        return await self._send({})

    async def morning(self, moment: str, says: str = "") -> Seen:
        await self._round(moment)
        return next(seen for each in reversed(self._sees()) if says in (seen := _slack(each)).text)

    async def morning_alone(self, moment: str) -> Seen:
        self._where = "bot"
        return await self.morning(moment)

    async def per_asks(self) -> str:
        await self._bench.per.command("/frister", "", channel="sekretariatet")
        return self._bench.per.id

    async def per_leaves(self) -> str:
        per = await self.per_asks()
        await self._bench.per.leaves()
        return per

    async def follow_up(self) -> Seen:
        message = self._bench.per.say(HEADLINE, "sekretariatet")
        await self._bench.kari.shortcut("folg_opp", message)
        await self._round()
        channel = self._bench.workspace.state.channels[message.channel]
        (told,) = [each for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts]
        return _slack(told)

    async def per_shares(self, seen: Seen) -> Seen:
        await self.press(seen, "Del i kanalen")
        return _slack(self._bench.per.sees("sekretariatet")[-1])

    async def both_fill(self, seen: Seen, label: str, kari: Filling, per: Filling) -> tuple[Seen, Seen]:
        people = (self._bench.kari, self._bench.per)
        for person, (after, _) in zip(people, (kari, per), strict=True):
            block, element, value = _found(seen.raw, label, "", after)
            await person.press(seen.raw, element["action_id"], value, block_id=block["block_id"])
        before = [person.sees("sekretariatet") for person in people]
        sent = zip(people, (kari, per), strict=True)
        await asyncio.gather(*(person.submit(person.view, dict(values)) for person, (_, values) in sent))
        await self._bench.room.bolt_app.dispatcher.tasks.drain(60)
        mine, pers = (
            _slack(person.view if self._bench.workspace.state.modals.get(person.id) else new[-1])
            for person, known in zip(people, before, strict=True)
            for new in [[each for each in person.sees("sekretariatet") if each not in known]]
        )
        return mine, pers

    async def per_resends(self, seen: Seen) -> Seen:
        del seen
        await self._bench.per.submit(self._bench.per.view, {})
        await self._bench.room.bolt_app.dispatcher.tasks.drain(60)
        return _slack(self._bench.per.sees("sekretariatet")[-1])

    async def log_message(self, said: str, values: Mapping[str, str]) -> Seen:
        message = self._bench.per.say(said, "sekretariatet")
        await self._bench.kari.shortcut("loggfor_dialog", message)
        return await self._send(values)

    async def give(self, name: str, content: bytes) -> Seen:
        self._bench.kari.give(name, content)
        await self._bench.workspace.settled()
        await self._bench.room.bolt_app.dispatcher.tasks.drain(60)
        return _slack([each for each in self._bench.kari.sees("bot") if each.is_bot][-1])

    async def file(self, text: str) -> bytes:
        await self._command(text)
        await self._bench.room.bolt_app.dispatcher.tasks.drain(60)
        (given,) = self._bench.kari.sees("bot")[-1].files
        assert given.content
        return given.content

    async def _command(self, text: str) -> list[LocalMessage]:
        name, _, rest = text.partition(" ")
        return await self._bench.kari.command(f"/{name}", rest, channel="sekretariatet")

    async def _send(self, values: Mapping[str, str]) -> Seen:
        before = self._sees()
        sent = await self._bench.kari.submit(self._bench.kari.view, dict(values))
        if sent.errors:
            return Seen("\n".join(sent.errors.values()), self._bench.kari.view)
        await self._bench.room.bolt_app.dispatcher.tasks.drain(60)
        new = [each for each in self._sees() if each not in before]
        still_open = self._bench.workspace.state.modals.get(self._bench.kari.id)
        # An answer may replace the message that the form was opened from.
        return _slack(new[-1] if new else self._bench.kari.view if still_open else self._sees()[-1])

    async def _round(self, moment: str = "") -> None:
        self._bench.clock.at = at(moment) if moment else self._bench.clock.at
        await tick(
            self._bench.clock.at, self._database, OnePack(self._pack), self._bench.room.sender_for, fresh=bool(moment)
        )

    def _sees(self) -> list[LocalMessage]:
        return self._bench.kari.sees(self._where)


class TeamsChat:
    """The person in Teams: asks in the personal chat, or `where` it says, and is told in the channel."""

    name = "teams"

    def __init__(self, bench: TeamsBench, database: Database, pack: Pack | None = None, where: str = "") -> None:
        self._bench, self._database, self._pack, self._where = bench, database, pack, where

    async def ask(self, text: str) -> Seen:
        await self._bench.kari.write(text, self._where)
        (answer,) = self._bench.said
        return _posted(answer, self._where)

    async def press(self, seen: Seen, label: str, chosen: str = "", after: str = "") -> Seen:
        card, where, on = seen.raw
        card = {**card, "body": _from(card["body"], after)} if after else card
        if chosen:
            field, action = chooser(card, label)
            body = await self._bench.kari.press(action, where, on, **{field["id"]: chosen})
        else:
            body = await self._bench.kari.press(labelled(card, label), where, on)
        await self._bench.room.dispatcher.tasks.drain(60)
        return self._answered(body, where, on)

    async def fill(self, seen: Seen, label: str, values: Mapping[str, str]) -> Seen:
        card, where, on = seen.raw
        opened = await self._bench.kari.press(labelled(card, label), where, on)
        content = opened["task"]["value"]["card"]["content"] if "task" in opened else opened["value"]
        (send,) = actions(content)
        sent = await self._bench.kari.press(send, where, on, **_filled(content, values))
        return self._answered(sent, where, on)

    async def form(self, text: str, values: Mapping[str, str]) -> Seen:
        return await self.fill(await self.ask(text), "Åpne skjemaet", values)

    async def resend(self, seen: Seen) -> Seen:
        content, where, on = seen.raw
        (send,) = actions(content)
        return self._answered(await self._bench.kari.press(send, where, **_filled(content, {})), where, on)

    async def morning(self, moment: str, says: str = "") -> Seen:
        await self._round(moment)
        posted = [_posted(each, CHANNEL) for each in self._bench.said if each.conversation.startswith(CHANNEL)]
        return next(each for each in reversed(posted) if says in each.text)

    async def morning_alone(self, moment: str) -> Seen:
        await self._round(moment)
        return _posted([each for each in self._bench.said if each.conversation.startswith("a:")][-1], "")

    async def per_asks(self) -> str:
        await self._bench.per.write("frister", CHANNEL)
        assert self._bench.said
        return self._bench.per.aad

    async def per_leaves(self) -> str:
        await self._bench.per.write("frister", CHANNEL)
        await self._bench.per.leaves()
        assert self._bench.said
        return self._bench.per.aad

    async def follow_up(self) -> Seen:
        payload = {"id": "1790000000555", "body": {"content": f"<p>{HEADLINE}</p>"}}
        value = {"commandId": "folg_opp", "messagePayload": payload}
        await self._bench.kari.invoke("composeExtension/fetchTask", value, CHANNEL, thread="1790000000555")
        await self._round()
        (told,) = [each for each in self._bench.said if each.conversation == f"{CHANNEL};messageid=1790000000555"]
        return _posted(told, CHANNEL)

    async def per_shares(self, seen: Seen) -> Seen:
        await self.press(seen, "Del i kanalen")
        (shared,) = [each for each in self._shared if each.conversation.startswith(CHANNEL)]
        return _posted(shared, CHANNEL)

    async def both_fill(self, seen: Seen, label: str, kari: Filling, per: Filling) -> tuple[Seen, Seen]:
        card, where, on = seen.raw
        forms = []
        for person, (after, values) in ((self._bench.kari, kari), (self._bench.per, per)):
            opened = await person.press(labelled({**card, "body": _from(card["body"], after)}, label), where, on)
            content = opened["task"]["value"]["card"]["content"]
            forms.append((person, actions(content)[0], _filled(content, values)))
        sent = await asyncio.gather(*(person.press(send, where, on, **filled) for person, send, filled in forms))
        await self._bench.room.dispatcher.tasks.drain(60)
        posted = [each for each in self._bench.said if each.method == "POST" and each.targeted]
        mine, pers = (
            _open_or_posted(body, posted, person.aad, where, on) for (person, *_), body in zip(forms, sent, strict=True)
        )
        return mine, pers

    async def per_resends(self, seen: Seen) -> Seen:
        content, where, on = seen.raw
        (send,) = actions(content)
        sent = await self._bench.per.press(send, where, on, **_filled(content, {}))
        return _open_or_posted(sent, [], self._bench.per.aad, where, on)

    async def log_message(self, said: str, values: Mapping[str, str]) -> Seen:
        payload = {"id": "1790000000666", "body": {"content": f"<p>{said}</p>"}}
        value: dict[str, Any] = {"commandId": "loggfor_dialog", "messagePayload": payload}
        opened = await self._bench.kari.invoke("composeExtension/fetchTask", value, CHANNEL, thread="1790000000666")
        content = opened["task"]["value"]["card"]["content"]
        data = {**actions(content)[0]["data"], **_filled(content, values)}
        sent = await self._bench.kari.invoke("composeExtension/submitAction", {**value, "data": data}, CHANNEL)
        return self._answered(sent, CHANNEL, "")

    async def give(self, name: str, content: bytes) -> Seen:
        await self._bench.kari.give(name, content)
        await self._bench.room.dispatcher.tasks.drain(60)
        return _posted(self._bench.said[-1], "")

    async def file(self, text: str) -> bytes:
        await self._bench.kari.write(text)
        asked, _ = self._bench.said
        await self._bench.kari.consents(asked)
        assert self._bench.said
        return self._bench.connector.files["mine"]

    def _answered(self, body: dict[str, Any], where: str, on: str) -> Seen:
        """Return what is shown: in the message's place, in a new one, or for a moment."""
        said = self._shared = self._bench.said
        new = [each for each in said if each.method == "POST" and (each.targeted or each.conversation.startswith("a:"))]
        if new:
            return _posted(new[-1], where)
        told = body.get("value") or body["task"]["value"]
        if told == LATER_TEXT:
            return _posted(replace(said[-1], sent=on), where)
        if isinstance(told, str):
            return Seen(told, ({}, where, on))
        card = told.get("card", {}).get("content", told)
        return Seen("\n".join(texts(card)), (card, where, on))

    async def _round(self, moment: str = "") -> None:
        self._bench.clock.at = at(moment) if moment else self._bench.clock.at
        await tick(
            self._bench.clock.at, self._database, OnePack(self._pack), self._bench.room.sender_for, fresh=bool(moment)
        )


def _filled(card: Any, values: Mapping[str, str]) -> dict[str, str]:
    """Return what Teams sends of a form: every field, as it stood or as it was filled in."""
    stood = {each["id"]: each.get("value", "") for each in card["body"] if each["type"].startswith("Input.")}
    assert values.keys() <= stood.keys()
    return {**stood, **values}


def chooser(card: Any, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the field with that label in a card, and the action that sends it."""
    for inner in _cards(card):
        body = inner.get("body", ())
        for field in body:
            if field.get("label") == label:
                return field, next(each for each in actions(inner) if each["title"] == "Velg")
    message = f"«{label}» is not here"
    raise AssertionError(message)


def _cards(card: Any) -> list[dict[str, Any]]:
    """Return the cards that open under the buttons of a card."""
    return [inner for each in actions(card) if (inner := each.get("card"))]


def _slack(message: LocalMessage | View) -> Seen:
    return Seen("\n".join(visible(message.blocks)), message)


def _from(parts: Sequence[dict[str, Any]], says: str) -> Sequence[dict[str, Any]]:
    """Return the parts of a message from the first that says something."""
    first = next(number for number, part in enumerate(parts) if says in json.dumps(part, ensure_ascii=False))
    return parts[first:]


def _found(
    where: LocalMessage | View, label: str, chosen: str, after: str = ""
) -> tuple[dict[str, Any], dict[str, Any], str | None]:
    """Return the block and the control with that label, and what is pressed or chosen of it."""
    for block in _from(where.blocks, after):
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]:
            for matches, value in _ways(element, label, chosen):
                if matches:
                    return block, element, value
    message = f"«{label}» is not here"
    raise AssertionError(message)


def _ways(element: dict[str, Any], label: str, chosen: str) -> list[tuple[bool, str | None]]:
    match element.get("type"):
        case "button":
            return [(element["text"]["text"] == label, element.get("value"))]
        case "datepicker":
            return [(bool(chosen), chosen)]
        case "overflow" | "static_select":
            return [(option["text"]["text"] == label, option["value"]) for option in element.get("options", ())]
    return []


def _open_or_posted(body: dict[str, Any], posted: Sequence[Posted], who: str, where: str, on: str) -> Seen:
    """Return the form that stayed open, what the dialog says, or the message that was posted to that person alone."""
    told = body.get("task", {}).get("value", {})
    if isinstance(told, str):
        return Seen(told, ({}, where, on))
    if "card" in told:
        content = told["card"]["content"]
        return Seen("\n".join(texts(content)), (content, where, on))
    return _posted(next(each for each in reversed(posted) if who in each.targeted), where)


def _posted(posted: Posted, where: str) -> Seen:
    return Seen("\n".join(texts(posted.card)), (posted.card, where, posted.sent))


def _channels_chosen(database: Database, channel: str) -> None:
    with database.session() as session:
        for row in session.scalars(select(Workspace)):
            row.shared_channel = row.media_channel = channel


@asynccontextmanager
async def slack_chat(database: Database, pack: Pack | None = None) -> AsyncIterator[Chat]:
    async with slack("http", database, registry, pack=pack) as bench:
        bench.clock.at = at("2026-10-09 12:00")
        _channels_chosen(database, bench.workspace.state.channel("sekretariatet").id)
        yield SlackChat(bench, database, pack)
        await asyncio.sleep(0)


@asynccontextmanager
async def teams_chat(database: Database, pack: Pack | None = None, where: str = "") -> AsyncIterator[Chat]:
    named = NamedAdministrators((("teams", TENANT, "aaaaaaaa-0000-4000-8000-00000000000a"),))
    now = at("2026-10-09 12:00")
    async with teams(database, registry, now=now, named=named, pack=pack) as bench:
        await bench.kari.write("hjelp", CHANNEL)
        assert bench.said
        _channels_chosen(database, place(CHANNEL))
        yield TeamsChat(bench, database, pack, where)


CHATS: dict[str, Callable[..., Any]] = {"slack": slack_chat, "teams": teams_chat}

"""`/medie kilder` and `/medie forslag`: the feeds and their health, and the words that matched irrelevant cases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.alert import headline
from bot.cards.card import Bullets, Card, CardTable, Code, Heading, Line, Link, Note, Paragraph, Part, line
from bot.cards.feed_health import feed_problem
from bot.cards.words import ago, amount, listing, number
from bot.commands.medie.media_cards import MOST, rule_text
from content.schema.pack import Pack
from models.media.feeds import OWN
from models.official.relevance import names_of
from models.tables import Alert, Feed, OfficialMatch, OfficialRecord, Workspace

NO_CHANNEL = line("Ingen mediekanal er valgt, så ingenting hentes. Velg den i ", Code("/padriver innstillinger"), ".")


def sources_card(workspace: Workspace, pack: Pack, rows: list[Feed], now: datetime) -> Card:
    """Return the feeds that are read with their health, and those that are off."""
    read = [each for each in pack.media.feeds if each.on]
    off = [f"{each.name}: {each.note}" if each.note else each.name for each in pack.media.feeds if not each.on]
    known = {each.key: each for each in rows}
    own = [each for each in rows if each.on and each.key.startswith(OWN)]
    items = [*((each.name, known.get(each.id), each.note) for each in read), *((each.name, each, None) for each in own)]
    doing: list[Line] = []
    listed: list[tuple[str, str]] = []
    untried: dict[str, list[str]] = defaultdict(list)
    for name, row, note in items:
        if row is not None and (row.last_ok_at or row.failures):
            said = _doing(row, note, workspace, now)
            doing.append(line(f"{name}: {said}"))
            listed.append((name, said))
        else:
            untried[_sentences("ikke hentet ennå", note)].append(name)
            listed.append((name, _sentences("ikke hentet ennå", note)))
    doing += [line(f"{listing(names)}: {said}") for said, names in untried.items()]
    return Card(
        "Nyhetskilder",
        (
            *((Paragraph(NO_CHANNEL),) if workspace.media_channel is None else ()),
            *((Bullets(tuple(doing)),) if doing else (Paragraph(line("Ingen kilder er slått på.")),)),
            *((Heading("Slått av"), Bullets(tuple(line(name) for name in off))) if off else ()),
            Note(
                line(
                    "Endre kildene med ",
                    Code("/padriver innhold nyhetskilder"),
                    ". Legg til en egen med ",
                    Code("/medie kilder ny"),
                    " og adressen.",
                )
            ),
        ),
        summary=f"{amount(len(items), 'nyhetskilde', 'nyhetskilder')} leses.",
        table=_table(listed, 0 if workspace.media_channel else 1),
    )


def _table(rows: Sequence[tuple[str, str]], at: int) -> CardTable | None:
    """Return the sources that are read, each with how it goes, as a table; `at` is the place of the list in the card."""
    cells = tuple((line(name), line(said)) for name, said in rows)
    return CardTable("Nyhetskildene som leses", ("Kilde", "Slik går det"), cells, at, at + 1) if cells else None


@dataclass(frozen=True)
class Dismissed:
    """A case or an official item that people said is not relevant: what it is called, and the rules that matched it.

    `words` has pairs of a rule and the words that match it, by theme.
    """

    headline: Line
    words: Mapping[str, Sequence[Sequence[str]]]


def of_alert(row: Alert) -> Dismissed:
    """Return a case in the media that is not relevant."""
    return Dismissed(headline(row), row.words)


def of_item(match: OfficialMatch, record: OfficialRecord) -> Dismissed:
    """Return a hearing or a case of the Storting that is not relevant."""
    return Dismissed(line(Link(record.title, record.link) if record.link else record.title), match.words)


def proposals_card(pack: Pack, rows: Sequence[Dismissed]) -> Card:
    """Return the words that matched what people marked as not relevant, with what they matched."""
    if not rows:
        sentence = "Ingen har merket en sak som ikke relevant, så det er ingen forslag."
        return Card("Ord som traff for mye", (Paragraph(line(sentence)),), summary=sentence)
    by_word: dict[tuple[str, str], list[Dismissed]] = defaultdict(list)
    for row in rows:
        for theme, pairs in row.words.items():
            for rule in dict.fromkeys(rule for rule, _ in pairs):
                by_word[theme, rule].append(row)
    items = sorted(by_word.items(), key=lambda each: -len(each[1]))
    return Card(
        "Ord som traff for mye",
        (
            Paragraph(
                line("Disse ordene traff saker som ikke var relevante. Vurder et unntak, eller «bare sammen med».")
            ),
            *(part for (theme, rule), hits in items[:MOST] for part in _proposal(pack, theme, rule, hits)),
            Note(line("Jeg endrer aldri ordene selv. Endre dem med ", Code("/padriver innhold medieord"), ".")),
        ),
        summary=f"{len(items)} ord traff for mye",
    )


def _proposal(pack: Pack, theme: str, rule: str, hits: Sequence[Dismissed]) -> tuple[Part, ...]:
    name = names_of(pack.media).get(theme, theme)
    times = amount(len(hits), "sak", "saker")
    rows: list[Line] = [each.headline for each in hits[:3]]
    return (Paragraph(line(f"{name}: {rule_text(rule)} ({times})")), Bullets(tuple(rows)))


def _doing(row: Feed, note: str | None, workspace: Workspace, now: datetime) -> str:
    """Return the health of a feed that has been fetched. `note` is the content's, shown until a fetch succeeds."""
    wrong = feed_problem(row, now, workspace.zone)
    if row.last_ok_at is None:
        return _sentences(wrong, note)
    newest = f", nyeste sak {ago(row.last_item_at, now, workspace.zone)}" if row.last_item_at else ""
    doing = wrong or f"hentet {ago(row.last_ok_at, now, workspace.zone)}{newest}"
    return doing if row.failures else _sentences(doing, *_left_out(row))


def _sentences(*said: str | None) -> str:
    return ". ".join(each for each in said if each)


def _left_out(row: Feed) -> list[str]:
    """Return what was ignored in a feed's last response, in sentences."""
    said = []
    if row.past_most:
        oldest = "den eldste saken" if row.past_most == 1 else f"de {number(row.past_most)} eldste sakene"
        said.append(f"Strømmen er lang, og {oldest} er ikke lest")
    others = row.left_out - row.past_most
    if others:
        it = "den" if others == 1 else "de"
        said.append(f"{amount(others, 'sak', 'saker')} er ikke lest, for {it} står to ganger eller mangler adresse")
    return said

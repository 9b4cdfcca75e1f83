"""Everything that a content pack says, as documents to search: one for each entry that people may ask for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Any

from content.phase_names import name_without_months
from content.schema.base import Line
from content.schema.dated import BudgetPhase, Milestone, NtpPeriod, NtpPhase, WheelEntry
from content.schema.messages import Issue
from content.schema.pack import Pack
from models.calendar.cycles import month_entries
from models.search.documents import Document
from models.search.index import Index
from models.search.meanings import theme_tag

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
ELECTION = "valg"
_OF_PEOPLE = re.compile(
    r"\b(?:hvem|noen som|sammen med|allierte|politikere|nøkkelpersone|talspersone|ansikter)", re.IGNORECASE
)
"""What a line says that is about who to talk to, or with whom to do something."""
LONGEST_HEAD = 5
"""The most words of what heads a text."""


class Aspect(StrEnum):
    """What a question may be about."""

    WHEN = "når"
    SAY = "hva vi sier"
    DO = "hva vi gjør"
    WHO = "hvem"
    HOW = "hvordan"
    RESULT = "hvordan det gikk"


@dataclass(frozen=True)
class When:
    """The days of an occurrence. `day` is its date if that is known, never a guess within a window."""

    key: str
    first: date | None
    last: date | None
    certainty: str
    day: date | None = None
    set_by: str | None = None
    seen: tuple[date, ...] = ()
    row_id: int | None = None
    """The id of its row in the workspace, if it has one."""
    is_meant: bool = True
    """False if it is the nearest in time to what a question names: of another year, or over."""

    @property
    def is_known(self) -> bool:
        """Return True if it has a date to give."""
        return self.day is not None


@dataclass(frozen=True)
class PackEntry:
    """An entry of a pack: its id, what kind it is, the questions it answers, and its document.

    `parent` is what it is a part of, in words, and `ref` the text that `/budskap` answers with it, if there is one.
    `month` is the month of the wheel it is in. `internal` entries are only for the colleague who asks.
    """

    id: str
    kind: str
    title: str
    aspects: frozenset[Aspect]
    document: Document
    kilde: str = ""
    text: str = ""
    parent: str = ""
    ref: str = ""
    month: int | None = None
    internal: bool = False
    plan: str = ""
    """The plan whose occurrences it has (`Occurrence.source`), if it has any."""
    fixed: When | None = None
    """When it is, if it is no entry of the content."""
    source: Any = field(default=None, repr=False, compare=False)
    """The entry itself."""


def _of(*aspects: Aspect) -> frozenset[Aspect]:
    return frozenset(aspects)


@lru_cache(4)
def entries_of(pack: Pack) -> tuple[PackEntry, ...]:
    """Return the entries of a pack, in the order of its files."""
    return tuple(
        chain(
            _views(),
            _wheel(pack),
            _milestones(pack),
            _phases(pack),
            _issues(pack),
            _campaigns(pack),
            _crafts(pack),
            _media(pack),
            _people(pack),
        )
    )


@lru_cache(4)
def index_of_pack(pack: Pack) -> Index:
    """Return the index of the entries of a pack, whose numbers are their places."""
    return Index([each.document for each in entries_of(pack)])


VIEWS = {
    "view:open-windows": ("Hva vi kan påvirke nå", _of(Aspect.DO), "påvirke, påvirkning, vindu, vinduer, åpne vinduer, påvirkningsvindu"),
    "view:wheel": ("Årshjulet", _of(Aspect.DO), "årshjul, årshjulet, hjulet"),
    "view:deadlines": ("Fristene", _of(Aspect.WHEN, Aspect.DO), "fristene, fristlista, fristliste, forfalt, haster"),
    "view:messages": ("Budskap", _of(Aspect.SAY), "budskapene, alle budskap"),
    "view:effects": (
        "Effektloggen",
        _of(Aspect.RESULT),
        "effekt, effekter, effekten, effektlogg, resultat, resultater, gjennomslag, telling, antall, rapport, årsrapport, statistikk",
    ),
    "view:stakeholders": ("Interessentene", _of(Aspect.WHO), "interessent, interessenter, interessentene, interessentregister, register, kontakter"),
    "view:media": ("Mediesakene", _of(Aspect.DO, Aspect.RESULT), "mediesaker, mediesakene, i media, nyheter, nyhetene, medieomtale, omtale"),
    "view:hearings": ("Åpne høringer som angår oss", _of(Aspect.DO, Aspect.WHEN), "åpne høringer, høringsliste, høringer som angår oss"),
    "view:help": ("Hva jeg kan hjelpe med", _of(Aspect.HOW), "kommandoer, bruksanvisning, brukerveiledning, Pådriver, boten, chatbot"),
}  # fmt: skip
"""What a whole command shows, by a made-up id: its title, what it answers, and the words for it."""


def _views() -> Iterator[PackEntry]:
    for id_, (title, aspects, said) in VIEWS.items():
        yield PackEntry(id_, "oversikt", title, aspects, Document(title, names="\n".join(said.split(", "))))


def headed(text: str) -> tuple[str, str]:
    """Return what heads a text, such as the event of «NHOs årskonferanse: Hvilke temaer …?», and the rest."""
    head, colon, rest = text.partition(": ")
    return (head, rest) if colon and len(head.split()) <= LONGEST_HEAD else (text, "")


def _wheel(pack: Pack) -> Iterator[PackEntry]:
    for month in pack.wheel.months:
        for of, entry in month_entries(month):
            yield _of_wheel(entry, of, month.month)


def _of_wheel(entry: WheelEntry, of: str, month: int) -> PackEntry:
    aspects = _of(Aspect.WHEN) if entry.kind == "arrangement" else _of(Aspect.WHEN, Aspect.DO)
    about = f"{MONTHS[month - 1]} {of}"
    tags = (theme_tag(entry.theme),) if entry.theme else ()
    title, rest = headed(entry.text)
    document = Document(title, f"{rest}\n{entry.note or ''}", about, "\n".join(entry.keywords), tags)
    return PackEntry(
        entry.id,
        entry.kind,
        entry.text,
        aspects,
        document,
        entry.kilde,
        entry.note or "",
        month=month,
        plan="arshjul",
        source=entry,
    )


def _milestones(pack: Pack) -> Iterator[PackEntry]:
    of: tuple[tuple[str, str, tuple[Milestone, ...]], ...] = (
        ("kalender", "", pack.wheel.calendar),
        ("statsbudsjett", "statsbudsjettet", pack.budget.milestones),
        ("ntp", "Nasjonal transportplan NTP", pack.ntp.milestones),
    )
    for plan, about, milestones in of:
        for each in milestones:
            names = (*each.keywords, *((ELECTION,) if each.election else ()))
            document = Document(each.title, each.note or "", about, "\n".join(names))
            aspects = _of(Aspect.WHEN, Aspect.DO) if each.kind == "frist" else _of(Aspect.WHEN)
            yield PackEntry(
                each.id, each.kind, each.title, aspects, document, each.kilde, each.note or "", plan=plan, source=each
            )


def _phases(pack: Pack) -> Iterator[PackEntry]:
    for phase in pack.budget.phases:
        yield _of_budget(phase)
        name = f"Statsbudsjettet – {name_without_months(phase.name)}"
        for each in phase.activities:
            yield _line(each, "oppgave", _of(Aspect.DO), name, about=f"{name} {phase.name}", plan="statsbudsjett")
    yield from map(_of_plan, pack.ntp.phases)
    yield from map(_of_plan, pack.ntp.periods)


def _of_budget(phase: BudgetPhase) -> PackEntry:
    title = f"Statsbudsjettet – {name_without_months(phase.name)}"
    document = Document(title, phase.budskap, f"{phase.name} fase budskap", "\n".join(phase.keywords))
    return PackEntry(
        phase.id, "fase", title, _of(Aspect.WHEN, Aspect.SAY, Aspect.DO), document, phase.kilde, phase.budskap,
        ref="statsbudsjett", plan="statsbudsjett", source=phase,
    )  # fmt: skip


def _of_plan(phase: NtpPhase | NtpPeriod) -> PackEntry:
    title = f"NTP – {phase.name}"
    text = f"{phase.happens} {phase.influence}" if isinstance(phase, NtpPhase) else ""
    about = f"Nasjonal transportplan fase vindu påvirke {phase.window if isinstance(phase, NtpPhase) else 'periode'}"
    aspects = _of(Aspect.WHEN, Aspect.DO) if isinstance(phase, NtpPhase) else _of(Aspect.WHEN)
    document = Document(title, text, about, "\n".join(phase.keywords))
    return PackEntry(phase.id, "fase", title, aspects, document, phase.kilde, text, ref="ntp", plan="ntp", source=phase)


def _issues(pack: Pack) -> Iterator[PackEntry]:
    for issue in pack.issues:
        tags = (theme_tag(issue.id),)
        names = (issue.definite or "", *issue.keywords)
        document = Document(issue.name, issue.narrative or "", "sak tema prioritering budskap", "\n".join(names), tags)
        yield PackEntry(
            issue.id, "sak", issue.name, _of(Aspect.SAY), document, issue.kilde, issue.narrative or "", ref=issue.id,
            source=issue,
        )  # fmt: skip
        yield from _of_issue(issue, tags)


def _of_issue(issue: Issue, tags: tuple[str, ...]) -> Iterator[PackEntry]:
    for track in issue.tracks:
        said = (track.budskap, track.hvorfor, track.krav, track.gevinst)
        text = "\n".join(filter(None, said))
        names = (*track.keywords, *((f"spor {track.letter}",) if track.letter else ()))
        about = f"{issue.name} budskap krav hvorfor gevinst"
        document = Document(track.name, text, about, "\n".join(names), tags)
        yield PackEntry(
            track.id, "spor", track.name, _of(Aspect.SAY), document, track.kilde, track.budskap, issue.name, track.id,
            source=track,
        )  # fmt: skip
    for audience in issue.audiences:
        document = Document(
            audience.name,
            audience.advice or "",
            f"{issue.name} målgruppe påvirke mottaker",
            "\n".join(audience.keywords),
        )
        yield PackEntry(
            audience.id, "målgruppe", audience.name, _of(Aspect.WHO), document, audience.kilde, audience.advice or "",
            issue.name, audience.id, source=audience,
        )  # fmt: skip
    for kind, lines, aspects, about in (
        ("mål", issue.goals, _of(Aspect.SAY), "mål"),
        ("taktisk grep", issue.tactics, _of(Aspect.DO, Aspect.HOW), "taktikk grep vinkling"),
        ("tiltak", issue.actions, _of(Aspect.DO, Aspect.HOW), "tiltak"),
        ("prosess", issue.processes, _of(Aspect.DO, Aspect.HOW), "prosess"),
        ("fakta", issue.facts, _of(Aspect.SAY, Aspect.RESULT), "fakta tall andel antall"),
        ("variant", issue.variants, _of(Aspect.SAY), "budskap"),
    ):
        for each in lines:
            called = about if kind in {"mål", "prosess"} else ""
            yield _line(
                each, kind, aspects, issue.name, about=f"{issue.name} {about}", names=called, ref=issue.id, tags=tags
            )


def _line(  # noqa: PLR0913 - what differs from list to list
    each: Any,
    kind: str,
    aspects: frozenset[Aspect],
    parent: str = "",
    *,
    about: str = "",
    names: str = "",
    ref: str = "",
    plan: str = "",
    tags: tuple[str, ...] = (),
) -> PackEntry:
    internal = isinstance(each, Line) and each.internal
    head = headed(each.text)[0]
    names = f"{names}\n{head}" if head != each.text else names
    aspects |= _of(Aspect.WHO) if _OF_PEOPLE.search(each.text) else _of()
    return PackEntry(
        each.id, kind, each.text, aspects, Document(each.text, "", about, names, tags), each.kilde, "", parent, ref,
        internal=internal, plan=plan, source=each,
    )  # fmt: skip


def _campaigns(pack: Pack) -> Iterator[PackEntry]:
    for campaign in pack.campaigns:
        main, name = campaign.main, f"{campaign.name}"
        document = Document(
            f"Hovedbudskap {campaign.year}",
            f"{main.text}\n{main.carriers}",
            f"{name} kampanje slagord",
            f"hovedbudskapet\nmålbærere\n{name}",
        )
        yield PackEntry(
            main.id, "hovedbudskap", f"Hovedbudskap {campaign.year}", _of(Aspect.SAY, Aspect.WHO), document,
            main.kilde, main.text, name, "hovedbudskap", source=main,
        )  # fmt: skip
        document = Document(f"Kampanjen {campaign.year}: {name}", "", "kampanje kampanjen slagord grep")
        yield PackEntry(
            campaign.id, "kampanje", f"Kampanjen {campaign.year}: {name}", _of(Aspect.SAY, Aspect.DO), document,
            campaign.kilde, main.text, ref="hovedbudskap", source=campaign,
        )  # fmt: skip
        for each in main.priorities:
            tags = (theme_tag(each.theme),)
            document = Document(each.text, each.krav, f"{name} hovedbudskap prioritering krav", "", tags)
            yield PackEntry(
                each.id, "prioritering", each.text, _of(Aspect.SAY), document, each.kilde, each.krav, name,
                "hovedbudskap", source=each,
            )  # fmt: skip
        for step in campaign.steps:
            document = Document(
                f"Grep {step.number}: {step.name}",
                f"{step.aim}\n{step.slogan}",
                f"{name} slagord {step.quarter}. kvartal",
                f"grep {step.number}",
            )
            yield PackEntry(
                step.id, "grep", f"Grep {step.number}: {step.name}", _of(Aspect.SAY, Aspect.DO, Aspect.WHEN), document,
                step.kilde, step.slogan, name, step.id, plan="kampanje", source=step,
            )  # fmt: skip
            for action in step.actions:
                parent = f"Grep {step.number}: {step.name}"
                yield _line(
                    action, "oppgave", _of(Aspect.DO), parent, about=f"{parent} {name}", ref=step.id, plan="kampanje"
                )


def _crafts(pack: Pack) -> Iterator[PackEntry]:
    for craft in pack.crafts.crafts:
        text = "\n".join(each.text for each in craft.checklist if not each.internal)
        document = Document(craft.name, text, "håndverk råd sjekkliste")
        ref = f"sjekkliste {craft.id}"
        yield PackEntry(
            craft.id, "håndverk", craft.name, _of(Aspect.HOW), document, craft.kilde, text, ref=ref, source=craft
        )
        yield from _advice(craft.checklist, craft.name, ref)
    crafts = pack.crafts
    yield from _advice(crafts.hearing, "Høring", "sjekkliste horing", "høringsinnspill høringssvar høringsuttalelse")
    yield from _advice(crafts.principles, "Alliansebygging", "sjekkliste alliansebygging", "allianser samarbeid")
    yield from _advice(crafts.visibility, "Synlighet", "sjekkliste synlighet", "synlig")
    yield from _advice(
        crafts.national, "Storting og regjering", "sjekkliste storting-og-regjering", "nasjonale politikere"
    )
    yield from _advice(crafts.subregions, "Samarbeid med delregionene", "sjekkliste delregioner", "delregion regionråd")


def _advice(lines: Iterable[Line], parent: str, ref: str, about: str = "") -> Iterator[PackEntry]:
    for each in lines:
        yield _line(each, "råd", _of(Aspect.HOW, Aspect.DO), parent, about=f"{parent} {about}", ref=ref)


def _media(pack: Pack) -> Iterator[PackEntry]:
    for each in pack.media.sprint:
        about = "sprint mediesak mediestorm medier haster koker ringer journalist"
        yield _line(
            each, "råd", _of(Aspect.DO, Aspect.HOW), "Når et tema er mye i mediene", about=about, ref="mediearbeid"
        )
    for effect in pack.media.effects:
        document = Document(effect.name, "", "antall telling effekt resultat")
        yield PackEntry(
            effect.id, "effekt", effect.name, _of(Aspect.RESULT), document, effect.kilde, parent="Effektloggen",
            source=effect,
        )  # fmt: skip


def _people(pack: Pack) -> Iterator[PackEntry]:
    for alliance in pack.alliances.alliances:
        document = Document(
            alliance.name, alliance.about, "allianse alliansepartner partner samarbeid allierte", alliance.id
        )
        ref = f"alliert {alliance.id}"
        yield PackEntry(
            alliance.id, "allianse", alliance.name, _of(Aspect.WHO), document, alliance.kilde, alliance.about, ref=ref,
            source=alliance,
        )  # fmt: skip
        for each in alliance.cooperation:
            about = f"{alliance.name} samarbeid"
            yield _line(each, "samarbeid", _of(Aspect.DO, Aspect.HOW), alliance.name, about=about, ref=ref)
    for holder in pack.stakeholders:
        tags = tuple(map(theme_tag, holder.themes))
        document = Document(holder.name, holder.about or "", f"interessent {holder.kind}", "", tags)
        yield PackEntry(
            holder.id, "interessent", holder.name, _of(Aspect.WHO), document, holder.kilde, holder.about or "",
            source=holder,
        )  # fmt: skip
    yield from _own(pack)


def _own(pack: Pack) -> Iterator[PackEntry]:
    own = pack.organisation
    document = Document(own.name, own.about, "hvem vi er om oss organisasjon medlemmer", own.short_name)
    yield PackEntry(
        own.id, "organisasjon", own.name, _of(Aspect.WHO), document, own.kilde, own.about, ref="mål", source=own
    )
    for kind, lines, about in (
        ("mål", own.goals, "mål, målsetting"),
        ("styrke", own.strengths, "styrke, sterke sider"),
        ("utfordring", own.challenges, "utfordring, svakhet, svake sider"),
        ("observasjon", own.observations, "observasjon"),
    ):
        for each in lines:
            names = "\n".join(about.split(", "))
            yield _line(each, kind, _of(Aspect.SAY), own.short_name, about=own.short_name, names=names, ref="mål")
    for case in own.local_cases:
        document = Document(case.text, "", "delregion sak lokal", "\n".join(case.keywords))
        yield PackEntry(
            case.id, "delregionsak", case.text, _of(Aspect.SAY), document, case.kilde, internal=case.internal,
            source=case,
        )  # fmt: skip
    for region in own.subregions:
        document = Document(region.name, region.municipality or "", "delregion regionråd kommune")
        yield PackEntry(
            region.id, "delregion", region.name, _of(Aspect.WHO), document, region.kilde, region.municipality or "",
            source=region,
        )  # fmt: skip

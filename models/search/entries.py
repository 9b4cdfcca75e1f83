"""Everything that a content pack says, as documents to search: one for each entry that people may ask for."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from content.phase_names import name_without_months
from content.schema.base import Outward
from content.schema.dated import (
    BudgetPhase,
    Milestone,
    NtpPeriod,
    NtpPhase,
    Outlet,
    PresentedDocument,
    Tone,
    WheelEntry,
)
from content.schema.messages import Campaign, Issue
from content.schema.pack import Pack
from models.calendar.cycles import month_entries
from models.search.advice_entries import crafts, media, people
from models.search.documents import Document
from models.search.index import Index
from models.search.meanings import theme_tag
from models.search.pack_entry import Aspect, PackEntry, answering, headed, line_entry

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
ELECTION = "valg"
WINDOW = "vindu"
"""The plan of the windows of the year, which have no occurrences (`models.calendar.open_now`)."""
TONES: Mapping[Tone, str] = {"fornøyd": "Fornøyd med", "skuffet": "Skuffet over"}
OUTLETS: Mapping[Outlet, str] = {
    "presse": "tekst til pressen",
    "linkedin": "innlegg på LinkedIn",
    "ordførere": "tekst til ordførerne",
}
PRESENTED: Mapping[PresentedDocument, str] = {
    "statsbudsjett": "statsbudsjettet", "rnb": "revidert nasjonalbudsjett", "ntp": "Nasjonal transportplan",
}  # fmt: skip


@lru_cache(4)
def entries_of(pack: Pack) -> tuple[PackEntry, ...]:
    """Return the entries of a pack that are in use, in the order of its files."""
    found = chain(
        _views(),
        _wheel(pack),
        _milestones(pack),
        _windows(pack),
        _phases(pack),
        _reactions(pack),
        _issues(pack),
        _campaigns(pack),
        crafts(pack),
        media(pack),
        people(pack),
    )
    return tuple(each for each in found if not (isinstance(each.source, Outward) and each.source.is_retired))


@lru_cache(4)
def index_of_pack(pack: Pack) -> Index:
    """Return the index of the entries of a pack, whose numbers are their places."""
    return Index([each.document for each in entries_of(pack)])


VIEWS = {
    "view:open-windows": ("Hva vi kan påvirke nå", answering(Aspect.DO), "påvirke, påvirkning, vindu, vinduer, åpne vinduer, påvirkningsvindu"),
    "view:wheel": ("Årshjulet", answering(Aspect.DO), "årshjul, årshjulet, hjulet"),
    "view:deadlines": ("Fristene", answering(Aspect.WHEN, Aspect.DO), "fristene, fristlista, fristliste, forfalt, haster"),
    "view:messages": ("Budskap", answering(Aspect.SAY), "budskapene, alle budskap"),
    "view:effects": (
        "Effektloggen",
        answering(Aspect.RESULT),
        "effekt, effekter, effekten, effektlogg, resultat, resultater, gjennomslag, telling, antall, rapport, årsrapport, statistikk",
    ),
    "view:stakeholders": ("Interessentene", answering(Aspect.WHO), "interessent, interessenter, interessentene, interessentregister, register, kontakter"),
    "view:media": ("Mediesakene", answering(Aspect.DO, Aspect.RESULT), "mediesaker, mediesakene, i media, nyheter, nyhetene, medieomtale, omtale"),
    "view:hearings": ("Åpne høringer som angår oss", answering(Aspect.DO, Aspect.WHEN), "åpne høringer, høringsliste, høringer som angår oss"),
    "view:mine": ("Det du er ansvarlig for", answering(Aspect.DO, Aspect.WHEN), "oppgavene mine, fristene mine"),
    "view:who-does-what": ("Hvem som gjør hva", answering(Aspect.WHO, Aspect.DO), "arbeidsfordeling, ansvarlig, ansvarlige"),
    "view:cases": ("Sakene vi følger", answering(Aspect.DO, Aspect.RESULT), "saker vi følger, saksliste"),
    "view:spokespersons": ("Talspersonene", answering(Aspect.WHO), "talspersoner, talsperson, uttale seg"),
    "view:clearing": ("Hva som er klarert", answering(Aspect.SAY, Aspect.DO), "klarert, klarering, utkast, godkjent"),
    "view:rounds": ("Rundene til ordførerne", answering(Aspect.DO, Aspect.RESULT), "runde, budskapsrunde, målbærere"),
    "view:members": ("Medlemmene", answering(Aspect.WHO), "medlemskommuner, medlemskommunene, medlemsliste"),
    "view:privacy": ("Hva vi lagrer om folk", answering(Aspect.HOW, Aspect.WHO), "personvern, personopplysninger, innsyn"),
    "view:sent": ("Hva jeg sender av meg selv", answering(Aspect.HOW, Aspect.WHEN), "varsler, påminnelser, meldinger"),
    "view:status": ("Hva som kommer neste gang", answering(Aspect.WHEN, Aspect.RESULT), "status, slått av"),
    "view:content": ("Alt jeg sier og vet", answering(Aspect.HOW), "innhold, endre tekster"),
    "view:how-deadlines": ("Slik spør du om frister", answering(Aspect.HOW), "ny frist, legge inn frist"),
    "view:how-dialogues": ("Slik bruker du interessentregisteret", answering(Aspect.HOW), "loggføre, samtalelogg"),
    "view:how-report": ("Slik bruker du effektloggen", answering(Aspect.HOW, Aspect.RESULT), "årsrapport, styrerapport, månedstall"),
    "view:help": ("Hva jeg kan hjelpe med", answering(Aspect.HOW), "kommandoer, bruksanvisning, brukerveiledning, Pådriver, boten, chatbot"),
}  # fmt: skip
"""What a whole command shows, by a made-up id: its title, what it answers, and the words for it."""


def _views() -> Iterator[PackEntry]:
    for id_, (title, aspects, said) in VIEWS.items():
        yield PackEntry(id_, "oversikt", title, aspects, Document(title, names="\n".join(said.split(", "))))


def _wheel(pack: Pack) -> Iterator[PackEntry]:
    for month in pack.wheel.months:
        for of, entry in month_entries(month):
            yield _of_wheel(entry, of, month.month)


def _of_wheel(entry: WheelEntry, of: str, month: int) -> PackEntry:
    aspects = answering(Aspect.WHEN) if entry.kind == "arrangement" else answering(Aspect.WHEN, Aspect.DO)
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
            aspects = answering(Aspect.WHEN, Aspect.DO) if each.kind == "frist" else answering(Aspect.WHEN)
            yield PackEntry(
                each.id, each.kind, each.title, aspects, document, each.kilde, each.note or "", plan=plan, source=each
            )


def _windows(pack: Pack) -> Iterator[PackEntry]:
    for each in pack.wheel.windows:
        title = f"{each.process}: {each.name}" if each.process else each.name
        text = " ".join(each.to_do)
        yield PackEntry(
            each.id, "vindu", title, answering(Aspect.WHEN, Aspect.DO), Document(title, text, "vindu påvirke"), each.kilde,
            text, plan=WINDOW, source=each,
        )  # fmt: skip


def _reactions(pack: Pack) -> Iterator[PackEntry]:
    for each in pack.budget.reactions:
        documents = " eller ".join(PRESENTED[name] for name in each.documents)
        title = f"{TONES[each.tone]} {documents}: {OUTLETS[each.to]}"
        document = Document(title, each.text, "reaksjon ferdig tekst legges frem")
        yield PackEntry(each.id, "reaksjon", title, answering(Aspect.SAY), document, each.kilde, each.text, source=each)


def _phases(pack: Pack) -> Iterator[PackEntry]:
    for phase in pack.budget.phases:
        yield _of_budget(phase)
        name = f"Statsbudsjettet – {name_without_months(phase.name)}"
        for each in phase.activities:
            yield line_entry(
                each, "oppgave", answering(Aspect.DO), name, about=f"{name} {phase.name}", plan="statsbudsjett"
            )
    yield from map(_of_plan, pack.ntp.phases)
    yield from map(_of_plan, pack.ntp.periods)


def _of_budget(phase: BudgetPhase) -> PackEntry:
    title = f"Statsbudsjettet – {name_without_months(phase.name)}"
    document = Document(title, phase.budskap, f"{phase.name} fase budskap", "\n".join(phase.keywords))
    return PackEntry(
        phase.id, "fase", title, answering(Aspect.WHEN, Aspect.SAY, Aspect.DO), document, phase.kilde, phase.budskap,
        ref="statsbudsjett", plan="statsbudsjett", source=phase,
    )  # fmt: skip


def _of_plan(phase: NtpPhase | NtpPeriod) -> PackEntry:
    title = f"NTP – {phase.name}"
    text = f"{phase.happens} {phase.influence}" if isinstance(phase, NtpPhase) else ""
    about = f"Nasjonal transportplan fase vindu påvirke {phase.window if isinstance(phase, NtpPhase) else 'periode'}"
    aspects = answering(Aspect.WHEN, Aspect.DO) if isinstance(phase, NtpPhase) else answering(Aspect.WHEN)
    document = Document(title, text, about, "\n".join(phase.keywords))
    return PackEntry(phase.id, "fase", title, aspects, document, phase.kilde, text, ref="ntp", plan="ntp", source=phase)


def _issues(pack: Pack) -> Iterator[PackEntry]:
    for issue in pack.issues:
        tags = (theme_tag(issue.id),)
        names = (issue.definite or "", *issue.keywords)
        document = Document(issue.name, issue.narrative or "", "sak tema prioritering budskap", "\n".join(names), tags)
        yield PackEntry(
            issue.id, "sak", issue.name, answering(Aspect.SAY), document, issue.kilde, issue.narrative or "", ref=issue.id,
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
            track.id, "spor", track.name, answering(Aspect.SAY), document, track.kilde, track.budskap, issue.name, track.id,
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
            audience.id, "målgruppe", audience.name, answering(Aspect.WHO), document, audience.kilde, audience.advice or "",
            issue.name, audience.id, source=audience,
        )  # fmt: skip
    for kind, lines, aspects, about in (
        ("mål", issue.goals, answering(Aspect.SAY), "mål"),
        ("taktisk grep", issue.tactics, answering(Aspect.DO, Aspect.HOW), "taktikk grep vinkling"),
        ("tiltak", issue.actions, answering(Aspect.DO, Aspect.HOW), "tiltak"),
        ("prosess", issue.processes, answering(Aspect.DO, Aspect.HOW), "prosess"),
        ("fakta", issue.facts, answering(Aspect.SAY, Aspect.RESULT), "fakta tall andel antall"),
        ("variant", issue.variants, answering(Aspect.SAY), "budskap"),
    ):
        for each in lines:
            called = about if kind in {"mål", "prosess"} else ""
            yield line_entry(
                each, kind, aspects, issue.name, about=f"{issue.name} {about}", names=called, ref=issue.id, tags=tags
            )


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
            main.id, "hovedbudskap", f"Hovedbudskap {campaign.year}", answering(Aspect.SAY, Aspect.WHO), document,
            main.kilde, main.text, name, "hovedbudskap", source=main,
        )  # fmt: skip
        document = Document(f"Kampanjen {campaign.year}: {name}", "", "kampanje kampanjen slagord grep")
        yield PackEntry(
            campaign.id, "kampanje", f"Kampanjen {campaign.year}: {name}", answering(Aspect.SAY, Aspect.DO), document,
            campaign.kilde, main.text, ref="hovedbudskap", source=campaign,
        )  # fmt: skip
        for each in main.priorities:
            tags = (theme_tag(each.theme),)
            document = Document(each.text, each.krav, f"{name} hovedbudskap prioritering krav", "", tags)
            yield PackEntry(
                each.id, "prioritering", each.text, answering(Aspect.SAY), document, each.kilde, each.krav, name,
                "hovedbudskap", source=each,
            )  # fmt: skip
        yield from _steps(campaign, name)


def _steps(campaign: Campaign, name: str) -> Iterator[PackEntry]:
    for step in campaign.steps:
        document = Document(
            f"Grep {step.number}: {step.name}",
            f"{step.aim}\n{step.slogan}",
            f"{name} slagord {step.quarter}. kvartal",
            f"grep {step.number}",
        )
        yield PackEntry(
            step.id, "grep", f"Grep {step.number}: {step.name}", answering(Aspect.SAY, Aspect.DO, Aspect.WHEN), document,
            step.kilde, step.slogan, name, step.id, plan="kampanje", source=step,
        )  # fmt: skip
        for action in step.actions:
            parent = f"Grep {step.number}: {step.name}"
            yield line_entry(
                action,
                "oppgave",
                answering(Aspect.DO),
                parent,
                about=f"{parent} {name}",
                ref=step.id,
                plan="kampanje",
            )

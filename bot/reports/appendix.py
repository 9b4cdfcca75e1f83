"""The appendices of a report: everything behind its first page, in an order that does not change."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cards.presented import VERDICTS, name_of
from bot.cards.rows import short_title, short_when
from bot.cards.words import amount, capital, lasting, listing, month, short_day
from bot.reports.carriers import map_alt
from bot.reports.counts import counters, theme_name, themes
from bot.reports.document import (
    FigureSource,
    ReportHeading,
    ReportList,
    ReportPart,
    ReportPicture,
    ReportRow,
    ReportTable,
    ReportText,
)
from bot.reports.facts import MOST_COMING, PresentedTable, ReportFacts
from bot.reports.first_page import cut, of_demand
from bot.reports.measures import (
    CASES,
    FOLLOWED,
    carrier_source,
    measured,
    wheel_source,
)
from content.schema.base import outward
from content.schema.organisation import Aim
from models.followups.times import Course, times
from models.official.chains import DECISION, MONEY, REMARK, Chain
from models.tables import Demand

LONGEST_CELL = 260
MOST_ARTICLES = 40
ARTICLE = "medieoppslag"
"""The kind of effect that follow-ups of media cases are logged as."""


def appendices(facts: ReportFacts) -> tuple[ReportPart, ...]:
    """Return all of them, numbered; the first begins a page."""
    sections = (
        ("Mål, styrker og utfordringer" if facts.is_internal else "Målene", _aims(facts)),
        ("Det vi teller", counters(facts)),
        ("Prioriteringer og temaer", themes(facts)),
        ("Fra innspill til vedtak", _chains(facts)),
        ("Kravene, og hva dokumentene sa", _demands(facts)),
        ("Mediene", _media(facts)),
        ("Kommunene som bar budskapet", _map(facts)),
        ("Årshjulet", _wheel(facts)),
        (f"Kurs for {facts.whole.last.year + 1}", _course(facts)),
    )
    parts: list[ReportPart] = []
    for at, (title, section) in enumerate(sections, start=1):
        parts += [ReportHeading(f"Vedlegg {at}: {title}", new_page=at == 1), *section]
    return tuple(parts)


def _aims(facts: ReportFacts) -> Iterable[ReportPart]:
    own = facts.pack.organisation
    yield _aim_table(facts, "Målene, og hva tallene sier", "Mål", outward(own.goals))
    if facts.is_internal:
        yield _aim_table(facts, "Styrkene, og hva tallene sier", "Styrke", own.strengths)
        yield _aim_table(facts, "Utfordringene, og hva tallene sier", "Utfordring", own.challenges)


def _aim_table(facts: ReportFacts, caption: str, name: str, aims: Sequence[Aim]) -> ReportPart:
    if not aims:
        return ReportText(f"{caption}: ingen er lagt inn.")
    return ReportTable(caption, (name, "Målt"), tuple(_aim(facts, each) for each in aims))


def _aim(facts: ReportFacts, aim: Aim) -> ReportRow:
    found = [each for name in aim.measures if (each := measured(facts, name))]
    if not found:
        return ReportRow((aim.text, "Ikke målt: vi teller ikke noe som viser dette."))
    return ReportRow(
        (aim.text, f"{'. '.join(each.text for each in found)}."), tuple(each.source for each in found if each.source)
    )


def _chains(facts: ReportFacts) -> Iterable[ReportPart]:
    if not facts.chains:
        yield ReportText("Ingen saker i Stortinget har innspill, vedtak eller gjennomslag i perioden.")
        return
    rows = tuple(_chain(each) for each in facts.chains)
    yield ReportTable("Sakene, steg for steg", ("Sak", "Innspill", "Merknad", "Vedtak", "Penger"), rows)


def _chain(chain: Chain) -> ReportRow:
    sent = [f"Sendt {short_day(each.plan.sent_on)}" for each in chain.inputs if each.plan.sent_on]
    said = {kind: sum(step.kind == kind for step in chain.steps) for kind in (REMARK, DECISION)}
    decided = f"Vedtatt {short_day(chain.decided_on)}" if chain.decided_on else "Vedtatt" if chain.decision else ""
    won = "med ord fra oss" if said[DECISION] else ""
    money = "; ".join(each.text for each in chain.steps if each.kind == MONEY)
    cells = (
        cut(chain.title, 120),
        "; ".join(sent) or "Ikke sendt",
        f"{said[REMARK]} ført" if said[REMARK] else "Ingen ført",
        f"{decided} {won}".strip() or "Ikke avgjort",
        cut(money, 120) or "Ikke ført",
    )
    steps = ((CASES, tuple(each.id for each in chain.steps)),)
    return ReportRow(cells, (FigureSource(cut(chain.title, 60), steps, f"/effekt kjede {chain.case}"),))


def _demands(facts: ReportFacts) -> Iterable[ReportPart]:
    if not facts.tables:
        cleared = "" if facts.is_internal else ", eller ingen av kravene er klarert"
        yield ReportText(f"Ingen dokumenter vi har krav til, er lagt frem i perioden{cleared}.")
    for table in facts.tables:
        on = f", lagt frem {short_day(table.shown.on, facts.whole.last)}" if table.shown.on else ""
        rows = tuple(_demand(table, each) for each in table.demands)
        yield ReportTable(f"{capital(name_of(table.shown))}{on}", ("Krav", "Svar", "Det dokumentet sier", "Side"), rows)


def _demand(table: PresentedTable, demand: Demand) -> ReportRow:
    verdict = VERDICTS[demand.verdict] if demand.verdict else "Ikke vurdert"
    source = of_demand(demand, table)
    cells = (demand.text, verdict, cut(demand.says or "–", LONGEST_CELL), demand.page or "–")
    return ReportRow(cells, (source,) if source else ())


def _media(facts: ReportFacts) -> Iterable[ReportPart]:
    articles = [each for each in facts.effects if each.link and each.kind == ARTICLE]
    if articles:
        shown = sorted(articles, key=lambda each: each.day)[-MOST_ARTICLES:]
        yield ReportHeading("Oppslag", 2)
        yield ReportList(
            tuple(
                ReportText(cut(each.title), None, f"{short_day(each.day, facts.whole.last)}:", each.link or "")
                for each in shown
            )
        )
        if len(articles) > len(shown):
            yield ReportText(f"{len(articles) - len(shown)} eldre oppslag er ikke med i lista.")
    else:
        yield ReportText("Ingen oppslag med lenke er ført i perioden.")
    if facts.is_internal:
        yield from _response_times(facts)


def _response_times(facts: ReportFacts) -> Iterable[ReportPart]:
    yield ReportHeading("Svar samme dag", 2)
    if not facts.courses:
        yield ReportText("Ingen har fulgt opp en mediesak i perioden.")
        return
    groups: dict[str | None, list[Course]] = {}
    for each in facts.courses:
        groups.setdefault(each.theme, []).append(each)
    named = sorted((theme_name(facts, theme), rows) for theme, rows in groups.items())
    rows = tuple(
        _response_row(name, found) for name, found in (*named, *((("I alt", facts.courses),) if len(named) > 1 else ()))
    )
    columns = ("Tema", "Saker", "Ferdig samme dag", "Tatt etter", "Ferdig etter")
    yield ReportTable("Mediesaker vi fulgte opp", columns, rows, frozenset({1, 2, 3, 4}))
    yield ReportText("Tidene går fra saken kom, og er medianer: halvparten gikk raskere. Av én sak vises ingen tid.")


def _response_row(name: str, found: Sequence[Course]) -> ReportRow:
    overall = times(found)
    taken = lasting(overall.taken) if overall and len(found) > 1 else "–"
    done = lasting(overall.done) if overall and overall.done is not None and overall.ended > 1 else "–"
    same = sum(each.is_same_day for each in found)
    source = FigureSource(f"Mediesaker: {name}", ((FOLLOWED, tuple(each.id for each in found)),), "/medie tall")
    return ReportRow((name, str(len(found)), str(same), taken, done), (source,))


def _map(facts: ReportFacts) -> Iterable[ReportPart]:
    carriers = facts.carriers
    if carriers is None:
        yield ReportText("Ingen runde med målbærere er sendt i perioden.")
        return
    said = f"{len(carriers.names)} av {carriers.members} kommuner har brukt budskapet"
    yield ReportText(f"{said}.", carrier_source(facts))
    if carriers.names:
        yield ReportText(f"{listing(list(carriers.names))}.", label="Har brukt det:")
    if carriers.shown:
        yield ReportPicture("Medlemmene etter delregion", map_alt(carriers.shown, carriers.members), carriers.shown)


def _wheel(facts: ReportFacts) -> Iterable[ReportPart]:
    done = facts.wheel.done
    if not done:
        yield ReportText("Ingen punkter i årshjulet er krysset av i perioden.")
    by_month: dict[tuple[int, int], list[str]] = {}
    for row in done:
        when = row.starts_on or row.ends_on
        by_month.setdefault((when.year, when.month) if when else (0, 0), []).append(short_title(row.title))
    source = wheel_source(facts)
    if done:
        yield ReportText(f"{capital(amount(len(done), 'punkt', 'punkter'))} er gjort.", source)
    if done and facts.is_internal:
        yield ReportList(tuple(_month_line(key, titles) for key, titles in sorted(by_month.items())))
    if facts.is_internal and facts.wheel.unanswered:
        count = capital(amount(len(facts.wheel.unanswered), "punkt", "punkter"))
        yield ReportText(f"{count} er ikke krysset av, og er ikke regnet med. Det sier ikke at ingenting ble gjort.")


def _month_line(key: tuple[int, int], titles: Sequence[str]) -> ReportText:
    label = capital(month(date(*key, 1), date.min)) if key[0] else "Uten måned"
    return ReportText(f"{'; '.join(titles)}.", label=f"{label}:")


def _course(facts: ReportFacts) -> Iterable[ReportPart]:
    year = facts.whole.last.year + 1
    campaign, choice = facts.pack.campaign(year), facts.pack.organisation.choice(year)
    if campaign and campaign.main.text:
        yield ReportText(campaign.main.text, label=f"Hovedbudskapet i {year}:")
    elif facts.is_internal and choice and choice.without_campaign:
        yield ReportText(f"Det er valgt ingen kampanje i {year}.")
    else:
        cleared = "" if facts.is_internal else " og klarert"
        yield ReportText(f"Kampanjen for {year} er ikke bestemt{cleared} ennå.")
    if facts.audience != "årsmelding":
        yield from coming_table(facts)


def coming_table(facts: ReportFacts, most: int = MOST_COMING) -> tuple[ReportTable | ReportText, ...]:
    """Return what comes in the next half-year, at most so many rows."""
    if not facts.coming:
        return (ReportText("Ingen datoer er lagt inn for det neste halvåret."),)
    rows = (ReportRow((short_title(row.title), capital(short_when(row, facts.today)))) for row in facts.coming[:most])
    return (ReportTable("Datoer det neste halvåret", ("Hva", "Når"), tuple(rows)),)

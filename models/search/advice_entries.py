"""The entries of a pack that are advice, what counts as an effect, and who there is to talk with."""

from collections.abc import Iterable, Iterator

from content.schema.base import Line
from content.schema.pack import Pack
from models.search.documents import Document
from models.search.meanings import theme_tag
from models.search.pack_entry import Aspect, PackEntry, answering, line_entry


def crafts(pack: Pack) -> Iterator[PackEntry]:
    """Yield the crafts, and the advice."""
    for craft in pack.crafts.crafts:
        text = "\n".join(each.text for each in craft.checklist if not each.internal)
        document = Document(craft.name, text, "håndverk råd sjekkliste")
        ref = f"sjekkliste {craft.id}"
        yield PackEntry(
            craft.id, "håndverk", craft.name, answering(Aspect.HOW), document, craft.kilde, text, ref=ref, source=craft
        )
        yield from _advice(craft.checklist, craft.name, ref)
    own = pack.crafts
    yield from _advice(own.hearing, "Høring", "sjekkliste horing", "høringsinnspill høringssvar høringsuttalelse")
    yield from _advice(own.principles, "Alliansebygging", "sjekkliste alliansebygging", "allianser samarbeid")
    yield from _advice(own.visibility, "Synlighet", "sjekkliste synlighet", "synlig")
    yield from _advice(
        own.national, "Storting og regjering", "sjekkliste storting-og-regjering", "nasjonale politikere"
    )
    yield from _advice(own.subregions, "Samarbeid med delregionene", "sjekkliste delregioner", "delregion regionråd")


def _advice(lines: Iterable[Line], parent: str, ref: str, about: str = "") -> Iterator[PackEntry]:
    for each in lines:
        yield line_entry(each, "råd", answering(Aspect.HOW, Aspect.DO), parent, about=f"{parent} {about}", ref=ref)


def media(pack: Pack) -> Iterator[PackEntry]:
    """Yield what to do when a theme is in the news, and what counts as an effect."""
    for each in pack.media.sprint:
        about = "sprint mediesak mediestorm medier haster koker ringer journalist"
        yield line_entry(
            each,
            "råd",
            answering(Aspect.DO, Aspect.HOW),
            "Når et tema er mye i mediene",
            about=about,
            ref="mediearbeid",
        )
    for effect in pack.media.effects:
        document = Document(effect.name, "", "antall telling effekt resultat")
        yield PackEntry(
            effect.id, "effekt", effect.name, answering(Aspect.RESULT), document, effect.kilde, parent="Effektloggen",
            source=effect,
        )  # fmt: skip


def people(pack: Pack) -> Iterator[PackEntry]:
    """Yield allies, stakeholders and the organisation itself."""
    for alliance in pack.alliances.alliances:
        document = Document(
            alliance.name, alliance.about, "allianse alliansepartner partner samarbeid allierte", alliance.id
        )
        ref = f"alliert {alliance.id}"
        yield PackEntry(
            alliance.id, "allianse", alliance.name, answering(Aspect.WHO), document, alliance.kilde, alliance.about, ref=ref,
            source=alliance,
        )  # fmt: skip
        for each in alliance.cooperation:
            about = f"{alliance.name} samarbeid"
            yield line_entry(each, "samarbeid", answering(Aspect.DO, Aspect.HOW), alliance.name, about=about, ref=ref)
    for holder in pack.stakeholders:
        tags = tuple(map(theme_tag, holder.themes))
        document = Document(holder.name, holder.about or "", f"interessent {holder.kind}", "", tags)
        yield PackEntry(
            holder.id, "interessent", holder.name, answering(Aspect.WHO), document, holder.kilde, holder.about or "",
            source=holder,
        )  # fmt: skip
    yield from _own(pack)


def _own(pack: Pack) -> Iterator[PackEntry]:
    own = pack.organisation
    document = Document(own.name, own.about, "hvem vi er om oss organisasjon medlemmer", own.short_name)
    yield PackEntry(
        own.id, "organisasjon", own.name, answering(Aspect.WHO), document, own.kilde, own.about, ref="mål", source=own
    )
    for kind, lines, about in (
        ("mål", own.goals, "mål, målsetting"),
        ("styrke", own.strengths, "styrke, sterke sider"),
        ("utfordring", own.challenges, "utfordring, svakhet, svake sider"),
        ("observasjon", own.observations, "observasjon"),
    ):
        for each in lines:
            names = "\n".join(about.split(", "))
            yield line_entry(
                each, kind, answering(Aspect.SAY), own.short_name, about=own.short_name, names=names, ref="mål"
            )
    for case in own.local_cases:
        document = Document(case.text, "", "delregion sak lokal", "\n".join(case.keywords))
        yield PackEntry(
            case.id, "delregionsak", case.text, answering(Aspect.SAY), document, case.kilde, internal=case.internal,
            source=case,
        )  # fmt: skip
    for region in own.subregions:
        document = Document(region.name, region.municipality or "", "delregion regionråd kommune")
        yield PackEntry(
            region.id, "delregion", region.name, answering(Aspect.WHO), document, region.kilde, region.municipality or "",
            source=region,
        )  # fmt: skip

"""The cards of `/medie`."""

from bot.cards.card import Bullets, Card, Code, Controls, Heading, Line, Note, Paragraph, Part, line
from bot.cards.card_errors import quoted
from bot.cards.words import listing
from bot.commands.parse.clean import short
from bot.commands.share import LONGEST_TEXT, share_button
from content.schema.media import Media
from models.media.matching.inside import inside
from models.media.matching.matcher import Excluded, Matched, WordHit, matcher_of
from models.media.matching.pattern import pattern

SHOWN = 300
COMPANIONS = 4
MOST = 10
"""The most rows of a list."""


def help_card(media: Media, text: str = "") -> Card:
    """Return what `/medie` can do; headed by what was not understood, if anything."""
    shown = quoted(text)
    unknown = f"Jeg forstår ikke «{shown}»." if shown else ""
    themes = listing([each.name for each in media.themes])
    return Card(
        "Mediesaker",
        (
            *((Paragraph(line(unknown)),) if unknown else ()),
            Paragraph(
                line(
                    "Skriv ", Code("/medie test"), " og en overskrift, så ser du hvilke temaer den treffer, og hvorfor."
                )
            ),
            *((Paragraph(line(f"Temaer: {themes}.")),) if themes else ()),
            Paragraph(
                line(
                    "Saker som treffer, kommer i mediekanalen. Trykk «Jeg tar den», eller reager med øynene på en melding der, "
                    "så minner jeg deg på å følge opp samme dag. ",
                    Code("/medie kilder"),
                    " viser hva jeg leser og hvordan det går, og ",
                    Code("/medie forslag"),
                    " hvilke ord som traff for mye. ",
                    Code("/medie talspersoner"),
                    " viser hvem som uttaler seg om hva. ",
                    Code("/medie tall"),
                    " viser hvor fort sakene følges opp, og ",
                    Code("/effekt"),
                    " hva det førte til.",
                )
            ),
        ),
        summary=unknown or "Prøv en overskrift med /medie test, eller se /medie kilder og /medie forslag.",
    )


def trial_card(media: Media, text: str) -> Card:
    """Return the themes that a text matches and why, and the words that look like a match but do not count."""
    matched = matcher_of(media).match(text)
    names = {each.id: each.name for each in media.themes}
    wording = listing([names[theme] for theme in matched.themes])
    title = f"Treffer {wording}" if wording else "Ingen treff"
    sentence = f"test {text}"
    share = (Controls((share_button("medie", sentence),)),) if len(sentence) <= LONGEST_TEXT else ()
    return Card(
        title,
        (
            Paragraph(line(f"«{short(text, SHOWN)}»")),
            *(_hits(matched, names) or (Paragraph(line("Teksten har ingen av ordene for temaene våre.")),)),
            *_left_out(media, text, matched, names),
            Note(line("Endre ordene med ", Code("/padriver innhold medieord"), ".")),
            *share,
        ),
        summary=title,
    )


def _hits(matched: Matched, names: dict[str, str]) -> tuple[Part, ...]:
    return tuple(
        part
        for theme in matched.themes
        for part in (
            Heading(names[theme]),
            _rows([_hit(hit) for hit in matched.hits if hit.theme == theme]),
        )
    )


def _hit(hit: WordHit) -> Line:
    word, *companions = hit.words
    near = "".join(f", sammen med «{each.text}»" for each in companions)
    return line(f"«{word.text}» – {rule_text(hit.rule)}{near}")


def _left_out(media: Media, text: str, matched: Matched, names: dict[str, str]) -> tuple[Part, ...]:
    excluded = [_excluded(each, names[each.theme], media) for each in matched.excluded]
    counted = {(word.start, word.end) for hit in matched.hits for word in hit.words}
    counted |= {(each.words.start, each.words.end) for each in matched.excluded}
    hits_inside = [each for each in inside(media.themes, text) if (each.words.start, each.words.end) not in counted]
    excluded += [_excluded_line(each, names[each.theme]) for each in hits_inside]
    return (Heading("Ligner, men teller ikke"), _rows(excluded)) if excluded else ()


def _excluded(left_out: Excluded, name: str, media: Media) -> Line:
    if left_out.near is not None:
        return line(f"«{left_out.words.text}» – teller ikke for {name} sammen med «{left_out.near.text}»")
    if left_out.exclusion is not None:
        return line(f"«{left_out.words.text}» – unntak for {name}: {rule_text(left_out.exclusion)}")
    others = _companions(left_out, media)
    first = listing([f"«{each}»" for each in others[:COMPANIONS]], "eller")
    more = " eller lignende" if len(others) > COMPANIONS else ""
    return line(f"«{left_out.words.text}» – teller for {name} bare sammen med {first}{more}")


def _companions(left_out: Excluded, media: Media) -> list[str]:
    watched = media.theme(left_out.theme)
    rules = [each for each in watched.together if left_out.rule in each.words] if watched else []
    return [other.strip("=*") for each in rules for other in each.others]


def _excluded_line(held: Excluded, name: str) -> Line:
    return line(f"«{held.words.text}» – «{pattern(held.rule).key}» ({name}) står inni et annet ord")


def rule_text(rule: str) -> str:
    """Return a rule of the content pack in words."""
    read = pattern(rule)
    written = " ".join(read.parts)
    match read.kind:
        case "prefix":
            return f"ord som begynner med «{read.key}»"
        case "suffix":
            return f"ord som slutter på «{read.key}»"
        case "part":
            return f"ord som inneholder «{read.key}»"
        case "phrase":
            return f"ordene «{written}»"
        case _:
            return f"ordet «{written}»"


def _rows(rows: list[Line]) -> Bullets:
    unique = list(dict.fromkeys(rows))
    more = [line(f"… og {len(unique) - MOST} til")] if len(unique) > MOST else []
    return Bullets((*unique[:MOST], *more))

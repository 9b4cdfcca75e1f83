"""The fields that several kinds of content share, and the kinds that are made alike."""

from bot.cards.card import Choice
from bot.commands.innhold.kind import Field, Kind
from content.schema.base import Activity, Line
from content.schema.dated import Milestone
from content.schema.organisation import MEASURES, Aim

SOURCE = Field("kilde", "Kilde", "linje", "Hvor teksten kommer fra.")
NAME = Field("navn", "Navn")
WORDS = Field("stikkord", "Stikkord", "liste", "Ordene folk bruker når de leter, med komma mellom.")
LINK = Field("lenke", "Lenke", "linje", "Hele adressen, fra https://")
NOTE = Field("merknad", "Merknad", "tekst", "Vises i liten skrift under.")
MESSAGE = Field("budskap", "Budskap", "tekst", "Det vi vil at folk skal huske.")
DEMAND = Field("krav", "Krav", "tekst", "Hva vi ber om: hva, hvem og når.")
RESTS = Field(
    "hviler_til",
    "Hviler til",
    "dato",
    "Til den dagen sender jeg ingenting om det, og det regnes ikke som noe som mangler.",
)
THEME = Field("tema", "Tema", "tema")
TEXT = Field("tekst", "Tekst", "tekst")
TEXT_NN = Field("tekst_nynorsk", "Det samme på nynorsk", "tekst", "Til medlemmer som bruker nynorsk, i en runde.")
DEMAND_NN = Field("krav_nynorsk", "Krav på nynorsk", "tekst")
INTERNAL = Field("internt", "Internt", "ja", "Kryss av hvis det bare er for dere: det sendes, kopieres og deles aldri.")
CERTAINTIES = (
    Choice("Fast", "fast"),
    Choice("Rundt den dagen", "ca"),
    Choice("Ventet, ut fra tidligere år", "forventet"),
    Choice("Bare måneden er kjent", "måned"),
    Choice("Ukjent", "ukjent"),
)
CERTAINTY = Field("sikkerhet", "Hvor sikker er datoen?", "valg", choices=CERTAINTIES)
WHEN = Field(
    "når", "Når", "regel", "For eksempel «15. januar», «uke 33», «siste torsdag i august» eller «6.–15. oktober»."
)
WHEN_OF_PHASE = Field(
    "når",
    "Når",
    "regel",
    "Regnet fra året planen gjelder: «februar–mars året før», «november 2 år før – januar året før».",
)
DONE_BY = Field(
    "gjøres_av",
    "Hvem gjør det?",
    "valg",
    "Hvis du ikke velger: vi krysser av oppgaver og frister, og resten går over av seg selv.",
    (Choice("Vi gjør det og krysser av", "vi"), Choice("Andre gjør det", "andre")),
)
WORDS_ALONE = Field(
    "ord",
    "Ord",
    "ordliste",
    "Ord som er nok alene. «tog» er alle former, «jernbane*» begynnelsen, «*tog» slutten.",
)
EXCEPT = Field("unntak", "Unntak", "ordliste", "Ord som ligner, men ikke teller.")
TOGETHER = Field(
    "bare_sammen",
    "Bare sammen",
    "sammen",
    "Ord som teller nær andre, ett sett per linje: hovedbane* / tog, spor",
)
APART = Field(
    "ikke_sammen",
    "Ikke sammen",
    "sammen",
    "Ord som ikke teller nær andre: båt / regatta / utslipp. Etter den andre skråstreken: med mindre",
)
"""The words of a theme, in the media and in official texts."""
SAKER, KAMPANJE, BUDSJETT, HJUL = "Saker", "Kampanje", "Budsjett og NTP", "Årshjul"
MEDIER, ALLIANSER, HANDVERK, OSS = "Medier", "Allianser", "Håndverk", "Om oss"
GROUPS = (SAKER, KAMPANJE, BUDSJETT, HJUL, MEDIER, ALLIANSER, HANDVERK, OSS)
HANDVERK_FILE, ORGANISATION, MEDIA = "handverk.yaml", "organisasjon.yaml", "medier.yaml"


def text_lines(id_: str, name: str, many: str, group: str, new: str, files: str, *path: str) -> Kind:
    """Return a kind of short texts: an id, a text and a source."""
    return Kind(id_, name, many, group, new, files, path, Line, (TEXT, INTERNAL, SOURCE))


def aims(id_: str, name: str, many: str, group: str, new: str, files: str, *path: str) -> Kind:
    """Return the same of goals, strengths and challenges, with what reports measure them by."""
    hint = f"Det `/effekt rapport` teller: et slag fra effektloggen, eller {', '.join(MEASURES)}."
    measured = Field("måles_på", "Måles på", "liste", hint)
    return Kind(id_, name, many, group, new, files, path, Aim, (TEXT, measured, INTERNAL, SOURCE))


def activities(id_: str, name: str, many: str, group: str, new: str, files: str, *path: str) -> Kind:
    """Return the same of things to do, which may rest."""
    return Kind(id_, name, many, group, new, files, path, Activity, (TEXT, RESTS, INTERNAL, SOURCE))


def milestones(id_: str, name: str, many: str, group: str, new: str, file: str, key: str) -> Kind:
    """Return a kind of dates: deadlines of ours, and what happens."""
    kinds = (Choice("Frist: vi skal levere noe", "frist"), Choice("Milepæl: noe skjer", "milepæl"))
    title = Field("tittel", "Hva")
    fields = (title, Field("slag", "Slag", "valg", choices=kinds), DONE_BY, WHEN, CERTAINTY, NOTE, LINK, WORDS, SOURCE)
    return Kind(id_, name, many, group, new, file, (key,), Milestone, fields)

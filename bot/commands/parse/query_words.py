"""The words `/frister` knows besides periods and themes, and what each asks for."""

from typing import Literal

from bot.commands.parse.clean import fold

Slot = Literal["sources", "kinds", "mine", "overdue", "done", "everything"]

_QUERY_WORDS: dict[tuple[Slot, str], str] = {
    ("sources", "arshjul"): "årshjul årshjulet hjulet",
    ("sources", "kalender"): "kalender kalenderen",
    ("sources", "statsbudsjett"): "statsbudsjett statsbudsjettet budsjett budsjettet",
    ("sources", "ntp"): "ntp transportplan transportplanen",
    ("sources", "kampanje"): "kampanje kampanjen kampanjer",
    ("sources", "egen"): "egne egen eget",
    ("kinds", "frist"): "frist frister fristene",
    ("kinds", "milepæl"): "milepæl milepæler",
    ("kinds", "arrangement"): "arrangement arrangementer",
    ("kinds", "oppgave"): "oppgave oppgaver",
    ("kinds", "fase"): "fase faser",
    ("mine", ""): "mine min mitt",
    ("overdue", ""): "forfalt forfalte",
    ("done", ""): "ferdig ferdige gjort utført",
    ("everything", ""): "alle alt",
}
SPELT = tuple(word for words in _QUERY_WORDS.values() for word in words.split())
"""Every such word as it is spelt."""
QUERY_WORDS = {fold(word): meaning for meaning, words in _QUERY_WORDS.items() for word in words.split()} | {
    "nasjonal transportplan": ("sources", "ntp"),
    "over fristen": ("overdue", ""),
}
"""What a folded word asks for: the field of the query, and the value where the field holds several."""
FILLERS = frozenset({"i", "om", "og", "med", "for", "fra", "til", "pa", "av", "den", "det", "de", "som", "hva", "vis"})
"""Words that say nothing on their own, so that «frister i oktober om jernbane» is understood. Folded."""

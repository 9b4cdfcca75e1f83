"""The kinds of nudges as people know them."""

KINDS = {
    "ukesoversikt": "Ukesoversikt",
    "manedshjul": "Månedens årshjul",
    "kampanje_grep": "Nytt grep i kampanjen",
    "kampanje_hovedbudskap": "Hovedbudskap",
    "kampanje_onsdag": "Onsdagens budskap",
    "kampanje_slutt": "Ny kampanje neste år",
    "frister": "Frister i felleskanalen",
    "frister_eier": "Frister til den som eier dem",
    "velkomst": "Velkomst",
    "varsel": "Varsel om en kanal som ikke virker",
}
CHOSEN = tuple(kind for kind in KINDS if kind not in {"velkomst", "varsel"})
"""What may be turned off. A greeting comes because somebody has just asked for it, a notice because something is wrong."""

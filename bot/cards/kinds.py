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
    "stille": "Relasjoner som er blitt stille, til den som eier dem",
    "hvem_mott": "«Hvem møtte dere?», til dem som var på et arrangement",
    "gjennomgang": "Gjennomgang av interessentregisteret, til administratorer",
    "oppfolging": "Oppfølging i tråden",
    "oppfolging_husk": "Påminnelse om oppfølging",
    "oppfolging_ute": "Oppfølging over tiden",
    "oppfolging_hjelp": "Oppfølging som noen andre kan ta",
    "oppfolging_gitt": "Oppfølging du har fått",
    "mediesak": "Mediesak",
    "mediesprint": "Sprint i mediene",
    "velkomst": "Velkomst",
    "leder": "«Hvem leder arbeidet?», til den som installerte meg",
    "varsel": "Varsel om en kanal som ikke virker",
}
NOT_CHOSEN = frozenset(
    {"velkomst", "leder", "varsel", "oppfolging", "oppfolging_hjelp", "oppfolging_gitt", "mediesak", "mediesprint"}
)
"""What comes with something that is chosen, because somebody has just asked for it or has chosen a channel for it, or because something is wrong."""
CHOSEN = tuple(kind for kind in KINDS if kind not in NOT_CHOSEN)
"""What may be turned off."""

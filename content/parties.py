"""The parties by the short forms that packs and the register hold, with what else they are called."""

PARTIES: dict[str, tuple[str, ...]] = {
    "Ap": ("Arbeiderpartiet", "Arbeidarpartiet"),
    "FrP": ("Fremskrittspartiet", "Framstegspartiet"),
    "H": ("Høyre", "Høgre"),
    "INP": ("Industri- og næringspartiet",),
    "KrF": ("Kristelig Folkeparti", "Kristeleg Folkeparti"),
    "MDG": ("Miljøpartiet De Grønne", "Miljøpartiet Dei Grøne", "Miljøpartiet"),
    "R": ("Rødt", "Raudt"),
    "Sp": ("Senterpartiet",),
    "SV": ("Sosialistisk Venstreparti",),
    "V": ("Venstre",),
}

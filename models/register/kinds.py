"""The vocabulary of the register: kinds of organisations, roles, dialogues and gifts, with their labels."""

from collections.abc import Mapping

ORGANISATIONS: Mapping[str, str] = {
    "departement": "Departement",
    "komité": "Komité på Stortinget",
    "parti": "Parti",
    "kommune": "Kommune",
    "fylkeskommune": "Fylkeskommune",
    "delregion": "Delregion",
    "etat": "Direktorat eller annen statlig virksomhet",
    "samarbeid": "Samarbeidsorgan",
    "organisasjon": "Organisasjon",
    "næringsliv": "Bedrift eller næringsforening",
    "medium": "Redaksjon",
    "målgruppe": "Målgruppe",
    "annet": "Annet",
}
ROLES: Mapping[str, str] = {
    "politiker": "Folkevalgt eller politisk ledelse",
    "parti": "Ansatt eller tillitsvalgt i et parti",
    "embetsverk": "Embetsverk og administrasjon",
    "redaksjon": "Redaktør eller journalist",
    "næringsliv": "Næringsliv",
    "organisasjon": "Organisasjon",
    "annet": "Annet",
}
WITH_PARTY = frozenset({"politiker", "parti"})
"""The roles whose party may be stored: a party reveals a political opinion (GDPR, article 9)."""
CHANNELS: Mapping[str, str] = {
    "møte": "Møte",
    "samtale": "Samtale",
    "telefon": "Telefon",
    "e-post": "E-post",
    "melding": "Melding",
    "besøk": "Besøk",
}
"""The ways of talking."""
STANCES: Mapping[str, str] = {"positiv": "Positiv", "avventende": "Avventende", "negativ": "Negativ"}
GIFTS: Mapping[str, str] = {
    "faktaark": "Faktaark",
    "invitasjon": "Invitasjon",
    "svar": "Svar på spørsmål",
    "innspill": "Innspill",
    "annet": "Annet",
}
TIERS = ("A", "B", "C")
LEAST, MOST = 1, 5
"""The ends of the scale of interest and of influence."""
STRONGEST = 3
"""The strength of a tie between those who know each other well; 1 is to have met."""
PURPOSE = "Interessepolitisk dialog"
"""Why a person is stored, if nobody says otherwise."""

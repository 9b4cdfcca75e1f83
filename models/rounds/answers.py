"""What a carrier may answer, and how an answer came."""

from collections.abc import Mapping

from models.tables.rounds import USED as USED  # noqa: PLC0414 - callers know it by this module

YES, NO = "ja", "nei"
ANSWERS: Mapping[str, str] = {USED: "Har brukt det", YES: "Ja, vi bruker det", NO: "Ikke denne gangen"}
CALL, FORWARD = "ring", "videre"
WAYS: Mapping[str, str] = {
    "telefon": "på telefon",
    "e-post": "i en e-post",
    "møte": "i et møte",
    "melding": "i en melding",
}
"""How an answer that a colleague noted was given."""
KEPT_DAYS = 90
"""For how long after a round what they wrote is kept; then only whether it was used, with the link."""
EXPIRES_DAYS = 30
"""How long after the last day of a round its links open the page."""
A_MONTH_DAYS = 30
"""Nobody gets two unasked e-mails in so many days, of all rounds together."""
REMIND_DAYS = 5
"""The reminder comes so many days before the last day of the round."""

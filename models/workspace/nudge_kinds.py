"""The stored names of the kinds of nudges that the models name themselves."""

ALERT = "mediesak"
DEPARTURE = "avgang"
LEADER = "leder"
HEARING_CHANGED, HEARING_CHANGED_IN_CHANNEL, HEARING_DATE = "horing_endret", "horing_endret_kanal", "horing_dato"
CASE_MOVED, CONSENT = "sak_endret", "sak_samtykke"
HEARING_CHANGED_IN_THREAD = "horing_endret_trad"
HEARING, HEARINGS = "horing", "horinger"

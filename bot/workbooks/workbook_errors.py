"""Why a workbook is not read, and what the person can do about it."""

from collections.abc import Sequence

MOST_MEGABYTES = 20
_AS_XLSX = "Lagre den som Excel-arbeidsbok (.xlsx) og send den på nytt."


MOST_QUOTED, LONGEST_QUOTED = 8, 40
_HEADINGS = (
    "Sett overskrifter som «Navn», «Virksomhet», «Rolle» og «Sist kontakt» øverst i arket, og send filen på nytt."
)
_NAMES = "Skriv «Navn», «Fornavn» og «Etternavn» eller «Virksomhet» over kolonnen med navn, og send filen på nytt."


class RefusedWorkbookError(Exception):
    """A workbook cannot be read. `text` says in bokmål why, and what to do.

    Its arguments are those it is made with, so that a worker can raise it.
    """

    text = f"Jeg kan ikke lese filen. {_AS_XLSX}"


class TooLargeError(RefusedWorkbookError):
    """The file itself is too large."""

    text = (
        f"Filen er for stor. Jeg leser filer på inntil {MOST_MEGABYTES} MB. Del den opp, og send delene hver for seg."
    )


class TooMuchError(RefusedWorkbookError):
    """The file's contents would take too much memory."""

    text = "Arbeidsboka er for stor. Slett ark, rader og kolonner som ikke er i bruk, eller del den opp, og send den på nytt."


class LockedError(RefusedWorkbookError):
    """The file is encrypted."""

    text = "Filen er beskyttet med passord. Fjern passordet, og send den på nytt."


class OldError(RefusedWorkbookError):
    """The file is a workbook from before 2007."""

    text = f"Filen har et gammelt format. {_AS_XLSX}"


class OtherFormatError(RefusedWorkbookError):
    """The file is a spreadsheet in another format: Excel's binary one, or LibreOffice's."""

    text = f"Regnearket er lagret i et format jeg ikke leser. {_AS_XLSX}"


class StoppedError(RefusedWorkbookError):
    """Reading the file took more time or memory than the limits allow."""

    text = (
        "Jeg måtte gi opp: filen krever for mye tid eller minne. Lag en ny arbeidsbok, kopier inn bare radene du trenger, "
        "og send den."
    )


class StoppedBeforeError(RefusedWorkbookError):
    """The same file stopped its reader before."""

    text = (
        "Jeg har gitt opp denne filen før, så jeg prøver ikke igjen. Lag en ny arbeidsbok, kopier inn bare radene du "
        "trenger, og send den."
    )


class BusyError(RefusedWorkbookError):
    """Another file of the workspace is being read."""

    text = "Jeg leser et annet regneark akkurat nå. Send filen på nytt om et par minutter."


class MacrosError(RefusedWorkbookError):
    """The file contains macros."""

    text = f"Filen har makroer, og dem åpner jeg ikke. {_AS_XLSX}"


class NoWorkbookError(RefusedWorkbookError):
    """The file is not a workbook."""

    text = f"Dette er ikke en Excel-arbeidsbok. {_AS_XLSX}"


class BrokenError(RefusedWorkbookError):
    """The file ends too early, or is not what it claims to be."""

    text = f"Filen er ødelagt eller ikke ferdig lagret. Åpne den i Excel. {_AS_XLSX}"


class EmptyError(RefusedWorkbookError):
    """All sheets are empty."""

    text = "Arbeidsboka er tom."


class NoHeadingsError(RefusedWorkbookError):
    """No sheet has known headings. `seen` is the row that looks most like headings."""

    text = f"Jeg kjenner ikke igjen overskriftene. {_HEADINGS}"

    def __init__(self, seen: Sequence[str] = ()) -> None:
        super().__init__(seen)
        if said := _quoted(seen):
            self.text = f"Jeg kjenner ikke igjen overskriftene {said}. {_HEADINGS}"


class NoNamesError(RefusedWorkbookError):
    """The headings are known, but none of them is one of names. `seen` is all of them."""

    text = f"Jeg fant ingen kolonne med navn. {_NAMES}"

    def __init__(self, seen: Sequence[str] = ()) -> None:
        super().__init__(seen)
        if said := _quoted(seen):
            self.text = f"Jeg fant ingen kolonne med navn. Overskriftene jeg ser, er {said}. {_NAMES}"


def _quoted(seen: Sequence[str]) -> str:
    """Return headings for a sentence: the first ones, each cut if it is long."""
    said = [f"«{' '.join(each.split())[:LONGEST_QUOTED]}»" for each in seen if each.strip()]
    more = [f"{len(said) - MOST_QUOTED} til"] if len(said) > MOST_QUOTED else []
    *first, last = [*said[:MOST_QUOTED], *more] or [""]
    return f"{', '.join(first)} og {last}" if first else last

"""Why a workbook is not read, and what the person can do about it."""

from typing import ClassVar

MOST_MEGABYTES = 20
_AS_XLSX = "Lagre den som Excel-arbeidsbok (.xlsx) og send den på nytt."


class RefusedError(Exception):
    """A workbook cannot be read. `text` says why in bokmål, and what to do. No arguments, so that a worker can raise it."""

    text: ClassVar[str] = f"Jeg kan ikke lese filen. {_AS_XLSX}"


class TooLargeError(RefusedError):
    """The file itself is too large."""

    text = (
        f"Filen er for stor. Jeg leser filer på inntil {MOST_MEGABYTES} MB. Del den opp, og send delene hver for seg."
    )


class TooMuchError(RefusedError):
    """The file's contents would take too much memory."""

    text = "Arbeidsboka er for stor. Slett ark, rader og kolonner som ikke er i bruk, eller del den opp, og send den på nytt."


class LockedError(RefusedError):
    """The file is encrypted."""

    text = "Filen er beskyttet med passord. Fjern passordet, og send den på nytt."


class OldError(RefusedError):
    """The file is a workbook from before 2007."""

    text = f"Filen har et gammelt format. {_AS_XLSX}"


class OtherFormatError(RefusedError):
    """The file is a spreadsheet in another format: Excel's binary one, or LibreOffice's."""

    text = f"Regnearket er lagret i et format jeg ikke leser. {_AS_XLSX}"


class StoppedError(RefusedError):
    """Reading the file took more time or memory than the limits allow."""

    text = (
        "Jeg måtte gi opp: filen krever for mye tid eller minne. Lag en ny arbeidsbok, kopier inn bare radene du trenger, "
        "og send den."
    )


class StoppedBeforeError(RefusedError):
    """The same file stopped its reader before."""

    text = (
        "Jeg har gitt opp denne filen før, så jeg prøver ikke igjen. Lag en ny arbeidsbok, kopier inn bare radene du "
        "trenger, og send den."
    )


class BusyError(RefusedError):
    """Another file of the workspace is being read."""

    text = "Jeg leser et annet regneark akkurat nå. Send filen på nytt om et par minutter."


class MacrosError(RefusedError):
    """The file contains macros."""

    text = f"Filen har makroer, og dem åpner jeg ikke. {_AS_XLSX}"


class NoWorkbookError(RefusedError):
    """The file is not a workbook."""

    text = f"Dette er ikke en Excel-arbeidsbok. {_AS_XLSX}"


class BrokenError(RefusedError):
    """The file ends too early, or is not what it claims to be."""

    text = f"Filen er ødelagt eller ikke ferdig lagret. Åpne den i Excel. {_AS_XLSX}"


class EmptyError(RefusedError):
    """All sheets are empty."""

    text = "Arbeidsboka er tom."


class NoHeadingsError(RefusedError):
    """No sheet has known headings."""

    text = (
        "Jeg kjenner ikke igjen overskriftene. Sett overskrifter som «Navn», «Virksomhet», «Rolle» og «Sist kontakt» "
        "øverst i arket, og send filen på nytt."
    )

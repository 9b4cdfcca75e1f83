"""Reports as files for a person: the bytes are made only when they are needed, off the event loop."""

from dataclasses import dataclass, field

from bot.reports.document import Report


@dataclass(frozen=True)
class WordFile:
    """A report as a .docx file: called, it returns the bytes."""

    report: Report = field(repr=False)

    def __call__(self) -> bytes:
        """Return the file. Call it off the event loop."""
        from bot.reports.word_file import word  # noqa: PLC0415 - the libraries are large, and extras

        return word(self.report)


@dataclass(frozen=True)
class PdfFile:
    """A report as a tagged PDF: called, it returns the bytes."""

    report: Report = field(repr=False)

    def __call__(self) -> bytes:
        """Return the file. Call it off the event loop."""
        from bot.reports.pdf_file import pdf  # noqa: PLC0415 - the same

        return pdf(self.report)

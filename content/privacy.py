"""`personvern.md`: what is stored about people, for the person responsible; a test compares it with the tables."""

from importlib.resources import files

FIELD_BY_FIELD = "Felt for felt"
"""The heading under which every table is described."""


def privacy_document() -> str:
    """Return the document in Markdown: headings, paragraphs and lists, with `code` and **bold**."""
    return files("content").joinpath("personvern.md").read_text("utf-8")

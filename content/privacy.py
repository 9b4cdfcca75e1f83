"""`personvern.md`: what is stored about people, for the person responsible; held to the tables by a test."""

from importlib.resources import files

FIELD_BY_FIELD = "Felt for felt"
"""The heading from which every table is told."""


def privacy_document() -> str:
    """Return the document as it is written, in Markdown: headings, paragraphs and lists, with `code` and **bold**."""
    return files("content").joinpath("personvern.md").read_text("utf-8")

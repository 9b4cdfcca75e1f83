"""`interessenter.yaml`: who the organisation wants to reach. Partners and sub-regions are in files of their own."""

from typing import Literal

from pydantic import Field

from content.schema.base import Entry, Id, Strict, Text

Kind = Literal["departement", "komité", "parti", "etat", "organisasjon", "næringsliv", "målgruppe", "annet"]
"""The kinds that a file may name; `models.register.kinds` has their labels."""


class Stakeholder(Entry):
    """An organisation or a group to influence, and the themes it decides or cares about."""

    name: Text = Field(alias="navn")
    kind: Kind = Field(alias="type")
    themes: tuple[Id, ...] = Field(default=(), alias="temaer")
    about: Text | None = Field(default=None, alias="om")
    link: str | None = Field(default=None, alias="lenke", pattern=r"^https://")


class Stakeholders(Strict):
    """`interessenter.yaml`. A pack may leave the file out."""

    stakeholders: tuple[Stakeholder, ...] = Field(alias="interessenter")

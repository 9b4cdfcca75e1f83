"""A new campaign that starts from an earlier one: the same texts, all of them drafts, under a new year."""

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, Note, Paragraph, line
from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Ask, Press, Reply, Submission, Submitted
from bot.commands.innhold.contents import Contents, FoundEntry, contents_of
from bot.commands.innhold.kinds import BY_ID, CAMPAIGN
from bot.commands.innhold.saving import Written, plain_errors, saved_card, write
from bot.commands.parse.clean import clean
from bot.commands.shared.administration import lock_workspace
from models.content.content_edits import RefusedChangeError, WantedEdit

SAVE = "innhold.kampanje.lagre"
NONE = Card("Ingen kampanje å starte fra", (Paragraph(line("Dere har ingen kampanje ennå.")),))
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 120
OF_ITS_YEAR = frozenset({"klarering", "hviler_til"})
"""What does not follow from one year to the next."""


def open_copy(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a campaign that starts from an earlier one."""
    del press
    campaigns = _campaigns(contents_of(ask, session))
    if not campaigns:
        return Reply(card=NONE)
    newest = campaigns[-1]
    year = max(int(newest.fields["år"]) + 1, ask.today.year)
    return Form(
        "Ny kampanje",
        SAVE,
        (
            SelectInput(
                "fra",
                "Start fra",
                tuple(Choice(f"{each.title} ({each.fields['år']})", each.file) for each in campaigns),
                newest.file,
            ),
            TextInput("år", "År", str(year), max_length=4),
            TextInput("navn", "Navn", f"Kampanjen {year}", max_length=LONGEST),
        ),
        submit="Lag utkast",
        intro=line("Alle tekstene følger med, ordrett, og blir utkast. Endre dem etterpå, og få dem klarert."),
    )


def submit_copy(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Make the campaign, or return the form's errors."""
    lock_workspace(ask, session)  # of two who make the same year's at once, the second sees that it is there
    contents = contents_of(ask, session)
    campaigns = {each.file: each for each in _campaigns(contents)}
    source, name, said = (
        campaigns.get(sent.values.get("fra", "")),
        clean(sent.values.get("navn", "")),
        clean(sent.values.get("år", "")),
    )
    year = int(said) if re.fullmatch("[0-9]{4}", said) else 0
    taken = {int(each.fields["år"]) for each in campaigns.values()}
    errors = {
        "fra": None if source else "Velg en kampanje.",
        "navn": None if name else "Skriv hva kampanjen heter.",
        "år": "Skriv et år med fire sifre."
        if not FIRST_YEAR <= year <= LAST_YEAR
        else f"{year} har en kampanje fra før."
        if year in taken
        else None,
    }
    if source is None or any(errors.values()):
        return FormErrors({field: text for field, text in errors.items() if text})
    try:
        done = _write_copy(ask, session, contents, source, year, name)
    except RefusedChangeError as refused:
        return FormErrors({"navn": next(iter(plain_errors(BY_ID[CAMPAIGN], refused.faults).values()))})
    card = saved_card(ask, session, done)
    named = sum(str(source.fields["år"]) in text for text in _texts(contents.kept(source.file)))
    rest = "Den er ikke endret." if named == 1 else "De er ikke endret."
    note = Note(line(f"{named} av tekstene nevner {source.fields['år']}. {rest}")) if named else None
    return Reply(card=replace(card, parts=(card.parts[0], *((note,) if note else ()), *card.parts[1:])))


def continue_campaign(ask: Ask, session: Session, earlier: int, year: int) -> Written | None:
    """Make a year's campaign from that of an earlier year, under its name; None if there is no such campaign.

    Raises RefusedChangeError.
    """
    contents = contents_of(ask, session)
    source = next((each for each in _campaigns(contents) if int(each.fields["år"]) == earlier), None)
    if source is None:
        return None
    name = str(source.fields["navn"]).replace(str(earlier), str(year))
    return _write_copy(ask, session, contents, source, year, name)


def _write_copy(ask: Ask, session: Session, contents: Contents, source: FoundEntry, year: int, name: str) -> Written:
    data = copied(contents.kept(source.file), int(source.fields["år"]), year)
    entry = str(data.pop("id"))
    new = WantedEdit(
        f"kampanjer/{year}.yaml", entry, data | {"år": year, "navn": name}, (), is_new=True, is_removed=False
    )
    return write(
        ask, session, [new], FoundEntry(BY_ID[CAMPAIGN], new.file, (), {"id": entry, "navn": name}), "lagt til"
    )


def copied(data: Any, old: int, new: int) -> Any:
    """Return a campaign's data with the year in its ids changed: nothing cleared or resting. Its words are the same."""
    if isinstance(data, list):
        return [copied(each, old, new) for each in data]
    if not isinstance(data, dict):
        return data
    found = {name: copied(value, old, new) for name, value in data.items() if name not in OF_ITS_YEAR}
    if isinstance(found.get("id"), str):
        found["id"] = re.sub(rf"(?<!\d){old}(?!\d)", str(new), found["id"])
        if found["id"] == data["id"] and "år" in data:
            found["id"] = f"kampanje-{new}"
    return found


def _campaigns(contents: Contents) -> list[FoundEntry]:
    kept = [each for each in contents.entries(BY_ID[CAMPAIGN]) if not each.is_removed]
    return sorted(kept, key=lambda each: int(each.fields["år"]))


def _texts(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for name, value in data.items() if name not in {"id", "kilde", "navn"} for text in _texts(value)]
    if isinstance(data, list):
        return [text for each in data for text in _texts(each)]
    return [data] if isinstance(data, str) else []

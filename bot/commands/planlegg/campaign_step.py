"""Step 3: a new campaign, the old one again or none, and what the board has to decide."""

from collections.abc import Iterator

from bot.cards.card import Bullets, Button, Controls, Heading, Item, Note, Paragraph, Part, line
from bot.cards.content_edit import CLEAR, COPY_CAMPAIGN, SHOW_ENTRY, TO_CLEAR, campaign_file, edit_button, entry_value
from bot.cards.words import amount, capital, listing
from bot.commands.ask import Ask
from content.clearing import OutwardText, outward_texts
from content.emphasis import past_years, prioritised
from content.schema.messages import Campaign, Fact
from content.schema.organisation import YearChoice

CONTINUE, NONE, SOME = "planlegg.fortsett", "planlegg.ingen", "planlegg.likevel"
REST, SPEAK = "planlegg.hviler", "planlegg.taler"
MOST_ROWS = 8


def earlier_campaign(ask: Ask, year: int) -> Campaign | None:
    """Return the last campaign before a year."""
    before = [each for each in ask.pack.campaigns if each.year < year]
    return max(before, key=lambda each: each.year, default=None)


def choice_of(ask: Ask, year: int) -> YearChoice | None:
    """Return what people chose for a year without a campaign; None if nothing counts."""
    choice = ask.pack.organisation.choice(year)
    return choice if choice and choice.without_campaign and ask.pack.campaign(year) is None else None


def chosen_sentence(ask: Ask, year: int) -> str:
    """Return what has been decided about the campaign."""
    if campaign := ask.pack.campaign(year):
        return f"Kampanjen for {year} er lagt inn: «{campaign.name}»."
    return f"Dere har valgt ingen kampanje i {year}." if choice_of(ask, year) else "Kampanjen er ikke bestemt ennå."


def campaign_parts(ask: Ask, year: int) -> tuple[Part, ...]:
    """Return what has been decided, the choices that are left, and what the board has to decide."""
    campaign = ask.pack.campaign(year)
    if campaign is not None:
        show = Button("Vis kampanjen", SHOW_ENTRY, entry_value(campaign_file(campaign), campaign.id))
        decided: tuple[Part, ...] = (Item(line(chosen_sentence(ask, year)), (show,)),)
    elif choice := choice_of(ask, year):
        decided = _without(ask, year, choice)
    else:
        decided = _choices(ask, year)
    return (*decided, *_past(ask, year), *_board(ask, year))


def _choices(ask: Ask, year: int) -> tuple[Part, ...]:
    earlier = earlier_campaign(ask, year)
    sentence = (
        f"Kampanjen {earlier.year} varer ut desember {earlier.year}. Hva skal skje i {year}?"
        if earlier
        else f"Det er ingen kampanje fra før. Hva skal skje i {year}?"
    )
    buttons = (
        *(
            (
                Button(f"Ny kampanje fra {earlier.year}", COPY_CAMPAIGN, ""),
                Button(f"Fortsett {earlier.year}-kampanjen i {year}", CONTINUE, str(year)),
            )
            if earlier
            else ()
        ),
        Button("Ingen kampanje", NONE, str(year)),
    )
    return (Paragraph(line(sentence)), Controls(buttons))


def _without(ask: Ask, year: int, choice: YearChoice) -> tuple[Part, ...]:
    names = listing([each.name for each in prioritised(ask.pack, ask.today)])
    goes_on = (
        "Ukas budskap hviler til dere velger noe annet."
        if choice.talk_rests
        else f"Hver onsdag kommer i stedet et budskap om en av sakene deres: {names}."
        if names
        else "Ingen av de prioriterte sakene har et budskap ennå, så ingenting kommer på onsdager."
    )
    talk = (
        Button("Send ukas budskap igjen", SPEAK, str(year))
        if choice.talk_rests
        else Button("La onsdagsbudskapet hvile", REST, str(year))
    )
    sentence = f"{chosen_sentence(ask, year)} {goes_on}"
    return (Paragraph(line(sentence)), Controls((talk, Button("Ha kampanje likevel", SOME, str(year)))))


def _past(ask: Ask, year: int) -> tuple[Part, ...]:
    """Return the texts that name the year of an earlier campaign: they are not pushed in that year."""
    found = list(_naming_past(ask, year))
    if not found:
        return ()
    items = [Item(line(each.label), (edit_button(each.file, each.entry),)) for each in found[:MOST_ROWS]]
    more = len(found) - len(items)
    return (
        Heading("Nevner et år som er over"),
        Paragraph(line(f"Disse tekstene sender jeg ikke av meg selv i {year}, før dere har endret dem:")),
        *items,
        *((Note(line(f"og {more} til")),) if more else ()),
    )


def _naming_past(ask: Ask, year: int) -> Iterator[OutwardText]:
    names_past = past_years(ask.pack, year)
    facts = {fact.id for issue in ask.pack.issues for fact in issue.facts if isinstance(fact, Fact)}
    for each in _texts(ask, year):
        if names_past and each.entry not in facts and any(names_past.search(text) for _, text in each.texts):
            yield each


def _board(ask: Ask, year: int) -> tuple[Part, ...]:
    drafts = [each for each in _texts(ask, year) if each.board and each.clearing.status == "utkast"]
    if not drafts:
        return (Heading("Styret vedtar"), Paragraph(line("Hovedbudskap, prioriteringer og krav er klarert.")))
    rows = tuple(line(each.label) for each in drafts[:MOST_ROWS])
    more = len(drafts) - len(rows)
    return (
        Heading("Styret vedtar"),
        Paragraph(line(f"{capital(amount(len(drafts), 'tekst', 'tekster'))} er utkast:")),
        Bullets((*rows, *((line(f"og {more} til"),) if more else ()))),
        Controls((Button("Klarer tekster", CLEAR, TO_CLEAR),)),
    )


def _texts(ask: Ask, year: int) -> Iterator[OutwardText]:
    """Yield the texts that may be said in a year: those of its campaign, and those of no campaign."""
    for each in outward_texts(ask.pack):
        file = ask.pack.files.get(each.file)
        if not isinstance(file, Campaign) or file.year == year:
            yield each

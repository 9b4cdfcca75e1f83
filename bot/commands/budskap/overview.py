"""`/budskap` alone: the main message, today's phases, and everything to choose among."""

from bot.cards.card import Button, Choice, Controls, Heading, Menu, Note, Part, Quote, line
from bot.commands.budskap.cards import Today
from bot.commands.budskap.names import by_priority, campaign_for, targets
from bot.commands.budskap.targets import Ally, Recipient, Target, Theme, TrackOf
from bot.commands.budskap.use import use_now

SHOW = "budskap.vis"
MOST_BUTTONS = 5


def overview(today: Today) -> tuple[Part, ...]:
    """Return the main message of the campaign, today's openings, and the menu."""
    campaign = campaign_for(today.pack, today.day)
    main: tuple[Part, ...] = (Note(line("Innholdet har ingen kampanje, og derfor ikke noe hovedbudskap.")),)
    if campaign is not None:
        over: tuple[Part, ...] = (
            (Note(line(f"{today.day.year} har ingen kampanje ennå. Dette er fra kampanjen {campaign.year}.")),)
            if campaign.year < today.day.year
            else ()
        )
        main = (Heading(f"Hovedbudskap {campaign.year}"), *over, Quote(campaign.main.text))
    themes = tuple(Button(issue.name, SHOW, issue.id) for issue in by_priority(today.pack))
    choose = (Heading("Velg budskap"), Controls((*themes[:MOST_BUTTONS], menu(today))))
    return (*main, *choose, *use_now(today.pack, today.day, today.presented))


def menu(today: Today, prefix: str = "") -> Menu:
    """Return a menu of everything there is a message for; `prefix` is «kopier » when it is to be copied."""
    choices = tuple(Choice(f"{_kind(each)}{each.label}", prefix + each.ref) for each in targets(today.pack, today.day))
    return Menu("Velg tema, spor, mottaker eller grep", SHOW, choices)


def _kind(target: Target) -> str:
    match target:
        case Theme():
            return "Tema: "
        case TrackOf(_, track):
            return "" if track.letter else "Spor: "
        case Recipient():
            return "Mottaker: "
        case Ally():
            return "Alliert: "
        case _:
            return ""

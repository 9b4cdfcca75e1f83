"""`padriver preview`."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.cards.text import render_form_text, render_text
from bot.cli import output
from bot.cli.moment import moment
from bot.commands.ask import Answer
from bot.preview import NothingToShowError, answer_at, nudge_at
from bot.slack.render import render_form, render_messages
from bot.teams import render as teams
from content.load import load_pack
from jobs.nudges.registry import PREVIEWS


class Shape(StrEnum):
    """What to show it as."""

    TEXT = "text"
    SLACK = "slack"
    TEAMS = "teams-json"


def preview(
    what: Annotated[
        str, typer.Argument(help=f"En kommando («frister oktober») eller et varsel: {', '.join(PREVIEWS)}.")
    ],
    at: Annotated[datetime, typer.Option(parser=moment, help="Tidspunktet, f.eks. 2026-10-05 (norsk tid).")],
    shape: Annotated[Shape, typer.Option("--as", help="Som tekst eller som plattformens JSON.")] = Shape.TEXT,
) -> None:
    """Vis et svar eller et varsel slik det blir en gitt dag, uten database og uten å sende noe."""
    with output.exit_on_content_faults():
        pack = load_pack(output.settings_or_exit().content)
    try:
        shown = nudge_at(what, pack, at) if what in PREVIEWS else answer_at(what, pack, at)
    except NothingToShowError as nothing:
        output.stop(str(nothing))
    typer.echo(_rendered(shown, shape))


def _rendered(shown: Answer, shape: Shape) -> str:
    if shape is Shape.TEXT:
        return _text(shown)
    return json.dumps(_slack(shown) if shape is Shape.SLACK else _teams(shown), ensure_ascii=False, indent=2)


def _text(shown: Answer) -> str:
    match shown:
        case File():
            return f"{shown.title} ({shown.name})"
        case Form():
            return render_form_text(shown)
        case Card():
            return render_text(shown)


def _slack(shown: Answer) -> Any:
    if isinstance(shown, Form):
        return render_form(shown)
    if isinstance(shown, File):
        return {"filename": shown.name, "title": shown.title}
    return [{"text": message.text, "blocks": message.blocks} for message in render_messages(shown)]


def _teams(shown: Answer) -> Any:
    if isinstance(shown, File):
        return {"filename": shown.name, "title": shown.title}
    if isinstance(shown, Form):
        return teams.render_form(shown)
    called = teams.DisplayNames(
        *(dict(zip(ids, ids, strict=True)) for ids in (teams.people_in(shown), teams.channels_in(shown)))
    )
    return [message.card for message in teams.render_teams(shown, called)]

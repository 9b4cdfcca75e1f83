"""Cards and forms as Adaptive Cards, plain dicts. Nothing in a text becomes formatting, a link or a mention."""

from bot.teams.render.controls import marked, read_press
from bot.teams.render.forms import read_form, render_form
from bot.teams.render.messages import Refresh, RenderedActivity, render_short, render_teams
from bot.teams.render.names import DisplayNames, channels_in, people_in

__all__ = [
    "DisplayNames",
    "Refresh",
    "RenderedActivity",
    "channels_in",
    "marked",
    "people_in",
    "read_form",
    "read_press",
    "render_form",
    "render_short",
    "render_teams",
]

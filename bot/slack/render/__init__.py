"""Cards and forms as Block Kit. Text is used as it is: nothing in it becomes formatting, a link or a mention."""

from bot.slack.render.controls import read_press
from bot.slack.render.forms import read_values, render_form
from bot.slack.render.messages import RenderedBlocks, render_messages, render_short, render_table

__all__ = [
    "RenderedBlocks",
    "read_press",
    "read_values",
    "render_form",
    "render_messages",
    "render_short",
    "render_table",
]

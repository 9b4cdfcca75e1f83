"""Cards as e-mail: plain text and HTML that say the same. What can be pressed in a chat is left out."""

from bot.mail.render.html import render_html
from bot.mail.render.text import render_plain, subject_of

__all__ = ["render_html", "render_plain", "subject_of"]

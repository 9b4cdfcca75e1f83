"""`/padriver innhold`: everything the organisation says and knows, changed in the chat.

`kinds` is the table of what can be changed; `contents` finds entries in a workspace's files, `values` and `rules` write and
read their fields in a form, `entry_form` makes the form, `saving` writes and undoes, `content_cards` shows.
"""

from bot.commands.innhold.content_handlers import PRESSES, SUBMITS, content_command

__all__ = ["PRESSES", "SUBMITS", "content_command"]

"""Slack's limits on Block Kit (https://docs.slack.dev/reference/block-kit)."""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 9_000
"""The total at which Slack refuses a message (`msg_blocks_too_long`, seen near 13 000) is not documented."""
MESSAGE_TEXT = 3_900
"""`chat.update` takes 4000 characters of top-level text."""
BLOCK_TEXT = 3_000
CONTEXT_TEXT = 2_000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACTION_ID = 255
ROW_ELEMENTS = 25
OPTIONS = 100
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
CHECKBOXES = 10
ALT_TEXT = 2_000
URL = 3_000
VIEW_TITLE = 24
VIEW_STATE = 3_000
INPUT_TEXT = 3_000
LABEL = 2_000

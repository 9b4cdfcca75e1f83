"""Where each text of a content pack is shown: found in the cards themselves, which are composed for years on end.

`texts` makes the list of texts from the pack, `places` composes every card of the years with a temporary database, and
`report` looks for the one in the other. Nothing says by hand where a text is; a card that no longer has it loses it.
"""

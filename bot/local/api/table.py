"""Every method by name."""

from collections.abc import Mapping

from bot.local.api import chat, conversations, file_methods, history, oauth, reaction_methods, session, users, views
from bot.local.api.call import Method

METHODS: Mapping[str, Method] = {
    method.name: method
    for family in (chat, conversations, file_methods, history, oauth, reaction_methods, session, users, views)
    for method in family.METHODS
}

"""Every method by name."""

from collections.abc import Mapping

from bot.local.api import chat, conversations, files, history, oauth, reactions, session, users, views
from bot.local.api.call import Method

METHODS: Mapping[str, Method] = {
    method.name: method
    for family in (chat, conversations, files, history, oauth, reactions, session, users, views)
    for method in family.METHODS
}

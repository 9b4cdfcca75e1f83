"""The Home tab of a person: published when it is opened, and again when one of its buttons has been used."""

from bot.cards.card import Card
from bot.requests.request_errors import report_error
from bot.requests.roles import home_need
from bot.slack.dispatcher import SlackDispatcher
from bot.slack.incoming import SlackRequest
from bot.slack.render import render_short
from bot.slack.render.limits import VIEW_BLOCKS


async def publish_home(dispatcher: SlackDispatcher, incoming: SlackRequest) -> None:
    """Show the person's Home tab as it is now."""
    card = await dispatcher.ask(incoming, home_need(dispatcher.deps.registry), dispatcher.deps.registry.HOME)
    if not isinstance(card, Card):
        return
    try:
        blocks = render_short(card).blocks[:VIEW_BLOCKS]
        client = (await dispatcher.responder(incoming)).client
        await client.views_publish(user_id=incoming.target.user_id, view={"type": "home", "blocks": blocks})
    except Exception as error:  # noqa: BLE001 - nobody waits for an answer
        report_error(error, incoming)

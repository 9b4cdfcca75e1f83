"""A small Bolt app that gives the page something of everything to show."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.support.local import button, modal, plain, section, text_input

MANIFEST: dict[str, Any] = {
    "features": {
        "slash_commands": [
            {"command": "/frister", "description": "Frister og milepæler", "usage_hint": "[oktober | ny …]"},
            {"command": "/budskap", "description": "Det dere har vedtatt å si", "usage_hint": "[tema]"},
            {"command": "/alt", "description": "Alle slags felter", "usage_hint": ""},
        ],
        "shortcuts": [{"name": "Lag frist av dette", "callback_id": "lag_frist", "type": "message"}],
    },
    "oauth_config": {
        "scopes": {"bot": ["chat:write", "commands", "im:history", "channels:history", "reactions:read"]},
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}

DEADLINES = [
    {"type": "header", "text": plain("Frister de neste 30 dagene")},
    section("*Innspill til transportkomiteen*\nonsdag 7. oktober (uke 41), om 5 dager · <@U0000002>"),
    {
        "type": "actions",
        "elements": [
            {**button("Ferdig", "ferdig", "1"), "style": "primary"},
            {"type": "datepicker", "action_id": "utsett", "placeholder": plain("Utsett"), "initial_date": "2026-10-07"},
            {
                "type": "static_select",
                "action_id": "tema",
                "placeholder": plain("Velg tema"),
                "options": [{"text": plain(each.title()), "value": each} for each in ("jernbane", "energi")],
            },
            {
                **button("Slett", "slett", "1"),
                "style": "danger",
                "confirm": {
                    "title": plain("Slette fristen?"),
                    "text": plain("Den kan ikke hentes tilbake."),
                    "confirm": plain("Slett"),
                    "deny": plain("Behold"),
                },
            },
        ],
    },
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "Skriv `/frister ny` for å legge til."}]},
]

FORM = modal(
    text_input("tittel", "Hva skal leveres?", hint=plain("Kort og presist.")),
    {
        "type": "input",
        "block_id": "dato",
        "label": plain("Når er fristen?"),
        "element": {"type": "datepicker", "action_id": "dato", "placeholder": plain("Velg dato")},
    },
    {
        "type": "input",
        "block_id": "tid",
        "optional": True,
        "label": plain("Klokkeslett"),
        "element": {"type": "timepicker", "action_id": "tid"},
    },
    {
        "type": "input",
        "block_id": "eier",
        "optional": True,
        "label": plain("Hvem eier den?"),
        "element": {"type": "users_select", "action_id": "eier"},
    },
    {
        "type": "input",
        "block_id": "varsle",
        "optional": True,
        "label": plain("Varsle"),
        "element": {
            "type": "checkboxes",
            "action_id": "varsle",
            "options": [{"text": plain("I kanalen"), "value": "kanal"}, {"text": plain("Eieren"), "value": "eier"}],
        },
    },
)

_OPTIONS = [{"text": plain("Ja"), "value": "ja"}, {"text": plain("Nei"), "value": "nei"}]

EVERYTHING = [
    {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": "*Eier*\nKari"}, {"type": "mrkdwn", "text": "*Sak*\nJernbane"}],
        "accessory": {
            "type": "overflow",
            "action_id": "mer",
            "options": [{"text": plain("Vis alle"), "value": "alle"}],
        },
    },
    {
        "type": "actions",
        "elements": [
            {"type": "users_select", "action_id": "person", "placeholder": plain("Velg person")},
            {"type": "channels_select", "action_id": "kanal", "placeholder": plain("Velg kanal")},
            {"type": "timepicker", "action_id": "tid", "initial_time": "08:00"},
            {"type": "checkboxes", "action_id": "kryss", "options": _OPTIONS},
            {"type": "radio_buttons", "action_id": "ett", "options": _OPTIONS},
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "Nå", "style": {"bold": True}}]},
        ],
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Viktig: ", "style": {"bold": True}},
                    {"type": "link", "url": "https://www.osloregionen.no", "text": "saken"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Ett punkt"}]}],
            },
        ],
    },
]

HOME = {"type": "home", "blocks": [{"type": "header", "text": plain("God morgen")}, section("Du eier *to* frister.")]}


def listen(app: AsyncApp) -> None:
    """Give the app its listeners."""
    _commands(app)
    _presses(app)
    _forms(app)


def _commands(app: AsyncApp) -> None:
    @app.command("/frister")
    async def deadlines(ack: Any, command: Any, client: Any, respond: Any) -> None:
        await ack()
        if command["text"] == "ny":
            await client.views_open(trigger_id=command["trigger_id"], view=FORM)
        else:
            await respond(text="Frister de neste 30 dagene", blocks=DEADLINES)

    @app.command("/alt")
    async def everything(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Alt", blocks=EVERYTHING)


def _presses(app: AsyncApp) -> None:
    @app.action("ferdig")
    async def done(ack: Any, respond: Any) -> None:
        await ack()
        again = section("✓ *Innspill til transportkomiteen* er ferdig.", accessory=button("Angre", "angre", "1"))
        await respond(text="Ferdig", blocks=[again], replace_original=True)

    @app.action("utsett")
    async def moved(ack: Any, action: Any, respond: Any) -> None:
        await ack()
        await respond(text=f"Flyttet til {action['selected_date']}.", replace_original=True)

    @app.action("tema")
    async def theme(ack: Any, action: Any, respond: Any) -> None:
        await ack()
        await respond(text=f"Viser {action['selected_option']['value']}.", replace_original=True)

    @app.action("slett")
    async def deleted(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Slettet.", replace_original=True)


def _forms(app: AsyncApp) -> None:
    @app.view("skjema")
    async def sent(ack: Any, view: Any, body: Any, client: Any) -> None:
        values = view["state"]["values"]
        title = values["tittel"]["tittel"]["value"]
        if len(title) < 5:
            await ack(response_action="errors", errors={"tittel": "Skriv minst fem tegn."})
            return
        await ack()
        told = f"{title}: {values['dato']['dato']['selected_date']} {values['tid']['tid']['selected_time']}"
        await client.chat_postEphemeral(channel="C0000001", user=body["user"]["id"], text=told)

    @app.shortcut("lag_frist")
    async def from_message(ack: Any, shortcut: Any, respond: Any) -> None:
        await ack()
        await respond(text=f"Frist av «{shortcut['message']['text']}».")

    @app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

"""What is chosen for a year without a campaign. It is content, so it is kept with who chose it, and can be undone."""

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.innhold.saving import WHAT
from bot.commands.shared.administration import log_change
from models.content.content_edits import WantedEdit, change
from models.tables import Edit

FILE, PLACE = "organisasjon.yaml", ("år",)


def choose(ask: Ask, session: Session, year: int, *, without_campaign: bool, talk_rests: bool = False) -> Edit:
    """Write the choice for a year. Raises RefusedChangeError."""
    fields = {"år": year, "uten_kampanje": without_campaign, "ukens_budskap_hviler": talk_rests}
    wanted = WantedEdit(FILE, f"aar-{year}", fields, PLACE, is_new=True)
    edit = change(session, ask.workspace, ask.pack.start, ask.user_id, [wanted], ask.now)
    what = "uten kampanje" if without_campaign else "med kampanje"
    what += ", ukas budskap hviler" if talk_rests else ""
    title = f"Året {year}"
    log_change(ask, session, WHAT, {"innhold": title}, {"innhold": title, "hva": what})
    return edit

"""The campaign's nudges. Each looks again at the content: it may have changed since the nudge was planned."""

from datetime import date

from bot.cards.card import Card
from bot.cards.nudges import campaign as cards
from content.schema.messages import CampaignPriority, Track
from content.schema.pack import Pack
from jobs.composers.scene import Scene, Skip
from models.calendar.now import open_step
from models.nudges.campaign import priority_of, turn

NO_CAMPAIGN = Skip("kampanjen er ikke i innholdet lenger")


def opening(scene: Scene) -> Card | Skip:
    """Return the opening of the key's step."""
    year, step_id = scene.period_key.split(":")
    campaign = scene.pack.campaign(int(year))
    step = next((each for each in campaign.steps if each.id == step_id), None) if campaign else None
    return cards.opening(campaign, step) if campaign and step else NO_CAMPAIGN


def talking_point(scene: Scene) -> Card | Skip:
    """Return the talking point of the key's week."""
    year, number = scene.period_key.split("-W")
    wednesday = date.fromisocalendar(int(year), int(number), 3)
    opened = open_step(scene.pack, wednesday)
    if opened is None:
        return NO_CAMPAIGN
    campaign, _ = opened
    priority = priority_of(campaign, wednesday)
    round_ = turn(campaign, wednesday) // len(campaign.main.priorities)
    track = _track(scene.pack, priority, round_)
    return cards.talking_point(priority, track, scene.pack, scene.today, scene.workspace.ntp_presented)


def main_message(scene: Scene) -> Card | Skip:
    """Return the main message of the key's month."""
    year, _ = scene.period_key.split("-")
    campaign = scene.pack.campaign(int(year))
    return cards.main_message(campaign) if campaign else NO_CAMPAIGN


def closing(scene: Scene) -> Card | Skip:
    """Return the card that asks for next year's campaign, unless it has come."""
    year = int(scene.period_key)
    campaign = scene.pack.campaign(year)
    if scene.pack.campaign(year + 1):
        return Skip(f"kampanjen for {year + 1} er lagt inn")
    return cards.closing(campaign) if campaign else NO_CAMPAIGN


def _track(pack: Pack, priority: CampaignPriority, round_: int) -> Track | None:
    """Return the track whose turn it is: the next one each time the priority comes round."""
    issue = pack.issue(priority.theme)
    tracks = [track for track in issue.tracks if track.budskap != priority.text] if issue else []
    return tracks[round_ % len(tracks)] if tracks else None

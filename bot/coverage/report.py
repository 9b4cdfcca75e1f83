"""Looks for each text of a pack in the cards, and says where it is shown or why it is not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.coverage.places import ONE_PRESS, PUSHED, ShownCard, shown_cards
from bot.coverage.texts import PackText, texts
from content.schema.pack import Pack

LEFT_OUT, NOWHERE, LEAKED = "utelatt", "uten plass", "internt, men pushet"
LONG_NAME = 12
"""A name of so many characters is found within a text; a shorter one only if it is a piece by itself."""


@dataclass(frozen=True)
class Finding:
    """Where a text is shown: how, and on which card; or the reason why it is not."""

    text: PackText
    how: str
    where: str

    @property
    def is_fault(self) -> bool:
        """Return True for a text that nobody sees, and for an internal one that is pushed."""
        return self.how in {NOWHERE, LEAKED}

    @property
    def said(self) -> str:
        """Return what is wrong, and what to do about it."""
        if self.how == LEAKED:
            return f"er internt, men blir sendt i {self.where}. Ta det ut av kortet."
        return "vises ikke noe sted. Gi det en plass, eller skriv i utelatt.yaml hvorfor det er utelatt."

    def __str__(self) -> str:
        """Return the finding in a line."""
        how = {LEFT_OUT: "utelatt: "}.get(self.how, f"{self.how} – " if self.where else self.how)
        return f"{self.text}: {how}{self.where}"


def coverage(pack: Pack) -> tuple[Finding, ...]:
    """Return a finding for each text of a pack, in the order of its files. Takes some seconds."""
    cards = list({(card.way, card.text): card for card in shown_cards(pack)}.values())
    ordered = sorted(cards, key=lambda card: card.way != PUSHED)
    every = texts(pack)
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for each in every:
        owners[each.kind, each.text].add(each.owner)
    return tuple(_finding(each, ordered, pack, needs_owner=len(owners[each.kind, each.text]) > 1) for each in every)


def _finding(text: PackText, cards: Sequence[ShownCard], pack: Pack, *, needs_owner: bool) -> Finding:
    """Return the first card that has a text. If things of one kind share it, a heading of the card must name its own."""
    decision = next(
        (each for each in pack.left_out if each.entry == text.entry and each.field in {None, text.field}), None
    )
    if decision is not None:
        return Finding(text, LEFT_OUT, decision.reason)
    found = next((card for card in cards if _has(card, text, needs_owner=needs_owner)), None)
    if found is None:
        return Finding(text, NOWHERE, "")
    return Finding(text, LEAKED if text.internal and found.way == PUSHED else found.way, found.name)


def _has(card: ShownCard, text: PackText, *, needs_owner: bool) -> bool:
    if text.is_name and len(text.text) < LONG_NAME:
        return text.text in card.pieces
    # A row that goes on after a text leaves its full stop out.
    return _within(text.text.removesuffix("."), card.text) and (not needs_owner or _within(text.owner, card.heads))


def _within(text: str, whole: str) -> bool:
    """Return True if a text is in another with no letter or digit next to it."""
    at = whole.find(text)
    while at >= 0:
        before, after = whole[at - 1 : at], whole[at + len(text) : at + len(text) + 1]
        if not (before.isalnum() and text[0].isalnum()) and not (after.isalnum() and text[-1].isalnum()):
            return True
        at = whole.find(text, at + 1)
    return False


def summary(findings: Iterable[Finding]) -> str:
    """Return how many texts there are, and how many of each kind."""
    counts = Counter(each.how for each in findings)
    rows = ", ".join(f"{counts[how]} {how}" for how in (PUSHED, ONE_PRESS, LEFT_OUT, NOWHERE))
    leaked = f", {counts[LEAKED]} {LEAKED}" if counts[LEAKED] else ""
    return f"{counts.total()} tekster: {rows}{leaked}."


def left_out_lines(pack: Pack) -> tuple[str, ...]:
    """Return the lines of the source that the pack does not have, each with the reason."""
    return tuple(f"utelatt.yaml: {each.id}: utelatt: {each.reason}" for each in pack.left_out if each.quote)

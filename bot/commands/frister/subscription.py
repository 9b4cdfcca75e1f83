"""`/frister abonner`: an address that a calendar program fetches the deadlines from, or a file where there is none.

The address is a secret that is shown once, so it is only given where the person is alone with the bot, and only to
colleagues: the feed goes on being read where no role is checked by a platform.
"""

from functools import partial

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Choice,
    Code,
    Controls,
    Copyable,
    Heading,
    Item,
    Menu,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.card_errors import stale
from bot.cards.file import File
from bot.cards.words import ago, capital
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.themes import themes_of
from bot.commands.shared.calendar_address import calendar_address
from bot.commands.shared.calendar_feed import ALL, MINE, THEME, CalendarFeed, FeedScope, read_scope, renew_feed
from bot.commands.shared.deadline_controls import LARGEST_ID
from models.tables import AccessToken
from models.workspace.access_tokens import CALENDAR, issue, token_of, tokens_of

SUBSCRIBE, SUBSCRIBE_THEME = "frist.abonner", "frist.abonner.tema"
RENEW, END, UNDATED = "frist.abonner.ny", "frist.abonner.stopp", "frist.abonner.uten_dag"
WORDS = frozenset({"abonner", "abonnere", "abonnement", "abonnementer"})
EVERYTHING = frozenset({"alle", "alt", "alle frister"})
OWN = frozenset({"mine", "meg", "mine frister"})
SOURCE = "PADRIVER_URL"
_ALONE = "Adressen til en kalender er bare for deg, så den får du ikke her. Skriv «frister abonner» til meg i en direktemelding."
ONLY_IN_PRIVATE = Card("Abonner i en direktemelding", (Paragraph(line(_ALONE)),), summary=_ALONE)


def subscribe_button() -> Button:
    """Return the button that shows what one can subscribe to."""
    return Button("Abonner i kalenderen", SUBSCRIBE, "")


def subscription(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/frister abonner [mine|alle|tema]`: without a word, what there is to choose."""
    words = clean(text).strip(" ?!.")
    if not ask.is_private:
        return ONLY_IN_PRIVATE
    if not words:
        return _overview(ask, session)
    scope = _scope(ask, words)
    if scope is None:
        fault = themes_of(ask.pack).unknown(words)
        hint = Note(line("Skriv ", Code("/frister abonner mine"), ", «alle» eller et tema."))
        return Card("Temaet finnes ikke", (Paragraph(line(fault.text)), hint), summary=fault.text)
    return _subscribe(ask, session, scope)


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what there is to subscribe to, or subscribe to what the button says."""
    return _reply(subscription(ask, press.value, session))


def choose_theme(ask: Ask, press: Press, session: Session) -> Reply:
    """Subscribe to the chosen theme."""
    return _reply(subscription(ask, press.chosen, session) if press.chosen else stale())


def renew(ask: Ask, press: Press, session: Session) -> Reply:
    """Give a new address in place of one, which stops working."""
    token = _token(ask, press, session)
    if not isinstance(token, AccessToken):
        return Reply(card=token)
    token.revoked_at = ask.now
    return Reply(card=_given(ask, session, read_scope(token.scope)))


def end(ask: Ask, press: Press, session: Session) -> Reply:
    """Stop an address."""
    token = _token(ask, press, session)
    if not isinstance(token, AccessToken):
        return Reply(card=token)
    token.revoked_at = ask.now
    sentence = (
        f"Adressen til {_quoted(ask, read_scope(token.scope))} virker ikke lenger. Fjern kalenderen der du la den inn."
    )
    return Reply(card=Card("Abonnementet er stoppet", (Paragraph(line(sentence)),), summary=sentence))


def change_undated(ask: Ask, press: Press, session: Session) -> Reply:
    """Add what has no day to a feed, or leave it out. The address stays the same."""
    token = _token(ask, press, session)
    if not isinstance(token, AccessToken):
        return Reply(card=token)
    scope = read_scope(token.scope)
    token.scope = str(FeedScope(scope.what, with_undated=not scope.with_undated))
    session.flush()
    return Reply(card=_overview(ask, session))


def _reply(answer: Answer) -> Reply:
    if isinstance(answer, File):
        return Reply(file=answer)
    return Reply(card=answer if isinstance(answer, Card) else stale())


def _token(ask: Ask, press: Press, session: Session) -> AccessToken | Card:
    """Return the person's token that a button is about; a card if there is none, or others would see the answer."""
    if not ask.is_private:
        return ONLY_IN_PRIVATE
    number = int(press.value) if press.value.isascii() and press.value.isdecimal() else 0
    known = (
        token_of(session, ask.workspace.id, ask.user_id, CALENDAR, number, ask.now) if number <= LARGEST_ID else None
    )
    return known or stale()


def _scope(ask: Ask, text: str) -> FeedScope | None:
    words = fold(text)
    if words in EVERYTHING | OWN:
        return FeedScope(ALL if words in EVERYTHING else MINE)
    theme = themes_of(ask.pack).find(text.removeprefix("om ").removeprefix("#"))
    return FeedScope(f"{THEME}{theme}") if theme else None


def _overview(ask: Ask, session: Session) -> Card:
    tokens = tokens_of(session, ask.workspace.id, ask.user_id, CALENDAR, ask.now) if ask.url else ()
    sentence = "Få fristene i Outlook, Google Kalender eller Apple Kalender. Kalenderen henter endringene selv."
    kept: tuple[Part, ...] = (Heading("Du abonnerer på"), *(_item(ask, each) for each in tokens)) if tokens else ()
    parts: tuple[Part, ...] = (*((Paragraph(line(sentence)),) if ask.url else _missing()), *kept, _choices(ask))
    return Card("Frister i kalenderen din", parts, summary=sentence if ask.url else NO_ADDRESS)


def _choices(ask: Ask) -> Controls:
    themes = tuple(Choice(name, theme) for theme, name in themes_of(ask.pack).names.items())
    return Controls(
        (
            Button("Mine frister", SUBSCRIBE, MINE),
            Button("Alle frister", SUBSCRIBE, ALL),
            *((Menu("Et tema", SUBSCRIBE_THEME, themes),) if themes else ()),
        )
    )


def _item(ask: Ask, token: AccessToken) -> Item:
    scope, zone = read_scope(token.scope), ask.workspace.zone
    used = f"hentet {ago(token.used_at, ask.now, zone)}" if token.used_at else "ikke hentet ennå"
    number = str(token.id)
    return Item(
        line(Bold(capital(scope.name(ask.pack))), f" · laget {ago(token.created_at, ask.now, zone)} · {used}"),
        (_undated_button(token), Button("Ny adresse", RENEW, number), Button("Stopp", END, number)),
    )


def _undated_button(token: AccessToken) -> Button:
    is_there = read_scope(token.scope).with_undated
    return Button("Ta ut det uten dag" if is_there else "Ta med det uten dag", UNDATED, str(token.id))


def _subscribe(ask: Ask, session: Session, scope: FeedScope) -> Answer:
    if not ask.url:
        return _file(ask, session, scope)
    tokens = tokens_of(session, ask.workspace.id, ask.user_id, CALENDAR, ask.now)
    token = next((each for each in tokens if read_scope(each.scope).what == scope.what), None)
    if token is None:
        return _given(ask, session, scope)
    sentence = (
        f"Du abonnerer allerede på {_quoted(ask, scope)}. Adressen vises bare når den er ny. "
        "Har du ikke tatt vare på den, så lag en ny: Da slutter den gamle å virke."
    )
    return Card("Du abonnerer allerede", (Paragraph(line(sentence)), _item(ask, token)), summary=sentence)


def _given(ask: Ask, session: Session, scope: FeedScope) -> Card:
    """Return a new address. It is in this card alone."""
    token, secret = issue(session, ask.workspace.id, ask.user_id, CALENDAR, str(scope), ask.now)
    name = _quoted(ask, scope)
    return Card(
        f"Adressen til {name}",
        (
            Paragraph(line("Kopier adressen nå, og lim den inn i kalenderen din. Den vises ikke igjen.")),
            Copyable(calendar_address(ask.url, secret)),
            Bullets(
                (
                    line(Bold("Outlook"), ": Kalender → Legg til kalender → Abonner fra nettet"),
                    line(Bold("Google Kalender"), ": Andre kalendere → + → Fra nettadresse"),
                    line(Bold("Apple Kalender"), ": Arkiv → Nytt kalenderabonnement"),
                )
            ),
            Note(
                line(
                    "Den som har adressen, ser fristene, så ikke del den. Kalenderen bestemmer selv hvor ofte den henter, "
                    "ofte et par ganger i døgnet. Adressen slutter å virke når du slutter."
                )
            ),
            Controls((_undated_button(token), Button("Stopp", END, str(token.id)))),
        ),
        summary=f"Adressen til {name} er klar.",
    )


def _quoted(ask: Ask, scope: FeedScope) -> str:
    return f"«{capital(scope.name(ask.pack))}»"


NO_ADDRESS = "Jeg har ingen adresse på nettet, så kalenderen kan ikke hente fristene selv."


def _missing() -> tuple[Part, ...]:
    who = line("Be den som drifter Pådriver, om å sette ", Code(SOURCE), ". Til da kan du få fristene som en fil.")
    return (Paragraph(line(NO_ADDRESS)), Paragraph(who))


def _file(ask: Ask, session: Session, scope: FeedScope) -> File:
    """Return the deadlines as they are now as a file, and what is missing to subscribe to them."""
    feed = CalendarFeed(ask.workspace, ask.pack, ask.user_id, scope, ask.now)
    content = renew_feed(session, feed)
    what = scope.theme or scope.what
    title = capital(scope.name(ask.pack))
    parts = (*_missing(), Note(line("Filen endrer seg ikke. Hent en ny når noe er endret, og åpne den i kalenderen.")))
    return File(f"frister-{what}.ics", title, partial(bytes, content), caption=Card(title, parts, summary=NO_ADDRESS))


PRESSES = {SUBSCRIBE: show, SUBSCRIBE_THEME: choose_theme, RENEW: renew, END: end, UNDATED: change_undated}

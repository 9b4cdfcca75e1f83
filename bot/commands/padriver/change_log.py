"""`/padriver logg`: changes to the settings, with who made them and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    CardTable,
    Item,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
    joined,
    line,
)
from bot.cards.settings_in_words import change_line
from bot.cards.words import clock, day
from bot.commands.ask import Ask
from bot.commands.innhold import clear_content, saving
from bot.commands.innhold.actions import UNDO
from bot.commands.padriver import (
    administrator_list,
    assistant_key,
    own_settings,
    pauses,
    settings_fields,
    settings_saving,
)
from bot.commands.shared.administration import MOST_NAMED, any_of, current_workspace
from models.content.history import undoable
from models.tables import Audit
from models.workspace.administrators import administrators
from models.workspace.audit import noted

MOST = 20
HAPPENED = {
    "installert": "installerte meg",
    "fjernet": "Jeg ble fjernet fra arbeidsområdet",
    "egen assistent": "lot assistenten sin spørre meg",
    "innsyn": "hentet ut alt som er lagret om en person",
    "eksport": "hentet ut interessentregisteret",
    "import": "tok et regneark inn i interessentregisteret",
    "import angret": "angret et regneark i interessentregisteret",
    "person slettet": "slettet en person fra registeret",
    "navn tatt ut": "tok et navn ut av tekstene",
    "person anonymisert": "anonymiserte en person i registeret",
}


def log_card(ask: Ask, session: Session) -> Card:
    """Return the newest changes: all those for everybody to administrators, to others only their own."""
    deciding = administrators(session, current_workspace(ask, session))
    may = ask.user_id in deciding
    rows = noted(session, ask.workspace.id, ask.user_id, MOST, all_of_it=may)
    rest = any_of(deciding[:MOST_NAMED]) if deciding else line("bare administratorer")
    who = line("Du ser det du selv har endret. Resten ser ", *rest, ".") if not may else ()
    result = _rows(ask, session, rows) if rows else (Paragraph(line("Ingenting er endret ennå.")),)
    newest = (Note(line(f"Viser de {MOST} siste endringene.")),) if len(rows) == MOST else ()
    return Card("Logg", (*result, *newest, *((Note(who),) if who else ())), table=_table(ask, rows, result))


def _table(ask: Ask, rows: Sequence[Audit], result: Sequence[Part]) -> CardTable | None:
    """Return the rows as a table, if none of them has a button."""
    if not rows or any(isinstance(each, Item) for each in result):
        return None
    cells = tuple((line(_moment(row, ask)), line(Person(row.user_id)), _what(row)) for row in rows)
    return CardTable("Endringer, de nyeste først", ("Når", "Hvem", "Hva"), cells, 0, len(result))


def _moment(row: Audit, ask: Ask) -> str:
    local = row.at.astimezone(ask.workspace.zone)
    return f"{day(local.date(), ask.today)} kl. {clock(local.time())}"


def _rows(ask: Ask, session: Session, rows: Sequence[Audit]) -> tuple[Part, ...]:
    """Return the rows in order; changes of the content that can be undone have a button for it."""
    edits = undoable(session, ask.workspace.id, {row.at for row in rows if row.what == saving.WHAT})
    parts: list[Part] = []
    for edit, some in groupby(rows, key=lambda row: _edit_of(row, edits)):
        if edit is None:
            parts.append(Bullets(tuple(_row(row, ask) for row in some)))
        else:
            parts += [Item(_row(row, ask), (Button("Angre", UNDO, str(edit)),)) for row in some]
    return tuple(parts)


def _edit_of(row: Audit, edits: Mapping[tuple[str, datetime], int]) -> int | None:
    """Return the edit of the content that a row is about; None if it is about something else, or was undone."""
    return edits.get((row.user_id, row.at)) if row.what == saving.WHAT else None


def _row(row: Audit, ask: Ask) -> Line:
    when = _moment(row, ask)
    who = line(" – ", Person(row.user_id)) if row.user_id else ()
    return line(Bold(when), *who, ": ", *_what(row))


def _what(row: Audit) -> Line:
    match row.what:
        case settings_saving.WHAT:
            return joined([_setting(name, row) for name in row.after if name in settings_fields.LABELS], "; ")
        case own_settings.WHAT:
            names = [name for name in row.after if name in own_settings.LABELS]
            return joined(
                [
                    line(
                        f"{own_settings.LABELS[each]}: ",
                        *own_settings.own_change_line(each, row.before[each]),
                        " → ",
                        *own_settings.own_change_line(each, row.after[each]),
                    )
                    for each in names
                ],
                "; ",
            )
        case pauses.WHAT | pauses.WHAT_OWN:
            return line("la inn " if row.after else "fjernet ", (row.after or row.before).get("pause", ""))
        case "nyhetskilde":
            what = "la til nyhetskilden " if row.after else "fjernet nyhetskilden "
            return line(what, (row.after or row.before).get("nyhetskilde", ""))
        case administrator_list.WHAT | "talsperson" | "leser":
            return _person(row)
    return line(_in_words(row) or HAPPENED.get(row.what, row.what))


def _in_words(row: Audit) -> str:
    match row.what:
        case saving.WHAT:
            return f"«{row.after['innhold']}»: {row.after['hva']}"
        case saving.UNDONE:
            return f"angret en endring av «{row.after['innhold']}»"
        case clear_content.WHAT:
            return clear_content.log_line(row.after)
        case assistant_key.NAMES_SETTING:
            is_shown = assistant_key.YES in row.after.values()
            return "lot assistentene få se navn på folk" if is_shown else "skjulte navn på folk for assistentene"
    return ""


def _setting(name: str, row: Audit) -> Line:
    before = change_line(name, row.before.get(name, ""))
    return line(f"{settings_fields.LABELS[name]}: ", *before, " → ", *change_line(name, row.after[name]))


def _person(row: Audit) -> Line:
    """Return who was given a role, or lost it; a spokesperson may be somebody outside the chat."""
    named: dict[str, str] = row.after or row.before
    if row.what == "leser":
        return line("lot ", Person(named.get("leser", "")), " " if row.after else " ikke lenger ", "lese registeret")
    user = named.get(administrator_list.WHAT) or named.get("person")
    what = f"talsperson for {named.get('tema', '')}" if row.what == "talsperson" else "administrator"
    who = Person(user) if user else named.get("navn", "")
    return line("gjorde " if row.after else "fjernet ", who, f" til {what}" if row.after else f" som {what}")

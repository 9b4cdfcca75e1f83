"""Writing what people change of the content: a form is saved, an entry taken out or brought back, an edit undone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Item, Line, Note, Paragraph, line
from bot.cards.content_edit import SHOW_ENTRY, entry_value
from bot.cards.form import FormErrors
from bot.cards.words import listing
from bot.commands.ask import Ask, Reply, Submission, Submitted
from bot.commands.innhold.actions import UNDO
from bot.commands.innhold.advice import advice_on
from bot.commands.innhold.clear_content import WHAT_CLEARED_IS
from bot.commands.innhold.content_cards import entry_card
from bot.commands.innhold.contents import Contents, FoundEntry, contents_of, renewed_ask
from bot.commands.innhold.entry_form import FormOf, Sent, again, edit_form, new_form, read_edit, read_new, unpack_form
from bot.commands.innhold.form_tips import new_advice, with_advice
from bot.commands.innhold.kind import Kind
from bot.commands.innhold.kinds import BY_ID
from bot.commands.innhold.values import text_of, text_print
from bot.commands.parse.clean import short
from bot.commands.shared.administration import lock_workspace, log_change, refusal
from content.faults import Fault as ContentFault
from models.content import content_edits
from models.content.content_edits import FieldConflictError, RefusedChangeError, WantedEdit, fingerprint
from models.content.history import only_clears, title_of
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Edit

WHAT, UNDONE = "innhold", "innhold angret"
"""`Audit.what` of a change of the content, and of one that was undone."""
GONE = Card(
    "Det finnes ikke lenger",
    (Paragraph(line("Noen har endret det i mellomtiden. Se hva som er der nå med «/padriver innhold».")),),
    summary="Det finnes ikke lenger.",
)
TOO_LATE = "Det kan ikke angres lenger. Endre teksten i stedet."
PLAIN = (
    (r"id-en til et spor", "Sporet er ledestjerne. Velg en annen ledestjerne først."),
    (r"id-en til en hendelse", "En annen dato regnes fra denne. Endre den datoen først."),
    (r"viser til hverandre", "Datoene regnes fra hverandre i ring. Skriv en dag."),
    (r"en id som finnes|et av temaene", "Dette brukes et annet sted. Endre det der først."),
    (r"ikke er brukt før", "Det finnes allerede et annet med det samme. Skriv noe annet."),
    (r"partier, steder eller begge", "Skriv partier, kommunenumre eller begge deler."),
    (r"«for» med hvem", "Skriv hvem kommunenumrene er, slik det skal leses."),
    (r"minst \d+ punkt", "Det må være minst ett igjen. Legg til et nytt før du tar ut dette."),
    (r"felter på formen", "Dette feltet må fylles ut."),
    (r"kommunenummer", "Skriv kommunenumre med fire sifre, eller de to første for et fylke."),
    (r"et høyere tall enn (\d+)", r"Skriv et høyere tall enn \1: det er brukt før i rekken."),
    (r"minst (\d+), som er antallet", r"Skriv minst \1: så mange medlemmer står i lista."),
    (r"et heltall fra (-?\d+) til (\d+)", r"Skriv et tall fra \1 til \2."),
    (r"tekst på 1 til (\d+) tegn", r"Skriv en tekst på høyst \1 tegn."),
    (r"«(Ap)»", "Skriv partiene slik: Ap, FrP, H, INP, KrF, MDG, R, Sp, SV eller V."),
)
"""What the schema says in words for editors of files, and what it means in a form."""
REFUSED = "Det passer ikke med resten av det dere har lagt inn. Endre det som viser hit, og prøv igjen."


@dataclass(frozen=True)
class Written:
    """What was written: the edit to undo, the entry as it is now, and a sentence about it."""

    edit: Edit
    contents: Contents
    found: FoundEntry | None
    sentence: str


def save(ask: Ask, sent: Submission, session: Session) -> Submitted:  # noqa: PLR0911 - each a different answer
    """Save the form of an entry: only what this person changed, so that two at once lose nothing."""
    form_of = unpack_form(sent.state)
    contents = contents_of(ask, session)
    found = contents.find(form_of.file, form_of.entry) if form_of else None
    if form_of is None or found is None:
        return Reply(card=GONE)
    wanted = read_edit(ask, session, found, form_of, sent.values)
    if wanted.errors:
        return FormErrors(wanted.errors)
    if wanted.crossed:
        return _crossed(ask, session, contents, found, form_of, sent, wanted.crossed)
    if not wanted.fields and wanted.place is None:
        return Reply(card=entry_card(ask, session, contents, found, (Note(line("Ingenting er endret.")),)))
    after = replace(found, fields={**found.fields, **wanted.fields})
    if advice := new_advice(contents, found, after, form_of):
        return with_advice(edit_form(ask, session, contents, found), form_of, found.kind, advice, sent.values)
    changed = [
        *(_label(found.kind, name) for name in wanted.fields if found.kind.field(name)),
        *(["plassen"] if wanted.place else []),
    ]
    seen = {name: fingerprint(found.fields.get(name)) for name in wanted.fields}
    try:
        done = write(
            ask,
            session,
            [WantedEdit(found.file, found.id, wanted.fields, wanted.place, seen=seen)],
            found,
            f"endret {listing(changed)}",
        )
    except FieldConflictError as conflict:
        session.expire_all()
        return _crossed(ask, session, contents_of(ask, session), found, form_of, sent, tuple(conflict.theirs))
    except RefusedChangeError as refused:
        return FormErrors(plain_errors(found.kind, refused.faults))
    return Reply(card=saved_card(ask, session, done), refresh=ask.message_id)


def add(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Add the entry in a form, or return its errors."""
    lock_workspace(ask, session)  # of two who add the same at once, the second gets another id
    form_of = unpack_form(sent.state)
    if form_of is None:
        return Reply(card=GONE)
    contents = contents_of(ask, session)
    file, entry, wanted = read_new(ask, session, contents, form_of, sent.values)
    if wanted.errors:
        return FormErrors(wanted.errors)
    kind = BY_ID[form_of.kind]
    new = FoundEntry(kind, file, wanted.place or (), {"id": entry} | dict(wanted.fields))
    if advice := new_advice(contents, None, new, form_of):
        within = contents.find(form_of.file, form_of.entry) if form_of.entry else None
        return with_advice(new_form(ask, session, contents, kind, within), form_of, kind, advice, sent.values)
    try:
        done = write_new(ask, session, file, entry, wanted, kind)
    except RefusedChangeError as refused:
        return FormErrors(plain_errors(kind, refused.faults))
    return Reply(card=saved_card(ask, session, done))


def write_new(ask: Ask, session: Session, file: str, entry: str, wanted: Sent, kind: Kind) -> Written:
    """Add an entry. Raises RefusedChangeError."""
    new = WantedEdit(file, entry, wanted.fields, wanted.place, is_new=True)
    found = FoundEntry(kind, file, wanted.place or (), {"id": entry} | dict(wanted.fields))
    return write(ask, session, [new], found, "lagt til")


def write(ask: Ask, session: Session, wanted: Sequence[WantedEdit], found: FoundEntry, what: str) -> Written:
    """Write changes that are about one entry, and log them. Raises FieldConflictError or RefusedChangeError."""
    edit = content_edits.change(session, ask.workspace, ask.pack.start, ask.user_id, wanted, ask.now)
    contents = contents_of(ask, session)
    now = contents.find(found.file, found.id)
    title = (now or found).title
    log_change(ask, session, WHAT, {"innhold": title}, {"innhold": title, "hva": what})
    done = "er lagt til" if what == "lagt til" else f"er {what}" if what.startswith(("tatt", "hentet")) else "er lagret"
    return Written(edit, contents, now, f"«{title}» {done}.")


def saved_card(ask: Ask, session: Session, done: Written) -> Card:
    """Return an entry as it is after a change, with a button to undo the change."""
    undo = Item(line(done.sentence), (Button("Angre", UNDO, str(done.edit.id)),))
    if done.found is None:
        return Card("Lagret", (undo,), summary=done.sentence)
    renewed = renewed_ask(ask, session)
    card = entry_card(renewed, session, done.contents, done.found, (undo,))
    advice = advice_on(done.contents, done.found)
    return replace(card, summary=" ".join((done.sentence, *(each.text for each in advice[:1]))))


def remove(ask: Ask, session: Session, contents: Contents, found: FoundEntry, *, is_removed: bool) -> Card:
    """Take an entry out, or bring it back, and return it with a button to undo."""
    what = "tatt ut" if is_removed else "hentet frem igjen"
    if not is_removed and (outer := contents.removed_around(found)):
        sentence = f"«{found.title}» er inne i «{outer.title}», som er tatt ut. Hent frem det først."
        return _not_removed(what, sentence, outer)
    if found.is_removed == is_removed:
        return Card(f"Det er allerede {what}", (Paragraph(line(f"«{found.title}» er allerede {what}.")),))
    wanted = [WantedEdit(found.file, found.id, is_removed=is_removed)]
    try:
        done = write(ask, session, wanted, found, what)
    except RefusedChangeError as refused:
        sentence = next(iter(plain_errors(found.kind, refused.faults).values()), REFUSED)
        return _not_removed(what, sentence, found)
    return saved_card(ask, session, done)


def _not_removed(what: str, sentence: str, shown: FoundEntry) -> Card:
    back = Controls((Button("Vis det", SHOW_ENTRY, entry_value(shown.file, shown.id)),))
    return Card(f"Det kan ikke bli {what}", (Paragraph(line(sentence)), back), summary=sentence)


def undo(ask: Ask, session: Session, edit_id: int) -> Card:
    """Undo an edit of the content, and return what it is like now."""
    refused = refusal(ask, session, WHAT_CLEARED_IS) if only_clears(session, ask.workspace.id, edit_id) else None
    if refused:
        return refused
    try:
        contents, found = undo_and_log(ask, session, edit_id)
    except AlreadyUndoneError:
        return _said("Det er allerede angret", "Endringen er allerede angret.")
    except GoneError:
        return _said("Det kan ikke angres", TOO_LATE)
    except (ChangedError, RefusedChangeError):
        return _said("Det kan ikke angres", "Noen har endret det samme etterpå, så jeg lot det stå. Se historikken.")
    if found is None:
        return _said("Angret", "Endringen er angret.")
    return replace(
        entry_card(renewed_ask(ask, session), session, contents, found, (Note(line("Endringen er angret.")),)),
        summary=f"Endringen av «{found.title}» er angret.",
    )


def undo_and_log(ask: Ask, session: Session, edit_id: int) -> tuple[Contents, FoundEntry | None]:
    """Undo an edit, and return the content as it is then, and the entry if it is still there.

    Raises what `models.content.content_edits.undo` does.
    """
    about = title_of(session, ask.workspace.id, edit_id)
    content_edits.undo(session, ask.workspace, ask.pack.start, edit_id, ask.user_id, ask.now)
    contents = contents_of(ask, session)
    found = contents.find(*about) if about else None
    title = found.title if found else "det dere har lagt inn"
    log_change(ask, session, UNDONE, {"innhold": title}, {"innhold": title})
    return contents, found


def plain_errors(kind: Kind, faults: Sequence[ContentFault]) -> dict[str, str]:
    """Return what is wrong in words for a form, by its input: no files, no lines."""
    found: dict[str, str] = {}
    for each in faults:
        name = each.field if kind.field(each.field) else kind.fields[0].name
        found.setdefault(name, plain_fault(each))
    return found


def plain_fault(fault: ContentFault) -> str:
    """Return a fault of the content as a sentence for a form."""
    for pattern, sentence in PLAIN:
        if match := re.search(pattern, fault.expected):
            return match.expand(sentence)
    return REFUSED


def _crossed(
    ask: Ask,
    session: Session,
    contents: Contents,
    found: FoundEntry,
    form_of: FormOf,
    sent: Submission,
    names: Sequence[str],
) -> Submitted:
    """Return the form with what this person wrote, and what the other wrote meanwhile. Sent again, it is saved."""
    now = contents.find(found.file, found.id) or found
    form = edit_form(ask, session, contents, now)
    theirs: list[Line] = []
    seen = dict(form_of.seen)
    for name in names:
        known = found.kind.field(name)
        text = text_of(known, now.fields.get(name)) if known else ""
        seen[name] = text_print(text)
        theirs.append(line(f"«{_label(found.kind, name, small=False)}» er nå: {short(text, 1_200) or 'tomt'}"))
    rows = [span for each in theirs for span in ("\n", *each)]
    intro = line(
        "En kollega har endret det samme mens du skrev. Her er det du skrev. Lagre en gang til for å bruke ditt, eller lukk skjemaet.",
        *rows,
    )
    state = replace(form_of, seen=seen).packed()
    return again(replace(form, state=state), sent.values, intro)


def _label(kind: Kind, name: str, *, small: bool = True) -> str:
    known = kind.field(name)
    label = known.label if known else name
    return f"{label[:1].lower()}{label[1:]}" if small and not label.isupper() else label


def _said(title: str, sentence: str) -> Card:
    return Card(title, (Paragraph(line(sentence)),), summary=sentence)

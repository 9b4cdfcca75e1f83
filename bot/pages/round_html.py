"""The HTML of a round's page: plain forms that work without a script, read on a phone. All text is escaped here."""

from collections.abc import Iterator
from html import escape

from starlette.responses import HTMLResponse

from bot.cards.words import day, listing, short_day
from bot.pages.round_content import RoundPage
from bot.pages.round_sent import (
    ACTION,
    COUNCIL,
    JOIN,
    LINK,
    LONGEST,
    LONGEST_MEANING,
    MEANING,
    PASS_ON,
    REFUSE,
    RING,
    WAS_USED,
    Refused,
)
from bot.pages.round_texts import ready_texts
from bot.runtime.web_page import web_page
from models.rounds.answers import NO, USED

COPY_SCRIPT = (
    "for(const box of document.querySelectorAll('textarea[readonly]')){"
    "const button=document.createElement('button');button.type='button';button.textContent='Kopier';"
    "button.setAttribute('aria-describedby',box.id+'-navn');"
    "button.addEventListener('click',async()=>{try{await navigator.clipboard.writeText(box.value)}"
    "catch{box.focus();box.select();document.execCommand('copy')}button.textContent='Kopiert'});box.after(button)}"
)
"""Adds «Kopier» below each text, and nothing else: without scripts the text stands in a field that can be selected."""
DONE = {
    MEANING: "Teksten er oppdatert med det du skrev.",
    WAS_USED: "Takk! Vi har notert at dere har brukt det.",
    REFUSE: "Takk for svaret. Vi minner ikke om dette igjen.",
    RING: "Vi ringer deg.",
    PASS_ON: "Vi sender det videre, med en egen lenke.",
    JOIN: "Takk! Dere er med.",
    COUNCIL: "Takk! Vi har notert at saken er tatt opp i det regionale rådet.",
}
CLOSED = (
    "<p>Lenken virker ikke lenger. Den kan være gått ut, byttet ut med en ny, eller skrevet av feil.</p>"
    "<p>Svar på e-posten du fikk, så får du en ny.</p>"
)
ROWS_OF = 60
"""About how many letters are on a line of a text."""


def closed_page(status: int) -> HTMLResponse:
    """Return what every link that opens nothing shows, whatever the reason."""
    shown = web_page("Denne siden er ikke åpen", CLOSED, status)
    shown.headers["X-Robots-Tag"] = "noindex, nofollow"
    return shown


def page_body(page: RoundPage, side: str, done: str, wrong: Refused | None) -> str:
    """Return the page, or the form of one of its links (`side`). `done` is what was just sent, `wrong` what is wrong with it."""
    said = f'<p class="done" role="status">{escape(DONE[done])}</p>' if done in DONE else ""
    other = SIDES.get(side)
    parts = other(page, wrong) if other else _whole(page, wrong)
    return said + "".join(parts)


def _whole(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    message = page.message
    yield (
        f"<p>Dette er klart til bruk. {escape(page.owner)} ber dere bruke det innen "
        f"{escape(day(page.until, page.today))}. Du kan bruke det som det er, eller skrive det om.</p>"
    )
    if page.carrier.answer == NO:
        yield "<p>Du har svart «Ikke denne gangen». Du kan fortsatt bruke teksten om du vil.</p>"
    if message.post_link:
        yield (
            "<h2>Det enkleste: Del innlegget vårt</h2>"
            f'<p><a class="next" href="{escape(message.post_link)}" rel="noreferrer">Åpne innlegget</a></p>'
        )
    yield from _meaning_form(page, wrong)
    for text in ready_texts(message):
        yield _text_box(text.id, text.heading, text.text)
    if page.letters:
        yield _letters(page)
    yield from _used_form(page, wrong)
    yield (
        "<h2>Passer det ikke?</h2>"
        f'<p><a class="row" href="?side={REFUSE}">Ikke denne gangen</a> <a class="row" href="?side={RING}">Ring meg</a> '
        f'<a class="row" href="?side={PASS_ON}">Send videre til en kollega</a></p>'
    )
    if page.year:
        yield from _join_form(page, wrong)
    if page.is_on_board:
        yield _council_form(page)


def _meaning_form(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    value = _written(wrong, "betyr", page.carrier.meaning or "")
    yield "<h2>Gjør det til deres eget</h2>"
    yield _form(
        MEANING,
        _field("betyr", "Hva betyr det hos dere?", value, wrong, hint=(
            f"En setning eller to. Kan stå tom. Høyst {LONGEST_MEANING} tegn."
        ), rows=3),
        "Sett det inn i tekstene",
    )  # fmt: skip


def _text_box(id_: str, heading: str, text: str) -> str:
    lines = sum(1 + len(each) // ROWS_OF for each in text.split("\n"))
    return (
        f'<h2 id="{id_}-navn">{escape(heading)}</h2>'
        f'<textarea id="{id_}" readonly rows="{min(lines + 1, 24)}" aria-labelledby="{id_}-navn">{escape(text)}</textarea>'
    )


def _letters(page: RoundPage) -> str:
    used = listing([f"{name} ({paper})" if paper else name for name, paper in page.letters])
    return f"<p>Leserinnlegget er alt brukt av {escape(used)}. Velg gjerne en annen avis.</p>"


def _used_form(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    carrier = page.carrier
    has_used = carrier.answer == USED
    yield f"<h2>{'Dere har brukt det' if has_used else 'Har dere brukt det?'}</h2>"
    checked = " checked" if carrier.is_letter else ""
    yield _form(
        WAS_USED,
        _field("hvor", "Hvor brukte dere det?", _written(wrong, "hvor", carrier.used_where or ""), wrong,
               hint="For eksempel Romerikes Blad, Facebook eller kommunestyret. Kan stå tom.")
        + _field(LINK, "Lenke", _written(wrong, LINK, carrier.used_link or ""), wrong, hint="Kan stå tom.")
        + f'<label class="row"><input type="checkbox" name="leserinnlegg" value="ja"{checked}> Det var leserinnlegget</label>',
        "Endre" if has_used else "Jeg har brukt det",
    )  # fmt: skip


def _join_form(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    yield f"<h2>Hovedbudskapet i {page.year}</h2>"
    if page.carrier.commits_as and page.carrier.commits_on:
        said = f"{page.carrier.commits_as}, {short_day(page.carrier.commits_on, page.today)}"
        yield f"<p>Dere er med på hovedbudskapet i {page.year} ({escape(said)}).</p>"
        return
    field = _field("navn", "Navnet ditt", _written(wrong, "navn", ""), wrong)
    yield _form(JOIN, field, f"Vi er med på hovedbudskapet i {page.year}")


def _council_form(page: RoundPage) -> str:
    if page.carrier.council_on:
        return f"<p>Tatt opp i det regionale rådet {escape(day(page.carrier.council_on, page.today))}.</p>"
    return "<h2>For deg i styret</h2>" + _form(COUNCIL, "", "Tatt opp i det regionale rådet")


def _refuse_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    del wrong
    yield "<p>Helt greit. Du trenger ikke si hvorfor, og vi minner ikke om dette igjen.</p>"
    yield _form(REFUSE, "", "Ikke denne gangen") + _back(page)


def _call_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    field = _field("om", "Nummeret ditt, og når det passer", _written(wrong, "om", ""), wrong)
    yield _form(RING, field, "Ring meg") + _back(page)


def _pass_on_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    hint = "Lenken din er personlig. Kollegaen får en egen."
    field = _field("om", "Navn og e-postadresse til den som skal få det", _written(wrong, "om", ""), wrong, hint=hint)
    yield _form(PASS_ON, field, "Send videre") + _back(page)


SIDES = {REFUSE: _refuse_side, RING: _call_side, PASS_ON: _pass_on_side}


def _back(page: RoundPage) -> str:
    del page
    return '<p><a class="row" href="?">Tilbake til teksten</a></p>'


def _form(deed: str, fields: str, button: str) -> str:
    return (
        f'<form method="post" action="?"><input type="hidden" name="{ACTION}" value="{deed}">{fields}'
        f"<button>{escape(button)}</button></form>"
    )


def _field(name: str, label: str, value: str, wrong: Refused | None, hint: str = "", rows: int = 0) -> str:
    error = wrong.errors.get(name, "") if wrong else ""
    notes = [(f"{name}-hint", hint, "hint"), (f"{name}-feil", error, "hint")]
    described = " ".join(id_ for id_, text, _ in notes if text)
    about = f' aria-describedby="{described}"' if described else ""
    invalid = ' aria-invalid="true"' if error else ""
    shown = "".join(f'<p class="{kind}" id="{id_}">{escape(text)}</p>' for id_, text, kind in notes if text)
    common = f'id="{name}" name="{name}"{about}{invalid}'
    control = (
        f'<textarea {common} rows="{rows}" maxlength="{LONGEST_MEANING}">{escape(value)}</textarea>'
        if rows
        else f'<input type="{"url" if name == LINK else "text"}" {common} maxlength="{LONGEST}" value="{escape(value)}">'
    )
    return f'<label for="{name}">{escape(label)}</label>{shown}{control}'


def _written(wrong: Refused | None, name: str, known: str) -> str:
    return wrong.fields.get(name, known) if wrong else known

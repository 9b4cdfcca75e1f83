"""The HTML of a round's page: plain forms that work without a script, read on a phone. All text is escaped here."""

from collections.abc import Iterator
from html import escape

from starlette.responses import HTMLResponse

from bot.cards.words import listing
from bot.pages.report_html import report_html
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
from bot.pages.round_texts import ReadyText, ready_texts
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
CLOSED = (
    "<p>Lenken virker ikke lenger. Den kan være gått ut, byttet ut med en ny, eller skrevet av feil.</p>"
    "<p>Svar på e-posten du fikk, så får du en ny.</p>"
)
LOCAL = "lokalt"
"""The side with what our priorities mean in the municipality."""
ROWS_OF = 60
"""About how many letters are on a line of a text."""


def closed_page(status: int) -> HTMLResponse:
    """Return what every link that opens nothing shows, whatever the reason."""
    shown = web_page("Denne siden er ikke åpen", CLOSED, status)
    shown.headers["X-Robots-Tag"] = "noindex, nofollow"
    return shown


def page_body(page: RoundPage, side: str, done: str, wrong: Refused | None) -> str:
    """Return the page, or the form of one of its links (`side`). `done` is what was just sent, `wrong` what is wrong with it."""
    said = page.words.done.get(done, "")
    other = SIDES.get(side)
    parts = other(page, wrong) if other else _whole(page, wrong)
    return (f'<p class="done" role="status">{escape(said)}</p>' if said else "") + "".join(parts)


def _whole(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    message, words = page.message, page.words
    yield _paragraph(words.ready.format(owner=page.owner, day=words.day(page.until, page.today)))
    if page.carrier.answer == NO:
        yield _paragraph(words.said_no)
    if message.post_link:
        link = f'<a class="next" href="{escape(message.post_link)}" rel="noreferrer">{escape(words.open_post)}</a>'
        yield f"<h2>{escape(words.share)}</h2><p>{link}</p>"
    yield from _meaning_form(page, wrong)
    for text in ready_texts(message):
        yield _text_box(page, text)
    if page.letters:
        yield _letters(page)
    yield from _used_form(page, wrong)
    if page.place:
        link = f'<a class="row" href="?side={LOCAL}">{escape(words.local.format(place=page.place))}</a>'
        yield f"<p>{link}</p>"
    sides = ((REFUSE, words.not_now), (RING, words.ring_me), (PASS_ON, words.forward))
    links = " ".join(f'<a class="row" href="?side={side}">{escape(name)}</a>' for side, name in sides)
    yield f"<h2>{escape(words.not_fitting)}</h2><p>{links}</p>"
    if page.year:
        yield from _join_form(page, wrong)
    if page.is_on_board:
        yield _council_form(page)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _meaning_form(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    words = page.words
    value = _written(wrong, "betyr", page.carrier.meaning or "")
    hint = words.meaning_hint.format(most=LONGEST_MEANING)
    yield f"<h2>{escape(words.make_own)}</h2>"
    yield _form(MEANING, _field("betyr", words.what_it_means, value, wrong, hint=hint, rows=3), words.meaning_put)


def _text_box(page: RoundPage, text: ReadyText) -> str:
    """Return a text that is ready to use, with its language where that is not the page's."""
    lines = sum(1 + len(each) // ROWS_OF for each in text.text.split("\n"))
    other = page.message.language != page.words.language
    language = f' lang="{page.message.language}"' if other else ""
    return (
        f'<h2 id="{text.id}-navn"{language}>{escape(text.heading)}</h2>'
        f'<textarea id="{text.id}" readonly rows="{min(lines + 1, 24)}"{language} aria-labelledby="{text.id}-navn">'
        f"{escape(text.text)}</textarea>"
    )


def _letters(page: RoundPage) -> str:
    used = listing([f"{name} ({paper})" if paper else name for name, paper in page.letters])
    return _paragraph(page.words.letters_used.format(who=used))


def _used_form(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    carrier, words = page.carrier, page.words
    has_used = carrier.answer == USED
    yield f"<h2>{escape(words.have_used if has_used else words.have_you_used)}</h2>"
    checked = " checked" if carrier.is_letter else ""
    yield _form(
        WAS_USED,
        _field("hvor", words.where_used, _written(wrong, "hvor", carrier.used_where or ""), wrong, hint=words.where_hint)
        + _field(LINK, words.link, _written(wrong, LINK, carrier.used_link or ""), wrong, hint=words.may_be_empty)
        + f'<label class="row"><input type="checkbox" name="leserinnlegg" value="ja"{checked}> {escape(words.was_letter)}</label>',
        words.change if has_used else words.i_have_used,
    )  # fmt: skip


def _join_form(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    words, carrier = page.words, page.carrier
    yield f"<h2>{escape(words.main_message.format(year=page.year))}</h2>"
    if carrier.commits_as and carrier.commits_on:
        said = f"{carrier.commits_as}, {words.short_day(carrier.commits_on, page.today)}"
        yield _paragraph(words.has_joined.format(year=page.year, who=said))
        return
    field = _field("navn", words.your_name, _written(wrong, "navn", ""), wrong)
    yield _form(JOIN, field, words.join.format(year=page.year))


def _council_form(page: RoundPage) -> str:
    words, on = page.words, page.carrier.council_on
    if on:
        return _paragraph(words.raised_on.format(day=words.day(on, page.today)))
    return f"<h2>{escape(words.for_board)}</h2>" + _form(COUNCIL, "", words.raised)


def _refuse_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    del wrong
    yield _paragraph(page.words.no_reason)
    yield _form(REFUSE, "", page.words.not_now) + _back(page)


def _call_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    field = _field("om", page.words.your_number, _written(wrong, "om", ""), wrong)
    yield _form(RING, field, page.words.ring_me) + _back(page)


def _pass_on_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    words = page.words
    field = _field("om", words.colleague, _written(wrong, "om", ""), wrong, hint=words.personal_link)
    yield _form(PASS_ON, field, words.send_on) + _back(page)


def _local_side(page: RoundPage, wrong: Refused | None) -> Iterator[str]:
    del wrong
    if page.local:
        yield f"<h2>{escape(page.local.title)}</h2>{report_html(page.local)}"
    yield _back(page)


SIDES = {LOCAL: _local_side, REFUSE: _refuse_side, RING: _call_side, PASS_ON: _pass_on_side}


def _back(page: RoundPage) -> str:
    return f'<p><a class="row" href="?">{escape(page.words.back)}</a></p>'


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

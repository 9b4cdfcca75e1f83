"""What may be asked for in `/frister`."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import Period, month_period, next_days, year_period
from bot.commands.parse.queries import corrected, parse_query
from bot.commands.parse.query import MAX_LENGTH, Query
from bot.commands.parse.query_words import SPELT
from bot.commands.parse.themes import themes_of
from bot.commands.parse.vocabulary import MONTHS, WEEKDAYS
from tests.support.any_text import texts
from tests.support.pack import small_pack

TODAY = date(2026, 10, 2)
THEMES = themes_of(small_pack())
WEEK_41 = Period("uke", date(2026, 10, 5), date(2026, 10, 11))


def read(text: str) -> Query | Fault:
    return parse_query(text, TODAY, THEMES)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("14", Query(period=next_days(14, TODAY))),
        ("neste 14 dager", Query(period=next_days(14, TODAY))),
        ("to uker", Query(period=next_days(14, TODAY))),
        ("uke 41", Query(period=WEEK_41)),
        ("uke 41 2026", Query(period=WEEK_41)),
        ("neste uke", Query(period=WEEK_41)),
        ("oktober", Query(period=month_period(2026, 10))),
        ("Okt.", Query(period=month_period(2026, 10))),
        ("september", Query(period=month_period(2027, 9))),
        ("september 2026", Query(period=month_period(2026, 9))),
        ("forrige måned", Query(period=month_period(2026, 9))),
        ("2027", Query(period=year_period(2027))),
        ("15.10", Query(period=Period("dag", date(2026, 10, 15), date(2026, 10, 15)))),
        ("#jernbane", Query(themes=("jernbane",))),
        ("Jernbane", Query(themes=("jernbane",))),
        ("#{C1|jernbane}", Query(themes=("jernbane",))),
        ("årshjul", Query(sources=("arshjul",))),
        ("arshjul", Query(sources=("arshjul",))),
        ("AARSHJUL", Query(sources=("arshjul",))),
        ("statsbudsjettet ntp", Query(sources=("statsbudsjett", "ntp"))),
        ("mine forfalte", Query(mine=True, overdue=True)),
        ("ferdige", Query(done=True)),
        ("@{U1|kari}", Query(owners=("U1",))),
        ("frister i oktober om jernbane", Query(month_period(2026, 10), themes=("jernbane",))),
        ("ingrids frister", Query(words=("ingrids",))),
        ("hva må vi gjøre i oktober", Query(month_period(2026, 10))),
        ("hva haster?", Query(period=next_days(14, TODAY))),
        ("hva er neste frist", Query()),
        ("bare frister i oktober", Query(month_period(2026, 10), kinds=("frist",))),
        ("frister og milepæler", Query(kinds=("frist", "milepæl"))),
        ("hva må vi noe gul bok", Query(words=("gul", "bok"))),
        ("gul bok", Query(words=("gul", "bok"))),
        ("«gul bok»", Query(words=("gul bok",))),
        ('"oktober"', Query(words=("oktober",))),
        ("🎉 <!channel> *x*", Query(words=("<!channel>", "*x*"))),
        ("@{U1} @{U2}", Query(owners=("U1", "U2"))),
        ("@kari", Query(words=("@kari",))),
        ("\u202eעברית\u202c", Query(words=("עברית",))),
    ],
)
def test_a_question_is_read(text: str, query: Query) -> None:
    assert read(text) == query


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.2", "31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag."),
        ("uke 60", "Uke 60 finnes ikke. 2026 har 53 uker. Skriv en av dem."),
        ("1500", "Jeg kan vise opptil 999 dager frem. Skriv et lavere tall, eller et årstall som 2027."),
        (
            "oktober november",
            "Jeg kan vise én periode om gangen. Skriv for eksempel «oktober» eller «uke 41».",
        ),
        ("#jernbne", "Temaet «jernbne» finnes ikke. Mente du «jernbane»?"),
        ("#{C1}", "Jeg kjenner ikke igjen temaet. Prøv «jernbane» eller «energi»."),
        ("#xyz", "Temaet «xyz» finnes ikke. Prøv «jernbane» eller «energi»."),
        ("a" * 10_000, "Teksten er for lang. Skriv høyst 300 tegn, for eksempel «oktober jernbane»."),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_in_a_sentence(text: str, sentence: str) -> None:
    assert read(text) == Fault(sentence)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("otkober", "oktober"), ("jernbne oktober", "jernbane oktober"), ("forflat", "forfalt"), ("gul bok", None)],
)
def test_a_near_miss_of_a_known_word_is_put_right(text: str, meant: str | None) -> None:
    query = read(text)
    assert isinstance(query, Query)
    assert corrected(text, query.words, THEMES) == meant


FRAGMENTS = st.lists(
    st.sampled_from(
        [*MONTHS, *WEEKDAYS, *SPELT, "uke 41", "uke", "2027", "30", "#jernbane", "@{U1}", "i", "dag", "neste", "«", '"']
    )
    | texts(max_size=8),
    max_size=6,
).map(" ".join)


@given(FRAGMENTS)
def test_what_is_understood_reads_back_the_same(text: str) -> None:
    query = read(text)
    assume(isinstance(query, Query) and len(str(query)) <= MAX_LENGTH)
    assert read(str(query)) == query


@given(texts() | FRAGMENTS, st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_no_text_breaks_the_reading(text: str, today: date) -> None:
    query = parse_query(text, today, THEMES)
    assert isinstance(query, Query | Fault)
    corrected(text, query.words if isinstance(query, Query) else (), THEMES)

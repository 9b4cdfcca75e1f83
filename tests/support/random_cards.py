"""Cards of random content."""

import string

from hypothesis import strategies as st

from bot.cards import card as c
from tests.support.any_text import texts

TRICKS = st.sampled_from(
    [
        "<!channel>",
        "<@U1>",
        "*fet*",
        "_kursiv_",
        "~borte~",
        "`kode`",
        "> sitat",
        ":fire:",
        "&amp;",
        "\u202ebakvendt",
        "🚆",
        "\n",
        "",
    ]
)
TEXTS = st.one_of(
    TRICKS,
    texts(max_size=40),
    st.lists(TRICKS, max_size=8).map(" ".join),
    st.just("Rikstunnelen " * 300),
)
IDS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9)
URLS = st.one_of(
    st.just("https://www.regjeringen.no/no/?q=<a>&b=|c"), st.just("https://e.no/a&b"), st.just("javascript:x")
)
VALUES = texts(max_size=40)

SPANS = st.one_of(
    TEXTS,
    st.builds(c.Bold, TEXTS),
    st.builds(c.Italic, TEXTS),
    st.builds(c.Struck, TEXTS),
    st.builds(c.Code, TEXTS),
    st.builds(c.Link, TEXTS, URLS),
    st.builds(c.Person, st.one_of(IDS.map("U{}".format), TRICKS)),
    st.builds(c.Channel, st.one_of(IDS.map("C{}".format), TRICKS)),
)
LINES = st.lists(SPANS, max_size=5).map(tuple)
CHOICES = st.lists(
    st.builds(c.Choice, st.one_of(TRICKS, texts(max_size=100)), texts(min_size=1, max_size=40)),
    min_size=1,
    max_size=120,
    unique_by=lambda each: each.value,
).map(tuple)
FEW = CHOICES.map(lambda choices: choices[:5])
ACTIONS = st.sampled_from(["frister.done", "frister.page", "del.kanal"])
CONTROLS = st.one_of(
    st.builds(c.Button, TEXTS, ACTIONS, VALUES, st.sampled_from(["default", "primary", "danger"])),
    st.builds(c.DateButton, TEXTS, ACTIONS, VALUES, st.none() | st.dates()),
    st.builds(c.Menu, TEXTS, ACTIONS, CHOICES),
    st.builds(c.More, TEXTS, ACTIONS, VALUES, FEW),
)
ROWS = st.lists(CONTROLS, max_size=3).map(tuple)
TELLING = st.one_of(
    st.builds(c.Heading, TEXTS),
    st.builds(c.Paragraph, LINES),
    st.builds(c.Bullets, st.lists(LINES, max_size=5).map(tuple)),
    st.builds(c.Quote, TEXTS),
    st.builds(c.Fields, st.lists(st.tuples(TEXTS, LINES), max_size=4).map(tuple)),
    st.builds(c.Item, LINES),
    st.builds(c.Note, LINES),
    st.builds(c.Copyable, TEXTS),
)
PARTS = st.one_of(
    TELLING,
    st.builds(c.Item, LINES, ROWS),
    st.builds(c.Image, URLS, TEXTS),
    st.just(c.Divider()),
    st.builds(c.Controls, ROWS),
)
CARDS = st.builds(c.Card, TEXTS, st.lists(PARTS, max_size=12).map(tuple), TEXTS)
LONG_CARDS = st.builds(
    c.Card, st.just("Ukesoversikt"), st.lists(PARTS, min_size=1, max_size=4).map(lambda parts: tuple(parts * 25))
)

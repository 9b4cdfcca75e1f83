import pytest

from bot.slack.incoming import unescaped


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("frister oktober", "frister oktober"),
        ("ny <@U1|kari> og <@U2>", "ny @{U1|kari} og @{U2}"),
        ("<#C1|jernbane> <#C2|> <#C3>", "#{C1|jernbane} #{C2} #{C3}"),
        ("<@U1|k{a|r}i>", "@{U1|kari}"),
        ("<https://e.no/a?b&amp;c|gul bok> <https://e.no>", "https://e.no/a?b&c https://e.no"),
        ("<mailto:a@e.no|a@e.no> <tel:+4712|12>", "a@e.no 12"),
        ("<!channel> <!here|here> <!subteam^S1|@laget> <!date^1^{date}|i dag>", "@channel here @laget i dag"),
        ("5 &lt; 6 &amp;&amp; 7 &gt; 6 &amp;lt;", "5 < 6 && 7 > 6 &lt;"),
        ("<>", ""),
    ],
)
def test_slacks_signs_are_read_as_people_wrote_them(sent: str, written: str) -> None:
    assert unescaped(sent) == written

"""The settings of e-mail: a sentence for each that is wrong."""

import pytest

from bot.mail.access import MailAccess, Mailbox, MailSettingError, MailValues, mail_access
from bot.platforms import mail_access_of
from bot.settings import Settings

RIGHT = MailValues(
    "smtp.example.no",
    587,
    "bot",
    "hemmelig",
    "Osloregionen <Padriver@Example.no>",
    "post@example.no",
    "retur@example.no",
    5.0,
    "imap.example.no",
    993,
    "retur",
    "hysj",
)


def test_right_settings_are_read_and_hide_their_passwords() -> None:
    found = mail_access(RIGHT)
    assert found == MailAccess(
        "smtp.example.no",
        587,
        "padriver@example.no",
        "Osloregionen",
        "post@example.no",
        "retur@example.no",
        "bot",
        "hemmelig",
        5.0,
        Mailbox("imap.example.no", 993, "retur", "hysj"),
    )
    assert "hemmelig" not in repr(found)
    assert "hysj" not in repr(found)
    assert found is not None
    assert (found.domain, found.is_near) == ("example.no", False)


def test_without_a_server_e_mail_is_off() -> None:
    assert mail_access(MailValues("", 587, "", "", "", "post@example.no", "", 5.0)) is None


def test_answers_and_bounces_come_to_the_sender_if_nothing_else_is_said() -> None:
    found = mail_access(MailValues("localhost", 25, "", "", "bot@example.no", "", "", 5.0))
    assert found is not None
    assert (found.reply_to, found.bounces, found.sender_name, found.mailbox) == (
        "bot@example.no",
        "bot@example.no",
        "",
        None,
    )
    assert found.is_near


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"host": ""}, "PADRIVER_SMTP_HOST mangler: e-posttjeneren som sender for dere, f.eks. smtp.example.no."),
        (
            {"host": "https://smtp.example.no"},
            "PADRIVER_SMTP_HOST: ventet et vertsnavn som smtp.example.no, uten «https://» og port.",
        ),
        (
            {"host": "smtp.example.no:25"},
            "PADRIVER_SMTP_HOST: ventet et vertsnavn som smtp.example.no, uten «https://» og port.",
        ),
        ({"sender": ""}, "PADRIVER_MAIL_FROM mangler: adressen e-posten sendes fra, f.eks. padriver@example.no."),
        ({"sender": "Pådriver"}, "PADRIVER_MAIL_FROM: ventet en e-postadresse som padriver@example.no."),
        (
            {"sender": "A\nBcc: x@y.no <bot@example.no>"},
            "PADRIVER_MAIL_FROM: navnet foran adressen kan ha 60 tegn, på én linje.",
        ),
        ({"password": ""}, "Sett både PADRIVER_SMTP_USER og PADRIVER_SMTP_PASSWORD, eller ingen av dem."),
        ({"user": ""}, "Sett både PADRIVER_SMTP_USER og PADRIVER_SMTP_PASSWORD, eller ingen av dem."),
        ({"reply_to": "alle"}, "PADRIVER_MAIL_REPLY_TO: ventet en e-postadresse som padriver@example.no."),
        ({"bounces": "a@b"}, "PADRIVER_MAIL_BOUNCES: ventet en e-postadresse som padriver@example.no."),
        ({"bounces": ""}, "PADRIVER_MAIL_BOUNCES mangler: adressen til postkassen som bare får e-post i retur."),
        (
            {"imap_password": ""},
            (
                "Sett PADRIVER_IMAP_HOST, PADRIVER_IMAP_USER og PADRIVER_IMAP_PASSWORD for å lese e-post som kommer i retur, "
                "eller ingen av dem."
            ),
        ),
        (
            {"imap_host": "imaps://x"},
            "PADRIVER_IMAP_HOST: ventet et vertsnavn som imap.example.no, uten «https://» og port.",
        ),
    ],
)
def test_each_wrong_setting_has_a_sentence(changed: dict[str, str], said: str) -> None:
    with pytest.raises(MailSettingError) as caught:
        mail_access(RIGHT._replace(**changed))
    assert str(caught.value) == said


def test_the_settings_come_from_the_environment() -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic's own
        PADRIVER_SMTP_HOST="smtp.example.no",
        PADRIVER_SMTP_PORT="465",
        PADRIVER_SMTP_USER="bot",
        PADRIVER_SMTP_PASSWORD="hemmelig",
        PADRIVER_MAIL_FROM="bot@example.no",
        PADRIVER_MAIL_PER_SECOND="200",
    )
    found = mail_access_of(settings)
    assert found is not None
    assert (found.host, found.port, found.password, found.per_second) == ("smtp.example.no", 465, "hemmelig", 200.0)
    assert "hemmelig" not in repr(settings)

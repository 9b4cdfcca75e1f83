"""What the person responsible is told of is what the database holds."""

import re

from bot.commands.shared.undo import TOO_OLD
from content.privacy import FIELD_BY_FIELD, privacy_document
from models import retention
from models.cases import contacts
from models.db.base import Base
from models.mail import addresses
from models.media import alerts
from models.occurrences import undoing
from models.official import council_cases, members
from models.register import edits, review
from models.tables import (
    access,
    cases,
    content,
    dialogue,
    enclosure,
    mail,
    manners,
    proposals,
    questions,
    register,
    relations,
    searching,
)
from models.tables import edits as edit_tables
from models.tables import members as member_tables
from models.tables import rounds as round_tables
from models.workspace import (
    access_tokens,
    deadline_proposals,
    file_readings,
    inbound,
    installations,
    unanswered,
    waiting_files,
)

IN_FULL = {content, dialogue, enclosure, edit_tables, member_tables, round_tables, register, relations, searching}
"""Modules whose tables are told field by field."""
OF_ALL = {"id", "workspace_id"}


def sections() -> dict[str, str]:
    """Return the text of each table's section."""
    _, _, told = privacy_document().partition(f"## {FIELD_BY_FIELD}\n")
    return {found[1]: found[2] for found in re.finditer(r"### `(\w+)`[^\n]*\n(.*?)(?=\n### |\Z)", told, re.DOTALL)}


def test_every_table_is_told_of() -> None:
    told = set(re.findall(r"`(\w+)`", privacy_document()))
    assert {table.name for table in Base.metadata.sorted_tables} - told == set(), "name them in content/personvern.md"


def test_every_field_of_the_register_is_told_of_and_none_that_is_not_there() -> None:
    tables = {
        mapper.class_.__tablename__: mapper.class_.__table__
        for mapper in Base.registry.mappers
        if mapper.class_.__module__ in {module.__name__ for module in IN_FULL}
    }
    tables["audit"] = manners.Audit.__table__
    tables["unanswered_question"] = questions.UnansweredQuestion.__table__
    tables["deadline_proposal"] = proposals.DeadlineProposal.__table__
    tables["case_contact"] = cases.CaseContact.__table__
    tables["access_token"] = access.AccessToken.__table__
    tables["mail_address"] = mail.MailAddress.__table__
    told = {name: set(re.findall(r"`(\w+)`", text)) for name, text in sections().items()}
    held = {name: {column.name for column in table.columns} - OF_ALL for name, table in tables.items()}
    described = {(table, field) for table, fields in told.items() for field in fields}
    stored = {(table, field) for table, fields in held.items() for field in fields}
    assert stored - described == set(), f"say in content/personvern.md, under «{FIELD_BY_FIELD}», what they hold"
    assert described - stored == set(), "content/personvern.md describes what no table has"
    assert told.keys() == held.keys()


WORDS = {1: "ett", 2: "to", 5: "fem"}
TERMS = {
    "inbound": f"holder ingen tekst og slettes etter {inbound.REMEMBERED.days} dager",
    "enclosure": "Regneark og filer som venter på svar:** ett døgn.",
    "reading": f"Fingeravtrykket av en fil som ikke lot seg lese**, så den ikke leses igjen: {file_readings.REMEMBERED.days} dager.",
    "edited_row": f"Hva som sto der før en endring**, så den kan angres: {edits.REMEMBERED.days} dager.",
    "edit": f"Angre en endring i registeret**, også et helt regneark: i {edits.REMEMBERED.days} dager",
    "delivery": f"uten teksten): ut året og {WORDS[retention.SENT_YEARS]} hele år til.",
    "destination": "`destination`: påminnelser, og hvem de er sendt til, uten teksten",
    "change": f"Endringer av frister og årshjul**, så de kan angres: {WORDS[undoing.UNDO_TERM.years]} år.",
    "snooze": f"Det noen har satt på vent:** {WORDS[retention.SNOOZED.years]} år etter at ventetiden er over.",
    "pause": f"Pauser og ferier:** {WORDS[retention.AWAY.years]} år etter at de er over.",
    "audit": f"hentet ut innsyn eller regneark, og slettet: {WORDS[retention.LOG.years]} år.",
    "alert": f"ikke ble varslet:** {alerts.REMEMBERED.days} dager etter at de sist sto i nyhetskilden.",
    "access_token": f"eller {access_tokens.UNUSED.days} dager etter at de sist ble brukt. "
    f"Raden slettes {access_tokens.KEPT.days} dager etter det.",
    "unanswered_question": f"fordi svaret ikke hjalp: {unanswered.KEPT.days} dager.",
    "deadline_proposal": f"har foreslått:** {deadline_proposals.KEPT.days} dager.",
    "official_record": f"der det er slått på: {council_cases.KEPT.days} dager, for titlene kan nevne folk.",
    "official_member": f"så lenge de står der, og {members.KEPT.days} dager etter.",
    "case_contact": f"minnet på det fra {contacts.ASKED_BEFORE.days} dager før. Svarer ingen, slettes raden den dagen.",
    "mail_address": f"**E-postadresser vi skriver til:** {WORDS[addresses.KEPT.years]} år etter den siste e-posten.",
    "gram": "### `gram` – biter av de samme ordene",
}
"""What the document says of each table whose rows are deleted by a rule."""


def test_every_table_has_a_rule_and_one_only() -> None:
    told = [rule.table.__tablename__ for rule in retention.rules(())]
    assert sorted(told) == sorted(table.name for table in Base.metadata.sorted_tables)


def test_every_term_is_told_as_the_code_has_it() -> None:
    text = " ".join(privacy_document().split())
    expiring = {rule.table.__tablename__ for rule in retention.rules(()) if rule.expired is not None}
    assert expiring == TERMS.keys(), "TERMS has what content/personvern.md says of each table whose rows expire"
    assert [each for each in TERMS.values() if each not in text] == []


def test_how_long_things_are_kept_is_what_the_code_says() -> None:
    text = " ".join(privacy_document().split())
    assert f"Etter {review.SILENT.years * 12 + review.SILENT.months} måneder uten samtale" in text
    assert f"{installations.KEPT.days} dager etter at boten er fjernet" in text
    assert waiting_files.KEPT.days == 1
    assert f"Påminnelser som ikke ble sendt: {retention.UNSENT.days} dager." in text
    assert f"Er plattformen slått av, slettes det etter {inbound.WAITS.days} dager." in text
    undo = f"Angre en endring av en frist eller i årshjulet:** i {WORDS[undoing.UNDO_TERM.years]} år"
    assert undo in text
    assert f"Det går i {WORDS[undoing.UNDO_TERM.years]} år." in TOO_OLD


def test_what_is_the_record_of_the_year_is_kept_and_told() -> None:
    record = {rule.table.__tablename__ for rule in retention.rules(()) if rule.why == retention.RECORD}
    assert record == {
        "occurrence",
        "followup",
        "follower",
        "effect",
        "attendance",
        "day_text",
        "demand",
        "event_item",
        "checklist_item",
        "hearing_plan",
        "milestone",
        "input_version",
        "invitation_round",
        "invitation",
        "official_find",
        "chain_step",
        "policy_case",
        "case_follower",
        "case_move",
        "carrier",
        "message_round",
    }
    assert "- **Frister, årshjul, effektlogg og oppfølginger:** til arbeidsområdet slettes" in privacy_document()

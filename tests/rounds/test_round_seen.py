"""What others than the secretariat see of a round: who carried it and a total, in the digest and in the report."""

from datetime import date

from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.text import render_text
from bot.reports.annual import annual_report
from bot.reports.document import report_lines
from bot.reports.facts import ReportPeriod, report_facts
from jobs.nudges.context import NudgeContext
from jobs.nudges.digest import shared_fingerprint
from jobs.sending.compose import compose
from models.db.database import Database
from models.mail.digest import choose_digest, digest_address
from models.rounds.answers import NO, USED
from models.rounds.carriers import GivenAnswer, close, give_answer
from models.tables import Carrier, Workspace
from tests.support.nudges import Office, at, office
from tests.support.rounds import pack_of_members, sent_round

MONDAY, WEEK = at("2026-10-12 08:00"), "2026-W42"


def round_with_answers(here: Office) -> int:
    """Send a round on Monday 5 October; Ås has used it on the Thursday, and Asker said no."""
    number = sent_round(here.database, here.pack)
    with here.database.session() as session:
        carriers = {each.number: each for each in session.scalars(select(Carrier))}
        give_answer(carriers["3218"], GivenAnswer(USED, "Ås Avis", is_letter=True), at("2026-10-08 12:00"))
        give_answer(carriers["3203"], GivenAnswer(NO), at("2026-10-08 12:00"))
    return number


def digest_text(here: Office, week: str = WEEK, moment: str = "2026-10-12 08:00") -> str:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, "ukesoversikt", week, "C1", at(moment))
    assert isinstance(card, Card)
    return render_text(card)


def test_the_digest_has_the_total_and_who_is_new_and_nothing_of_a_no(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=pack_of_members())
    number = round_with_answers(here)
    said = digest_text(here)
    assert "Rikstunnelen: 1 av 3 kommuner har brukt budskapet. Nye siden sist: Ås. `/budskap runde`" in said
    assert "Asker" not in said
    assert "Lillestrøm" not in said
    later = digest_text(here, "2026-W43", "2026-10-19 08:00")
    assert "Rikstunnelen: 1 av 3 kommuner har brukt budskapet. `/budskap runde`" in later
    with sqlite_database.session() as session:
        close(session, here.workspace_id, number, at("2026-10-20 12:00"))
    assert "har brukt budskapet" not in digest_text(here, "2026-W44", "2026-10-26 08:00")


def test_the_digest_by_mail_has_the_same_without_what_one_asks_the_bot(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=pack_of_members())
    round_with_answers(here)
    with sqlite_database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        choose_digest(session, here.workspace_id, "U1", "kari@example.no", MONDAY)
        row = digest_address(session, here.workspace_id, "U1")
        assert row is not None
        card = compose(session, workspace, here.pack, "ukesoversikt_epost", WEEK, row.reference, MONDAY)
    assert isinstance(card, Card)
    said = render_text(card)
    assert "Rikstunnelen: 1 av 3 kommuner har brukt budskapet. Nye siden sist: Ås." in said
    assert "/budskap runde" not in said


def test_a_digest_with_a_round_is_shared_with_no_other_workspace(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=pack_of_members())

    def shared() -> bool:
        with sqlite_database.session() as session:
            workspace = session.get_one(Workspace, here.workspace_id)
            scene = NudgeContext.of(session, workspace, here.pack, WEEK, "C1", MONDAY)
            return here.workspace_id in shared_fingerprint(session, [scene])

    assert shared()
    round_with_answers(here)
    assert not shared()


def test_the_report_has_who_carried_it_for_members_too_and_nothing_of_a_no(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=pack_of_members())
    number = round_with_answers(here)
    with sqlite_database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        october = ReportPeriod(date(2026, 10, 1), date(2026, 10, 31))
        for audience in ("styret", "medlemmer"):
            facts = report_facts(session, workspace, here.pack, at("2026-11-02 09:00"), october, audience)
            assert facts.carriers is not None
            assert (facts.carriers.names, facts.carriers.members) == (["Ås"], 3)
            assert facts.carriers.rounds == (number,)
            said = "\n".join(report_lines(annual_report(facts)))
            assert "1 av 3 kommuner har brukt budskapet" in said
            assert "ikke nå" not in said
            assert "uten svar" not in said
        september = ReportPeriod(date(2026, 9, 1), date(2026, 9, 30))
        assert report_facts(session, workspace, here.pack, at("2026-11-02 09:00"), september, "styret").carriers is None

"""What the members' functions are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.ask import Press, Submission, UploadedFile
from bot.commands.interessenter.workbook.member_plan import MemberPlan, PlannedHolder, PlannedMember
from bot.commands.interessenter.workbook.member_rows import member_lines
from bot.workbooks.table import SheetRow, Table, pack
from models.members.changing import WantedHolder
from models.members.finding import FoundMembers
from models.members.members import MemberRow
from models.tables import Edit, Enclosure, MemberContact, Person
from tests.support.full_workspaces import NOW, TODAY
from tests.support.two_workspaces_query import World

Given = Mapping[str, Callable[[Session, World], Any]]
OF = "bot.commands.interessenter.members"
BOOK = "bot.commands.interessenter.workbook"
MEMBER = MemberRow("3205", "Lillestrøm", "Akershus", is_entered=True)
OURS: Given = {"member": lambda *_: MEMBER}
PRESSED: Given = {"press": lambda *_: Press("3205")}


def _edit(session: Session, world: World) -> Any:
    return session.scalars(select(Edit).filter_by(workspace_id=world.ours)).first()


def _wanted(session: Session, world: World) -> WantedHolder:
    return WantedHolder("kommunedirektør", "Kari Nordmann", world.one(session, Person))


def _of_new_edit(session: Session, world: World) -> Any:
    edit = Edit(workspace_id=world.ours, user_id="U1", what="medlem", at=NOW)
    session.add(edit)
    session.flush()
    return edit


def _form(session: Session, world: World) -> Submission:
    values = {"municipality": "Lillestrøm", "recipient": "rådgiver", "language": "nb", "region": "Her"}
    del session, world
    return Submission("3205", values)


def _holder(session: Session, world: World) -> Submission:
    del session, world
    return Submission("3205", {"function": "ordfører", "name": "Berit Ny Moe", "source": "kommunen"})


TABLE = Table(
    "Ark", ("Kommune", "Ordfører"), ("municipality", "office:ordfører"), (SheetRow(2, ("Ås", "Berit Ny Moe")),)
)
LINES = member_lines(TABLE, TODAY)


DROPPED = UploadedFile("medlemmer.xlsx", pack(TABLE))


def _enclosed(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Enclosure)))


KNOWN: Given = {"known": lambda *_: MEMBER, "edit": _of_new_edit}
OTHERWISE: Mapping[str, Given] = {
    "models.members.changing.save_member": KNOWN | {"wanted": lambda *_: {"joined": "2020"}},
    "models.members.changing.remove_member": KNOWN,
    "models.members.changing.renumber_member": KNOWN | {"number": lambda *_: "3203", "name": lambda *_: "Asker"},
    "models.members.changing.set_holder": KNOWN | {"wanted": _wanted, "source": lambda *_: "kommunen"},
    "models.members.changing.end_holder": {
        "contact_id": lambda session, world: world.one(session, MemberContact),
        "edit": _edit,
    },
    "models.members.holders.named_people": {"names": lambda *_: ["Kari Nordmann"]},
    "models.members.holders.holders_elsewhere": {},
    "models.register.located.people_in": {"municipality": lambda *_: "3205"},
    f"{OF}.member_answers.members_part": {"rest": lambda *_: ""},
    f"{OF}.member_answers.members_answer": {"text": lambda *_: "Lillestrøm"},
    f"{OF}.member_questions.member_question": {"text": lambda *_: "Hvem er ordfører i Lillestrøm?"},
    f"{OF}.member_answers.place_answer": {"text": lambda *_: "Akershus"},
    f"{OF}.member_card.show_member": PRESSED,
    f"{OF}.member_card.member_of": {"number": lambda *_: "3205"},
    f"{OF}.member_card.member_card": OURS,
    f"{OF}.member_form.open_member": PRESSED,
    f"{OF}.member_form.more_of_member": {"press": lambda *_: Press("3205", "meld-ut")},
    f"{OF}.member_form.leave": PRESSED,
    f"{OF}.member_form.member_form": OURS,
    f"{OF}.member_form.submit_member": {"sent": _form},
    f"{OF}.member_form.saved_reply": {"number": lambda *_: "3205", "edit": _edit},
    f"{OF}.member_lists.some_card": {"found": lambda *_: FoundMembers("county", "Akershus", [MEMBER])},
    f"{OF}.member_lists.holders_card": {"function": lambda *_: "ordfører"},
    f"{BOOK}.member_plan.plan_members": {"lines": lambda *_: LINES},
    f"{BOOK}.member_plan.apply_members": {
        "planned": lambda session, world: MemberPlan(
            (), (PlannedMember(MEMBER, False, {}, (PlannedHolder(_wanted(session, world)),)),), 0, ()
        ),
        "source": lambda *_: "kommunen",
    },
    f"{BOOK}.member_import.preview_members": {"table": lambda *_: TABLE, "dropped": lambda *_: DROPPED},
    f"{BOOK}.workbook_import.preview_workbook": {"table": lambda *_: TABLE, "dropped": lambda *_: DROPPED},
    f"{BOOK}.workbook_import.keep_file": {"dropped": lambda *_: DROPPED},
    f"{BOOK}.member_import.take_in_members": {"press": _enclosed},
    f"{BOOK}.member_import.only_register": {"press": _enclosed},
    f"{OF}.holder_form.open_holder": PRESSED,
    f"{OF}.holder_form.end_function": {
        "press": lambda session, world: Press(f"3205 {world.one(session, MemberContact)}", "slutt")
    },
    f"{OF}.holder_form.submit_holder": {"sent": _holder},
}
"""By the names of their functions and parameters."""

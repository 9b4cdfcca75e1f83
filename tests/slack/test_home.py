"""The Home tab: one's own deadlines first, with buttons that work there."""

from bot.commands import registry
from bot.local.model import View
from bot.local.state import State
from models.db.database import Database
from tests.support.blocks import visible
from tests.support.slack import slack


async def test_a_deadline_is_ticked_off_in_the_home_tab_and_the_page_is_shown_again(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/frister", "ny 7.10 Innspill til komiteen", channel="sekretariatet")
        bench.kari.home()
        home = await bench.workspace.wait_for(lambda state: state.homes.get(bench.kari.id))
        shown = "\n".join(visible(home.blocks))
        assert "Dine frister\nonsdag 7. oktober – " in shown
        await bench.kari.press(home, "frist.done/0")

        def ticked(state: State) -> View | None:
            view = state.homes.get(bench.kari.id)
            return view if view and "Du har ingen åpne frister." in "\n".join(visible(view.blocks)) else None

        assert await bench.workspace.wait_for(ticked)
        (answer,) = [each for each in bench.kari.sees("bot") if each.is_bot]
        assert "«Innspill til komiteen» er markert som ferdig." in "\n".join(visible(answer.blocks))

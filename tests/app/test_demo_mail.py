"""The demonstration with e-mail: the digest is chosen in the chat, read in the inbox on the page, and stopped by its link."""

import re
from pathlib import Path
from typing import Any

import httpx

from tests.support.app import PATIENCE, running

TO = "kari@osloregionen.example"


def _choose(page: httpx.Client) -> None:
    def post(path: str, **body: Any) -> None:
        assert page.post(f"/_local/{path}", json=body).json()["ok"]

    state = page.get("/_local/state").json()
    me = state["me"]
    where = {"user": me, "channel": next(each["id"] for each in state["channels"] if each["name"] == "sekretariatet")}
    post("command", **where, command="/padriver", text="epost")
    message = page.get("/_local/state").json()["messages"][where["channel"]][-1]
    block, button = next(
        (block, each)
        for block in message["blocks"]
        for each in block.get("elements", ())
        if each.get("text") and each["type"] == "button" and each["text"]["text"] == "Få den på e-post"
    )
    pressed = {"block_id": block["block_id"], "action_id": button["action_id"], "type": "button"}
    post("press", **where, ts=message["ts"], ephemeral=True, **pressed)
    [view] = page.get("/_local/state").json()["views"]
    field = next(each for each in view["blocks"] if each["type"] == "input")
    filled = {field["block_id"]: {field["element"]["action_id"]: {"type": "plain_text_input", "value": TO}}}
    post("submit", user=me, view_id=view["id"], values=filled)


def test_the_digest_comes_to_the_inbox_and_its_link_stops_it(tmp_path: Path) -> None:
    with running("demo", "--port", "0", "--folder", "data", folder=tmp_path) as demo:
        address = demo.line().removeprefix("Pådriver er klar: ")
        with httpx.Client(base_url=address, headers={"Origin": address}, timeout=PATIENCE) as page:
            _choose(page)
            assert page.post("/_local/clock", json={"to": "2027-01-11T08:00"}).json()["ok"]
            assert "Uke 2: 11.–17. januar" in page.get("/epost").text
            mail = page.get("/epost/1").text
            assert f"<dd>{TO}</dd>" in mail
            assert "medieutspill" not in mail
            link = re.search(r"Meld deg av: (http://127\.0\.0\.1:\d+/epost/av/\S+)", mail)
            assert link
            assert "Vil du ikke ha flere e-poster" in httpx.get(link[1]).text
            assert "Du får ikke flere e-poster fra Pådriver for Osloregionen (øving)." in httpx.post(link[1]).text
            assert page.post("/_local/clock", json={"to": "2027-01-18T08:00"}).json()["ok"]
            assert page.get("/epost/2").status_code == 404
        assert demo.stop() == 0
        assert demo.log == ""

"""Microsoft's playground keeps to this machine, however it is started."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.teams.playground.playground import LOOPBACK_ONLY

ROOT = Path(__file__).parents[2]
TRIES = """
const http = require("node:http"), net = require("node:net"), told = {};
const reach = (name, options) => new Promise((over) => {
  const socket = net.connect(options);
  socket.on("connect", () => { told[name] = "reached"; socket.destroy(); over(); });
  socket.on("error", (error) => { told[name] = error.code; over(); });
});
const server = http.createServer();
server.listen({ port: 0, host: "0.0.0.0" }, async () => {
  told.object = server.address().address;
  const other = net.createServer().listen(0, "::", async () => {
    told.port = other.address().address;
    await reach("here", { port: server.address().port, host: "localhost" });
    await reach("bare", { port: server.address().port });
    await reach("there", { port: 9, host: "192.0.2.1" });
    await reach("named", { port: 443, host: "example.com" });
    console.log(JSON.stringify(told));
    process.exit();
  });
});
"""


def test_what_it_starts_with_lets_it_listen_to_and_reach_this_machine_alone() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here")
    done = subprocess.run(
        [node, "--require", str(LOOPBACK_ONLY), "-e", TRIES], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == {
        "object": "127.0.0.1",
        "port": "127.0.0.1",
        "here": "reached",
        "bare": "reached",
        "there": "ECONNREFUSED",
        "named": "ECONNREFUSED",
    }


def test_the_command_that_is_printed_starts_it_so() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not here")
    done = subprocess.run([make, "-n", "playground"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    (command,) = [each for each in done.stdout.replace("\\\n", " ").splitlines() if "cli.js" in each]
    assert f"node --require {LOOPBACK_ONLY} " in command
    assert "--disable-telemetry" in command
    assert "--app-endpoint http://127.0.0.1:3978/teams/messages" in command

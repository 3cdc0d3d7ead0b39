"""A bug in a host's process: told without a word of the person, and the process is replaced."""

import subprocess
import sys
from pathlib import Path

import pytest

from devices.host import BROKEN
from kiosk.link.bugs import EXIT_BUG
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import ReadCode
from tests.devices.hands import PATIENCE_S, Caller

ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
from devices.host import DeviceHost, serve
from tests.devices.conformance.scripted import Act, World

class Host(DeviceHost):
    def perform(self, peer, envelope, message):
        if sys.argv[2] == "link":
            raise ValueError(message.formats[0])
        super().perform(peer, envelope, message)

world = World()
world.plan("perform", Act.BUG)
sys.exit(serve(Host(Path(sys.argv[1]), [world.make]), "code host"))
"""


@pytest.mark.parametrize(
    ("where", "status", "said"),
    [
        ("link", EXIT_BUG, "zizhu code host: bug: ValueError at <string>:10\n"),
        ("device", BROKEN, "zizhu code host: bug: ZeroDivisionError at "),
    ],
)
def test_a_bug_ends_the_host(tmp_path: Path, where: str, status: int, said: str) -> None:
    """In a device's thread in good order: what was asked is answered first, another device's print
    comes to its end. In any other at once: nobody would listen any more, or nobody answer."""
    path = tmp_path / "host.sock"
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), where], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        caller = Caller(path)
        caller.peer.send(ReadCode("a", ("测试甲",)))
        if where == "device":
            assert caller.next(CommandFailed).command == "a"
        _, errors = child.communicate(timeout=PATIENCE_S)
    finally:
        child.kill()
    assert child.returncode == status
    assert errors.startswith(said)
    assert errors.count("\n") == 1
    caller.leave()

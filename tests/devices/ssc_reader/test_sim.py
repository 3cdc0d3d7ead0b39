"""The simulator as a process: what it leaves alone, and that nothing of it stays."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.ssc_reader.sim_namespace import SERVICE_FOLDER
from devices.ssc_reader.sim_pcscd import PORT
from kiosk.messages.sims import Done, FaultRule, Inject, TakeCard, TakeSocialCard
from kiosk.values import replace
from tests.devices.ssc_reader.parts import CARD, OTHER, PATIENCE_S, Reader, Sim

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[3]


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.fixture
def another() -> Iterator[Sim]:
    other = Sim()
    yield other
    other.close()


def test_the_machine_sees_nothing_of_it(sim: Sim) -> None:
    own = SERVICE_FOLDER / "pcscd.pid"
    if own.exists():
        pid = own.read_text(encoding="ascii").rstrip("\0\n")
        assert int(pid) != sim.service_pid(), "the machine's own"
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", PORT), timeout=1.0):
        pass


def test_two_at_once_hold_different_cards(sim: Sim, another: Sim) -> None:
    sim.put(CARD)
    another.put(OTHER)
    for simulator, card in ((sim, CARD), (another, OTHER)):
        simulator.use()
        with Reader() as reader:
            reader.read("a")
            reader.name_read("a", card)


def test_its_folder_must_be_near(tmp_path: Path) -> None:
    far = tmp_path / ("x" * 100)
    ended = subprocess.run(
        [sys.executable, "-m", "devices.ssc_reader.sim", str(far), str(tmp_path / "control")],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "too long" in ended.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_service_ends_with_it(how: signal.Signals) -> None:
    with tempfile.TemporaryDirectory(prefix="zz-ssc-", dir="/tmp") as folder:
        control = Path(folder, "control")
        child = subprocess.Popen(
            [sys.executable, "-m", "devices.ssc_reader.sim", folder, str(control)], cwd=REPOSITORY
        )
        until(control.exists)
        pid = int(Path(folder, "pcscd.pid").read_text(encoding="ascii").rstrip("\0\n"))
        assert is_running(pid)
        os.kill(child.pid, how)
        child.wait(PATIENCE_S)
        until(lambda: not is_running(pid))


def test_words_and_cards_that_it_does_not_know_are_refused(sim: Sim) -> None:
    unknown = Inject((FaultRule("ssc_reader", "melt"),))
    too_long = Inject((FaultRule("ssc_reader", "sw", value=0x1_0000),))
    cards = (replace(CARD, kind="credit"), replace(CARD, sex="12"))
    for message in (unknown, too_long, TakeCard(), *cards):
        with pytest.raises(AssertionError):
            sim.tell(message)
    assert sim.tell(TakeSocialCard()) == Done()


def test_commands_are_counted_from_the_last_heal(sim: Sim) -> None:
    sim.put()
    with Reader() as reader:
        reader.read("a")
        reader.name_read("a", CARD)
    assert len(sim.apdus().commands) == 15
    sim.heal()
    assert sim.apdus().commands == ()

"""The printer host as a process of its own: start, SIGTERM in mid-print and sudden death."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.device import Device, PaperSupply
from kiosk.link import connect
from kiosk.messages.devices import StatusChanged
from kiosk.messages.printing import PrintEnded, PrintSlip
from kiosk.print_state import PrintState
from tests.devices.hands import Caller
from tests.devices.receipt_printer.bench import PATIENCE_S, ROOT, TcpSim
from tests.devices.receipt_printer.tickets import ticket

START = (
    "import sys; from pathlib import Path; from devices.run_printers import run_printers; "
    "from kiosk.fitted import parse_fitted; "
    "tables = {'id_reader': {'port': '/dev/null'}, 'receipt_printer': {'url': sys.argv[2]}}; "
    "fitted = parse_fitted(tables, Path.cwd(), demo=True); "
    "sys.exit(run_printers(Path(sys.argv[1]), fitted, 'T00003'))"
)


@pytest.fixture
def slow_sim(tmp_path: Path) -> Iterator[TcpSim]:
    """At this speed a ticket takes about a second, so that it can be caught in the middle."""
    with TcpSim(tmp_path, "--speed", "150", "--cut-seconds", "0.1") as sim:
        yield sim


@pytest.fixture
def process(slow_sim: TcpSim, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-W", "error", "-c", START, str(tmp_path / "host.sock")]
    running = subprocess.Popen([*command, slow_sim.url], cwd=ROOT)
    yield running
    running.kill()
    running.wait(PATIENCE_S)


def printing(caller: Caller, sim: TcpSim) -> None:
    """A ticket is on its way: the status read in the middle of it says so."""
    caller.next(StatusChanged, lambda m: m.status.can_print)
    sim.fault("paper_near_end", when="byte", at=100)
    caller.peer.send(PrintSlip("job", ticket()))
    caller.next(StatusChanged, lambda m: m.status.paper is PaperSupply.LOW)


def test_sigterm_lets_the_running_job_end(
    process: subprocess.Popen[bytes], slow_sim: TcpSim, tmp_path: Path
) -> None:
    caller = Caller(tmp_path / "host.sock")
    printing(caller, slow_sim)
    process.send_signal(signal.SIGTERM)
    assert caller.next(PrintEnded).state is PrintState.PRINTED
    assert process.wait(PATIENCE_S) == 0
    assert not (tmp_path / "host.sock").exists()
    assert len(slow_sim.output().receipts) == 1
    caller.leave()


def test_host_killed_mid_print_closes_the_link(
    process: subprocess.Popen[bytes], slow_sim: TcpSim, tmp_path: Path
) -> None:
    caller, gone = Caller(tmp_path / "host.sock"), threading.Event()
    watch = connect(tmp_path / "host.sock", lambda *_: None, lambda _peer: gone.set(), PATIENCE_S)
    printing(caller, slow_sim)
    process.kill()
    assert gone.wait(PATIENCE_S)
    assert caller.nothing_more(PrintEnded)
    caller.leave()
    watch.close()


def test_a_status_is_pushed_for_every_device(
    process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    caller = Caller(tmp_path / "host.sock")
    assert caller.next(StatusChanged).device is Device.RECEIPT_PRINTER
    caller.leave()

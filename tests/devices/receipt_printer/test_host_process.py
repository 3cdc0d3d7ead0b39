"""The printer host as a process of its own: start, greeting, SIGTERM and sudden death."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.link import LinkClosed
from kiosk.messages.printing import PrintState
from tests.devices.receipt_printer.bench import PATIENCE_S, ROOT, Client, Sim
from tests.devices.receipt_printer.tickets import ticket

START = (
    "import sys; from pathlib import Path; from devices.host_printers import run_printer_host; "
    "sys.exit(run_printer_host(Path(sys.argv[1]), sys.argv[2], 'generic-80mm-gb18030'))"
)


@pytest.fixture
def slow_sim(tmp_path: Path) -> Iterator[Sim]:
    """At this speed a ticket takes about a second, so that it can be caught in the middle."""
    with Sim(tmp_path, "--speed", "150", "--cut-seconds", "0.1") as sim:
        yield sim


@pytest.fixture
def process(slow_sim: Sim, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-W", "error", "-c", START, str(tmp_path / "host.sock")]
    running = subprocess.Popen([*command, slow_sim.url], cwd=ROOT)
    yield running
    running.kill()
    running.wait(PATIENCE_S)


def test_sigterm_lets_the_running_job_end(
    process: subprocess.Popen[bytes], slow_sim: Sim, tmp_path: Path
) -> None:
    client = Client(tmp_path / "host.sock")
    client.until(lambda status: status.can_print)
    client.ask()
    with ThreadPoolExecutor(1) as pool:
        slow_sim.fault("paper_near_end")
        job = pool.submit(client.print, ticket())
        client.until(lambda status: status.paper == "low")
        process.send_signal(signal.SIGTERM)
        assert job.result().state is PrintState.PRINTED
    assert client.gone.wait(PATIENCE_S)
    assert process.wait(PATIENCE_S) == 0
    assert not (tmp_path / "host.sock").exists()
    assert len(slow_sim.output().receipts) == 1
    client.close()


def test_host_killed_mid_print_closes_the_link(
    process: subprocess.Popen[bytes], slow_sim: Sim, tmp_path: Path
) -> None:
    client = Client(tmp_path / "host.sock")
    client.until(lambda status: status.can_print)
    client.ask()
    with ThreadPoolExecutor(1) as pool:
        slow_sim.fault("paper_near_end")
        job = pool.submit(client.print, ticket())
        client.until(lambda status: status.paper == "low")
        process.kill()
        with pytest.raises(LinkClosed):
            job.result()
    assert client.gone.wait(PATIENCE_S)
    client.close()

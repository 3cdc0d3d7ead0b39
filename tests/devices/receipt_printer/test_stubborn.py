"""Printers with a small buffer, and printers that print what a lost connection brought them."""

from pathlib import Path

import pytest

from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.messages.printing import Slip, SlipLine
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.devices.receipt_printer.bench import EPSON, FAST, Client, TcpSim
from tests.devices.receipt_printer.receipts import MID_TICKET, SOON_S, assert_prints_again, timed
from tests.devices.receipt_printer.tickets import ticket

pytestmark = pytest.mark.slow


def test_a_full_buffer_hides_the_status_and_the_cause_is_still_found(tmp_path: Path) -> None:
    """The printer stops reading, so nothing sent after the job could ask it."""
    long = Slip(tuple(SlipLine("𠮷" * 24) for _ in range(50)))
    with TcpSim(tmp_path, *FAST, "--buffer", "8192") as sim, Client(sim.url) as client:
        client.ready()
        sim.after(MID_TICKET, "paper_out")
        ended, seconds = timed(client, long)
        assert (ended.state, ended.fault) == (PrintState.UNKNOWN, Fault.PRINT_PAPER_END)
        assert seconds < SOON_S
        sim.load_paper()
        client.ask()
        assert_prints_again(sim, client)


@pytest.mark.parametrize("clears", [True, False])
def test_a_printer_that_keeps_the_old_job_does_not_mix_it_with_the_next(
    tmp_path: Path, clears: bool
) -> None:
    profile = EPSON if clears else replace(EPSON, clear=b"", clear_answers=False)
    sim = TcpSim(tmp_path, *FAST, "--keep-buffer", model=EPSON.name)
    with sim, Client(sim.url, profile) as client:
        client.ready()
        sim.after(MID_TICKET, "paper_out")
        assert client.print(ticket()).fault is Fault.PRINT_PAPER_END
        assert client.ask().paper is PaperSupply.OUT
        sim.load_paper()
        client.ask()
        assert_prints_again(sim, client)
        assert len(sim.output().receipts) == 2
        assert len(sim.output().partial) == (1 if clears else 2)

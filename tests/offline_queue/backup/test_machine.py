"""A disk in another machine is noticed; a mended machine, or one that tells nothing, is not."""

import logging
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from offline_queue.backup.anew import adopt
from offline_queue.backup.guard import MovedDisk
from offline_queue.backup.machine import Verdict, accept, read_machine, recognise
from offline_queue.numbers import leases
from offline_queue.operator import carry
from offline_queue.outbox import rows
from offline_queue.service import Service
from offline_queue.store.database import open_database
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.command_line import apart, command, write_config
from tests.offline_queue.operator.scene import AT, audit_of, typed
from tests.offline_queue.samples import config, lease, put_help

Machine = dict[str, tuple[str, ...]]
BOARD: Machine = {"machine_id": ("m",), "product_uuid": ("u",), "network": ("aa", "bb")}
PLAIN: Machine = {"machine_id": ("m",), "network": ("aa", "bb")}
"""As a user who may not read the firmware's numbers sees it."""


@pytest.fixture
def cfg(tmp_short: Path) -> TerminalConfig:
    return config(tmp_short)


def _written_on(cfg: TerminalConfig, machine: Machine) -> None:
    store = Store(cfg.state)
    lease(store)
    put_help(store, 2)
    store.call(lambda c: accept(c, machine))
    store.close()


@pytest.mark.parametrize(
    ("former", "now", "verdict"),
    [
        (BOARD, BOARD, Verdict.SAME),
        (BOARD, BOARD | {"machine_id": ("other",)}, Verdict.MOVED),
        (BOARD, BOARD | {"product_uuid": ("other",)}, Verdict.MOVED),
        (BOARD, BOARD | {"network": ("cc",)}, Verdict.SAME),  # a new network card, the old board
        (PLAIN, PLAIN | {"network": ("bb", "cc")}, Verdict.SAME),  # one of two
        (PLAIN, PLAIN | {"network": ("cc",)}, Verdict.MOVED),  # the system is on the disk
        (PLAIN, BOARD, Verdict.SAME),  # now more can be read
        (BOARD, PLAIN, Verdict.SAME),
        (BOARD, PLAIN | {"network": ("cc",)}, Verdict.MOVED),
        (BOARD, {}, Verdict.UNKNOWN),
        ({"product_uuid": ("u",)}, {"machine_id": ("m",)}, Verdict.UNKNOWN),
        ({}, BOARD, Verdict.FIRST),
    ],
)
def test_what_is_compared(tmp_path: Path, former: Machine, now: Machine, verdict: Verdict) -> None:
    with closing(open_database(tmp_path)) as ledger:
        recognise(ledger, former)
        assert recognise(ledger, now) is verdict
        again = {Verdict.FIRST: Verdict.SAME}.get(verdict, verdict)
        assert recognise(ledger, now) is again


def test_what_could_be_read_later_counts_from_then_on(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as ledger:
        recognise(ledger, PLAIN)
        recognise(ledger, BOARD)
        assert recognise(ledger, BOARD | {"product_uuid": ("x",)}) is Verdict.MOVED


def test_only_marks_are_kept(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as ledger:
        recognise(ledger, {"machine_id": ("0123456789abcdef",)})
        (kept,) = ledger.execute("SELECT value FROM meta WHERE key = 'machine'").fetchone()
        assert "0123456789abcdef" not in kept


def _machine_at(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_a_machine_is_read(tmp_path: Path) -> None:
    files = {"etc/machine-id": "abc\n", "sys/class/dmi/id/product_uuid": "U-1\n"}
    for name, address, kind, bus in (
        ("eth0", "02:00:00:00:00:01", "0", "devices/pci0000:00/1/net"),
        ("eth1", "02:00:00:00:00:02", "0", "devices/pci0000:00/usb1/net"),
        ("wlan0", "02:00:00:00:00:03", "3", "devices/pci0000:00/2/net"),
        ("lo", "00:00:00:00:00:00", "0", ""),
    ):
        card = f"sys/class/net/{name}"
        files |= {f"{card}/address": f"{address}\n", f"{card}/addr_assign_type": f"{kind}\n"}
        if bus:
            (tmp_path / "sys" / bus).mkdir(parents=True)
            (tmp_path / card).mkdir(parents=True)
            (tmp_path / card / "device").symlink_to(tmp_path / "sys" / bus)
    assert read_machine(_machine_at(tmp_path, files)) == {
        "machine_id": ("abc",),
        "product_uuid": ("U-1",),
        "network": ("02:00:00:00:00:01",),
    }
    assert read_machine(tmp_path / "nothing") == {}
    read_machine()  # of this machine, whatever it tells


def test_on_another_machine_the_service_does_not_start_and_writes_nothing(
    cfg: TerminalConfig, clock: FakeClock
) -> None:
    _written_on(cfg, BOARD)
    before = (cfg.state / "queue.sqlite3").read_bytes()
    with pytest.raises(MovedDisk, match=r"main\.py queue adopt"):
        Service(cfg, clock, read_machine=lambda: BOARD | {"product_uuid": ("other",)})
    assert (cfg.state / "queue.sqlite3").read_bytes() == before


def test_where_nothing_can_be_read_it_says_so_and_starts(
    cfg: TerminalConfig, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    _written_on(cfg, BOARD)
    with caplog.at_level(logging.WARNING):
        service = Service(cfg, clock, read_machine=dict)
    service.start()
    service.stop()
    assert "a moved disk is not noticed" in caplog.text


def test_adopting_begins_anew(
    cfg: TerminalConfig, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _written_on(cfg, BOARD)
    with closing(open_database(cfg.state)) as ledger:
        former = ledger.epoch
    monkeypatch.setattr(carry, "read_machine", lambda: BOARD | {"product_uuid": ("other",)})
    assert typed(cfg, "adopt") == 0
    assert "this machine is accepted" in capsys.readouterr().out
    store = Store(cfg.state)
    put_help(store, 1)
    assert store.call(lambda c: [c.epoch_of(seq) for seq in (1, 2)]) == [former] * 2
    assert store.call(lambda c: c.epoch_of(3)) != former
    assert store.call(lambda c: leases.take(c, "A", MONDAY_MORNING.date())) is None
    assert store.call(audit_of) == ['{"what":"operator.adopted"}']
    store.close()
    assert typed(cfg, "adopt") == 0
    assert "known already" in capsys.readouterr().out


def test_a_disk_that_comes_and_goes_without_a_record_between(tmp_path: Path) -> None:
    """Two new beginnings at the same number: the later one counts, and no number is lost."""
    with closing(open_database(tmp_path)) as ledger:
        recognise(ledger, BOARD)
        rows.put(ledger, "help", {"n": 1}, AT)
        epochs = [ledger.epoch]
        for machine in (PLAIN | {"machine_id": ("a",)}, PLAIN | {"machine_id": ("b",)}):
            assert adopt(ledger, machine, AT) is Verdict.MOVED
            epochs.append(ledger.epoch)
        assert len(set(epochs)) == 3
        seq = rows.put(ledger, "help", {"n": 2}, AT)
        assert (seq, ledger.epoch_of(1), ledger.epoch_of(2)) == (2, epochs[0], epochs[2])
    with closing(open_database(tmp_path)) as ledger:
        assert (ledger.epoch, ledger.epoch_of(1)) == (epochs[2], epochs[0])
        assert rows.load(ledger, 1) is not None and rows.load(ledger, 2) is not None


@pytest.mark.slow
def test_the_whole_way_of_a_moved_disk(tmp_short: Path) -> None:
    """Processes, as an operator sees them: one line and status 3, adopt, and it starts."""
    cfg = config(tmp_short)
    _written_on(cfg, {"machine_id": ("the machine where the disk was before",)})
    file = write_config(tmp_short)
    for name in ("platform.pub", "hall.key"):
        (tmp_short / name).write_text("00" * 32)

    refused = apart(file, "service")
    assert refused.returncode == 3
    (line,) = [one for one in refused.stderr.splitlines() if " INFO " not in one]
    assert "main.py queue adopt" in line
    adopted = apart(file, "queue", "adopt")
    assert (adopted.returncode, adopted.stderr) == (0, "")
    assert "this machine is accepted" in adopted.stdout
    starting = command("service", "--config", str(file))
    with subprocess.Popen(starting, stderr=subprocess.PIPE, text=True) as service:
        assert service.stderr is not None
        assert any("ready" in line for line in service.stderr)
        service.terminate()
        service.stderr.read()
    assert service.returncode == 0
    shutil.rmtree(tmp_short / "state")

"""The device's key in a TPM: a real TPM 2.0 in software, and Debian's own tools."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store.database import CannotOpen, open_database
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.vault import key_ring
from offline_queue.vault.device_key import FileKey, NoDeviceKey
from offline_queue.vault.tpm import MAGIC, TpmKey
from tests.offline_queue.samples import put_help
from tests.offline_queue.vault.parts import bodies_of
from tests.offline_queue.vault.soft_tpm import Bus, SoftTpm, soft_tpm

pytestmark = pytest.mark.slow

KEY = bytes(range(32))


@pytest.fixture
def chip(tmp_short: Path) -> Iterator[SoftTpm]:
    with soft_tpm(tmp_short / "a") as made:
        yield made


def test_a_terminal_is_started_again_with_its_own_chip(chip: SoftTpm, tmp_path: Path) -> None:
    store = Store(tmp_path, device_key=TpmKey(chip.tcti))
    put_help(store, 2)
    store.close()
    for _ in range(5):  # power cuts and what the tools leave behind would lock it by now
        chip.stop()
        chip.start()
        ledger = open_database(tmp_path, TpmKey(chip.tcti))
        assert [body["screen"] for body in bodies_of(ledger, "help")] == ["n0", "n1"]
        ledger.close()
    assert [path.name for path in tmp_path.iterdir() if "key" in path.name] == []


def test_the_disk_in_another_machine_says_so_and_stays_as_it_is(
    chip: SoftTpm, tmp_short: Path
) -> None:
    state = tmp_short / "state"
    Store(state, device_key=TpmKey(chip.tcti)).close()
    before = (state / "queue.sqlite3").read_bytes()
    with (
        soft_tpm(tmp_short / "b") as other,
        pytest.raises(CannotOpen, match="sealed by another TPM"),
    ):
        open_database(state, TpmKey(other.tcti))
    assert (state / "queue.sqlite3").read_bytes() == before
    open_database(state, TpmKey(chip.tcti)).close()


def test_a_chip_that_was_cleared_or_has_a_password_says_so(chip: SoftTpm, tmp_path: Path) -> None:
    key = TpmKey(chip.tcti)
    wrapped = key.wrap(KEY)
    chip.run("tpm2_clear")
    with pytest.raises(NoDeviceKey, match="cleared"):
        TpmKey(chip.tcti).unwrap(wrapped)
    chip.run("tpm2_changeauth", "-c", "o", "somebody")
    with pytest.raises(NoDeviceKey, match=r"owner hierarchy .* has a password"):
        TpmKey(chip.tcti).wrap(KEY)


def test_a_key_moves_from_its_file_to_the_chip_and_back(chip: SoftTpm, tmp_path: Path) -> None:
    file, tpm = FileKey(tmp_path / "device.key"), TpmKey(chip.tcti)
    store = Store(tmp_path, device_key=file)
    put_help(store, 1)
    store.call(lambda ledger: key_ring.rewrap(ledger, file, tpm))
    store.close()
    with pytest.raises(CannotOpen, match="is not the key of this database"):
        open_database(tmp_path, file)
    (tmp_path / "device.key").unlink()
    ledger = open_database(tmp_path, TpmKey(chip.tcti))
    assert len(bodies_of(ledger, "help")) == 1
    other = FileKey(tmp_path / "other.key")
    ledger.execute("BEGIN")
    key_ring.rewrap(ledger, TpmKey(chip.tcti), other)
    ledger.execute("COMMIT")
    ledger.close()
    with pytest.raises(CannotOpen, match="not kept by a TPM"):
        open_database(tmp_path, TpmKey(chip.tcti))
    open_database(tmp_path, other).close()


def test_a_move_to_a_chip_that_does_not_answer_changes_nothing(tmp_path: Path) -> None:
    file = FileKey(tmp_path / "device.key")
    store = Store(tmp_path, device_key=file)
    wrapped = store.call(_wrapped)
    with pytest.raises(NoDeviceKey, match="there is no TPM at swtpm:path="):
        store.call(lambda ledger: key_ring.rewrap(ledger, file, TpmKey("swtpm:path=/nowhere")))
    assert store.call(_wrapped) == wrapped
    store.close()


def test_a_chip_that_says_nothing_is_given_up(tmp_short: Path) -> None:
    with contextlib.ExitStack() as open_ones:
        for name in ("mute", "mute.ctrl"):
            mute = open_ones.enter_context(socket.socket(socket.AF_UNIX))
            mute.bind(str(tmp_short / name))
            mute.listen()
        key = TpmKey(f"swtpm:path={tmp_short}/mute", step_limit_s=0.3)
        with pytest.raises(NoDeviceKey, match="does not answer"):
            key.wrap(KEY)


def test_missing_tools_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoDeviceKey, match="apt-get install tpm2-tools"):
        TpmKey("device:/dev/tpmrm0").wrap(KEY)


def test_a_wrapped_key_that_was_changed_is_refused(chip: SoftTpm) -> None:
    wrapped = TpmKey(chip.tcti).wrap(KEY)
    assert wrapped.startswith(MAGIC) and TpmKey(chip.tcti).unwrap(wrapped) == KEY
    last = wrapped[:-1] + bytes([wrapped[-1] ^ 1])
    with pytest.raises(NoDeviceKey, match="was changed"):
        TpmKey(chip.tcti).unwrap(last)
    sealed = wrapped[:100] + bytes([wrapped[100] ^ 1]) + wrapped[101:]
    with pytest.raises(NoDeviceKey, match="sealed by another TPM"):
        TpmKey(chip.tcti).unwrap(sealed)
    for short in (b"", MAGIC, wrapped[:50]):
        with pytest.raises(NoDeviceKey):
            TpmKey(chip.tcti).unwrap(short)


def test_nobody_on_the_bus_hears_the_wrapping_key(chip: SoftTpm, tmp_short: Path) -> None:
    bus = Bus(chip, tmp_short / "bus")
    try:
        key = TpmKey(bus.tcti)
        wrapped = key.wrap(KEY)
        assert TpmKey(bus.tcti).unwrap(wrapped) == KEY
        assert len(bus.heard) > 1000 and key._key not in bus.heard
        chip.run("tpm2_createprimary", "-Q", "-C", "o", "-G", "ecc256", "-c", "p", tcti=bus.tcti)
        by_hand = ("tpm2_create", "-Q", "-C", "p", "-i", "-")
        chip.run(*by_hand, given=key._key, tcti=bus.tcti)
        assert key._key in bus.heard  # without the session it is heard
    finally:
        bus.close()


def _wrapped(ledger: Ledger) -> list[tuple[int, bytes]]:
    return ledger.execute("SELECT key_id, wrapped FROM data_keys").fetchall()

"""Where the configuration says that the device's key is, and how it is moved there."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.values import replace
from offline_queue.operator.ask import NoAnswer
from offline_queue.outbox import upgrade
from offline_queue.service import Service
from offline_queue.store.database import FILE_NAME, KEY_NAME, CannotOpen, open_database
from offline_queue.store.writer import Store
from offline_queue.vault.address import device_key_at, device_key_of
from offline_queue.vault.device_key import FileKey, NoDeviceKey
from offline_queue.vault.tpm import TpmKey
from tests.clock import FakeClock
from tests.offline_queue.operator.scene import audit_of, typed
from tests.offline_queue.samples import config, put_help
from tests.offline_queue.vault.parts import bodies_of
from tests.offline_queue.vault.soft_tpm import soft_tpm


@pytest.fixture
def cfg(tmp_short: Path) -> TerminalConfig:
    return config(tmp_short)


def record(cfg: TerminalConfig) -> None:
    store = Store(cfg.state, device_key=device_key_of(cfg))
    put_help(store, 1)
    store.close()


def test_without_a_word_the_key_lies_beside_the_database(cfg: TerminalConfig) -> None:
    record(cfg)
    assert (cfg.state / KEY_NAME).exists()


def test_a_key_file_elsewhere_is_relative_to_the_configuration(cfg: TerminalConfig) -> None:
    elsewhere = replace(cfg, device_key="file:keys/device.key")
    record(elsewhere)
    assert (cfg.base / "keys" / "device.key").exists()
    assert not (cfg.state / KEY_NAME).exists()
    assert isinstance(device_key_at("tpm:device:/dev/tpmrm0", cfg.base), TpmKey)


@pytest.mark.parametrize("address", ["file:", "tpm:", "file", "/etc/key", "hsm:1", ":x"])
def test_any_other_address_stops_the_service_and_says_what_is_known(
    cfg: TerminalConfig, clock: FakeClock, address: str
) -> None:
    with pytest.raises(NoDeviceKey, match='"file:PATH", or a TPM as "tpm:device:/dev/tpmrm0"'):
        Service(replace(cfg, device_key=address), clock)
    assert not cfg.state.exists()


@pytest.mark.slow
def test_a_service_without_its_tpm_says_so_in_one_line(cfg: TerminalConfig) -> None:
    script = (
        "import sys\nfrom kiosk.values import replace\nfrom pathlib import Path\n"
        "from kiosk.clock import SystemClock\nfrom offline_queue.run import run_service\n"
        "from tests.offline_queue.samples import config\n"
        "cfg = replace(config(Path(sys.argv[1])), device_key=sys.argv[2])\n"
        "sys.exit(run_service(cfg, SystemClock()))\n"
    )
    for address in ("tpm:swtpm:path=/nowhere", "nonsense"):
        command = [sys.executable, "-c", script, str(cfg.base), address]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 3
        (line,) = done.stderr.splitlines()
        assert line.startswith("zizhu service: ") and ("no TPM" in line or "not known" in line)


def test_keys_move_from_the_file_to_a_tpm_and_old_records_open(
    cfg: TerminalConfig, tmp_short: Path, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with soft_tpm(tmp_short / "a") as chip:
        record(cfg)
        former = (cfg.state / KEY_NAME).rename(tmp_short / "former.key")
        moved = replace(cfg, device_key=f"tpm:{chip.tcti}")
        wrapped = _wrapped(cfg, FileKey(former))
        assert typed(moved, "rekey", f"file:{former}") == 0
        assert "destroy file:" in capsys.readouterr().out
        with pytest.raises(CannotOpen):
            open_database(cfg.state, FileKey(former))
        ledger = open_database(cfg.state, TpmKey(chip.tcti))
        assert len(bodies_of(ledger)) == 1 and ledger.cipher.current == 2
        assert any("operator.rotated" in event for event in audit_of(ledger))
        ledger.close()
        store = Store(cfg.state, device_key=TpmKey(chip.tcti))
        upgrade.bring_up(store)
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            content = (cfg.state / name).read_bytes()
            assert not any(one in content for one in wrapped)  # the former key opens nothing here
        store.close()


def test_a_move_that_cannot_be_is_refused_and_changes_nothing(
    cfg: TerminalConfig, tmp_short: Path
) -> None:
    record(cfg)
    here = f"file:{cfg.state / KEY_NAME}"
    with pytest.raises(NoAnswer, match="no TPM"):
        typed(replace(cfg, device_key="tpm:swtpm:path=/nowhere"), "rekey", here)
    with pytest.raises(NoAnswer, match="is missing"):
        typed(replace(cfg, device_key="file:new.key"), "rekey", f"file:{tmp_short}/other")
    copied = tmp_short / "copy.key"
    copied.write_bytes((cfg.state / KEY_NAME).read_bytes())
    copied.chmod(0o600)
    for same in ("", here, f"file:{copied}"):
        with pytest.raises(NoAnswer, match="still names the former keeper"):
            typed(replace(cfg, device_key=same), "rekey", here)
    running = Store(cfg.state)
    with pytest.raises(NoAnswer, match="stop the terminal first"):
        typed(replace(cfg, device_key="file:new.key"), "rekey", here)
    running.close()
    ledger = open_database(cfg.state)
    assert len(bodies_of(ledger)) == 1 and ledger.cipher.current == 1
    ledger.close()


def _wrapped(cfg: TerminalConfig, key: FileKey) -> list[bytes]:
    ledger = open_database(cfg.state, key)
    found = [bytes(row[0]) for row in ledger.execute("SELECT wrapped FROM data_keys")]
    ledger.close()
    return found

"""Pictures in memory: private, wiped, and removed after whoever died."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from devices.scanner import vault as vaults
from devices.scanner.vault import MEMORY, PREFIX, Vault, VaultError, remove_leftovers, wipe
from tests.devices.conformance.sim_process import REPOSITORY

SECRET = b"synthetic page " * 100_000
DIE = """
import os, pathlib, sys
from devices.scanner.vault import Vault
vault = Vault(pathlib.Path(sys.argv[1]))
(vault.path / "page1.pnm").write_bytes(b"left")
print(vault.path, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


def test_only_we_may_look_into_it(vault: Vault) -> None:
    assert stat.S_IMODE(vault.path.stat().st_mode) == 0o700
    vault.close()
    assert not vault.path.exists()


def test_memory_is_where_it_is() -> None:
    """Nothing is written to a disk."""
    vault = Vault()
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
        kinds = {where: kind for _, where, kind, *_ in mounts}
        assert vault.path.parent == MEMORY
        assert kinds[str(MEMORY)] == "tmpfs"
    finally:
        vault.close()


def test_a_page_is_taken_once(vault: Vault) -> None:
    page = vault.path / "page1.pnm"
    page.write_bytes(SECRET)
    assert vault.take(str(page)) == SECRET
    assert list(vault.path.iterdir()) == []
    with pytest.raises(VaultError):
        vault.take(str(page))
    vault.close()


def test_bytes_are_overwritten_before_they_are_freed(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_bytes(SECRET)
    with page.open("rb") as still_open:
        wipe(page)
        assert still_open.read() == bytes(len(SECRET))
    assert not page.exists()


@pytest.mark.parametrize("name", ["/etc/hostname", "page1.pnm", "../page1.pnm", ""])
def test_other_files_are_not_touched(vault: Vault, name: str) -> None:
    with pytest.raises(VaultError):
        vault.take(name)
    vault.close()


def test_a_file_that_nobody_would_send(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "LARGEST_FILE", 10)
    page = vault.path / "page1.pnm"
    page.write_bytes(bytes(11))
    with pytest.raises(VaultError, match="too large"):
        vault.take(str(page))
    vault.close()


def test_no_memory(tmp_path: Path) -> None:
    with pytest.raises(VaultError):
        Vault(tmp_path / "missing")


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DIE, str(tmp_path)]
    died = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    left = Path(died.stdout.strip())
    assert (left / "page1.pnm").read_bytes() == b"left"
    living = Vault(tmp_path)
    assert remove_leftovers(tmp_path) == 1
    assert not left.exists()
    assert living.path.exists()
    living.close()


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / f"{PREFIX}file").write_bytes(b"")
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "else")
    assert remove_leftovers(tmp_path) == 0
    assert (tmp_path / "else").exists()

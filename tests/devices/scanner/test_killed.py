"""The host is killed in the middle of a scan: the scan ends, and its pictures do not stay."""

import subprocess
import sys
import time
from pathlib import Path

from devices.contract import Token
from devices.scanner.vault import MEMORY, PREFIX
from kiosk.device import DeviceState
from tests.devices.conformance.sim_process import PATIENCE_S, REPOSITORY
from tests.devices.scanner.bench import ScannerSim

HOST = """
import pathlib, sys
from devices.contract import Token
from devices.scanner.driver import Scanner
from kiosk.messages.imaging import ScanPages
driver = Scanner(sys.argv[1], pathlib.Path(sys.argv[2]))
tell = lambda page: print("page", flush=True)
driver.perform(ScanPages("c", "feeder", dpi=100), tell, Token(float("inf")))
"""


def scans_of(config: Path) -> list[int]:
    """Processes that run scanimage with this configuration."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            named = (process / "comm").read_text().strip() == "scanimage"
            if named and f"SANE_CONFIG_DIR={config}".encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue  # ended meanwhile
    return found


def vaults_of(process: int) -> set[Path]:
    """Folders in memory that a process has locked."""
    opened = (file.readlink() for file in Path(f"/proc/{process}/fd").iterdir())
    return {path for path in opened if path.match(f"{MEMORY}/{PREFIX}*")}


def test_the_host_is_killed_in_the_middle_of_a_scan(sim: ScannerSim) -> None:
    sim.script("at page 2 hang")
    command = [sys.executable, "-c", HOST, sim.device, str(sim.config)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as host:
        assert host.stdout is not None
        assert host.stdout.readline() == b"page\n"
        (vault,) = vaults_of(host.pid)
        (vault / "page2.pnm.part").write_bytes(b"half a page")
        assert len(scans_of(sim.config)) == 1
        host.kill()
    end = time.monotonic() + PATIENCE_S
    while scans_of(sim.config):
        assert time.monotonic() < end, "scanimage goes on"
        time.sleep(0.01)
    sim.heal()
    token = Token(float("inf"))
    assert sim.driver().open(token).state is DeviceState.ONLINE
    token.close()
    assert not vault.exists()

"""SANE's configuration for one scanner."""

import stat
from pathlib import Path

import pytest

from devices.scanner.config import configure_airscan, configure_test


def test_a_network_scanner(tmp_path: Path) -> None:
    folder = tmp_path / "run" / "sane"
    assert configure_airscan(folder, "http://192.0.2.7:80/eSCL/") == "airscan:e0:scanner"
    assert (folder / "dll.conf").read_text() == "airscan\n"
    lines = (folder / "airscan.conf").read_text().splitlines()
    assert '"scanner" = http://192.0.2.7:80/eSCL/, eSCL' in lines
    assert "discovery = disable" in lines
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_may_be_written_again(tmp_path: Path) -> None:
    for host in ("a", "b"):
        configure_airscan(tmp_path, f"http://{host}/eSCL/")
    assert "http://b/" in (tmp_path / "airscan.conf").read_text()


def test_no_scanner(tmp_path: Path) -> None:
    assert configure_test(tmp_path) == "test:0"
    assert (tmp_path / "dll.conf").read_text() == "test\n"


BAD = ["", "ftp://x", "http://h/\n[devices]", 'http://h/"', "http://h, WSD", "http://h/ x"]


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_would_change_the_configuration(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        configure_airscan(tmp_path, url)

"""SANE's configuration for one scanner: a folder that names one backend and one device.

With the system's own configuration SANE searches for scanners with all its backends, for seconds
and over the network.
"""

import re
from pathlib import Path

NAME = "scanner"
_URL = re.compile(r"https?://[A-Za-z0-9_.:\[\]/-]{1,200}")
_AIRSCAN = """\
[devices]
"{name}" = {url}, eSCL
[options]
discovery = disable
"""
_TEST = """\
geometry_max 300.0
br_x 210.0
br_y 297.0
"""


def configure_airscan(folder: Path, url: str) -> str:
    """Write the folder for the network scanner whose eSCL root is `url` (http://HOST/eSCL/; USB
    scanners have one on the loopback by ipp-usb). Returns the device's name for SANE.

    Raises ValueError where that is no such URL, OSError where it cannot be written.
    """
    if not _URL.fullmatch(url):
        raise ValueError("the scanner's address is http://HOST[:PORT]/PATH")
    _write(folder, "airscan", _AIRSCAN.format(name=NAME, url=url))
    return f"airscan:e0:{NAME}"


def configure_test(folder: Path) -> str:
    """Write the folder for SANE's backend without a scanner. Returns its device's name."""
    _write(folder, "test", _TEST)
    return "test:0"


def _write(folder: Path, backend: str, content: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "dll.conf").write_text(f"{backend}\n", encoding="ascii")
    (folder / f"{backend}.conf").write_text(content, encoding="ascii")

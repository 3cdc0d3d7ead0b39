"""What scanimage is told and what it says: command line, exit status and texts, picture files.
Pure.

Source: scanimage(1) and sane_strstatus of sane-backends 1.1 and 1.2, run with LC_ALL=C; see
PROTOCOL.md for what was measured.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct

from devices.scanner.profile import Profile
from kiosk.faults import Fault
from kiosk.messages.imaging import ScanPages

MOST_PIXELS = 100_000_000
"""A4 at 600 dpi has 35 million."""
MOST_HEAD = 512
"""Bytes of the header of a PNM file."""
PAGE_NAME = "page%d.pnm"
SOURCES = ("flatbed", "feeder")


class Status(IntEnum):
    """SANE_Status, which is also scanimage's exit status once the scanner is open."""

    GOOD = 0
    UNSUPPORTED = 1
    CANCELLED = 2
    BUSY = 3
    INVALID = 4
    END = 5
    JAMMED = 6
    NO_DOCUMENTS = 7
    COVER_OPEN = 8
    IO_ERROR = 9
    NO_MEMORY = 10
    DENIED = 11


LAST_WORDS = "Batch terminated"
"""What follows them is closing the scanner alone; why a batch ended was said before."""
_NOT_OPENED = "open of device"
_TEXTS = {
    "Operation not supported": Status.UNSUPPORTED,
    "Operation was canceled": Status.CANCELLED,
    "Operation was cancelled": Status.CANCELLED,
    "Device busy": Status.BUSY,
    "Invalid argument": Status.INVALID,
    "End of file reached": Status.END,
    "Document feeder jammed": Status.JAMMED,
    "Document feeder out of documents": Status.NO_DOCUMENTS,
    "Scanner cover is open": Status.COVER_OPEN,
    "Error during device I/O": Status.IO_ERROR,
    "Out of memory": Status.NO_MEMORY,
    "Access to resource has been denied": Status.DENIED,
}
FAULTS = {
    Status.BUSY: Fault.SCANNER_BUSY,
    Status.JAMMED: Fault.SCAN_JAM,
    Status.NO_DOCUMENTS: Fault.SCAN_NO_PAGE,
    Status.COVER_OPEN: Fault.SCANNER_COVER_OPEN,
}
"""Of a scan; every other status is SCANNER_ERROR."""


class Ending(Struct, frozen=True):
    """How a run of scanimage ended. `status` None: as SANE has no word for. `opened`: whether it
    got as far as the scanner. `text`: its own words, for the operator."""

    status: Status | None
    opened: bool
    text: str


def ending(exit_status: int, texts: Sequence[str]) -> Ending:
    """`texts` are the lines of standard error.

    A scanner that cannot be opened always gives exit status 1, so the last line with one of SANE's
    sentences decides, and the number only where there is none.
    """
    opened = not any(_NOT_OPENED in text for text in texts)
    for text in reversed(texts):
        for sentence, status in _TEXTS.items():
            if sentence in text:
                return Ending(status, opened, text)
    known = exit_status in list(Status) and exit_status != Status.UNSUPPORTED
    return Ending(Status(exit_status) if known else None, opened, texts[-1] if texts else "")


def check_arguments(device: str) -> list[str]:
    """Open the scanner, scan nothing."""
    return ["scanimage", f"--device-name={device}", "--dont-scan", "--format=pnm"]


def scan_arguments(device: str, profile: Profile, command: ScanPages, folder: str) -> list[str]:
    """Scan into PNM files in `folder`, writing the name of each to standard output when it is
    whole. One page more than allowed is asked for: that it comes is how a limit is noticed."""
    feeder = command.source == "feeder"
    count = command.most_pages + 1 if feeder else 1
    return [
        "scanimage",
        f"--device-name={device}",
        f"--source={profile.feeder if feeder else profile.flatbed}",
        f"--mode={profile.colour if command.colour else profile.grey}",
        f"--resolution={command.dpi}",
        *profile.extra,
        "-l0",
        "-t0",
        f"-x{profile.width}",
        f"-y{profile.height}",
        "--format=pnm",
        f"--batch={folder}/{PAGE_NAME}",
        f"--batch-count={count}",
        "--batch-print",
    ]


class Broken(Exception):
    """The file is no whole picture of a kind that was asked for; the text says why."""


class Pnm(Struct, frozen=True):
    """8 bits a sample; `data_at` is where the first row begins."""

    width: int
    height: int
    channels: int
    data_at: int


_PNM = re.compile(
    rb"P(?P<kind>[56])\s+(?:#[^\n]*\n\s*)*(?P<width>\d{1,6})\s+(?P<height>\d{1,6})\s+"
    rb"(?P<most>\d{1,5})\s"
)


def parse_pnm(head: bytes, size: int) -> Pnm:
    """`head` is the beginning (at most MOST_HEAD bytes are looked at) of a file of `size` bytes.
    Raises Broken, also where the file is shorter or longer than its header says."""
    match = _PNM.match(head[:MOST_HEAD])
    if match is None:
        raise Broken("not a picture")
    if int(match["most"]) != 255:
        raise Broken("not 8 bits a sample")
    channels = 3 if match["kind"] == b"6" else 1
    width, height = int(match["width"]), int(match["height"])
    if not 0 < width * height <= MOST_PIXELS:
        raise Broken("impossible size")
    if size != match.end() + width * height * channels:
        raise Broken("rows are missing")
    return Pnm(width, height, channels, match.end())

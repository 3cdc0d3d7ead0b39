"""What scanimage is told, and what is understood of all that it may say."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from devices.scanner.profile import AIRSCAN, SANE_TEST
from devices.scanner.protocol import (
    MOST_HEAD,
    MOST_PIXELS,
    Broken,
    Ending,
    Pnm,
    Status,
    ending,
    parse_pnm,
    scan_arguments,
)
from kiosk.messages.imaging import ScanPages

COLOUR = b"P6\n# SANE data follows\n4 3\n255\n"
GREY = b"P5\n# SANE data follows\n4 3\n255\n"


def test_the_command_line_of_a_sheet_on_the_glass() -> None:
    command = ScanPages("c", dpi=150, colour=False)
    assert scan_arguments("airscan:e0:scanner", AIRSCAN, command, "/memory") == [
        "scanimage",
        "--device-name=airscan:e0:scanner",
        "--source=Flatbed",
        "--mode=Gray",
        "--resolution=150",
        "-l0",
        "-t0",
        "-x210.0",
        "-y297.0",
        "--format=pnm",
        "--batch=/memory/page%d.pnm",
        "--batch-count=1",
        "--batch-print",
    ]


def test_the_feeder_is_asked_for_one_page_too_many() -> None:
    arguments = scan_arguments("d", SANE_TEST, ScanPages("c", "feeder", most_pages=4), "/memory")
    assert "--source=Automatic Document Feeder" in arguments
    assert "--mode=Color" in arguments
    assert "--batch-count=5" in arguments
    assert "--test-picture=Grid" in arguments


NOT_OPENED = "scanimage: open of device d failed: Error during device I/O"
JAMMED = "scanimage: sane_read: Document feeder jammed"
BATCH = "Batch terminated, 1 page scanned"
NO_OPTION = "scanimage: unrecognized option"
NO_PROGRAM = "setpriv: failed to execute scanimage"


@pytest.mark.parametrize(
    ("exit_status", "texts", "expected"),
    [
        (0, [], Ending(Status.GOOD, True, "")),
        (0, [BATCH], Ending(Status.GOOD, True, BATCH)),
        (1, [NOT_OPENED], Ending(Status.IO_ERROR, False, NOT_OPENED)),
        (6, [JAMMED, BATCH], Ending(Status.JAMMED, True, JAMMED)),
        (8, ["new words"], Ending(Status.COVER_OPEN, True, "new words")),
        (1, [NO_OPTION], Ending(None, True, NO_OPTION)),
        (-9, [], Ending(None, True, "")),
        (127, [NO_PROGRAM], Ending(None, True, NO_PROGRAM)),
    ],
)
def test_how_it_ended(exit_status: int, texts: list[str], expected: Ending) -> None:
    assert ending(exit_status, texts) == expected


@given(st.integers(-70, 300), st.lists(st.text(max_size=60), max_size=5))
def test_any_end_is_understood_or_not(exit_status: int, texts: list[str]) -> None:
    assert (ending(exit_status, texts).status is Status.GOOD) <= (exit_status == 0)


def test_pictures() -> None:
    assert parse_pnm(COLOUR, len(COLOUR) + 36) == Pnm(4, 3, 3, len(COLOUR))
    assert parse_pnm(GREY + bytes(12), len(GREY) + 12) == Pnm(4, 3, 1, len(GREY))


@pytest.mark.parametrize("size", [0, len(COLOUR), len(COLOUR) + 35, len(COLOUR) + 37])
def test_a_file_of_another_length_than_its_header_says(size: int) -> None:
    with pytest.raises(Broken, match="rows are missing"):
        parse_pnm(COLOUR, size)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"P4\n4 3\n",
        b"P6\n4 3\n65535\n",
        b"P6\n0 3\n255\n",
        b"P6\n99999 99999\n255\n",
        b"P6\n#" + b"x" * MOST_HEAD,
        b"\xff\xd8\xff\xe0",
    ],
)
def test_what_is_no_picture_of_ours(head: bytes) -> None:
    with pytest.raises(Broken):
        parse_pnm(head, 1_000_000)


def after_a_magic(content: bytes) -> bytes:
    return b"P6\n" + content


HEADS = st.binary(max_size=200) | st.binary(max_size=40).map(after_a_magic)


@given(HEADS, st.integers(0, 1 << 40))
@example(b"P6 1 1 255 ", 14)
def test_any_file_is_a_picture_or_not(head: bytes, size: int) -> None:
    try:
        about = parse_pnm(head, size)
    except Broken:
        return
    assert 0 < about.width * about.height <= MOST_PIXELS
    assert about.data_at + about.width * about.height * about.channels == size


@given(st.text(alphabet="#\n \t0P6", max_size=600))
def test_a_header_of_comments_takes_no_time(head: str) -> None:
    with pytest.raises(Broken):
        parse_pnm(b"P6\n" + head.encode() + b"z", 1000)

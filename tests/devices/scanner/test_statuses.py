"""Every status that a SANE backend can give, by SANE's own test backend and the real scanimage."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from devices.contract import DeviceLost, Refused, Token
from devices.scanner.config import configure_test
from devices.scanner.driver import Scanner
from devices.scanner.profile import SANE_TEST, Profile
from devices.scanner.scanimage import Scanimage
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.imaging import PageScanned, ScanEnded, ScanPages
from kiosk.values import replace
from tests.devices.scanner.bench import ENOUGH_S

SILENT_S = 5.0
READ = "--read-return-value=SANE_STATUS_"


@pytest.fixture
def token() -> Iterator[Token]:
    token = Token(float("inf"))
    yield token
    token.close()


def scanner(folder: Path, *extra: str, **changes: object) -> Scanner:
    profile: Profile = replace(SANE_TEST, extra=extra, **changes)  # type: ignore[arg-type] # fields of Profile, by name
    return Scanner(configure_test(folder), folder, profile)


def scan(driver: Scanner, token: Token, *command: object) -> tuple[object, list[PageScanned]]:
    pages: list[object] = []
    done = driver.perform(ScanPages("c", *command, dpi=50), pages.append, token)  # type: ignore[arg-type, misc] # source, then the rest by name
    return done, [page for page in pages if isinstance(page, PageScanned)]


def failed(folder: Path, token: Token, status: str) -> Refused | DeviceLost:
    """How a scan ends of which SANE's test backend says `status`. One in some hundred never ends:
    the backend waits for the child that it forked. Then the scanner is silent, and asked again."""
    for _ in range(3):
        try:
            scan(scanner(folder, READ + status, page_s=SILENT_S), token)
        except (Refused, DeviceLost) as ended:
            if ended.fault is not Fault.SCANNER_SILENT:
                return ended
    pytest.fail("it ended as if nothing had been, or was silent each time")


def test_a_page_from_the_glass(tmp_path: Path, token: Token) -> None:
    driver = scanner(tmp_path)
    assert driver.open(token).state is DeviceState.ONLINE
    done, pages = scan(driver, token)
    assert done == ScanEnded("c", 1)
    assert (pages[0].width, pages[0].height) == (413, 584)


def test_the_feeder_runs_empty_after_ten(tmp_path: Path, token: Token) -> None:
    done, pages = scan(scanner(tmp_path), token, "feeder")
    assert done == ScanEnded("c", 10)
    assert [page.page for page in pages] == list(range(1, 11))


@pytest.mark.parametrize(
    ("status", "fault", "code"),
    [
        ("JAMMED", Fault.SCAN_JAM, CompletionCode.HARDWARE_ERROR),
        ("NO_DOCS", Fault.SCAN_NO_PAGE, CompletionCode.USER_ERROR),
        ("COVER_OPEN", Fault.SCANNER_COVER_OPEN, CompletionCode.USER_ERROR),
        ("DEVICE_BUSY", Fault.SCANNER_BUSY, CompletionCode.DEVICE_NOT_READY),
        ("INVAL", Fault.SCANNER_ERROR, CompletionCode.INVALID_DATA),
        ("UNSUPPORTED", Fault.SCANNER_ERROR, CompletionCode.INVALID_DATA),
        ("EOF", Fault.SCAN_PARTIAL, CompletionCode.HARDWARE_ERROR),
    ],
)
def test_what_ends_a_scan(
    tmp_path: Path, token: Token, status: str, fault: Fault, code: CompletionCode
) -> None:
    refused = failed(tmp_path, token, status)
    assert isinstance(refused, Refused)
    assert (refused.fault, refused.code) == (fault, code)


@pytest.mark.parametrize("status", ["IO_ERROR", "NO_MEM", "ACCESS_DENIED", "CANCELLED"])
def test_what_ends_the_scanner(tmp_path: Path, token: Token, status: str) -> None:
    lost = failed(tmp_path, token, status)
    assert isinstance(lost, DeviceLost)
    assert (lost.state, lost.fault) == (DeviceState.HARDWARE_ERROR, Fault.SCANNER_ERROR)
    assert lost.detail


def test_a_child_of_the_backend_that_keeps_the_pipes_is_not_waited_for(
    tmp_path: Path, token: Token
) -> None:
    command = ["sh", "-c", "sleep 600 & echo $!; echo wrong >&2; exit 7"]
    with Scanimage(command, tmp_path, token) as run:
        (child,) = run.lines(silence_s=60.0)
        assert (run.wait(), run.texts) == (7, ["wrong"])
    os.kill(int(child), signal.SIGKILL)


def test_no_such_scanner(tmp_path: Path, token: Token) -> None:
    configure_test(tmp_path)
    with pytest.raises(DeviceLost) as lost:
        Scanner("test:9", tmp_path, SANE_TEST).open(token)
    assert (lost.value.state, lost.value.fault) == (DeviceState.NO_DEVICE, Fault.SCANNER_ABSENT)


def test_scanimage_is_not_installed(
    tmp_path: Path, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_setpriv = tmp_path / "bin"
    only_setpriv.mkdir()
    (only_setpriv / "setpriv").symlink_to("/usr/bin/setpriv")
    driver = scanner(tmp_path / "sane")
    monkeypatch.setenv("PATH", str(only_setpriv))
    with pytest.raises(DeviceLost, match="scanimage") as lost:
        driver.open(token)
    assert lost.value.state is DeviceState.HARDWARE_ERROR
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceLost, match="setpriv"):
        driver.open(token)


def test_a_scanner_that_sends_slowly_is_waited_for(tmp_path: Path) -> None:
    token = Token(float("inf"))
    slow = ("--read-delay=yes", "--read-delay-duration=20000")
    done, _ = scan(scanner(tmp_path, *slow, page_s=ENOUGH_S), token)
    assert done == ScanEnded("c", 1)
    with pytest.raises(DeviceLost) as lost:
        scan(scanner(tmp_path, *slow, page_s=0.05), token)
    assert (lost.value.state, lost.value.fault) == (DeviceState.UNKNOWN, Fault.SCANNER_SILENT)
    token.close()


@pytest.mark.parametrize(
    "command",
    [
        ScanPages("c", "drum"),
        ScanPages("c", dpi=10),
        ScanPages("c", dpi=9600),
        ScanPages("c", "feeder", most_pages=0),
        ScanPages("c", "feeder", most_pages=1000),
    ],
    ids=["source", "coarse", "fine", "none", "many"],
)
def test_impossible_commands(tmp_path: Path, token: Token, command: ScanPages) -> None:
    with pytest.raises(Refused) as refused:
        scanner(tmp_path).perform(command, print, token)
    assert refused.value.code is CompletionCode.INVALID_DATA


@pytest.mark.parametrize("content", [b"P5\n2 3\n255\nsecret", b"no picture of ours"])
def test_the_picture_is_overwritten(tmp_path: Path, content: bytes) -> None:
    """Whether it was good or not."""
    kept = bytearray(content)
    driver = scanner(tmp_path, width=2.0, height=3.0)
    with suppress(Refused):
        driver._page(ScanPages("c"), 1, kept)
    assert kept == bytes(len(content))

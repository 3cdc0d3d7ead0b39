"""Codes held under the reader: when it is asked, what it says, and when it is gone."""

import pytest

from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.events import ImagingBack, ImagingLost
from kiosk.flow.scan.rules_scan import begin
from kiosk.flow.scan.rules_scanned import BY_HAND, TAKERS
from kiosk.flow.scan.scan import ScanFor
from kiosk.flow.states import State
from kiosk.messages.certificates import VerifyCode
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import Cancel
from kiosk.messages.imaging import CodeRead, PreviewHint, PreviewReady, ReadCode
from kiosk.present.snapshot import Tone
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.verify_way import (
    CODE,
    GOOD,
    hold,
    made,
    to_scan,
)


@pytest.fixture
def bench() -> Bench:
    return made()


def test_the_reader_is_asked_only_while_a_code_is_waited_for(bench: Bench) -> None:
    assert not bench.all_said(ReadCode)
    command = to_scan(bench).command
    assert bench.touch("help") is State.HELP
    assert [one.command for one in bench.all_said(Cancel)] == [command]
    bench.take(CodeRead(command, "QRCode", CODE))
    assert bench.where() is State.HELP and not bench.all_said(VerifyCode)
    assert bench.touch("back") is State.SCAN
    anew = bench.last_said(ReadCode).command
    assert anew != command
    bench.touch("home")
    assert bench.left and bench.last_said(Cancel).command == anew


def test_a_code_of_a_former_reading_is_not_taken(bench: Bench) -> None:
    to_scan(bench)
    bench.take(CodeRead("another", "QRCode", CODE))
    bench.take(CodeRead("", "QRCode", CODE))
    assert bench.where() is State.SCAN and not bench.all_said(VerifyCode)


def test_a_code_that_is_no_text_is_told_and_reading_goes_on(bench: Bench) -> None:
    asked = to_scan(bench)
    bench.take(PreviewHint(asked.command, Fault.CODE_NOT_TEXT))
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == Fault.CODE_NOT_TEXT.value
    hold(bench)


def test_what_the_reader_sees_is_shown_while_it_is_asked_and_no_longer(bench: Bench) -> None:
    asked = to_scan(bench)
    assert asked.width > 0 and bench.screen.picture == "code_in"
    bench.take(PreviewReady("another", "zizhu-frames-0", 640, 360))
    assert bench.screen.picture == "code_in"
    bench.take(PreviewReady(asked.command, "zizhu-frames-1", 640, 360))
    assert bench.screen.picture == "live:zizhu-frames-1"
    bench.touch("help")
    bench.touch("back")
    assert bench.screen.picture == "code_in"
    command = bench.last_said(ReadCode).command
    bench.take(PreviewReady(command, "zizhu-frames-2", 640, 360))
    bench.take(ImagingLost())
    assert bench.screen.picture == "code_in"
    bench.take(ImagingBack())
    bench.take(StatusChanged(Device.CODE_READER, GOOD))
    bench.take(PreviewReady(bench.model.scan.command, "zizhu-frames-3", 640, 360))
    hold(bench)
    assert bench.model.scan.live == "" and not bench.screen.picture


def test_a_reading_that_is_over_is_begun_again_by_itself(bench: Bench) -> None:
    asked = to_scan(bench)
    timed_out = CompletionCode.TIMED_OUT
    bench.take(CommandFailed(asked.command, Device.CODE_READER, timed_out, Fault.CODE_NOT_FOUND))
    assert len(bench.all_said(ReadCode)) == 2 and bench.screen.notice is None
    hold(bench)


def test_a_reader_that_gives_up_is_asked_again_by_a_touch(bench: Bench) -> None:
    asked = to_scan(bench)
    broken = CompletionCode.HARDWARE_ERROR
    bench.take(CommandFailed(asked.command, Device.CODE_READER, broken, Fault.CAMERA_SILENT))
    assert len(bench.all_said(ReadCode)) == 1
    shown = bench.screen
    assert shown.notice is not None and shown.notice.code == Fault.CAMERA_SILENT.value
    assert shown.primary is not None and shown.primary.verb == "again"
    bench.touch("again")
    hold(bench)


def test_the_imaging_host_dies_and_the_scan_goes_on_when_it_is_back(bench: Bench) -> None:
    old = to_scan(bench).command
    bench.take(ImagingLost())
    assert bench.screen.notice is not None and bench.screen.notice.tone is Tone.WARN
    bench.take(ImagingBack())
    assert len(bench.all_said(ReadCode)) == 1
    bench.take(StatusChanged(Device.CODE_READER, GOOD))
    assert bench.last_said(ReadCode).command != old
    hold(bench)


def test_other_devices_of_that_host_change_nothing(bench: Bench) -> None:
    before = bench.model
    for device in (Device.DOCUMENT_CAMERA, Device.SCANNER, Device.FACE_CAMERA):
        bench.take(StatusChanged(device, DeviceStatus(DeviceState.OFFLINE)))
    assert (bench.model.reader, bench.model.code_reader) == (before.reader, before.code_reader)


def test_every_purpose_can_be_waited_for(bench: Bench) -> None:
    assert set(TAKERS) <= set(ScanFor) and ScanFor.VERIFY in BY_HAND
    for purpose in ScanFor:
        model = replace(bench.model, state=State.FIND)
        step = begin(model, bench.facts(), purpose)
        assert step[0].state is State.SCAN and step[0].scan.purpose is purpose


# --- by hand -------------------------------------------------------------------------------------

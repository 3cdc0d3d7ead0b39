"""Journeys and mishaps of a citizen who shows a code to the camera behind the window."""

import time
from collections.abc import Iterator

import pytest

from devices.code_reader.driver import CodeReader
from devices.code_reader.picture import find_code
from devices.contract import DeviceLost, Refused, Stopped, Token
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.link.frames import FrameReader, FramesError
from kiosk.messages.imaging import CodeRead, PreviewHint, PreviewReady, ReadCode, TakePortrait
from tests.devices.camera.sims import SimCamera
from tests.devices.code_reader.codes import drawn, sample, shown
from tests.devices.code_reader.conftest import Tokens, Told
from tests.devices.conftest import Later


@pytest.fixture
def reader(camera: SimCamera, tokens: Tokens, patient_cameras: None) -> Iterator[CodeReader]:
    """Open."""
    reader = CodeReader(camera.url)
    assert reader.open(tokens()).state is DeviceState.ONLINE
    yield reader
    reader.close()


def until_nothing_is_seen(reader: CodeReader, token: Token) -> None:
    """Pictures of a code may still be on their way from the camera."""
    at = 0.0
    while True:
        frame = reader._camera.newest(at, token)
        at = frame.at
        if find_code(frame.pixels, (), token.check) is None:
            return


@pytest.mark.parametrize("name", ["QRCode", "DataMatrix", "PDF417", "Code128"])
def test_a_citizen_shows_a_code(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told, name: str, later: Later
) -> None:
    text, picture = sample(name, "easy", 3)
    later(camera.show, picture)
    assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", name, text)
    assert told == []


def test_the_citizen_sees_what_the_camera_sees_where_that_is_asked_for(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    text, picture = sample("QRCode", "easy", 3)
    frames: list[FrameReader] = []

    def tell(message: object) -> None:
        told(message)
        assert isinstance(message, PreviewReady)
        frames.append(FrameReader(message.name))
        camera.show(picture)

    read = reader.perform(ReadCode("r1", width=320), tell, tokens())
    assert read == CodeRead("r1", "QRCode", text)
    (ready,) = told
    assert (ready.command, ready.width, ready.height) == ("r1", 320, 180)
    (seen,) = frames
    assert seen.read() is None, "overwritten when the step ends"
    seen.close()
    with pytest.raises(FramesError):
        FrameReader(ready.name)


def test_an_advertisement_is_told_once_and_the_right_code_is_read(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    camera.show(shown(drawn("QRCode", b"\x1b[2J\x00")))

    def tell(message: object) -> None:
        told(message)
        camera.show(shown(drawn("QRCode", "a" * 1200 + "b" * 700)))

    read = reader.perform(ReadCode("r1"), tell, tokens())
    assert isinstance(read, CodeRead)
    assert told == [PreviewHint("r1", Fault.CODE_NOT_TEXT)]
    assert read.text == "a" * 1200 + "b" * 700


def test_a_code_of_another_kind_is_passed_over(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told, later: Later
) -> None:
    camera.show(shown(drawn("QRCode", "A001")))
    later(camera.show, shown(drawn("Code128", "A002")))
    read = reader.perform(ReadCode("r1", ("Code128", "PDF417")), told, tokens())
    assert read == CodeRead("r1", "Code128", "A002")


def test_nobody_shows_anything(reader: CodeReader, tokens: Tokens, told: Told) -> None:
    with pytest.raises(Refused) as caught:
        reader.perform(ReadCode("r1"), told, tokens(0.5))
    assert caught.value.fault is Fault.CODE_NOT_FOUND
    assert caught.value.code is CompletionCode.TIMED_OUT


def test_nothing_but_a_code_that_is_no_text(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    camera.show(shown(drawn("QRCode", bytes(range(128, 200)))))
    token = tokens()

    def tell(message: object) -> None:
        told(message)
        token.until = time.monotonic()  # its time is up, however long the looking took

    with pytest.raises(Refused) as caught:
        reader.perform(ReadCode("r1"), tell, token)
    assert caught.value.fault is Fault.CODE_NOT_TEXT
    assert caught.value.code is CompletionCode.TIMED_OUT
    assert told == [PreviewHint("r1", Fault.CODE_NOT_TEXT)]


def test_the_citizen_leaves(reader: CodeReader, tokens: Tokens, told: Told, later: Later) -> None:
    token = tokens()
    later(token.cancel)
    with pytest.raises(Stopped) as caught:
        reader.perform(ReadCode("r1"), told, token)
    assert caught.value.code is CompletionCode.CANCELED


def test_what_was_shown_before_is_not_the_next_citizens(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    camera.show(shown(drawn("QRCode", "A001")))
    assert isinstance(reader.perform(ReadCode("r1"), told, tokens()), CodeRead)
    camera.show_card()
    until_nothing_is_seen(reader, tokens())
    with pytest.raises(Refused) as caught:
        reader.perform(ReadCode("r2"), told, tokens(0.5))
    assert caught.value.fault is Fault.CODE_NOT_FOUND


def test_a_camera_that_repeats_an_old_picture_reads_no_old_code(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    camera.show(shown(drawn("QRCode", b"\xff\x00")))
    camera.fault("freeze", when="reply", at=5)
    with pytest.raises(DeviceLost) as caught:
        reader.perform(ReadCode("r1"), told, tokens())
    assert caught.value.fault is Fault.CAMERA_SILENT


def test_unplugged_while_it_waits(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    camera.fault("unplug", when="reply", at=8)
    with pytest.raises(DeviceLost) as caught:
        reader.perform(ReadCode("r1"), told, tokens())
    assert caught.value.fault is Fault.CAMERA_SILENT
    with pytest.raises(DeviceLost) as caught:
        reader.open(tokens())
    assert caught.value.fault is Fault.CAMERA_ABSENT


def test_formats_that_no_reader_knows(reader: CodeReader, tokens: Tokens, told: Told) -> None:
    with pytest.raises(Refused) as caught:
        reader.perform(ReadCode("r1", ("QRCode", "Aztec")), told, tokens())
    assert caught.value.code is CompletionCode.INVALID_DATA
    with pytest.raises(Refused) as caught:
        reader.perform(TakePortrait("p1"), told, tokens())
    assert caught.value.code is CompletionCode.UNSUPPORTED_COMMAND


def test_a_code_is_in_no_message_that_is_logged(
    camera: SimCamera, reader: CodeReader, tokens: Tokens, told: Told
) -> None:
    camera.show(shown(drawn("QRCode", "SECRET-0001")))
    assert "SECRET" not in repr(reader.perform(ReadCode("r1"), told, tokens()))
    camera.show(shown(drawn("DataMatrix", b"SECRET\x00")))
    with pytest.raises(Refused) as caught:
        reader.perform(ReadCode("r2", ("DataMatrix",)), told, tokens(0.8))
    assert "SECRET" not in f"{caught.value!r} {caught.value.detail} {told}"

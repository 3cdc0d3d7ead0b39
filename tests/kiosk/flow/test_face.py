"""The face before the camera, compared with the chip's photo: with consent, two tries, and never
as the only way."""

import pytest

from kiosk.device import CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.events import ImagingBack, ImagingLost
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.messages.devices import CommandFailed, StatusChanged
from kiosk.messages.hosts import Cancel
from kiosk.messages.imaging import CompareFace, FaceCompared, PreviewHint, PreviewReady
from kiosk.messages.queries import RunQuery
from kiosk.messages.service import Identified, Network
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.means_way import WITH_MEANS, arguments, found, ready, scan, to_means
from tests.kiosk.samples import YI

CARD = replace(YI, photo=b"\x89PNG of the chip")
CUT = replace(WITH_MEANS, network=Network.DOWN, means=())


@pytest.fixture
def bench() -> Bench:
    return ready(faces=True)


def to_face(bench: Bench, *more: str) -> State:
    to_means(bench, "AL3", "IDCARD_FACE", *more)
    bench.put_card(CARD)
    return bench.touch("confirm")


def asked(bench: Bench) -> CompareFace:
    """The citizen agrees."""
    bench.touch("again")
    return bench.last_said(CompareFace)


def answer(bench: Bench, same: bool) -> State:
    bench.take(FaceCompared(asked(bench).command, same, 0.9 if same else 0.1))
    return bench.where()


def fail(bench: Bench, code: CompletionCode, fault: Fault) -> State:
    bench.take(CommandFailed(asked(bench).command, Device.FACE_CAMERA, code, fault))
    return bench.where()


def ways(bench: Bench) -> set[str]:
    shown = bench.screen
    return {one.verb for one in (shown.primary, shown.secondary, *shown.footer) if one is not None}


@pytest.mark.row("S003", "S010")
def test_the_same_person_goes_on_with_the_item(bench: Bench) -> None:
    to_means(bench, "AL3", "IDCARD_FACE")
    assert "身份证加人脸" in texts_on(bench.screen)
    bench.put_card(CARD)
    assert bench.touch("confirm") is State.FACE
    assert not bench.all_said(CompareFace), "no picture before the citizen has agreed"
    assert "画面不保存" in texts_on(bench.screen)
    command = asked(bench)
    assert command.chip_photo == CARD.photo
    bench.take(PreviewReady(command.command, "seen", 960, 540))
    assert bench.screen.picture == "live:seen"
    bench.take(PreviewHint(command.command, Fault.FACE_FAR))
    assert "请再走近一点" in texts_on(bench.screen)
    bench.take(FaceCompared(command.command, True, 0.9))
    assert bench.where() is State.QUERY
    said = [(one.means, one.assurance) for one in bench.all_said(Identified)]
    assert said == [(Means.IDCARD, Assurance.AL2), (Means.IDCARD_FACE, Assurance.AL3)]
    assert to_means(bench, "AL3", "IDCARD_FACE") is State.QUERY, "nobody is asked twice"
    assert len(bench.all_said(CompareFace)) == 1
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    query = bench.last_said(RunQuery)
    assert (query.credential, query.assurance) == ("IDCARD_FACE", Assurance.AL3)


@pytest.mark.row("S010", "CP-04")
def test_two_that_do_not_match_lead_to_the_other_means(bench: Bench) -> None:
    assert to_face(bench) is State.FACE
    assert answer(bench, False) is State.FACE
    assert "还可以试 1 次" in texts_on(bench.screen)
    assert "这次没有比对上" in texts_on(bench.screen)
    assert answer(bench, False) is State.STEP_UP
    assert bench.fault() is Fault.FACE_DIFFERENT
    assert arguments(bench) == ["STAFF"]
    bench.touch("means", "IDCARD_FACE")
    assert bench.where() is not State.FACE
    if bench.where() is not State.STEP_UP:
        bench.touch("back")
    bench.touch("means", "STAFF")
    scan(bench)
    assert found(bench, id_no="S99001", name="大厅工作人员") is State.QUERY
    assert len(bench.all_said(CompareFace)) == 2


@pytest.mark.row("S010")
def test_without_my_face_is_a_way_that_works(bench: Bench) -> None:
    to_face(bench)
    assert bench.screen.secondary is not None
    assert bench.screen.secondary.label == "不使用人脸"
    command = asked(bench).command
    assert bench.touch("back") is State.STEP_UP
    assert bench.last_said(Cancel).command == command
    bench.take(FaceCompared(command, True, 0.9))
    assert bench.where() is State.STEP_UP, "an answer that came too late is no consent"
    assert arguments(bench) == ["IDCARD_FACE", "STAFF"]
    assert bench.touch("means", "IDCARD_FACE") is State.FACE, "and back to it"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (CompletionCode.UNSUPPORTED_COMMAND, Fault.FACE_NO_MODEL),
        (CompletionCode.INVALID_DATA, Fault.FACE_NO_CHIP_PHOTO),
    ],
)
def test_what_cannot_be_compared_here_is_asked_once(
    bench: Bench, code: CompletionCode, fault: Fault
) -> None:
    to_face(bench)
    assert fail(bench, code, fault) is State.STEP_UP
    assert bench.fault() is fault
    assert arguments(bench) == ["STAFF"]
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == fault.value
    bench.take(replace(WITH_MEANS, means=()))
    assert not bench.screen.tiles
    assert bench.screen.primary is not None
    assert bench.screen.primary.verb == "more", "a number for the counter"


def test_who_is_not_seen_in_time_has_another_try(bench: Bench) -> None:
    to_face(bench)
    assert fail(bench, CompletionCode.TIMED_OUT, Fault.FACE_NONE) is State.FACE
    assert "请面对摄像头" in texts_on(bench.screen)
    assert "还可以试 1 次" in texts_on(bench.screen)
    assert answer(bench, True) is State.QUERY


def test_the_camera_is_lost_in_mid_comparison_and_comes_back(bench: Bench) -> None:
    to_face(bench)
    old = asked(bench).command
    bench.take(ImagingLost())
    assert bench.where() is State.FACE
    assert "摄像头现在不能用" in texts_on(bench.screen)
    before = len(bench.all_said(CompareFace))
    bench.touch("again")
    assert len(bench.all_said(CompareFace)) == before
    bench.take(ImagingBack())
    bench.take(StatusChanged(Device.FACE_CAMERA, DeviceStatus(DeviceState.ONLINE)))
    bench.take(FaceCompared(old, True, 0.9))
    assert bench.where() is State.FACE
    assert fail(bench, CompletionCode.HARDWARE_ERROR, Fault.CAMERA_SILENT) is State.FACE
    assert bench.model.face.tries == 0, "the machine's fault is not the citizen's try"
    assert answer(bench, True) is State.QUERY


def test_where_no_camera_works_the_page_of_other_means_is_shown() -> None:
    bench = ready()
    bench.take(StatusChanged(Device.FACE_CAMERA, DeviceStatus(DeviceState.OFFLINE)))
    assert to_face(bench) is State.STEP_UP
    assert "身份证加人脸" not in texts_on(bench.screen)


def test_cut_off_the_face_is_enough_and_nothing_else_is_offered(bench: Bench) -> None:
    """The item needs the network; being identified does not."""
    to_face(bench)
    bench.take(CUT)
    assert answer(bench, False) is State.FACE
    assert bench.touch("back") is State.STEP_UP
    assert arguments(bench) == ["IDCARD_FACE"]
    assert bench.touch("means", "IDCARD_FACE") is State.FACE
    assert answer(bench, False) is State.STEP_UP
    assert not bench.screen.tiles
    assert {"more", "again", "home"} <= ways(bench)


def test_the_page_goes_back_to_nobody_when_time_is_over(bench: Bench) -> None:
    to_face(bench)
    command = asked(bench).command
    bench.fire("idle")
    while "second" in bench.timers:
        bench.fire("second")
    assert bench.left
    assert bench.last_said(Cancel).command == command
    assert bench.model.holder is None

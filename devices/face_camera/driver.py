"""Driver of the camera that looks at the citizen: live picture, portrait, comparison.

Everything happens in memory and is overwritten when the command ends. The portrait leaves as one
JPEG to who asked for it; of a comparison only its score does.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from devices.camera.feed import Pixels
from devices.camera.source import Camera
from devices.contract import Driver, Refused, Stopped, Tell, Token
from devices.face_camera.compare import Comparer, ModelError, load_finder
from devices.face_camera.faces import CascadeFinder, Face, FaceFinder
from devices.face_camera.inspector import Inspector
from devices.face_camera.matching import Matcher, ModelMatcher
from devices.face_camera.photo import GA_461, Limits, PhotoSpec
from devices.face_camera.portrait import portrait
from devices.face_camera.view import CALL_S, View
from kiosk.device import Capabilities, CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import (
    CompareFace,
    FaceCompared,
    PortraitTaken,
    PreviewEnded,
    StartPreview,
    TakePortrait,
)

Done = TypeVar("Done")

FROZEN_S = 2.0
LOAD_S = 10.0
SAME_FROM = 0.363
"""Cosine similarity, from OpenCV's own description of cv2.FaceRecognizerSF."""
PREVIEW_WIDTH = 960


class FaceCamera(Driver):
    """`source` as for devices.camera.source.Camera. Without both model files nobody is compared;
    with the first alone, its network finds the faces of portraits too. `matcher` compares in their
    place."""

    device = Device.FACE_CAMERA
    capabilities = Capabilities(
        (StartPreview.__name__, TakePortrait.__name__, CompareFace.__name__)
    )

    def __init__(
        self,
        source: str,
        width: int = 0,
        height: int = 0,
        detector_model: Path | None = None,
        recogniser_model: Path | None = None,
        same_from: float = SAME_FROM,
        spec: PhotoSpec = GA_461,
        limits: Limits | None = None,
        matcher: Matcher | None = None,
    ) -> None:
        self._camera = Camera(source, width, height, FROZEN_S)
        self._models = (detector_model, recogniser_model)
        self._same_from = same_from
        self._spec = spec
        self._limits = limits or Limits()
        self._finder: FaceFinder | None = None
        self._matcher = matcher
        self._no_model = "not provisioned"

    def open(self, token: Token) -> DeviceStatus:
        self._camera.open(token)
        if self._finder is None:
            with token.call(LOAD_S):
                self._finder = self._load()
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        return self._camera.status(token)

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        match command:
            case StartPreview():
                return self._preview(command, tell, token)
            case TakePortrait():
                return self._portrait(command, tell, token)
            case CompareFace():
                return self._compare(command, tell, token)
        raise Refused(Fault.DEVICE_NOT_FITTED, CompletionCode.UNSUPPORTED_COMMAND)

    def close(self) -> None:
        self._camera.close()

    def _load(self) -> FaceFinder:
        """The best finder there is, and its matcher where both its files are."""
        detector, recogniser = self._models
        try:
            if self._matcher is None and detector is not None and recogniser is not None:
                comparer = Comparer(detector, recogniser)
                self._matcher = ModelMatcher(comparer)
                return comparer.finder
            if detector is not None:
                return load_finder(detector)
        except ModelError as error:
            self._no_model = str(error)
        return CascadeFinder()

    def _view(self, command: str, tell: Tell) -> View:
        assert self._finder is not None, "not open"
        inspector = Inspector(self._finder, self._spec, self._limits)
        return View(self._camera, inspector, command, tell)

    def _preview(self, command: StartPreview, tell: Tell, token: Token) -> PreviewEnded:
        view = self._view(command.command, tell)
        try:
            with closing(view.pictures(command.width, token)) as pictures:
                for _ in pictures:
                    pass
        except Stopped:
            pass  # cancelled or over: both are how a preview ends
        return PreviewEnded(command.command)

    def _portrait(self, command: TakePortrait, tell: Tell, token: Token) -> PortraitTaken:
        def take(pixels: Pixels, face: Face) -> PortraitTaken:
            return portrait(command.command, pixels, face, self._spec)

        return _with_good_picture(self._view(command.command, tell), token, take)

    def _compare(self, command: CompareFace, tell: Tell, token: Token) -> FaceCompared:
        if self._matcher is None:
            code = CompletionCode.UNSUPPORTED_COMMAND
            raise Refused(Fault.FACE_NO_MODEL, code, self._no_model)
        view = self._view(command.command, tell)
        try:
            score = _score(self._matcher, command.chip_photo, view, token)
        except ModelError as error:
            code = CompletionCode.HARDWARE_ERROR
            raise Refused(Fault.FACE_NO_MODEL, code, str(error)) from None
        return FaceCompared(command.command, score >= self._same_from, score)


def _score(matcher: Matcher, chip_photo: bytes, view: View, token: Token) -> float:
    """How alike the photo and the person are. Raises Refused, ModelError, else as `view`."""
    with token.call(CALL_S):
        comparison = matcher.with_photo(chip_photo)
    if comparison is None:
        raise Refused(Fault.FACE_NO_CHIP_PHOTO, CompletionCode.INVALID_DATA)

    def compare(pixels: Pixels, face: Face) -> float:
        with token.call(CALL_S):
            return comparison.score(pixels, face)

    try:
        return _with_good_picture(view, token, compare)
    finally:
        comparison.close()


def _with_good_picture(view: View, token: Token, use: Callable[[Pixels, Face], Done]) -> Done:
    """Give the first picture that will do to `use`. Raises Refused with the last fault seen where
    none came in time; else as View.pictures."""
    with closing(view.pictures(PREVIEW_WIDTH, token)) as pictures:
        try:
            while True:
                seen = next(pictures)
                if seen.verdict.fault is None and seen.verdict.face is not None:
                    return use(seen.pixels, seen.verdict.face)
        except Stopped as stopped:
            last = view.verdict
            if stopped.code is not CompletionCode.TIMED_OUT or last is None or last.fault is None:
                raise
            raise Refused(last.fault, stopped.code, last.reason) from None

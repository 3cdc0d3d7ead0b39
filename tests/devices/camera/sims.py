"""The simulated camera as a child process, for the subjects and tests of everything with a lens."""

from pathlib import Path
from typing import Any

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels, decode_jpeg
from kiosk.messages.sims import FaultRule, Heal, Inject, ShowPicture
from tests.devices.conformance.sim_process import SimProcess


def jpeg(pixels: Pixels, quality: int = 95) -> bytes:
    done, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return encoded.tobytes()


def pixels_of(data: bytes) -> Pixels:
    """Of a JPEG."""
    pixels = decode_jpeg(np.frombuffer(data, np.uint8))
    assert pixels is not None
    return pixels


class SimCamera:
    """Started; stopped and started again it has the same address. Files go into `folder`."""

    def __init__(self, folder: Path, device: str = "face_camera") -> None:
        self.folder = folder
        self.device = device
        self.port = 0
        self.start()

    def start(self) -> None:
        control = self.folder / "camera"
        arguments = (str(self.port), str(control), self.device)
        self._process = SimProcess(control, "devices.camera.sim", *arguments)
        self.port = int((self.folder / "port").read_text(encoding="ascii"))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def stop(self) -> None:
        self._process.stop()

    def tell(self, message: object) -> Any:
        return self._process.tell(message)

    def show(self, pixels: Pixels) -> None:
        self.tell(ShowPicture(jpeg(pixels)))

    def fault(self, word: str, value: int = 0, when: str = "now", at: int = 0) -> None:
        self.tell(Inject((FaultRule(self.device, word, when, at, value),)))

    def heal(self) -> None:
        self.tell(Heal())

    def show_card(self) -> None:
        """What it sees when nothing lies or stands before it."""
        self.tell(ShowPicture(b""))

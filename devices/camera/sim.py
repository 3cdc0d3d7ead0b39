"""Simulator of a camera: motion JPEG over HTTP on the loopback, at the pace of a real one.

    python -m devices.camera.sim PORT CONTROL [DEVICE] [--kept]

PORT 0 is any free port; the one in use is written to the file `port` beside CONTROL, the Unix
socket of kiosk.messages.sims, before that serves. `ShowPicture` sets what the camera sees. DEVICE
(document_camera, face_camera, code_reader) says whose fault rules are meant; else those of all.
"""

import os
import sys
import threading
from pathlib import Path

from devices.camera.sim_picture import Scene
from devices.camera.sim_stream import StreamServer
from devices.sims.armed import Armed
from devices.sims.mangle import WIRE_FAULTS
from devices.sims.program import simulate
from kiosk.device import Device
from kiosk.messages.sims import Done, Heal, Inject, ShowPicture
from kiosk.values import replace

FAULTS: dict[str, str] = WIRE_FAULTS | {
    "black": "every picture is black, as with a cap on the lens",
    "dim": "pictures have NUMBER per cent of their light (20 where none is said)",
    "freeze": "the picture of this moment is sent again and again, to the last bit",
    "resolution": "pictures are NUMBER pixels wide (640 where none is said)",
    "noise": "pictures have noise of NUMBER grey levels (25 where none is said)",
}
CAMERAS = (Device.DOCUMENT_CAMERA, Device.FACE_CAMERA, Device.CODE_READER)
_ANY = "camera"


class Simulator:
    """`steer` may be called from any thread."""

    def __init__(self, port: int, devices: tuple[str, ...] = CAMERAS) -> None:
        self._devices = devices
        self._armed = Armed(_ANY, FAULTS)
        self._scene = Scene(self._armed)
        self._server = StreamServer(port, self._scene.picture, self._armed)

    @property
    def port(self) -> int:
        return self._server.port

    def steer(self, message: object) -> Done:
        if isinstance(message, ShowPicture):
            if self._scene.show(message.jpeg):
                return Done()
            return Done(ok=False, detail="not a JPEG that a camera can see")
        if isinstance(message, Inject):
            rules = (rule for rule in message.rules if rule.device in self._devices)
            message = Inject(tuple(replace(rule, device=_ANY) for rule in rules))
        done = self._armed.steer(message)
        if done is None:
            return Done(ok=False, detail=f"a camera knows no {type(message).__name__}")
        if isinstance(message, Heal | Inject):
            self._server.look()
        return done

    def run(self, stop: threading.Event) -> None:
        stop.wait()
        self._server.close()


def _make(port: str, control: Path, *devices: str) -> Simulator:
    simulator = Simulator(int(port), devices or CAMERAS)
    fresh = control.with_name("port.new")
    fresh.write_text(f"{simulator.port}\n", encoding="ascii")
    fresh.replace(control.with_name("port"))
    return simulator


def main(arguments: list[str]) -> int:
    return simulate(arguments, _make)


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))  # without OpenCV's farewells: they may find a thread that runs

"""What the subjects with a simulated camera share."""

from abc import abstractmethod
from pathlib import Path

from devices.camera.feed import Pixels
from devices.camera.sim_picture import colour_card
from kiosk.messages.sims import FaultRule, Inject
from tests.devices.camera.sims import SimCamera
from tests.devices.conformance.subject import Subject

POLL_S = 0.5


class CameraSubject(Subject):
    """`scene` is what a command needs to see."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._camera: SimCamera | None = None

    @abstractmethod
    def scene(self) -> Pixels: ...

    @property
    def sim(self) -> SimCamera:
        assert self._camera is not None, "not started"
        return self._camera

    def start(self) -> None:
        if self._camera is None:
            self._camera = SimCamera(self.folder, self.device)
        else:
            self._camera.start()
        self.heal()

    def stop(self) -> None:
        self.sim.stop()

    def inject(self, *rules: FaultRule) -> None:
        self.sim.tell(Inject(rules))

    def heal(self) -> None:
        self.sim.heal()
        self.sim.show(self.scene())

    def show_nothing(self) -> None:
        self.sim.show(colour_card())

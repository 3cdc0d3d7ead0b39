"""Which tests of devices are slow: those that bring up a simulator, a service or a host."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Later = Callable[..., None]
"""`later(action, *arguments, seconds=0.3)`."""

HERE = Path(__file__).parent
STARTS_SOMETHING = {
    *("board", "camera", "comparing", "driver", "engine", "line", "plug", "process", "running"),
    *("script", "shared_camera", "shared_line", "shared_sim", "sim", "sim_of", "slow_sim"),
}
"""Fixtures behind which a process or a device's wire stands."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make quick` keeps the pure protocols, the runner and the hosts; `make test` has all."""
    for item in items:
        started = STARTS_SOMETHING & set(getattr(item, "fixturenames", ()))
        if item.path.is_relative_to(HERE) and started:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def patient_cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    """A simulated camera that a busy machine holds up for seconds is not lost."""
    monkeypatch.setattr("devices.camera.feed.READ_LIMIT_MS", 20_000)
    monkeypatch.setattr("devices.camera.source.SILENT_S", 25.0)


@pytest.fixture
def later() -> Iterator[Later]:
    """Does something while the driver waits. What has not happened when the test ends never does:
    it would befall the next one. Steering a simulator is safe from any thread."""
    timers: list[threading.Timer] = []

    def start(action: Callable[..., object], *arguments: object, seconds: float = 0.3) -> None:
        timers.append(threading.Timer(seconds, action, arguments))
        timers[-1].start()

    yield start
    for timer in timers:
        timer.cancel()
    for timer in timers:
        timer.join()

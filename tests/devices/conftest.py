"""Which tests of devices are slow: those that bring up a simulator, a service or a host."""

from pathlib import Path

import pytest

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

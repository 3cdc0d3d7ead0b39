"""Every simulator of the product, by the devices that it plays."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

DEVICES = Path(__file__).parents[3] / "devices"


def simulators() -> dict[str, Mapping[str, str]]:
    """Folder of devices/ -> the fault words of its simulator, with what each does."""
    return {
        path.parent.name: import_module(f"devices.{path.parent.name}.sim").FAULTS
        for path in sorted(DEVICES.glob("*/sim.py"))
    }

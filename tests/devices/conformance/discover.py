"""Every subject there is: a class in tests/devices/<device>/subject.py is found by being there."""

import inspect
from importlib import import_module
from pathlib import Path

from tests.devices.conformance.reference import ReferenceSubject
from tests.devices.conformance.subject import Subject

DEVICES = Path(__file__).parents[1]


def subjects() -> list[type[Subject]]:
    found: list[type[Subject]] = [ReferenceSubject]
    for path in sorted(DEVICES.glob("*/subject.py")):
        module = import_module(f"tests.devices.{path.parent.name}.subject")
        for _name, value in inspect.getmembers(module, inspect.isclass):
            ours = value.__module__ == module.__name__ and not inspect.isabstract(value)
            if ours and issubclass(value, Subject):
                found.append(value)
    return found

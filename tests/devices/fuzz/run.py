"""`python -m tests.devices.fuzz.run NAME [libFuzzer's arguments]`: atheris takes over the process.

A crash writes its input beside the current folder, as libFuzzer does, and ends with status 77.
"""

import sys
from importlib import import_module
from typing import Any

atheris: Any = import_module("atheris")  # has no types, and is not there for every processor


def main(arguments: list[str]) -> None:
    name, *rest = arguments
    with atheris.instrument_imports(include=["devices", "kiosk"]):
        harness = import_module(f"tests.devices.fuzz.fuzz_{name}")
    atheris.Setup([name, *rest], harness.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])

"""OpenCV comes into a process in one way, and leaves no trace in its environment."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HOME = "devices/camera/cv.py"
SCRIPT = """
import json, os
from devices.camera.cv import cv2
names = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "LD_LIBRARY_PATH")
print(json.dumps({name: os.environ.get(name) for name in names}))
"""


def environment_after_import(**before: str) -> dict[str, str | None]:
    clean = {name: value for name, value in os.environ.items() if "QT_" not in name}
    clean.pop("LD_LIBRARY_PATH", None)
    words = [sys.executable, "-c", SCRIPT]
    said = subprocess.run(
        words, cwd=ROOT, env=clean | before, capture_output=True, text=True, check=True
    )
    assert said.stderr == ""
    found: dict[str, str | None] = json.loads(said.stdout)
    return found


def test_no_program_started_later_finds_its_libraries() -> None:
    assert set(environment_after_import().values()) == {None}


def test_what_was_set_before_stays() -> None:
    after = environment_after_import(LD_LIBRARY_PATH="/opt/one:/opt/two")
    assert after["LD_LIBRARY_PATH"] == "/opt/one:/opt/two"


def test_it_is_imported_in_one_place() -> None:
    importers = set()
    for part in ("devices", "kiosk", "ui", "offline_queue", "provisioning", "tests"):
        for path in (ROOT / part).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            tree = ast.parse(source if "cv2" in source else "")
            names = {
                name.name
                for node in ast.walk(tree)
                if isinstance(node, ast.Import)
                for name in node.names
            }
            if "cv2" in names:
                importers.add(path.relative_to(ROOT).as_posix())
    assert importers == {HOME}

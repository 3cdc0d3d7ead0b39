"""A face stays in memory: nothing of it is written anywhere, by whichever library."""

import json
import os
import subprocess
import sys
from pathlib import Path

from devices.face_camera.sim_face import draw
from kiosk.link.frames import MEMORY
from tests.devices.camera.sims import SimCamera
from tests.devices.face_camera.models import FACE, wear_patch, write

ROOT = Path(__file__).parents[3]
SCRIPT = """
import json, sys, time
from pathlib import Path
from devices.contract import Token
from devices.face_camera.driver import FaceCamera
from kiosk.messages.imaging import PortraitTaken, TakePortrait

def written():
    lines = Path("/proc/self/io").read_text().split("\\n")
    return int(dict(line.split(": ") for line in lines if line)["write_bytes"])

driver = FaceCamera(sys.argv[1], 0, 0, Path(sys.argv[2]), Path(sys.argv[3]))
token = lambda: Token(time.monotonic() + 20)
driver.open(token())
before = written()
told = []
photo = driver.perform(TakePortrait("p"), told.append, token())
driver.close()
after = written()
print(json.dumps([isinstance(photo, PortraitTaken), after - before, told[0].name]))
"""


def test_no_file_is_made_and_no_byte_is_written(sim: SimCamera, tmp_path: Path) -> None:
    home, models = tmp_path / "home", tmp_path / "models"
    home.mkdir()
    models.mkdir()
    detector, recogniser = write(models)
    sim.show(wear_patch(draw(FACE)))
    places = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    words = [sys.executable, "-B", "-c", SCRIPT, sim.url, str(detector), str(recogniser)]
    said = subprocess.run(
        words,
        cwd=home,
        env=os.environ | places | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    taken, bytes_written, name = json.loads(said.stdout)
    assert taken
    assert bytes_written == 0
    assert list(home.rglob("*")) == []
    assert not (MEMORY / name).exists()

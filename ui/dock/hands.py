"""What a citizen has in hand beside cards: a phone with codes, a company's licence and U-key."""

import subprocess
import tempfile
from pathlib import Path

from kiosk.device import Device
from kiosk.messages.sims import ShowPicture
from ui.dock.central import Central
from ui.dock.people import ELDER, WOMAN_WITH_X
from ui.dock.terminal import Terminal

COMPANY = "91990100MA990001X7"
"""Its legal representative is ELDER."""
STAFF = "S99001"
MOBILE = "10099000001"
"""Of WOMAN_WITH_X, as the simulated provider knows it."""
SHOWN = {
    "app": WOMAN_WITH_X.id_no,
    "eid": ELDER.id_no,
    "ebl": COMPANY,
    "staff": STAFF,
}
PAINT_S = 60.0


class Hands:
    """Codes are asked of the platform as a phone would, and held before the code reader."""

    def __init__(self, program: tuple[str, ...], terminal: Terminal, central: Central) -> None:
        self._program, self._terminal, self._central = program, terminal, central

    def show(self, kind: str) -> None:
        """A new code of a kind of SHOWN: it counts once, for a minute."""
        text = self._central.identity("code", kind=kind, number=SHOWN[kind])["text"]
        with tempfile.TemporaryDirectory(prefix="zizhu-code-") as folder:
            command = [self._program[0], "-m", "devices.sims.pictures", folder, "code"]
            root = Path(self._program[-1]).parent
            subprocess.run(command, cwd=root, check=True, timeout=PAINT_S, input=text.encode())
            jpeg = (Path(folder) / "code.jpg").read_bytes()
        self._terminal.sims.ask(Device.CODE_READER, ShowPicture(jpeg))

    def put_away(self) -> None:
        self._terminal.sims.ask(Device.CODE_READER, ShowPicture(b""))

    def text_message(self) -> str:
        code = self._central.identity("sms", mobile=MOBILE)["code"]
        return f"text message to {MOBILE}: {code or 'none yet'}"

    def plug(self, there: bool) -> None:
        self._central.identity("plug", number=COMPANY if there else "")

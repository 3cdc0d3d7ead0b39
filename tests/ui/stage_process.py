"""A screen of its own process with a stage: python -m tests.ui.stage_process SOCKET.

Choosing a business shows the means, choosing a means the confirmation, home the idle screen.
"""

import sys
from pathlib import Path

from kiosk.present.snapshot import Snapshot
from kiosk.present.trace import Trace
from tests.ui import samples
from ui.bridge import Bridge
from ui.stage import Stage
from ui.window import Glass, Window, prepare, tell_warnings, to_stderr

FLOW: dict[str, tuple[Snapshot, Trace]] = {
    "choose": (samples.choose_means(), Trace(event="Touched")),
    "means": (
        samples.confirm(),
        Trace(event="CardRead", fault="ID-0201", ticket_no="A017", read_found_at=12.5),
    ),
    "home": (samples.idle(), Trace(event="Touched")),
}


def main(path: Path) -> int:
    app = prepare(offscreen=True)
    tell_warnings(to_stderr)

    def touched(verb: str, _arg: str) -> None:
        if verb in FLOW:
            bridge.show(*FLOW[verb])

    def framed() -> None:
        stage.start()

    bridge = Bridge(samples.choose_business(), touched, Trace(event="Started"))
    window = Window(bridge, Glass(offscreen=True), framed)
    stage = Stage(window, path)
    window.activate()
    code = app.exec()
    stage.close()
    window.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

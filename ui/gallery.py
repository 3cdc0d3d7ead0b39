"""Snapshots as pictures, drawn off the screen: for the README, previews and the eye."""

from collections.abc import Mapping
from pathlib import Path

from kiosk.present.snapshot import Snapshot
from kiosk.values import replace
from ui.bridge import Bridge
from ui.window import Glass, Window, prepare


class NotWritten(Exception):
    """The picture could not be written to this path."""


def _nothing(_verb: str, _arg: str) -> None:
    """Nobody touches a gallery."""


def render_gallery(
    out: Path,
    snapshots: Mapping[str, Snapshot],
    size: tuple[int, int] = (1080, 1920),
    mm_per_px: float = 0.248,
) -> list[Path]:
    """Write NAME.png of `size` pixels for each snapshot into `out`. Needs no display.

    Raises NotWritten; SceneBroken where the QML does not load.
    """
    app = prepare(offscreen=True)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    glass = replace(Glass(), width=size[0], height=size[1], mm_per_px=mm_per_px, still=True)
    for name, snapshot in snapshots.items():
        window = Window(Bridge(snapshot, _nothing), glass)
        window.activate()
        app.processEvents()
        path = out / f"{name}.png"
        if not window.view.grabWindow().save(str(path)):
            raise NotWritten(str(path))
        window.close()
        written.append(path)
    return written

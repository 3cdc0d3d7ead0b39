"""The stage in a real process, over its real socket: touches, pictures, what is on the screen."""

import queue
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kiosk.link import Envelope, Peer, connect
from kiosk.messages.stage import AskScreen, Grab, Grabbed, OnScreen, Touch, Touched


class Player:
    """The other end of the socket: what the dock and the journeys use."""

    def __init__(self, path: Path) -> None:
        self.pushed: queue.Queue[OnScreen] = queue.Queue()
        self.peer = connect(path, self._take, patience=10.0)

    def _take(self, _peer: Peer, _envelope: Envelope, message: object) -> None:
        assert isinstance(message, OnScreen)
        self.pushed.put(message)

    def touch(self, target: str) -> Touched:
        answer = self.peer.request(Touch(target), 5.0)
        assert isinstance(answer, Touched)
        return answer

    def until(self, screen: str) -> OnScreen:
        while (shown := self.pushed.get(timeout=5.0)).screen != screen:
            pass
        return shown


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    path = tmp_path_factory.mktemp("stage") / "s"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.stage_process", str(path)],
        stderr=subprocess.PIPE,
        text=True,
    )
    playing = Player(path)
    yield playing
    playing.peer.close()
    process.terminate()
    _, complaints = process.communicate(timeout=10)
    assert complaints == ""


def test_a_journey_by_real_touches(player: Player, tmp_path: Path) -> None:
    first = player.peer.request(AskScreen(), 5.0)
    assert isinstance(first, OnScreen)
    assert (first.screen, first.event) == ("choose_business", "Started")
    assert {"choose:A", "choose:F", "large", "help"} <= set(first.targets)

    before = time.monotonic()
    answer = player.touch("choose:A")
    assert answer.ok, answer.detail
    assert 0 < answer.frame_ms < 200
    shown = player.until("choose_means")
    assert before < shown.at < time.monotonic()
    assert {"means:card", "means:typed", "back"} <= set(shown.targets)
    assert not any(target.startswith("choose:") for target in shown.targets)

    assert player.touch("means:card").ok
    shown = player.until("confirm")
    assert (shown.event, shown.fault) == ("CardRead", "ID-0201")
    assert (shown.ticket_no, shown.read_found_at) == ("A017", 12.5)

    picture = tmp_path / "confirm.png"
    assert player.peer.request(Grab(str(picture)), 5.0) == Grabbed(1080, 1920)
    with Image.open(picture) as image:
        assert image.size == (1080, 1920)
        assert image.getpixel((540, 1000)) != image.getpixel((900, 1700))

    assert player.touch("home").ok
    player.until("idle")


def test_what_is_not_there_cannot_be_touched(player: Player) -> None:
    answer = player.touch("means:nothing")
    assert not answer.ok and answer.detail


def test_picture_that_cannot_be_written_is_told(player: Player, tmp_path: Path) -> None:
    answer = player.peer.request(Grab(str(tmp_path / "no" / "such" / "folder.png")), 5.0)
    assert answer == Grabbed(0, 0)

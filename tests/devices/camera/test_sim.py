"""The simulator itself: what it refuses, and that a fault is a fault of the wire."""

import socket
import tempfile
from pathlib import Path

import pytest

from devices.camera.sim import FAULTS
from kiosk.messages.sims import FaultRule, Inject, ShowPicture, TakeCard
from tests.devices.camera.sims import SimCamera


def read_stream(sim: SimCamera, parts: int) -> list[bytes]:
    """The first parts of the stream, as they cross the wire."""
    with socket.create_connection(("127.0.0.1", sim.port), 10.0) as viewer:
        viewer.sendall(b"GET / HTTP/1.0\r\n\r\n")
        stream = viewer.makefile("rb")
        while stream.readline() != b"\r\n":
            pass
        found = []
        for _ in range(parts):
            assert stream.readline() == b"--picture\r\n"
            assert stream.readline() == b"Content-Type: image/jpeg\r\n"
            size = int(stream.readline().partition(b":")[2])
            assert stream.readline() == b"\r\n"
            found.append(stream.read(size))
            assert stream.readline() == b"\r\n"
        return found


def test_pictures_are_whole_and_differ_by_their_noise(sim: SimCamera) -> None:
    parts = read_stream(sim, 6)
    assert all(part.startswith(b"\xff\xd8") and part.endswith(b"\xff\xd9") for part in parts)
    assert len(set(parts)) > 1


def test_a_fault_strikes_the_picture_that_was_named() -> None:
    """With one viewer, for pictures are counted over all of them."""
    with tempfile.TemporaryDirectory(prefix="zz-", dir="/tmp") as folder:
        sim = SimCamera(Path(folder))
        sim.fault("truncate", 100, when="reply", at=2)
        assert [len(part) == 100 for part in read_stream(sim, 4)] == [False, True, False, False]
        sim.stop()


def test_unplugged_it_takes_no_viewer(sim: SimCamera) -> None:
    sim.fault("unplug")
    with pytest.raises(ConnectionRefusedError):
        read_stream(sim, 1)
    sim.heal()
    assert read_stream(sim, 1)


@pytest.mark.parametrize("word", sorted(FAULTS))
def test_it_knows_its_faults(sim: SimCamera, word: str) -> None:
    sim.fault(word)


def test_what_it_does_not_know_it_refuses(sim: SimCamera) -> None:
    for message in (ShowPicture(b"no picture"), TakeCard()):
        with pytest.raises(AssertionError):
            sim.tell(message)
    with pytest.raises(AssertionError, match="paper_out"):
        sim.fault("paper_out")


def test_rules_of_other_devices_are_passed_over(sim: SimCamera) -> None:
    sim.tell(Inject((FaultRule("document_camera", "unplug"),)))
    assert read_stream(sim, 1)

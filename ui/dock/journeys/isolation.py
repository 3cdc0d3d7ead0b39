"""One device fails, and the others do not notice."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.device import Device, DeviceState
from kiosk.link.frames import FrameReader
from kiosk.messages.devices import CommandFailed
from kiosk.messages.hosts import Cancel
from kiosk.messages.imaging import PreviewEnded, PreviewReady, StartPreview
from ui.dock.actor import Actor, Lost
from ui.dock.desk import Desk
from ui.dock.journeys.hosts import at_host
from ui.dock.journeys.script import (
    Journey,
    finish,
    go_home,
    insert,
    printed_jobs,
    take_number,
    to_reader,
)
from ui.dock.stage_world import World

HANGS = "ssc_reader: at command 5 hang"
LEAST_FPS = 4.0
MOST_ATTEMPTS = 3
WIDTH = 480
"""Pixels of the picture that is looked at."""


class Audience(threading.Thread):
    """Looks at a preview all the time, and counts its frames until `leave`."""

    def __init__(self, name: str) -> None:
        super().__init__(name="audience", daemon=True)
        self._reader = FrameReader(name)
        self._left = threading.Event()
        self.frames = 0

    def run(self) -> None:
        while not self._left.wait(0.005):
            self.frames += self._reader.read() is not None

    def leave(self) -> None:
        self._left.set()
        self.join()
        self._reader.close()


@contextmanager
def preview(world: World, actor: Actor) -> Iterator[Audience]:
    """Somebody looks at the live picture of the document camera."""
    with at_host(world, actor, "imaging", renews=True) as desk:
        ready = _first_picture(desk)
        audience = Audience(ready.name)
        audience.start()
        try:
            yield audience
        finally:
            audience.leave()
        desk.send(Cancel(ready.command))
        desk.wait(PreviewEnded)


def _first_picture(desk: Desk) -> PreviewReady:
    """Start the preview, and again where the camera was lost meanwhile: a machine that does much
    else may leave it without a picture for too long. Raises Lost."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        desk.until_online(Device.DOCUMENT_CAMERA)
        command = f"preview-{attempt}"
        desk.send(StartPreview(command, Device.DOCUMENT_CAMERA, width=WIDTH))
        told = desk.wait(PreviewReady, CommandFailed, command=command)
        if isinstance(told, PreviewReady):
            return told
    raise Lost("the camera is lost at each preview")


def _reader_hangs(world: World, actor: Actor) -> str:
    """An answer never comes, while a camera shows its picture and another card is held there."""
    with preview(world, actor) as audience:
        to_reader(actor)
        hang(world)
        began, before = time.monotonic(), audience.frames
        world.near.put_card(world.somebody().text_hex)
        served = actor.reach("confirm")
        world.until("the reader is given up", lambda: not world.is_online(Device.SSC_READER))
        seconds, frames = time.monotonic() - began, audience.frames - before
    world.near.heal(Device.SSC_READER)
    world.near.take_social_card()
    world.until("the reader is back", lambda: world.is_online(Device.SSC_READER))
    go_home(world, actor)
    went_on = frames >= LEAST_FPS * seconds
    picture = "the picture went on" if went_on else f"{frames} frames in {seconds:.1f} s"
    return f"{served.screen} by ID card, {picture}, the reader is back"


def hang(world: World) -> None:
    """A social security card is put in, and its fifth answer never comes."""
    world.near.play(HANGS)
    insert(world, world.somebody().social_card())
    world.until("an answer is missing", lambda: len(world.apdus()) >= 5)


def _imaging_dies(world: World, actor: Actor) -> str:
    """The head is hot, so that the receipt is half out when the cameras' process crashes."""
    number, crashed = crash_mid_print(world, actor)
    done = actor.reach("take_away")
    finish(world, actor)
    world.until("the cameras are back", lambda: world.is_online(Device.DOCUMENT_CAMERA))
    world.drained()
    jobs = ",".join(printed_jobs(world, number))
    fresh = "fresh host" if crashed not in world.near.pids("imaging") else "old host"
    return f"{done.screen}, jobs {jobs}, {fresh}"


def crash_mid_print(world: World, actor: Actor) -> tuple[str, int]:
    """SIGSEGV to the imaging host while a receipt is printed; the number, and the process."""
    world.near.fault(Device.RECEIPT_PRINTER, "head", when="byte", at=600)
    number = take_number(world, actor, world.somebody()).ticket_no
    actor.reach("printing")
    world.until("the head is hot", lambda: world.hall().printer.state is DeviceState.BUSY)
    crashed = world.near.pids("imaging")[0]
    os.kill(crashed, signal.SIGSEGV)
    world.until("it is gone", lambda: crashed not in world.near.pids("imaging"))
    world.near.heal(Device.RECEIPT_PRINTER)
    return number, crashed


SOCIAL_READER_HANGS = Journey(
    "social-reader-hangs",
    "confirm by ID card, the picture went on, the reader is back",
    _reader_hangs,
)
IMAGING_HOST_CRASHES = Journey(
    "imaging-host-segv-during-print",
    "take_away, jobs printed, fresh host",
    _imaging_dies,
)

"""One device hangs or its process crashes: the others, and the screen, do not notice."""

from functools import partial

import pytest

from kiosk.device import Device
from ui.dock.actor import Actor
from ui.dock.journeys.isolation import Audience, crash_mid_print, hang, preview
from ui.dock.journeys.script import finish, go_home, printed_jobs, to_reader
from ui.dock.stage_world import World

pytestmark = pytest.mark.slow

FRAMES = 20
"""So many more prove that a picture goes on: what was under way when it stopped are one or two."""


def goes_on(world: World, audience: Audience) -> None:
    before = audience.frames
    world.until("the picture goes on", lambda: audience.frames > before + FRAMES)


def test_a_crash_among_the_cameras_leaves_the_receipt_that_prints(
    world: World, actor: Actor
) -> None:
    number, crashed = crash_mid_print(world, actor)
    assert actor.reach("take_away").ticket_no == number
    finish(world, actor)
    world.drained()
    assert printed_jobs(world, number) == ["printed"]
    assert world.near.pids("printers")
    assert crashed not in world.near.pids("imaging")
    for device in (Device.DOCUMENT_CAMERA, Device.SCANNER, Device.FACE_CAMERA, Device.CODE_READER):
        world.until(f"{device} is back", partial(world.is_online, device))


def test_a_card_that_never_answers_leaves_the_picture_going_on(world: World, actor: Actor) -> None:
    with preview(world, actor) as audience:
        to_reader(actor)
        hang(world)
        goes_on(world, audience)
        world.until("it is given up", lambda: not world.is_online(Device.SSC_READER))
        goes_on(world, audience)
    go_home(world, actor)


def test_the_screen_answers_while_a_card_never_does(world: World, actor: Actor) -> None:
    to_reader(actor)
    hang(world)
    for target, screen in (
        ("back", "choose_means"),
        ("means:IDNO", "type_number"),
        ("back", "choose_means"),
    ):
        touched = actor.touch(target)
        assert touched.ok
        assert touched.frame_ms > 0
        actor.reach(screen)
    world.near.put_card(world.somebody().text_hex)
    actor.reach("confirm")
    go_home(world, actor)

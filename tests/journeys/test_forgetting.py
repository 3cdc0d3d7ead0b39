"""Nothing of a citizen stays, also where the session did not go as planned."""

from pathlib import Path

import pytest

from kiosk.device import Device
from ui.dock.actor import Actor
from ui.dock.journeys.canary import PARTS, remembering
from ui.dock.journeys.script import go_home, to_means, to_reader
from ui.dock.memory import in_files
from ui.dock.people import person
from ui.dock.stage_world import World

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("at_byte", [400, 1250])
def test_a_reading_that_broke_off_leaves_nothing(world: World, actor: Actor, at_byte: int) -> None:
    """The text of the card had arrived when the card was taken away."""
    who = person(900 + at_byte // 100, f"测试断读{at_byte}")
    to_reader(actor)
    world.near.fault(Device.ID_READER, "take_card", at_byte)
    world.near.put_card(who.text_hex)
    actor.see("the fault", lambda now: bool(now.fault))
    world.near.heal(Device.ID_READER)
    go_home(world, actor)
    world.until("nothing remembers", lambda: not remembering(world, (who.name, who.id_no)), 5.0)


def test_a_typed_number_is_forgotten(world: World, actor: Actor) -> None:
    who = person(930)
    to_means(actor)
    actor.touch("means:IDNO")
    actor.reach("type_number")
    for character in who.id_no:
        actor.touch(f"key:{character}")
    actor.touch("next")
    actor.reach("confirm")
    assert "screen" in remembering(world, (who.id_no,))
    go_home(world, actor)
    world.until("nothing remembers", lambda: not remembering(world, (who.id_no,)), 5.0)
    assert not in_files((world.folder,), (who.id_no,))


def test_a_killed_session_is_forgotten(world: World, actor: Actor) -> None:
    who = person(931, "测试被杀")
    to_reader(actor)
    world.near.put_card(who.text_hex)
    actor.reach("confirm")
    world.near.kill("screen")
    world.until("nothing remembers", lambda: not remembering(world, (who.name, who.id_no)), 5.0)
    assert not in_files((world.folder,), (who.name, who.id_no))


def test_the_next_card_is_read_even_at_the_very_swap(world: World, actor: Actor) -> None:
    """A card that is laid down while the former session ends must not be swallowed by it."""
    for _ in range(3):
        to_reader(actor)
        world.near.put_card(world.somebody().text_hex)
        actor.reach("confirm")
        world.near.take_card()
        actor.touch("home", leaves=True)
        world.near.put_card(world.somebody().text_hex)
        actor.reach("choose_business")
        go_home(world, actor)


def test_no_process_may_write_a_core_file(world: World) -> None:
    """It would hold whoever stood there when the process crashed."""
    for part in PARTS:
        for pid in world.near.pids(part):
            limits = Path(f"/proc/{pid}/limits").read_text()
            core = next(line for line in limits.splitlines() if line.startswith("Max core file"))
            assert core.split()[4:6] == ["0", "0"], part

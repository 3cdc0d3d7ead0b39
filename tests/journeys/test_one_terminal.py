"""One terminal for many departments, with nothing but a card reader and a receipt printer."""

import json

import pytest

from ui.dock.actor import Actor
from ui.dock.journeys.script import finish, take_number
from ui.dock.stage_world import World

pytestmark = pytest.mark.slow


def departments_of(world: World) -> dict[str, set[str]]:
    """group_id -> departments of its items: characters 5 to 7 of a sample item's code."""
    hall = json.loads((world.near.folder / "hall.json").read_text(encoding="utf-8"))
    return {g["group_id"]: {item[4:7] for item in g["items"]} for g in hall["groups"]}


@pytest.mark.row("S062")
def test_six_departments_are_served_by_one_reader_and_one_printer(
    world: World, actor: Actor
) -> None:
    """One number for the group that serves them, printed by the devices that all share."""
    assert len(departments_of(world)["A"]) >= 6
    before = len(world.near.output().receipts)
    assert take_number(world, actor, world.somebody()).ticket_no.startswith("A")
    actor.reach("take_away")
    finish(world, actor)
    assert len(world.near.output().receipts) == before + 1


@pytest.mark.row("S064")
def test_a_closed_group_is_told_before_a_card_is_asked_for(world: World, actor: Actor) -> None:
    """Where every group is open at this hour, none is told to be closed."""
    closed = {b.group_id for b in world.hall().businesses if b.refusal is not None}
    actor.reach("idle")
    actor.touch("start")
    actor.reach("choose_business")
    for group_id in sorted(closed):
        actor.touch(f"choose:{group_id}")
        told = actor.reach("trouble")
        assert told.fault.startswith("QT-")
        actor.touch("more")
        actor.reach("choose_business")
    actor.touch("home", leaves=True)
    actor.reach("idle")

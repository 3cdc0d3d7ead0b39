"""Mishaps between a card and its reader."""

from kiosk.device import Device
from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey, go_home, to_reader
from ui.dock.stage_world import World


def _taken_mid_read(world: World, actor: Actor) -> str:
    who = world.somebody()
    to_reader(actor)
    world.near.fault(Device.ID_READER, "take_card", 400)
    world.near.put_card(who.text_hex)
    failed = actor.see("the fault", lambda now: bool(now.fault))
    actor.note(failed)
    world.near.heal(Device.ID_READER)
    world.near.take_card()
    world.near.put_card(who.text_hex)
    again = actor.reach("confirm")
    go_home(world, actor)
    return f"{failed.fault} on {failed.screen}, then {again.screen}"


def _frame_storm(world: World, actor: Actor) -> str:
    to_reader(actor)
    world.near.fault(Device.ID_READER, "storm")
    told = actor.see("the fault", lambda now: bool(now.fault))
    actor.note(told)
    actor.touch("back")
    actor.reach("choose_means")
    actor.touch("means:IDNO")
    other = actor.reach("type_number")
    world.near.heal(Device.ID_READER)
    actor.touch("back")
    actor.reach("choose_means")
    world.near.put_card(world.somebody().text_hex)
    healed = actor.reach("confirm")
    go_home(world, actor)
    return f"{told.fault} on {told.screen}, other means {other.screen}, later {healed.screen}"


CARD_TAKEN_MID_READ = Journey(
    "card-taken-mid-read", "ID-0201 on read_card, then confirm", _taken_mid_read
)
CORRUPT_FRAME_STORM = Journey(
    "corrupt-frame-storm",
    "ID-0104 on read_card, other means type_number, later confirm",
    _frame_storm,
)

"""The lamps beside the slots guide the hand, and stop nobody where they are dark."""

from kiosk.device import Device
from kiosk.messages.sims import AskLamps, Lamps
from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey, go_home, take_number
from ui.dock.stage_world import World

READER, RECEIPT = 0, 2
"""Coils, as ui.dock.sims writes them into the configuration."""


def _lamps(world: World, actor: Actor) -> str:
    """The head is hot, so that the lamp of the receipt is looked at while it is printed."""
    actor.reach("idle")
    _until_lit(world, READER)
    world.near.fault(Device.RECEIPT_PRINTER, "head", when="byte", at=600)
    take_number(world, actor, world.somebody())
    actor.reach("printing")
    _until_lit(world, RECEIPT)
    world.near.heal(Device.RECEIPT_PRINTER)
    actor.reach("take_away")
    go_home(world, actor)
    world.near.fault(Device.LAMPS, "unplug")
    take_number(world, actor, world.somebody())
    dark = actor.reach("take_away")
    go_home(world, actor)
    world.near.heal(Device.LAMPS)
    _until_lit(world, READER)
    return f"reader, receipt; board unplugged {dark.screen}; reader again"


def _until_lit(world: World, coil: int) -> None:
    def is_lit() -> bool:
        answer = world.near.sims.ask(Device.LAMPS, AskLamps())
        assert isinstance(answer, Lamps)
        return answer.coils[coil]

    world.until(f"the lamp on output {coil} is lit", is_lit)


LAMPS = Journey("lamps", "reader, receipt; board unplugged take_away; reader again", _lamps)

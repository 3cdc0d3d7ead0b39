"""A certificate's code held before the reader, with the network and without: genuine, then
changed."""

from functools import partial

from kiosk.device import Device
from ui.dock.actor import Actor
from ui.dock.journeys.items import find
from ui.dock.journeys.script import Journey, rate_and_leave
from ui.dock.stage_world import World

HOUSEHOLD = "992000102000"
"""户籍证明开具."""
ITEM = "992001106000"
"""证照/证明二维码核验, typed as the initials YZJ of 验真假."""
LETTERS = "yzj"


def _verified(online: bool, world: World, actor: Actor) -> str:
    who = world.somebody()
    code = world.central.certificate("T00003", HOUSEHOLD, who.name, who.id_no)
    at = len(code) // 2
    other = "A" if code[at] != "A" else "B"
    world.paint_code("certificate", code)
    world.paint_code("certificate-changed", code[:at] + other + code[at + 1 :])
    world.network(online)
    _to_reader(online, world, actor)
    first = _held(world, actor, "certificate")
    actor.touch("scan")
    second = _held(world, actor, "certificate-changed")
    rate_and_leave(actor)
    world.network(True)
    return f"{first}, changed {second}"


def _to_reader(by_item: bool, world: World, actor: Actor) -> None:
    """By the item's own page, or at once from the list of items."""
    if by_item:
        find(world, actor, LETTERS, ITEM)
        actor.touch("begin")
        return
    actor.reach("idle")
    world.until("the items are here", lambda: world.hall().items > 0)
    actor.touch("find")
    actor.reach("find")
    actor.touch("verify")


def _held(world: World, actor: Actor, picture: str) -> str:
    """What the screen says of it, once the reader has read it."""
    actor.reach("scan")
    world.show(Device.CODE_READER, picture)
    told = actor.see("the verdict", lambda now: bool(now.verdict))
    actor.reach("verdict")
    world.show(Device.CODE_READER, "code-none")
    return told.verdict


EXPECTED = "genuine, changed forged"
VERIFIED = Journey("certificate-verified", EXPECTED, partial(_verified, True))
VERIFIED_OFFLINE = Journey("certificate-verified-offline", EXPECTED, partial(_verified, False))

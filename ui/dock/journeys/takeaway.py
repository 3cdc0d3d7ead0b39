"""What a citizen takes along: a guide on paper with no network, and its code for a telephone."""

from functools import partial

from kiosk.messages.stage import OnScreen
from kiosk.print_state import PrintState
from ui.dock.actor import Actor
from ui.dock.journeys.items import find
from ui.dock.journeys.script import Journey, rate_and_leave
from ui.dock.stage_world import World

RENEWAL = "990100101000"
"""居民身份证有效期满换领: who has the photo taken at the terminal brings no receipt of one."""
LETTERS = "sfz"
ANSWERS = ("take_here", "hall")
BROUGHT, NOT_BROUGHT = "居民身份证", "数字相片回执"


def _printed_and_taken(world: World, actor: Actor) -> str:
    world.network(False)
    before = set(world.near.output().receipts)
    find(world, actor, LETTERS, RENEWAL)
    actor.touch("guide")
    for answer in ANSWERS:
        target = f"answer:{answer}"
        actor.see("the question", partial(_offers, target))
        actor.touch(target)
    actor.reach("guide")
    actor.touch("paper")
    actor.reach("slip_out")
    slips = [one for one in world.near.output().receipts if one not in before]
    words = "".join(_words(world, one) for one in slips)
    own = BROUGHT in words and NOT_BROUGHT not in words
    actor.touch("done")
    actor.reach("guide")
    actor.touch("carry")
    actor.reach("carry")
    actor.touch("back")
    actor.reach("guide")
    rate_and_leave(actor)
    world.network(True)
    told = "its own list" if own else "another list"
    return f"{len(slips)} slip {PrintState.PRINTED.value} offline with {told}; carry shows a code"


def _offers(target: str, now: OnScreen) -> bool:
    return target in now.targets


def _words(world: World, receipt: str) -> str:
    """Chinese characters of a slip, without the commands and the ends of rows between them."""
    data = (world.near.receipts / f"{receipt}.bin").read_bytes()
    return "".join(c for c in data.decode("gb18030", "ignore") if "一" <= c <= "鿿")


GUIDE_PRINTED = Journey(
    "guide-printed-and-taken",
    "1 slip printed offline with its own list; carry shows a code",
    _printed_and_taken,
)

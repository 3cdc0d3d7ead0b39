"""The network goes and comes; the numbers stay right."""

from kiosk.messages.service import NumberTaken
from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey, finish, identify, times_held
from ui.dock.stage_world import World

EACH = 50


def _cut_and_restored(world: World, actor: Actor) -> str:
    world.network(False)
    ahead = identify(world, actor, world.somebody())
    waiting = next(b.waiting for b in world.hall().businesses if b.group_id == "A")
    unknown = waiting.ahead is None and bool(waiting.since)
    actor.touch("take")
    number = actor.see("a number", lambda now: bool(now.ticket_no)).ticket_no
    actor.reach("take_away")
    finish(world, actor)
    pending = world.queue().pending
    before = times_held(world, number)
    world.network(True)
    world.drained()
    after = times_held(world, number)
    told = "waiting unknown" if unknown and ahead.screen == "ahead" else "waiting claimed"
    kept = "kept" if pending else "not kept"
    return f"{told}, {kept} while cut, platform holds it {before} then {after} time"


def _two_cut_off(world: World, actor: Actor) -> str:
    for terminal in (world.near, world.far):
        world.network(False, terminal)
    numbers: list[str] = []
    for _turn in range(EACH):
        for terminal in (world.near, world.far):
            answer = world.take(terminal)
            if isinstance(answer, NumberTaken):
                numbers.append(answer.ticket.ticket_no)
    for terminal in (world.near, world.far):
        world.network(True, terminal)
        world.drained(terminal)
    wanted = set(numbers)
    held = [
        t["ticket_no"]
        for terminal_id in ("T00003", "T00005")
        for t in world.holdings(terminal_id)["tickets"]
        if t["ticket_no"] in wanted
    ]
    twice = len(numbers) - len(wanted)
    return f"given {len(numbers)}, twice {twice}, platform holds {len(held)}"


NETWORK_CUT_AND_RESTORED = Journey(
    "network-cut-and-restored",
    "waiting unknown, kept while cut, platform holds it 0 then 1 time",
    _cut_and_restored,
)
TWO_CUT_OFF_TERMINALS = Journey(
    "two-cut-off-terminals",
    f"given {2 * EACH}, twice 0, platform holds {2 * EACH}",
    _two_cut_off,
)

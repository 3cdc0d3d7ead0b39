"""After a session nothing remembers its citizen; during it, the same search finds them."""

from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey, finish, take_number
from ui.dock.memory import in_files, in_memory
from ui.dock.people import CANARY
from ui.dock.stage_world import World

WORDS = (CANARY.name, CANARY.id_no)
PARTS = ("service", "cards", "printers", "screen")


def remembering(world: World, words: tuple[str, ...]) -> list[str]:
    """Parts with a living process that holds one of the words."""
    return [part for part in PARTS if any(in_memory(pid, words) for pid in world.near.pids(part))]


def _forgotten(world: World, actor: Actor) -> str:
    take_number(world, actor, CANARY)
    actor.reach("take_away")
    during = remembering(world, WORDS)
    finish(world, actor)
    world.drained()
    after = remembering(world, WORDS)
    files = in_files((world.folder, world.out), WORDS)
    told = "found during it" if "screen" in during and "cards" in during else f"only {during}"
    return f"{told}, after it in {len(after)} processes and {len(files)} files"


CANARY_FORGOTTEN = Journey(
    "canary-forgotten", "found during it, after it in 0 processes and 0 files", _forgotten
)

"""What another place offers: from the district to a town to its village, and home again."""

from functools import partial

from kiosk.messages.stage import OnScreen
from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey
from ui.dock.stage_world import World

WAY = ("990101", "990101001", "990101001201")
"""A district of the sample city, a town of it, a village of that."""


def _looked_at(world: World, actor: Actor) -> str:
    actor.reach("idle")
    world.until("the items are here", lambda: world.hall().items > 0)
    actor.touch("find")
    actor.reach("find")
    for code in WAY:
        actor.touch("open_places")
        actor.see(f"the way to {code}", partial(_leads_to, code))
        actor.touch(f"place:{code}")
        actor.reach("find")
    actor.touch("category:1")
    now = actor.see("what the village shows", _has_items)
    actor.touch(next(one for one in now.targets if one.startswith("item:")))
    shown = actor.reach("item").screen
    actor.touch("back")
    actor.see("the list once more", _has_items)
    actor.touch("back")
    actor.touch("place")
    now = actor.see("home again", lambda seen: "mine" in seen.targets)
    actor.touch("home", leaves=True)
    actor.reach("idle")
    return f"{shown} seen from a village, then {now.screen} at home"


def _leads_to(code: str, now: OnScreen) -> bool:
    return f"place:{code}" in now.targets


def _has_items(now: OnScreen) -> bool:
    return any(one.startswith("item:") for one in now.targets)


OTHER_PLACE = Journey("item-other-place", "item seen from a village, then find at home", _looked_at)

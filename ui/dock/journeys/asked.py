"""What people ask, answered out of the packages with the network cut; and what a card hints at."""

from datetime import date

from kiosk.messages.stage import OnScreen
from ui.dock.actor import Actor
from ui.dock.journeys.items import find
from ui.dock.journeys.script import Journey, go_home
from ui.dock.people import ELDER, Person, born
from ui.dock.stage_world import World

WEDDING = "992001005000"
"""婚姻登记预约. Nothing but its question 要婚检吗？ sounds like these letters."""
LETTERS_OF_ITS_QUESTION = "hunjian"
ALLOWANCE = "990501001000"
"""高龄津贴申领: hints at holders of 70 and more."""


def _answered_offline(world: World, actor: Actor) -> str:
    world.until("the items are here", lambda: world.hall().items > 0)
    world.network(False)
    find(world, actor, LETTERS_OF_ITS_QUESTION, WEDDING)
    actor.touch("home", leaves=True)
    actor.reach("idle")
    world.network(True)
    return "the question led to its item"


def _hinted(world: World, actor: Actor) -> str:
    young = born(date.today().year - 30)
    return f"old: {_at(world, actor, ELDER)}; young: {_at(world, actor, young)}"


def _at(world: World, actor: Actor, who: Person) -> str:
    """On the page of their own matters."""
    actor.reach("idle")
    actor.touch("find")
    actor.reach("find")
    actor.touch("mine")
    actor.reach("choose_means")
    world.near.put_card(who.text_hex)
    actor.reach("confirm")
    actor.touch("confirm")
    shown = actor.reach("mine", "trouble")
    found = "no hint"
    if _offers(shown):
        actor.touch(f"item:{ALLOWANCE}")
        actor.reach("item")
        found = "the allowance"
    go_home(world, actor)
    return found


def _offers(now: OnScreen) -> bool:
    return f"item:{ALLOWANCE}" in now.targets


ANSWERED_OFFLINE = Journey(
    "question-answered-offline", "the question led to its item", _answered_offline
)
HINTED = Journey("hints-by-card", "old: the allowance; young: no hint", _hinted)

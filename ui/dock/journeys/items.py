"""Service items: found, read about, corrected and computed, with the network and without."""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate

from kiosk.messages.stage import OnScreen
from ui.dock.actor import Actor
from ui.dock.journeys.script import Journey, rate_and_leave
from ui.dock.stage_world import World

PROOF = "992000501000"
"""个人参保证明打印, typed as the initials CBZM."""
LOAN = "992000903000"
"""公积金贷款试算, typed as GJJ."""
LETTERS_OF_PROOF = "cbzm"
LETTERS_OF_LOAN = "gjj"
MEDICINES = "992000603000"
"""医保药品/诊疗目录查询, typed as YBYP."""
LETTERS_OF_MEDICINES = "ybyp"
NUMBERS = ("60", "30", "1000000", "50000", "8000", "500000", "20")
"""Months paid, age, price, balance, income, wish, years."""


def find(world: World, actor: Actor, letters: str, code: str) -> None:
    """From the idle screen to the item's card, by the letters of the screen."""
    actor.reach("idle")
    world.until("the items are here", lambda: world.hall().items > 0)
    actor.touch("find")
    actor.reach("find")
    for letter, typed in zip(letters, accumulate(letters), strict=True):
        actor.touch(f"type:{letter}")
        _sees_found(actor, typed)
    actor.touch(f"item:{code}")
    actor.reach("item")


def _sees_found(actor: Actor, typed: str) -> None:
    """Nobody touches a list that still moves."""
    actor.see(f"what {typed} finds", lambda now: now.found == typed)


def _guide_corrected(world: World, actor: Actor) -> str:
    _to_guide(world, actor)
    actor.touch("correct")
    actor.reach("correct")
    actor.touch("element:materials")
    actor.reach("guide")
    actor.touch("home", leaves=True)
    actor.reach("idle")
    world.drained()
    told = [
        one["details"]
        for one in world.holdings("T00003")["audit"]
        if one["kind"] == "correction" and one["details"]["item_code"] == PROOF
    ]
    return f"guide read; {len(told)} correction of {told[0]['element'] if told else 'nothing'}"


def _to_guide(world: World, actor: Actor) -> OnScreen:
    """By the first answer to each question."""
    find(world, actor, LETTERS_OF_PROOF, PROOF)
    actor.touch("guide")
    while (now := actor.reach("question", "guide")).screen == "question":
        _choose(actor, now)
    return now


def _guide_offline(world: World, actor: Actor) -> str:
    world.network(False)
    now = _to_guide(world, actor)
    rate_and_leave(actor)
    world.network(True)
    return f"{now.screen} with the network cut"


def _listed(online: bool, world: World, actor: Actor) -> str:
    """A public list of the package itself."""
    world.network(online)
    find(world, actor, LETTERS_OF_MEDICINES, MEDICINES)
    actor.touch("begin")
    nothing = iter(("", "", ""))
    while (now := actor.reach("query", "query_result", "trouble")).screen == "query":
        _answer(actor, now, nothing)
    rate_and_leave(actor)
    world.network(True)
    return now.screen


def _calculated(online: bool, world: World, actor: Actor) -> str:
    world.network(online)
    find(world, actor, LETTERS_OF_LOAN, LOAN)
    actor.touch("begin")
    numbers = iter(NUMBERS)
    while (now := actor.reach("calc", "calc_result")).screen == "calc":
        _answer(actor, now, numbers)
    rate_and_leave(actor)
    world.network(True)
    return now.screen


def _answer(actor: Actor, now: OnScreen, numbers: Iterator[str]) -> None:
    """The first choice where there are choices, else the next number; then the next question."""
    if any(one.startswith("answer:") for one in now.targets):
        _choose(actor, now)
        return
    for digit in next(numbers):
        actor.touch(f"key:{digit}")
    actor.touch("next")
    actor.see("the next question", lambda shown: "next" not in shown.targets)


def _choose(actor: Actor, now: OnScreen) -> None:
    actor.touch(next(one for one in now.targets if one.startswith("answer:")))
    actor.see("the next question", lambda shown: shown.targets != now.targets)


GUIDE_CORRECTED = Journey(
    "item-guide-corrected", "guide read; 1 correction of materials", _guide_corrected
)
GUIDE_OFFLINE = Journey("item-guide-offline", "guide with the network cut", _guide_offline)
LISTED_OFFLINE = Journey("item-listed-offline", "query_result", partial(_listed, False))
CALCULATED = Journey("item-calculated", "calc_result", partial(_calculated, True))
CALCULATED_OFFLINE = Journey("item-calculated-offline", "calc_result", partial(_calculated, False))

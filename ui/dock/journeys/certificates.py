"""What departments know: certificates issued and printed, torn in the printer and made anew, asked
for while cut off; and a query."""

import shutil
from functools import partial

from kiosk.device import Device
from kiosk.messages.sims import AskPages, Pages
from kiosk.messages.stage import OnScreen
from ui.dock.actor import Actor, Lost
from ui.dock.journeys.items import LETTERS_OF_PROOF, PROOF, find
from ui.dock.journeys.script import Journey, finish, insert
from ui.dock.people import Person, registered
from ui.dock.stage_world import World

SUPPORT = "992001003000"
"""最低生活保障家庭证明出具, typed as DBZM: may wait while cut off, and takes the face too."""
LETTERS_OF_SUPPORT = "dbzm"
FINES = "992000201000"
"""机动车/驾驶证违法信息查询, typed as WFCX."""
LETTERS_OF_FINES = "wfcx"
JAM = "a4_printer: at page 1 jam"
OF_A_PROOF = ("", "202401", "202412", "", "")
"""Which insurance, from and to which month, what for, in which language."""
PRINT_S = 60.0


def _is_means(target: str) -> bool:
    return target.startswith("means:")


def identify_by_social_card(world: World, actor: Actor, who: Person) -> None:
    """From an item's card to its first question."""
    actor.touch("begin")
    shown = actor.see("the means", lambda now: any(map(_is_means, now.targets)))
    actor.touch(next(filter(_is_means, shown.targets)))
    actor.reach("read_card")
    insert(world, who.social_card())
    actor.reach("confirm")
    actor.touch("confirm")


def fill_in(actor: Actor, *answers: str) -> None:
    """One question a screen: digits, or "" for the first choice."""
    former: list[str] = []
    for answer in answers:
        actor.reach("query")
        if answer:
            for digit in answer:
                actor.touch(f"key:{digit}")
            actor.touch("next")
            continue
        shown = actor.see("choices", partial(_offers_others, former))
        former = _choices(shown)
        actor.touch(former[0])


def _choices(now: OnScreen) -> list[str]:
    return [one for one in now.targets if one.startswith("answer:")]


def _offers_others(former: list[str], now: OnScreen) -> bool:
    return _choices(now) not in ([], former)


def to_preview(world: World, actor: Actor, who: Person) -> None:
    find(world, actor, LETTERS_OF_PROOF, PROOF)
    identify_by_social_card(world, actor, who)
    fill_in(actor, *OF_A_PROOF)
    shown = actor.reach("preview", "trouble")
    if shown.screen != "preview":
        raise Lost(f"no preview, but {shown.fault}")


def printed(world: World, actor: Actor) -> OnScreen:
    actor.touch("print")
    return actor.reach("cert_take", "cert_unsure", "cert_trouble", limit=PRINT_S)


def keep_paper(world: World, name: str) -> None:
    """The newest document that reached the A4 printer, for the evidence."""
    folder = world.out / "certificates"
    folder.mkdir(parents=True, exist_ok=True)
    newest = max(world.near.sims.folder(Device.A4_PRINTER).glob("*.pdf"), key=lambda one: one.name)
    shutil.copy(newest, folder / f"{name}.pdf")


def pages_out(world: World) -> int:
    answer = world.near.sims.ask(Device.A4_PRINTER, AskPages())
    assert isinstance(answer, Pages)
    return len(answer.pages)


def copies(world: World) -> str:
    """States of the copies of the newest certificate, as the platform knows them."""
    world.drained()
    return ",".join(world.holdings("T00003")["certificates"][-1]["copies"])


def leave(world: World, actor: Actor) -> None:
    world.near.take_social_card()
    finish(world, actor)


def _printed_online(world: World, actor: Actor) -> str:
    before = pages_out(world)
    to_preview(world, actor, registered(0))
    shown = printed(world, actor)
    keep_paper(world, "printed")
    leave(world, actor)
    return f"{shown.screen}, {pages_out(world) - before} sheets out, copies {copies(world)}"


def _jammed(world: World, actor: Actor) -> str:
    to_preview(world, actor, registered(1))
    world.near.play(JAM)
    first = printed(world, actor)
    world.until("the jam is known", lambda: not world.is_online(Device.A4_PRINTER))
    world.near.heal(Device.A4_PRINTER)
    world.until("the printer is well", lambda: world.is_online(Device.A4_PRINTER))
    actor.touch("damaged" if first.screen == "cert_unsure" else "again")
    actor.reach("preview")
    second = printed(world, actor)
    keep_paper(world, "after-a-jam")
    leave(world, actor)
    return f"{first.screen} {first.fault}, then {second.screen}, copies {copies(world)}"


def _told_while_cut_off(world: World, actor: Actor) -> str:
    """An item that needs the register now: said before a card is asked for, with what there is."""
    world.network(False)
    find(world, actor, LETTERS_OF_PROOF, PROOF)
    told = actor.reach("item")
    ways = [one for one in ("begin", "guide", "more") if one in told.targets]
    actor.touch("home", leaves=True)
    actor.reach("idle")
    return f"before a card, ways on: {','.join(ways)}"


def _wished(world: World, actor: Actor) -> str:
    """Asked for with the network cut, printed when it is back, for the same face and code."""
    who = registered(2)
    world.network(False)
    find(world, actor, LETTERS_OF_SUPPORT, SUPPORT)
    actor.touch("begin")
    _identify_by_face(world, actor, who)
    fill_in(actor, "")
    actor.reach("wish")
    actor.touch("wish")
    kept = actor.reach("wish_kept")
    world.near.take_card()
    finish(world, actor)
    world.network(True)
    world.drained()
    find(world, actor, LETTERS_OF_SUPPORT, SUPPORT)
    actor.touch("pickup")
    _identify_by_face(world, actor, who)
    actor.reach("pickup_code")
    for char in kept.pickup_code:
        actor.touch(f"type:{char}")
    actor.touch("next")
    actor.reach("preview")
    shown = printed(world, actor)
    keep_paper(world, "wished-and-picked-up")
    world.near.take_card()
    finish(world, actor)
    return f"{len(kept.pickup_code)} characters kept, then {shown.screen}, copies {copies(world)}"


def _identify_by_face(world: World, actor: Actor, who: Person) -> None:
    """Card and face; what is shown to the camera is taken away again."""
    actor.touch("means:IDCARD_FACE")
    actor.reach("read_card")
    world.near.put_card(who.text_hex)
    actor.reach("confirm")
    world.show(Device.FACE_CAMERA, "face-good")
    actor.touch("confirm")
    actor.reach("face")
    actor.touch("again")
    actor.see("what comes after the face", lambda now: now.screen != "face")
    world.show(Device.FACE_CAMERA, "face-none")


def _queried(world: World, actor: Actor) -> str:
    """What only the department knows, masked, and not there any more when it is over."""
    find(world, actor, LETTERS_OF_FINES, FINES)
    actor.touch("begin")
    actor.touch("means:IDCARD")
    actor.reach("read_card")
    world.near.put_card(registered(3).text_hex)
    actor.reach("confirm")
    actor.touch("confirm")
    fill_in(actor, "", "")
    shown = actor.reach("query_result", "trouble")
    world.near.take_card()
    finish(world, actor)
    return shown.screen


PRINTED_ONLINE = Journey(
    "certificate-printed", "cert_take, 1 sheets out, copies printed", _printed_online
)
JAMMED = Journey(
    "certificate-jam-then-anew",
    "cert_unsure AP-0202, then cert_take, copies void,printed",
    _jammed,
)
TOLD_WHILE_CUT_OFF = Journey(
    "certificate-told-while-cut-off",
    "before a card, ways on: guide,more",
    _told_while_cut_off,
)
WISHED = Journey(
    "certificate-wished-offline-picked-up",
    "12 characters kept, then cert_take, copies printed",
    _wished,
)
QUERIED = Journey("item-queried-by-card", "query_result", _queried)

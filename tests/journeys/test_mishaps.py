"""Mishaps that a citizen meets: each tells what to do now, none loses anything."""

import pytest

from kiosk.device import Device
from kiosk.faults import Fault
from ui.dock.actor import Actor
from ui.dock.journeys.script import finish, go_home, identify, take_number, times_held, to_reader
from ui.dock.people import EXPIRED, RARE_NAME, WRONG_DIGIT
from ui.dock.stage_world import World

pytestmark = pytest.mark.slow


def test_an_expired_card_is_refused_with_other_ways(world: World, actor: Actor) -> None:
    to_reader(actor)
    world.near.put_card(EXPIRED.text_hex)
    told = actor.reach("trouble")
    assert told.fault == Fault.CARD_EXPIRED
    assert "more" in told.targets
    go_home(world, actor)


@pytest.mark.row("S006")
def test_a_card_with_a_wrong_check_digit_reaches_nobody(world: World, actor: Actor) -> None:
    before = len(world.holdings("T00003")["tickets"])
    to_reader(actor)
    world.near.put_card(WRONG_DIGIT.text_hex)
    told = actor.see("the fault", lambda now: bool(now.fault))
    assert (told.screen, told.fault) == ("read_card", Fault.CARD_BAD_NUMBER)
    go_home(world, actor)
    world.drained()
    assert len(world.holdings("T00003")["tickets"]) == before


def test_replies_with_wrong_checksums_are_asked_again(world: World, actor: Actor) -> None:
    to_reader(actor)
    world.near.fault(Device.ID_READER, "bad_checksum", 2)
    world.near.put_card(world.somebody().text_hex)
    actor.reach("confirm")
    go_home(world, actor)


def test_a_silent_reader_leaves_the_keypad(world: World, actor: Actor) -> None:
    world.near.fault(Device.ID_READER, "silent")
    to_reader(actor)
    told = actor.see("the fault", lambda now: bool(now.fault))
    assert told.fault.startswith("ID-01")
    actor.touch("back")
    actor.reach("choose_means")
    actor.touch("means:IDNO")
    actor.reach("type_number")
    for digit in world.somebody().id_no:
        actor.touch(f"key:{digit}")
    actor.touch("next")
    actor.reach("confirm")
    actor.touch("confirm")
    actor.reach("ahead")
    actor.touch("home", leaves=True)
    actor.reach("idle")


@pytest.mark.row("CP-03")
def test_without_paper_the_number_stays_on_the_screen(world: World, actor: Actor) -> None:
    """Told before a card is asked for, and the number is given all the same."""
    world.near.fault(Device.RECEIPT_PRINTER, "paper_out")
    world.until("no paper is seen", lambda: not world.hall().printer.can_print)
    who = world.somebody()
    shown = take_number(world, actor, who)
    actor.reach("on_screen")
    world.near.heal(Device.RECEIPT_PRINTER)
    finish(world, actor)
    world.drained()
    assert times_held(world, shown.ticket_no) == 1


@pytest.mark.parametrize("kind", ["500", "html", "empty", "redirect", "drop_reply"])
def test_a_platform_that_answers_nonsense_stops_nobody(
    world: World, actor: Actor, kind: str
) -> None:
    world.central.fault(kind)
    shown = take_number(world, actor, world.somebody())
    actor.reach("take_away")
    finish(world, actor)
    world.central.fault("none")
    world.drained()
    assert times_held(world, shown.ticket_no) == 1


@pytest.mark.row("CP-10")
def test_a_second_person_sees_nothing_of_the_first(world: World, actor: Actor) -> None:
    """The screen's process of the first is gone within a second of the end of the session."""
    first = world.near.pids("screen")[0]
    identify(world, actor, world.somebody())
    world.near.take_card()
    actor.touch("home", leaves=True)
    world.until("the process is gone", lambda: first not in world.near.pids("screen"), 1.0)
    fresh = actor.reach("idle")
    assert not fresh.ticket_no
    assert not fresh.fault


@pytest.mark.row("S001")
def test_two_tickets_in_one_session_need_one_identification(world: World, actor: Actor) -> None:
    take_number(world, actor, world.somebody())
    actor.reach("take_away")
    actor.touch("more")
    actor.reach("choose_business")
    actor.touch("choose:D")
    actor.reach("ahead")
    actor.touch("take")
    actor.reach("take_away")
    finish(world, actor)
    world.drained()
    held = world.holdings("T00003")
    session = held["tickets"][-1]["session_id"]
    assert sum(t["session_id"] == session for t in held["tickets"]) == 2
    assert sum(a["session_id"] == session and a["kind"] == "auth" for a in held["audit"]) == 1


def test_a_name_with_rare_characters_goes_through_unchanged(world: World, actor: Actor) -> None:
    shown = take_number(world, actor, RARE_NAME)
    actor.reach("take_away")
    finish(world, actor)
    world.drained()
    assert times_held(world, shown.ticket_no) == 1

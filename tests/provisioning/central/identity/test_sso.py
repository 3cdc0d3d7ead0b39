"""Single sign-on: a page of somebody else gets a ticket that counts once, for a minute, for it."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.identity import SealedFor, bound_to
from kiosk.messages.identity import AskTicket, TicketGiven
from kiosk.messages.service import Network, Refused
from offline_queue.seal import KeyVault
from provisioning.central.identity.secrets import audience_secret
from tests.clock import FakeClock
from tests.offline_queue.identity.terminals import config_of, desk_of, table
from tests.provisioning.central.identity.phones import YI
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.within import Within

PARTNER = "partner"


@pytest.fixture
def platform(inside: Path, clock: FakeClock) -> Iterator[Within]:
    with Within(inside, clock) as running:
        audience_secret(inside, PARTNER)
        audience_secret(inside, "other")
        yield running


@pytest.fixture
def desk(platform: Within, tmp_path: Path) -> Any:
    named = table("city", platform.url, platform.data)
    keys = platform.data / "terminals" / ONE
    return desk_of(config_of(tmp_path, platform.url, named, keys), platform.clock)


def ask(platform: Within, request: str = "t-1", audience: str = PARTNER) -> AskTicket:
    folder = platform.data / "terminals" / ONE
    vault = KeyVault.load(folder / "platform.pub", folder / "hall.key")
    sealed = vault.seal(bound_to(SealedFor.SIGN_ON, request), YI[0], YI[1], "resident")
    return AskTicket(request, audience, vault.holder_hash(YI[1]), sealed)


def given(desk: Any, asked: AskTicket) -> str:
    answer = desk.answer(asked)
    assert isinstance(answer, TicketGiven), answer
    assert answer.valid_s == 60
    return answer.ticket


def redeem(
    platform: Within, ticket: str, audience: str = PARTNER, **changes: str
) -> requests.Response:
    secret = audience_secret(platform.data, audience)
    body = {"audience": audience, "secret": secret, "ticket": ticket} | changes
    return requests.post(f"{platform.url}/sso/redeem", json=body, timeout=10)


@pytest.mark.row("S009")
def test_a_ticket_is_redeemed_once(platform: Within, desk: Any) -> None:
    ticket = given(desk, ask(platform))
    first, second = redeem(platform, ticket), redeem(platform, ticket)
    assert (first.status_code, first.json()) == (200, {"name": YI[0], "id_no": YI[1]})
    assert second.status_code == 403


@pytest.mark.row("S009")
def test_a_ticket_counts_for_a_minute(platform: Within, desk: Any, clock: FakeClock) -> None:
    early, late = given(desk, ask(platform)), given(desk, ask(platform, "t-2"))
    clock.advance(60)
    assert redeem(platform, early).status_code == 200
    clock.advance(1)
    assert redeem(platform, late).status_code == 403


@pytest.mark.row("S009")
def test_a_ticket_is_for_one_page_and_for_who_holds_its_secret(platform: Within, desk: Any) -> None:
    assert redeem(platform, given(desk, ask(platform)), secret="guessed").status_code == 401
    ticket = given(desk, ask(platform, "t-2"))
    assert redeem(platform, ticket, "other").status_code == 403
    assert redeem(platform, ticket).status_code == 403, "shown to another, it is gone"
    assert redeem(platform, "x" * 32).status_code == 403


@pytest.mark.row("S009")
def test_what_leaves_the_terminal_says_nothing_of_the_person_or_the_session(
    platform: Within, desk: Any
) -> None:
    asked = ask(platform)
    ticket = given(desk, asked)
    token = (platform.data / "terminals" / ONE / "token").read_text().strip()
    hidden = [*YI, token, asked.holder_hash, base64.b64encode(asked.sealed).decode()]
    assert not [one for one in hidden if one in ticket]
    assert ticket not in repr(desk.answer(ask(platform, "t-3"))) + repr(asked)
    assert not [one for one in YI if one in repr(asked)]


def test_nobody_gets_a_ticket_for_a_strange_page_or_for_another_person(
    platform: Within, desk: Any
) -> None:
    strange = desk.answer(ask(platform, audience="strange"))
    assert isinstance(strange, Refused)
    other = ask(platform)
    moved = AskTicket("t-9", PARTNER, other.holder_hash, other.sealed)
    assert isinstance(desk.answer(moved), Refused), "sealed for another request"


def test_cut_off_no_ticket_is_asked_for(platform: Within, tmp_path: Path) -> None:
    keys = platform.data / "terminals" / ONE
    named = table("city", platform.url, platform.data)
    desk = desk_of(config_of(tmp_path, platform.url, named, keys), platform.clock, Network.DOWN)
    answer = desk.answer(ask(platform))
    assert isinstance(answer, Refused)
    assert answer.fault.name == "ITEM_NEEDS_NETWORK"

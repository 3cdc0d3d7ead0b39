"""A rating from the touch to the platform: at once, or from the queue when the network is back."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import requests

from kiosk.messages.operator import AskQueue, QueueStatus, SetNetwork
from kiosk.messages.ratings import Rate, RatedItem, Served
from kiosk.messages.service import Network, Recorded
from offline_queue.seal import KeyVault
from tests.offline_queue.samples import until
from tests.offline_queue.test_with_platform import Cut, _config
from tests.provisioning.central.platform import ONE, Platform
from tests.provisioning.central.samples import JIA

pytestmark = pytest.mark.slow

ITEM = RatedItem("992000501000", 3, "个人参保证明打印", "", "", "11990100MB0990040Q", "990100")
RATED = (
    "SELECT row_guid, satisfaction, service_id, item_code, item_version, pf, assess_number,"
    " eval_detail, writing_evaluation FROM central_evaluation ORDER BY row_guid"
)


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    with Platform(tmp_path / "central", world=True) as running:
        yield running


@pytest.fixture
def terminal(platform: Platform, tmp_short: Path) -> Iterator[Cut]:
    running = Cut(_config(platform, tmp_short / ONE, ONE))
    yield running
    running.stop()


def rate_a_guide(terminal: Cut, vault: KeyVault, number: int, level: int) -> str:
    """What the screen sends after a guide: the service, then the rating of it. Its link's token."""
    service_id, token = f"srv-{number}", vault.token(f"srv-{number}")
    link = sha256(token.encode()).hexdigest()
    terminal.screen.ask(Served(service_id, "s-1", "guide", link, item=ITEM), Recorded)
    rating, bad = f"rate-{number}", level < 3
    said = Rate(
        rating,
        "s-1",
        "",
        level,
        service_id,
        ITEM,
        reasons=("speed",) if bad else (),
        reasons_version="39735-2020.online.1" if bad else "",
        text="WORDS-77" if bad else "",
        real_name=bad,
        want_callback=bad,
        sealed=vault.seal(rating, *JIA, "resident") if bad else b"",
    )
    for _ in range(2):  # the screen was not sure that it was heard
        terminal.screen.ask(said, Recorded)
    return token


def held(platform: Platform) -> list[tuple[object, ...]]:
    return platform.rows(RATED)


@pytest.mark.row("S120", "S121", "S124")
def test_a_rating_goes_out_at_once_and_waits_for_the_network_where_there_is_none(
    platform: Platform, terminal: Cut
) -> None:
    keys = platform.data / "terminals" / ONE
    vault = KeyVault.load(keys / "platform.pub", keys / "hall.key")
    token = rate_a_guide(terminal, vault, 1, 2)
    assert held(platform) == [], "the cable is cut"
    assert terminal.screen.ask(AskQueue(), QueueStatus).pending >= 2
    assert requests.get(f"{platform.url}/rate/{token}", timeout=10).status_code == 404
    terminal.reconnect()
    bad = ("rate-1", 2, "srv-1", ITEM.code, 3, "5", 1, json.dumps(["speed"]), "WORDS-77")
    assert held(platform) == [bad], "once, though it was said twice"
    page = requests.get(f"{platform.url}/rate/{token}", timeout=10).text
    assert "待核实" in page
    terminal.screen.ask(SetNetwork(up=True), Recorded)
    terminal.screen.view(lambda view: view.network is Network.UP)
    rate_a_guide(terminal, vault, 2, 5)
    until(lambda: len(held(platform)) == 2)
    good = ("rate-2", 5, "srv-2", ITEM.code, 3, "5", 1, "[]", "")
    assert held(platform) == [bad, good]


@pytest.mark.row("S124")
def test_nobody_is_named_on_the_wire_or_on_the_terminals_disk(
    platform: Platform, terminal: Cut, tmp_short: Path
) -> None:
    keys = platform.data / "terminals" / ONE
    vault = KeyVault.load(keys / "platform.pub", keys / "hall.key")
    rate_a_guide(terminal, vault, 1, 1)
    raw = b"".join(one.read_bytes() for one in tmp_short.rglob("*") if one.is_file())
    name, number = JIA
    for value in (name.encode(), number.encode(), base64.b64encode(name.encode()), b"WORDS-77"):
        assert value not in raw
    terminal.reconnect()
    assert len(held(platform)) == 1
    assert name not in str(platform.contents())
    assert number not in str(platform.contents())

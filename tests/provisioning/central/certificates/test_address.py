"""What stands before the code in a QR may change; papers from before count on, everywhere."""

import re

import pytest
import requests

from kiosk.certificates.claims import Verdict
from provisioning.certificates.offline import OfflineVerifier
from provisioning.packs.sample import publish_sample
from tests.provisioning.central.certificates.certificates import ITEMS, Desk, local_now
from tests.provisioning.central.platform import Platform

pytestmark = pytest.mark.slow


def by_phone(platform: Platform, code: str) -> str:
    digits = code.rpartition("/")[2]
    page = requests.get(f"{platform.url}/V/{digits}", timeout=20).text
    return str(re.findall(r'data-verdict="(\w+)"', page)[0])


def everywhere(desk: Desk, code: str) -> set[str]:
    offline = OfflineVerifier(*desk.lists()).verify(code, local_now()).verdict
    return {offline, desk.verified(code), by_phone(desk.platform, code)}


def test_a_paper_outlives_the_address_on_it(own: Platform) -> None:
    publish_sample(own.data, ITEMS)
    own.start()
    desk = Desk(own)
    before = desk.code(desk.issued()["certificate_id"])
    (own.data / "verify_address").write_text("HTTPS://CITY.EXAMPLE/V/\n")
    after = desk.code(desk.issued()["certificate_id"])
    assert before.rpartition("/")[0] != after.rpartition("/")[0]
    assert everywhere(desk, before) == everywhere(desk, after) == {Verdict.GENUINE}
    spoilt = before[:-1] + ("A" if before[-1] != "A" else "B")
    assert Verdict.GENUINE not in everywhere(desk, spoilt)
    strange = after.replace("CITY", "TOWN")
    assert OfflineVerifier(*desk.lists()).verify(strange, local_now()).verdict is Verdict.FORGED

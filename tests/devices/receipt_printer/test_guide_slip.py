"""A guide on the paper of every model: its text whole, both its codes readable."""

import pytest

from devices.receipt_printer.profiles import PROFILES, TextMode
from kiosk.items.guide_sheet import guide_link, guide_slip
from kiosk.messages.printing import Slip
from kiosk.print_state import PrintState
from kiosk.slips import Place, sheet_slip
from tests.devices.receipt_printer.bench import Client
from tests.devices.receipt_printer.conftest import SimOf
from tests.devices.receipt_printer.receipts import codes
from tests.kiosk.item_samples import RENEWAL, item

PLACE = Place("示例市政务服务中心", "24 小时自助服务区", "03 号机", "12345")
PAGES = "https://zizhu.example.gov.cn"
RATE = f"{PAGES}/rate/{'ab' * 16}"
ANSWERS = (("photo", "take_here"), ("get", "hall"))
LINK = guide_link(PAGES, RENEWAL, ANSWERS, "zh")


def slip() -> Slip:
    sheet = guide_slip(item(RENEWAL), dict(ANSWERS), "zh")
    return sheet_slip(sheet, PLACE, "zh", "2026-03-02 09:05", LINK, RATE)


@pytest.mark.row("S019", "S121")
@pytest.mark.parametrize("name", PROFILES)
def test_the_guide_and_the_rating_can_both_be_scanned(sim_of: SimOf, name: str) -> None:
    sim, profile = sim_of(name), PROFILES[name]
    with Client(sim.url, profile) as client:
        assert client.ready().print(slip(), 15.0).state is PrintState.PRINTED
    (receipt,) = sim.output().receipts
    assert sorted(codes(sim, receipt)) == sorted([LINK, RATE])
    if profile.text is TextMode.GB18030:
        data = (sim.out / f"{receipt}.bin").read_bytes().decode("gb18030", "ignore")
        words = "".join(one for one in data if "一" <= one <= "鿿")
        assert "居民身份证有效期满换领" in words and "填申领表" in words
        assert "数字相片回执" not in words, "not of this situation"
    assert sim.output().unknown_bytes == 0

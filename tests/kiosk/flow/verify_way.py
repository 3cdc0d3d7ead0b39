"""The way to a code that is verified: what tests of it share."""

from datetime import timedelta

from kiosk.certificates.claims import Verdict
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.flow.events import ImagingBack
from kiosk.flow.states import State
from kiosk.messages.certificates import CodeVerified, VerifyCode
from kiosk.messages.devices import StatusChanged
from kiosk.messages.imaging import CodeRead, ReadCode
from kiosk.messages.service import HallView, Network
from kiosk.present.snapshot import Fact
from kiosk.values import replace
from tests.clock import MONDAY_MORNING
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.test_items import WITH_ITEMS

CUT_OFF = replace(WITH_ITEMS, network=Network.DOWN)
CODE = "HTTPS://V.EXAMPLE/V/2KDEJ"
SERIAL = "7KQ2M9XWE4TA"
VERIFY_ITEM = "992001106000"
GOOD = DeviceStatus(DeviceState.ONLINE)
GENUINE = CodeVerified(
    "",
    Verdict.GENUINE,
    type_name="户籍证明",
    issuer_name="示例市公安局",
    holder="测*甲",
    issued="2026-02-01",
    valid_to="2026-08-01",
    copy_no=1,
    serial=SERIAL,
    lists_as_of=(MONDAY_MORNING - timedelta(hours=5)).isoformat(),
    age_s=5 * 3600,
)


def made(hall: HallView = CUT_OFF, reader: DeviceStatus | None = GOOD) -> Bench:
    bench = Bench().ready(hall)
    if reader is not None:
        bench.take(ImagingBack())
        bench.take(StatusChanged(Device.CODE_READER, reader))
    return bench


def to_scan(bench: Bench) -> ReadCode:
    bench.touch("find")
    assert bench.touch("verify") is State.SCAN
    return bench.last_said(ReadCode)


def hold(bench: Bench, text: str = CODE) -> VerifyCode:
    """A code is held under the reader that is being asked."""
    bench.take(CodeRead(bench.model.scan.command, "QRCode", text))
    assert bench.where() is State.VERDICT
    return bench.last_said(VerifyCode)


def told(bench: Bench, found: CodeVerified = GENUINE) -> None:
    asked = bench.last_said(VerifyCode)
    bench.take(replace(found, request_id=asked.request_id))


def by(bench: Bench) -> Fact:
    """What the verdict rests on."""
    card = bench.screen.card
    assert card is not None
    return next(fact for fact in card.facts if fact.label == "核验依据")

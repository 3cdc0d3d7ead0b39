"""Synthetic persons, a hall and tickets, as the flow and the presenter meet them."""

from datetime import date, datetime
from hashlib import sha256

from kiosk.clock import CHINA
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.messages.service import BusinessView, HallView, Network, Priority, Ticket, Waiting
from kiosk.values import replace

JIA = IdentityCard(
    CardKind.RESIDENT,
    "测试甲",
    "440524188001010014",
    birth=date(1880, 1, 1),
    address="测试省测试市测试路1号",
    long_term=True,
)
YI = IdentityCard(
    CardKind.RESIDENT,
    "测试乙",
    "11010519491231002X",
    birth=date(1949, 12, 31),
    address="测试省测试市测试路2号",
    valid_to=date(2040, 1, 1),
)
EXPIRED = replace(YI, valid_to=date(2026, 3, 1))
"""Ran out on the day before MONDAY_MORNING."""
PERSONS = (JIA, YI)

WRONG_NUMBER = "110105194912310021"
"""The check character of YI is X."""

DAY_BEFORE_SEVENTY = datetime(2019, 12, 30, 9, 0, tzinfo=CHINA)
SEVENTIETH_BIRTHDAY = datetime(2019, 12, 31, 9, 0, tzinfo=CHINA)
"""Of YI."""

GOOD_PRINTER = DeviceStatus(DeviceState.ONLINE, PaperSupply.FULL, Media.NOT_PRESENT, Cover.CLOSED)
NO_PAPER = replace(GOOD_PRINTER, paper=PaperSupply.OUT)
READER_OK = DeviceStatus(DeviceState.ONLINE)

GENERAL = BusinessView(
    group_id="A",
    name="综合服务",
    name_en="General services",
    theme="综合服务",
    prefix="A",
    hours="00:00-24:00",
    need_id=True,
    allow_typed=True,
    waiting=Waiting(6, 12, "09:00"),
    windows=("3", "7", "8"),
    tips="请带本人身份证到综合窗口等候。",
)
CARD_ONLY = replace(
    GENERAL,
    group_id="B",
    name="商事登记",
    name_en="Business registration",
    theme="商事登记",
    prefix="B",
    allow_typed=False,
    waiting=Waiting(0, 0, "09:00"),
    windows=("11", "12", "13", "14", "15"),
    tips="",
)
CONSTRUCTION = replace(
    CARD_ONLY,
    group_id="C",
    name="工程建设",
    name_en="Construction projects",
    theme="工程建设",
    prefix="C",
    waiting=Waiting(None, None, "08:15"),
    windows=(),
)
NO_ID = replace(
    GENERAL,
    group_id="D",
    name="咨询领证",
    name_en="Enquiries and collection",
    prefix="D",
    need_id=False,
    waiting=Waiting(4, None, "09:00"),
)
CLOSED = replace(
    CARD_ONLY,
    group_id="E",
    name="不动产登记",
    name_en="Real estate registration",
    prefix="E",
    hours="09:00-12:00 13:30-17:00",
    refusal=Fault.GROUP_CLOSED,
    reopens="2026-03-03T09:00",
)

HALL = HallView(
    site="示例市政务服务中心",
    zone="24 小时自助服务区",
    terminal="03 号机",
    hotline="12345",
    network=Network.UP,
    network_since="08:00",
    printer=GOOD_PRINTER,
    businesses=(GENERAL, CARD_ONLY, CONSTRUCTION, NO_ID, CLOSED),
    notices=("人工窗口办理时间：周一至周五 09:00-17:00。",),
    neighbour="05 号机",
)
HALL_WITHOUT_PAPER = replace(HALL, printer=NO_PAPER)


def ticket(group: str = "A", number: int = 17, copies: int = 0) -> Ticket:
    business = next(b for b in HALL.businesses if b.group_id == group)
    return Ticket(
        ticket_id=f"ticket-{group}-{number}",
        ticket_no=f"{group}{number:03d}",
        group_id=group,
        group_name=business.name,
        business_date="2026-03-02",
        taken_at="2026-03-02T09:00:00+08:00",
        priority=Priority.NORMAL,
        windows=business.windows,
        waiting=business.waiting,
        holder_mask="测*乙",
        copies=copies,
    )


class OpenVault:
    """A vault whose answers hold nothing of the person."""

    def holder_hash(self, id_no: str) -> str:
        return sha256(id_no.encode()).hexdigest()

    def seal(self, place: str, name: str, id_no: str, kind: str) -> bytes:
        return sha256(f"{place} {name} {id_no} {kind}".encode()).digest()

    def token(self, of: str) -> str:
        return sha256(f"token {of}".encode()).hexdigest()[:32]

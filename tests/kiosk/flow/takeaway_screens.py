"""Screens on which something is taken along, as the presenter really makes them."""

import struct
import zlib

from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import Away
from kiosk.flow.visit import Visit
from kiosk.items.scenario import walk
from kiosk.messages.takeaway import HandOff, PrintGuide
from kiosk.sheet import Sheet
from kiosk.values import replace
from tests.kiosk.item_samples import RENEWAL, SHARES, calc_of, item, sample_input
from tests.kiosk.samples import HALL, READER_OK

PAGES = "https://zizhu.example.gov.cn"


def png(width: int = 90, height: int = 120) -> bytes:
    """A small white picture with a dark frame."""
    rows = b"".join(
        b"\x00"
        + bytes(0 if x in (0, width - 1) or y in (0, height - 1) else 255 for x in range(width))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


_READY = Model(
    hall=replace(HALL, items=47, pages_url=PAGES),
    service_up=True,
    cards_up=True,
    reader=READER_OK,
    clock="21:36",
    day="2026-03-02",
)
_NODE = walk(item(RENEWAL), {}).next_node
_ANSWERED = ((_NODE.id, _NODE.options[0].id),) if _NODE is not None else ()
CHARTED = replace(item(RENEWAL), flowchart="flow.png")
_GUIDE = replace(_READY, state=State.GUIDE, visit=Visit(item=CHARTED))
_ORDER = PrintGuide("r", RENEWAL, 1)
_CALC = Visit(item=item(SHARES), inputs=tuple(sample_input(one) for one in calc_of(SHARES).inputs))
_RESULT = replace(_READY, visit=_CALC, away=Away(State.CALC_RESULT))
_WISH = HandOff("h", "s", "0" * 32, Sheet(""))
_URL = f"{PAGES}/take/{'0' * 32}"
_FAILED = replace(_GUIDE, state=State.SLIP_TROUBLE)
_CHART = replace(_GUIDE, state=State.FLOW_CHART)

TAKEN: dict[str, Model] = {
    "guide_to_take": _GUIDE,
    "guide_answered": replace(_GUIDE, visit=replace(_GUIDE.visit, answers=_ANSWERED)),
    "calc_to_take": replace(_RESULT, state=State.CALC_RESULT),
    "slip": replace(_GUIDE, state=State.SLIP, away=Away(order=_ORDER)),
    "slip_out": replace(_GUIDE, state=State.SLIP_OUT, away=Away(order=_ORDER)),
    "slip_no_paper": replace(
        _FAILED, fault=Fault.SLIP_NO_PRINTER, away=Away(seen=Fault.PRINTER_NO_PAPER)
    ),
    "slip_unproved": replace(
        _FAILED, fault=Fault.SLIP_UNPROVED, away=Away(seen=Fault.PRINT_PAPER_END)
    ),
    "carry_guide": replace(
        _GUIDE, state=State.CARRY, away=Away(url=f"{PAGES}/guide/{RENEWAL}?s=photo.with_receipt")
    ),
    "carry_wait": replace(
        _RESULT, state=State.CARRY, away=Away(State.CALC_RESULT, wish=_WISH, handed=True)
    ),
    "carry_result": replace(
        _RESULT,
        state=State.CARRY,
        away=Away(State.CALC_RESULT, wish=_WISH, url=_URL, lives_s=600, handed=True),
    ),
    "carry_offline": replace(_RESULT, state=State.CARRY, fault=Fault.HAND_OFF_OFFLINE),
    "flow_chart": replace(_CHART, away=Away(picture=png())),
    "flow_chart_near": replace(_CHART, away=Away(picture=png(), zoom=3)),
    "flow_chart_wait": _CHART,
    "flow_chart_bad": replace(_CHART, fault=Fault.PICTURE_BAD),
}

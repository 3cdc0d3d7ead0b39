"""Models of a paper that is verified, for the screens' tests."""

from typing import Any

from kiosk.certificates.claims import Verdict
from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.model import Model
from kiosk.flow.scan.scan import Check, Scan, ScanFor
from kiosk.flow.states import State
from kiosk.messages.certificates import CodeVerified, VerifyCode
from kiosk.values import replace
from tests.kiosk.samples import HALL, READER_OK

_READY = Model(
    hall=replace(HALL, items=47),
    service_up=True,
    cards_up=True,
    reader=READER_OK,
    imaging_up=True,
    code_reader=DeviceStatus(DeviceState.ONLINE),
    clock="21:36",
    day="2026-03-02",
)
_FOUND = CodeVerified(
    "r",
    Verdict.GENUINE,
    type_name="户籍证明",
    issuer_name="示例市公安局",
    holder="测***甲",
    issued="2026-02-01",
    valid_to="2026-08-01",
    copy_no=2,
    serial="7KQ2M9XWE4TA",
    lists_as_of="2026-03-02T16:30:00+08:00",
    age_s=5 * 3600,
)
_BARE = CodeVerified("r", Verdict.FORGED, lists_as_of="2026-03-02T16:30:00+08:00", age_s=300)


def _verdict(found: CodeVerified | None, **more: Any) -> Model:
    return replace(_READY, state=State.VERDICT, check=Check(found=found, **more))


VERIFYING: dict[str, Model] = {
    **{
        f"scan_{purpose.value}": replace(_READY, state=State.SCAN, scan=Scan(purpose, command="c1"))
        for purpose in ScanFor
    },
    "scan_hint": replace(
        _READY, state=State.SCAN, scan=Scan(command="c1", hint=Fault.CODE_NOT_TEXT)
    ),
    "scan_stopped": replace(_READY, state=State.SCAN, scan=Scan(stopped=Fault.CAMERA_SILENT)),
    "scan_not_now": replace(_READY, state=State.SCAN, imaging_up=False),
    "verify": replace(_READY, state=State.VERIFY, check=Check(typed="7KQ2M9X")),
    "verify_refused": replace(
        _READY,
        state=State.VERIFY,
        check=Check(typed="7KQ2M9XWE4TA", refused=Fault.QUERY_NO_ANSWER),
    ),
    "verdict_wait": _verdict(None, asked=VerifyCode("r", "x")),
    "verdict_genuine": _verdict(_FOUND),
    "verdict_old": _verdict(replace(_FOUND, stale=True, age_s=9 * 86_400)),
    "verdict_by_platform": _verdict(replace(_FOUND, lists_as_of="", valid_to="")),
    "verdict_void": _verdict(replace(_FOUND, verdict=Verdict.VOID)),
    "verdict_revoked": _verdict(replace(_FOUND, verdict=Verdict.REVOKED)),
    "verdict_expired": _verdict(replace(_FOUND, verdict=Verdict.EXPIRED)),
    "verdict_forged": _verdict(_BARE),
    "verdict_unknown": _verdict(replace(_BARE, verdict=Verdict.UNKNOWN)),
    "verdict_none": _verdict(CodeVerified("r", None)),
    "verdict_refused": _verdict(None, refused=Fault.SERVICE_LOST),
}

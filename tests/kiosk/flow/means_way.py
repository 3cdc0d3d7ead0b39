"""Items that ask for this and that credential, and a provider that answers by hand."""

import json

from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.events import ImagingBack, Touched
from kiosk.flow.states import State
from kiosk.identity import Assurance, IdentityCard, Means
from kiosk.messages.devices import StatusChanged
from kiosk.messages.identity import AskIdentity, CodeSent, IdentityFound, SendCode
from kiosk.messages.imaging import CodeRead, ReadCode
from kiosk.messages.items import ItemShown
from kiosk.messages.service import HallView, Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.item_samples import FINES, package
from tests.kiosk.samples import HALL, JIA, YI

ALL = (Means.QR_APP, Means.EID, Means.EBL, Means.SMS, Means.UKEY, Means.STAFF)
WITH_MEANS = replace(HALL, items=47, means=ALL)
MOBILE = "10099000001"
COMPANY = ("示例市某某科技有限公司", "91990100MA990001X7")


def ready(hall: HallView = WITH_MEANS, scans: bool = True, faces: bool = False) -> Bench:
    bench = Bench().ready(hall)
    if scans:
        bench.take(ImagingBack())
        bench.take(StatusChanged(Device.CODE_READER, DeviceStatus(DeviceState.ONLINE)))
    if faces:
        bench.take(ImagingBack())
        bench.take(StatusChanged(Device.FACE_CAMERA, DeviceStatus(DeviceState.ONLINE)))
    return bench


def demanding(least: str, *credentials: str, code: str = FINES) -> bytes:
    """A query of the sample that asks for these credentials and that level."""
    raw = json.loads(package(code))
    raw |= {"min_assurance": least, "credentials": list(credentials), "exclusions": []}
    return json.dumps(raw).encode()


def open_demanding(bench: Bench, least: str, *credentials: str) -> State:
    """From wherever it is: the item is looked at."""
    bench.take(Touched("find"))
    bench.take(Touched("item", FINES))
    raw = demanding(least, *credentials)
    bench.take(ItemShown(bench.model.visit.asked, FINES, 1, raw))
    return bench.where()


def to_means(bench: Bench, least: str, *credentials: str) -> State:
    open_demanding(bench, least, *credentials)
    return bench.touch("begin")


def arguments(bench: Bench) -> list[str]:
    return [tile.arg for tile in bench.screen.tiles]


def type_digits(bench: Bench, digits: str) -> State:
    for digit in digits:
        bench.touch("key", digit)
    return bench.touch("next")


def by_sms(bench: Bench, code: str = "123456") -> State:
    """From the choice: number, code, answer."""
    bench.touch("means", "SMS")
    type_digits(bench, MOBILE)
    bench.take(CodeSent(bench.last_said(SendCode).request_id, 60, 300))
    return type_digits(bench, code)


def scan(bench: Bench, text: str = "a code") -> State:
    bench.take(CodeRead(bench.last_said(ReadCode).command, "QRCode", text))
    return bench.where()


def found(
    bench: Bench, card: IdentityCard = YI, level: Assurance | None = None, **more: str
) -> State:
    """The provider names somebody, for what was asked last."""
    asked = bench.last_said(AskIdentity)
    reached = {Means.SMS: Assurance.AL1, Means.UKEY: Assurance.AL3, Means.STAFF: Assurance.AL4}
    bench.take(
        IdentityFound(
            asked.request_id,
            asked.means,
            level or reached.get(asked.means, Assurance.AL2),
            more.get("name", card.name),
            more.get("id_no", card.id_no),
            more.get("handler_name", ""),
            more.get("handler_no", ""),
        )
    )
    return bench.where()


def company(bench: Bench, handler: IdentityCard = JIA) -> State:
    return found(
        bench,
        name=COMPANY[0],
        id_no=COMPANY[1],
        handler_name=handler.name,
        handler_no=handler.id_no,
    )


def refuse(bench: Bench, fault: Fault) -> State:
    bench.take(Refused(bench.last_said(AskIdentity).request_id, fault))
    return bench.where()

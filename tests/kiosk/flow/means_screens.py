"""Being identified without a card, as the flow itself comes there: for whoever draws screens."""

from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.flow.identify.face import Face
from kiosk.flow.model import Model
from kiosk.messages.cards import ReadStage
from kiosk.messages.devices import StatusChanged
from kiosk.messages.identity import CodeSent, SendCode
from kiosk.messages.service import Network
from kiosk.values import replace
from tests.kiosk.flow.means_way import (
    MOBILE,
    WITH_MEANS,
    by_sms,
    company,
    found,
    ready,
    refuse,
    scan,
    to_means,
    type_digits,
)
from tests.kiosk.samples import JIA, YI


def _by_sms() -> dict[str, Model]:
    bench = ready()
    to_means(bench, "AL1", "IDCARD", "QR_APP", "EID", "SMS")
    shown = {"means_all": bench.model}
    bench.touch("means", "SMS")
    shown["mobile"] = bench.model
    for digit in MOBILE[:8]:
        bench.touch("key", digit)
    shown["mobile_typed"] = bench.model
    type_digits(bench, MOBILE[8:])
    shown["identifying"] = bench.model
    bench.take(CodeSent(bench.last_said(SendCode).request_id, 60, 300))
    shown["sms_code"] = bench.model
    type_digits(bench, "000000")
    refuse(bench, Fault.SMS_WRONG)
    shown["sms_wrong"] = bench.model
    type_digits(bench, "000000")
    refuse(bench, Fault.SMS_LOCKED)
    shown["means_locked"] = bench.model
    return shown


def _step_up() -> dict[str, Model]:
    bench = ready()
    to_means(bench, "AL1", "SMS")
    by_sms(bench)
    found(bench)
    bench.touch("confirm")
    to_means(bench, "AL3", "IDCARD_FACE", "SSCARD_PIN", "UKEY")
    shown = {"step_up": bench.model}
    bench.put_card(JIA)
    shown["step_up_other"] = bench.model
    bench.touch("means", "IDCARD_FACE")
    bench.touch("back")
    bench.put_card(YI)
    shown["step_up_staff"] = bench.model
    bench.touch("means", "STAFF")
    shown["scan_staff"] = bench.model
    shown["step_up_none"] = replace(
        shown["step_up_staff"], hall=replace(WITH_MEANS, means=(), network=Network.UP)
    )
    return shown


def _company() -> dict[str, Model]:
    bench = ready()
    to_means(bench, "AL2", "EBL", "UKEY")
    shown = {"means_company": bench.model}
    bench.touch("means", "EBL")
    shown["scan_licence"] = bench.model
    scan(bench)
    company(bench)
    return shown | {"confirm_company": bench.model}


def _face() -> dict[str, Model]:
    bench = ready(faces=True)
    to_means(bench, "AL3", "IDCARD_FACE")
    shown = {"means_face": bench.model}
    bench.put_card(YI)
    bench.touch("confirm")
    shown["face"] = model = bench.model
    shown["face_moving"] = replace(model, face=Face(command="c1", hint=Fault.FACE_FAR))
    shown["face_told"] = replace(model, face=Face(told=Fault.FACE_DIFFERENT, tries=1))
    gone = DeviceStatus(DeviceState.OFFLINE)
    shown["face_gone"] = replace(model, face_camera=gone, face=Face(told=Fault.CAMERA_SILENT))
    bench.touch("back")
    return shown | {"step_up_face": bench.model}


def _cards() -> dict[str, Model]:
    """A terminal that reads both cards: for a number, and for an item that takes one of them."""
    empty = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
    bench = ready()
    bench.take(StatusChanged(Device.SSC_READER, empty))
    for verb, arg in (("start", ""), ("choose", "A"), ("means", "IDCARD")):
        bench.touch(verb, arg)
    shown = {"read_any": bench.model}
    to_means(bench, "AL2", "SSCARD")
    shown["means_social"] = bench.model
    bench.touch("means", "SSCARD")
    shown["read_social"] = model = bench.model
    shown["reading_social"] = replace(model, read_stage=ReadStage.FOUND)
    return shown


MEANS: dict[str, Model] = {**_cards(), **_by_sms(), **_step_up(), **_company(), **_face()}

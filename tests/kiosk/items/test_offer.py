"""What can be done here now is said before a card is asked for, with something else to do."""

from datetime import date, datetime
from typing import Any

import pytest

from kiosk.clock import CHINA
from kiosk.device import Cover, Device, DeviceState, DeviceStatus, PaperSupply, Toner
from kiosk.faults import Fault
from kiosk.items.codes import Credential, DeviceNeed
from kiosk.items.hours import closes_at, is_open, next_opening
from kiosk.items.needs import device_faults
from kiosk.items.offer import Alternative, Handling, Here, Verb, offer
from kiosk.values import replace
from tests.clock import MONDAY_MORNING
from tests.kiosk.items.samples import item

GOOD = DeviceStatus(
    DeviceState.ONLINE, paper=PaperSupply.FULL, cover=Cover.CLOSED, toner=Toner.FULL
)
ALL_GOOD = dict.fromkeys(Device, GOOD)
HERE = Here(MONDAY_MORNING, "990102", online=True, devices=device_faults(ALL_GOOD))
CUT_OFF = replace(HERE, online=False)
CERTIFICATE = {
    "template": "proof.typ",
    "type_code": "11990100MB0990112H001",
    "type_name": "证明",
    "source": "proofs",
    "languages": ["zh"],
    "pages": 1,
}


def without(device: Device, **status: Any) -> Here:
    statuses = ALL_GOOD | {device: replace(GOOD, **status)}
    return replace(HERE, devices=device_faults(statuses))


def test_with_everything_in_order_it_is_handled_now() -> None:
    found = offer(item(), HERE)
    assert (found.verb, found.handling, found.reasons) == (Verb.HANDLE, Handling.NOW, ())
    assert found.can_start and found.means == (Credential.IDCARD,) and found.alternatives == ()


@pytest.mark.parametrize(
    ("offline_class", "handling", "reasons"),
    [
        ("L0", Handling.NOW, ()),
        ("L1", Handling.ACCEPTED, ()),
        ("L2", Handling.NOTHING, (Fault.ITEM_NEEDS_NETWORK,)),
        ("L3", Handling.NOTHING, (Fault.ITEM_NEEDS_NETWORK,)),
    ],
)
def test_cut_off_each_class_says_the_truth(
    offline_class: str, handling: Handling, reasons: tuple[Fault, ...]
) -> None:
    found = offer(item(offline_class=offline_class), CUT_OFF)
    assert (found.handling, found.reasons) == (handling, reasons)


def test_an_online_only_item_cut_off_offers_something_else_before_any_card() -> None:
    found = offer(item(offline_class="L3", is_schedule=True), CUT_OFF)
    assert not found.can_start
    assert found.alternatives == (
        Alternative.WHEN_BACK,
        Alternative.COUNTER,
        Alternative.GUIDE,
    ), "booking needs the network too"


def test_a_leased_part_goes_on_without_the_network() -> None:
    found = offer(item(offline_class="L2"), replace(CUT_OFF, has_part=True))
    assert (found.handling, found.reasons) == (Handling.PART, ())


def test_means_that_the_platform_must_check_do_not_count_while_cut_off() -> None:
    online_means = item(credentials=["SMS", "QR_APP"], min_assurance="AL1")
    assert offer(online_means, HERE).means == (Credential.SMS, Credential.QR_APP)
    found = offer(online_means, CUT_OFF)
    assert (found.means, found.reasons) == ((), (Fault.ITEM_NEEDS_NETWORK,))


@pytest.mark.row("S048")
@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("template", ["APPLY", "FILE", "CHANGE", "RENEW", "PRINT", "PAY", "PICKUP"])
def test_a_shallow_item_is_never_handled_here(depth: int, template: str) -> None:
    paper = CERTIFICATE if template == "PRINT" else None
    shallow = item(online_handle_depth=depth, flow_template=template, certificate=paper)
    found = offer(shallow, HERE)
    assert (found.verb, found.handling) == (Verb.GUIDE, Handling.NOTHING)
    assert found.reasons == (Fault.ITEM_AT_COUNTER,)
    assert found.alternatives[-2:] == (Alternative.COUNTER, Alternative.GUIDE)


@pytest.mark.row("S048")
@pytest.mark.parametrize(("template", "verb"), [("BOOK", Verb.BOOK), ("QUEUE", Verb.QUEUE)])
def test_a_shallow_item_can_still_be_booked_or_queued_for(template: str, verb: Verb) -> None:
    found = offer(item(online_handle_depth=1, flow_template=template), HERE)
    assert (found.verb, found.handling) == (verb, Handling.NOW)


@pytest.mark.row("S048")
def test_from_level_three_on_it_is_handled() -> None:
    assert offer(item(online_handle_depth=3), HERE).verb is Verb.HANDLE


def test_what_is_referred_to_a_counter_is_never_started() -> None:
    found = offer(item(referral={"where": "三号窗口", "why": "本机不收密码"}), HERE)
    assert found.reasons == (Fault.ITEM_AT_COUNTER,) and found.verb is Verb.GUIDE


@pytest.mark.row("S064")
def test_a_closed_item_says_so_and_when_it_opens() -> None:
    hours = [{"days": "all", "from": "06:00", "to": "22:00"}]
    night = replace(HERE, now=datetime(2026, 3, 2, 22, 0, tzinfo=CHINA))
    found = offer(item(service_hours=hours), night)
    assert found.reasons == (Fault.ITEM_CLOSED,)
    assert found.next_opening == datetime(2026, 3, 3, 6, 0, tzinfo=CHINA)
    assert found.alternatives[0] is Alternative.LATER
    assert offer(item(service_hours=hours), HERE).next_opening is None


@pytest.mark.row("S064")
def test_hours_on_workdays_follow_the_calendar_with_its_swapped_days() -> None:
    workdays = item(service_hours=[{"days": "workdays", "from": "09:00", "to": "17:00"}])
    weekend = item(service_hours=[{"days": "weekend", "from": "10:00", "to": "12:00"}])
    swapped = {date(2026, 2, 28): True, date(2026, 3, 2): False}  # a Saturday and a Monday

    def is_work(day: date) -> bool:
        return swapped.get(day, day.isoweekday() <= 5)

    saturday = datetime(2026, 2, 28, 10, 30, tzinfo=CHINA)
    assert is_open(workdays, saturday, is_work) and not is_open(weekend, saturday, is_work)
    assert not is_open(workdays, MONDAY_MORNING, is_work)
    assert next_opening(workdays, MONDAY_MORNING, is_work) == datetime(
        2026, 3, 3, 9, 0, tzinfo=CHINA
    )
    assert next_opening(weekend, MONDAY_MORNING, is_work) == MONDAY_MORNING.replace(hour=10)
    assert is_open(workdays, MONDAY_MORNING), "without a calendar Monday is a work day"


def test_closing_time_is_followed_through_midnight() -> None:
    night = item(
        service_hours=[
            {"days": "1", "from": "18:00", "to": "24:00"},
            {"days": "2", "from": "00:00", "to": "06:00"},
        ]
    )
    evening = MONDAY_MORNING.replace(hour=20)
    assert closes_at(night, evening) == datetime(2026, 3, 3, 6, 0, tzinfo=CHINA)
    assert closes_at(night, MONDAY_MORNING) is None
    assert closes_at(item(), MONDAY_MORNING) is None, "never closes"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"plan_cancel_date": "2026-03-02"}, Fault.ITEM_NOT_IN_FORCE),
        ({"plan_effective_date": "2026-03-03"}, Fault.ITEM_NOT_IN_FORCE),
        ({"task_state": "2"}, Fault.ITEM_NOT_IN_FORCE),
        ({"region": "990200", "task_code": None, "task_handle_item": None}, Fault.ITEM_ELSEWHERE),
        ({"devices": ["fingerprint"]}, Fault.DEVICE_NOT_FITTED),
    ],
)
def test_whatever_stands_against_it_is_told(changes: dict[str, Any], reason: Fault) -> None:
    found = offer(item(**changes), HERE)
    assert (found.handling, found.reasons) == (Handling.NOTHING, (reason,))
    assert found.alternatives[-1] is Alternative.GUIDE


@pytest.mark.parametrize(
    ("device", "status", "fault"),
    [
        (Device.A4_PRINTER, {"paper": PaperSupply.OUT}, Fault.A4_NO_PAPER),
        (Device.A4_PRINTER, {"toner": Toner.OUT}, Fault.A4_NO_TONER),
        (Device.A4_PRINTER, {"paper": PaperSupply.JAMMED}, Fault.A4_JAMMED),
        (Device.A4_PRINTER, {"cover": Cover.OPEN}, Fault.A4_COVER_OPEN),
        (Device.A4_PRINTER, {"state": DeviceState.NO_DEVICE}, Fault.A4_ABSENT),
        (Device.A4_PRINTER, {"state": DeviceState.UNKNOWN}, Fault.A4_SILENT),
        (Device.A4_PRINTER, {"state": DeviceState.HARDWARE_ERROR}, Fault.A4_ERROR),
        (Device.ID_READER, {"state": DeviceState.UNKNOWN}, Fault.READER_SILENT),
    ],
)
def test_a_device_that_is_not_ready_is_told_before_the_card(
    device: Device, status: dict[str, Any], fault: Fault
) -> None:
    proof = item(flow_template="PROVE", certificate=CERTIFICATE, devices=["idcard", "a4_printer"])
    found = offer(proof, without(device, **status))
    assert found.reasons == (fault,) and Alternative.OTHER_TERMINAL in found.alternatives


def test_a_busy_printer_is_no_reason_to_say_no() -> None:
    assert offer(item(), without(Device.RECEIPT_PRINTER, state=DeviceState.BUSY)).can_start


def test_a_slip_that_cannot_be_printed_warns_and_stops_nobody() -> None:
    found = offer(item(), without(Device.RECEIPT_PRINTER, paper=PaperSupply.OUT))
    assert found.can_start and found.warnings == (Fault.PRINTER_NO_PAPER,)


def test_one_reader_of_several_is_enough() -> None:
    either = item(credentials=["SSCARD", "IDCARD"], devices=["sscard", "idcard"])
    found = offer(either, without(Device.SSC_READER, state=DeviceState.NO_DEVICE))
    assert found.can_start and found.means == (Credential.IDCARD,)


def test_a_terminal_without_a_device_says_so_and_a_stand_in_counts() -> None:
    bare = device_faults({Device.ID_READER: GOOD}, otherwise=(DeviceNeed.UKEY,))
    assert bare[DeviceNeed.UKEY] is None and bare[DeviceNeed.SPEAKER] is None
    assert bare[DeviceNeed.A4_PRINTER] is Fault.DEVICE_NOT_FITTED


def test_numbers_of_last_year_are_not_computed_with() -> None:
    calc = {
        "inputs": [{"id": "pay", "label": "工资", "type": "money", "required": True}],
        "results": [{"label": "结果", "formula": "pay", "format": "money"}],
        "disclaimer": "仅供参考",
        "valid_until": "2026-03-01",
    }
    old = item(flow_template="CALC", calc=calc, credentials=["NONE"], min_assurance="AL0")
    assert offer(old, HERE).reasons == (Fault.ITEM_NOT_IN_FORCE,)


@pytest.mark.row("S044")
def test_an_item_of_another_place_is_marked_and_can_be_started() -> None:
    away = item(region="990200", task_code=None, task_handle_item=None, handle_area="3")
    found = offer(away, HERE)
    assert found.is_elsewhere and found.can_start and not offer(item(), HERE).is_elsewhere

"""What a printer says of itself, as printers of different kinds word it."""

import pytest

from devices.a4_printer.ipp import Attributes, Tag, Value
from devices.a4_printer.protocol import A4
from devices.a4_printer.seen import printer_seen
from devices.a4_printer.status import fault_before, status_of
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply, Toner
from kiosk.faults import Fault

EMPTY_TRAY = b"type=sheetFeedAutoRemovableTray;maxcapacity=250;level=0;status=0;name=Tray1;"
TRAY = b"type=sheetFeedAutoRemovableTray;maxcapacity=250;level=-3;status=0;name=Tray2;"


def words(*told: str) -> tuple[Value, ...]:
    return tuple(Value(Tag.KEYWORD, one) for one in told)


def numbers(*told: int) -> tuple[Value, ...]:
    return tuple(Value(Tag.INTEGER, one) for one in told)


def octets(*told: bytes) -> tuple[Value, ...]:
    return tuple(Value(Tag.OCTETS, one) for one in told)


def said(reasons: tuple[str, ...] = ("none",), state: int = 3, **more: Attributes) -> Attributes:
    told: Attributes = {
        "printer-state": (Value(Tag.ENUM, state),),
        "printer-state-reasons": words(*reasons),
    }
    for extra in more.values():
        told.update(extra)
    return told


def status(told: Attributes, inside: int = 0) -> DeviceStatus:
    return status_of(printer_seen(told), A4, inside)


def fault(told: Attributes, inside: int = 0) -> Fault | None:
    return fault_before(printer_seen(told), status(told, inside))


@pytest.mark.parametrize("severity", ["", "-report", "-warning", "-error"])
def test_a_reason_counts_with_any_severity(severity: str) -> None:
    assert status(said((f"media-empty{severity}",))).paper is PaperSupply.OUT
    assert status(said((f"media-low{severity}",))).paper is PaperSupply.LOW
    assert status(said((f"toner-low{severity}",))).toner is Toner.LOW
    assert status(said((f"toner-empty{severity}",))).toner is Toner.OUT
    assert status(said((f"door-open{severity}",))).cover is Cover.OPEN
    jammed = status(said((f"media-jam{severity}",)))
    assert (jammed.paper, jammed.media) == (PaperSupply.JAMMED, Media.JAMMED)


def test_nothing_told_is_unknown_and_not_well() -> None:
    empty = status({})
    assert empty.state is DeviceState.UNKNOWN
    assert (empty.paper, empty.cover) == (PaperSupply.UNKNOWN, Cover.UNKNOWN)
    assert (empty.toner, empty.media) == (Toner.UNKNOWN, Media.UNKNOWN)
    assert fault({}) is Fault.A4_SILENT
    unsaid = status({"printer-state": (Value(Tag.ENUM, 3),)})
    assert not unsaid.can_print
    no_value = said()
    no_value["printer-state"] = (Value(Tag.NO_VALUE, None),)
    assert status(no_value).state is DeviceState.UNKNOWN


def test_one_empty_tray_beside_a_full_one_is_no_end_of_paper() -> None:
    trays: Attributes = {"printer-input-tray": octets(EMPTY_TRAY, TRAY)}
    assert fault(said(("media-empty-warning",), trays=trays)) is None
    alone: Attributes = {"printer-input-tray": octets(EMPTY_TRAY)}
    assert fault(said(trays=alone)) is Fault.A4_NO_PAPER


def test_other_paper_than_ours_is_none() -> None:
    letter: Attributes = {"media-ready": words("na_letter_8.5x11in")}
    assert fault(said(media=letter)) is Fault.A4_NO_PAPER
    both: Attributes = {"media-ready": words("na_letter_8.5x11in", A4)}
    assert fault(said(media=both)) is None


def test_paper_told_by_its_size_alone() -> None:
    size = Value(Tag.COLLECTION, {"x-dimension": numbers(21000), "y-dimension": numbers(29700)})
    ready: Attributes = {"media-col-ready": (Value(Tag.COLLECTION, {"media-size": (size,)}),)}
    assert fault(said(media=ready)) is None
    odd = Value(Tag.COLLECTION, {"x-dimension": numbers(14800), "y-dimension": numbers(21000)})
    ready = {"media-col-ready": (Value(Tag.COLLECTION, {"media-size": (odd,)}),)}
    assert fault(said(media=ready)) is Fault.A4_NO_PAPER


@pytest.mark.parametrize(
    ("levels", "types", "toner"),
    [
        ((75,), ("toner",), Toner.FULL),
        ((0,), ("toner",), Toner.OUT),
        ((9,), ("toner-cartridge",), Toner.LOW),
        ((75, 0), ("toner", "waste-toner"), Toner.FULL),
        ((75, 0), ("toner", "opc"), Toner.FULL),
        ((-2,), ("toner",), Toner.FULL),
        ((40, 0), ("ink-cartridge", "inkCartridge"), Toner.OUT),
    ],
)
def test_levels_of_what_is_used_up(
    levels: tuple[int, ...], types: tuple[str, ...], toner: Toner
) -> None:
    supplies = {"marker-levels": numbers(*levels), "marker-types": words(*types)}
    assert status(said(supplies=supplies)).toner is toner


def test_supplies_told_as_octets() -> None:
    low = octets(
        b"index=1;class=supplyThatIsConsumed;type=toner;maxcapacity=2000;level=100;",
        b"index=2;class=receptacleThatIsFilled;type=wasteToner;maxcapacity=100;level=0;",
    )
    assert status(said(supplies={"printer-supply": low})).toner is Toner.LOW


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (said(state=5), Fault.A4_ERROR),
        (said(state=4), Fault.A4_BUSY),
        (said(more={"queued-job-count": numbers(1)}), Fault.A4_BUSY),
        (said(more={"printer-is-accepting-jobs": (Value(Tag.BOOLEAN, False),)}), Fault.A4_ERROR),
        (said(("cover-open", "media-empty"), state=5), Fault.A4_COVER_OPEN),
        (said(more={"document-format-supported": words("image/urf")}), Fault.A4_NO_PDF),
        (said(("cups-ipp-missing-job-history",)), None),
    ],
)
def test_why_nothing_is_sent(told: Attributes, expected: Fault | None) -> None:
    assert fault(told) is expected


def test_a_strangers_job_inside_is_busy() -> None:
    assert fault(said(), inside=1) is Fault.A4_BUSY


def test_what_a_printer_calls_itself_is_short_and_printable() -> None:
    model: Attributes = {"printer-make-and-model": (Value(Tag.TEXT, "A\x1b[2J\n" + "B" * 5000),)}
    identity = status(said(model=model)).identity
    assert identity.isprintable()
    assert len(identity) <= 60

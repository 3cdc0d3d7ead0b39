"""IPP messages, and what is read from a printer's and its jobs' attributes."""

from devices.a4_printer.ipp import (
    Attributes,
    BadMessage,
    Group,
    Message,
    Tag,
    Value,
    decode,
    encode,
)
from devices.a4_printer.seen import jobs_seen, printer_seen

_PRINTER: Attributes = {
    "printer-state": (Value(Tag.ENUM, 3),),
    "printer-state-reasons": (Value(Tag.KEYWORD, "media-low-report"), Value(Tag.KEYWORD, "jam")),
    "printer-is-accepting-jobs": (Value(Tag.BOOLEAN, True),),
    "copies-supported": (Value(Tag.RANGE, (1, 99)),),
    "printer-input-tray": (Value(Tag.OCTETS, b"type=sheetFeedAuto;maxcapacity=250;level=-3;"),),
    "printer-supply": (Value(Tag.OCTETS, b"type=toner;maxcapacity=100;level=7;"),),
    "media-col-ready": (
        Value(
            Tag.COLLECTION,
            {"media-size": (Value(Tag.COLLECTION, {"x": (Value(Tag.INTEGER, 21000),)}),)},
        ),
    ),
}
_JOB: Attributes = {
    "job-id": (Value(Tag.INTEGER, 7),),
    "job-name": (Value(Tag.NAME, "a"),),
    "job-state": (Value(Tag.ENUM, 9),),
    "job-state-reasons": (Value(Tag.KEYWORD, "none"),),
    "job-impressions-completed": (Value(Tag.INTEGER, 2),),
}
SEEDS = (encode(Message(0, 1, (Group(Tag.PRINTER, _PRINTER), Group(Tag.JOB, _JOB)))),)


def one_input(data: bytes) -> None:
    try:
        message, end = decode(data)
    except BadMessage:
        return
    assert 0 < end <= len(data)
    for attributes in message.all_of(Tag.PRINTER):
        assert len(printer_seen(attributes).detail) <= 10_000
    jobs_seen(message)

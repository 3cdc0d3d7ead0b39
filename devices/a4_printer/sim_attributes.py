"""What the simulated printer says of itself and of its jobs, as attributes."""

import time

from devices.a4_printer.ipp import Attributes, Tag, Value
from devices.a4_printer.protocol import A4, PDF, Operation, PrinterState
from devices.a4_printer.sim_job import Job
from devices.a4_printer.sim_machine import Machine
from devices.sims.armed import Armed

FAULTS = {
    "no_pdf": "takes no PDF",
    "not_accepting": "takes no jobs",
    "no_count": "counts no pages",
}
_SIDES = ("bottom", "left", "right", "top")
LETTER = "na_letter_8.5x11in"
_SIZES = {A4: (21000, 29700), LETTER: (21590, 27940)}


def _values(tag: Tag, *data: int | str | bytes | bool) -> tuple[Value, ...]:
    return tuple(Value(tag, one) for one in data)


def keywords(*told: str) -> tuple[Value, ...]:
    return _values(Tag.KEYWORD, *told)


def integer(told: int) -> tuple[Value, ...]:
    return _values(Tag.INTEGER, told)


def _size(media: str) -> Value:
    x, y = _SIZES[media]
    return Value(Tag.COLLECTION, {"x-dimension": integer(x), "y-dimension": integer(y)})


def _media_col(media: str) -> Value:
    margins = {f"media-{side}-margin": integer(423) for side in _SIDES}
    members: Attributes = {
        "media-size": (_size(media),),
        "media-size-name": keywords(media),
        "media-source": keywords("tray-1"),
        "media-type": keywords("stationery"),
        **margins,
    }
    return Value(Tag.COLLECTION, members)


_PROTOCOL: Attributes = {
    "charset-configured": _values(Tag.CHARSET, "utf-8"),
    "charset-supported": _values(Tag.CHARSET, "utf-8"),
    "compression-supported": keywords("none"),
    "document-format-default": _values(Tag.MIME, PDF),
    "generated-natural-language-supported": _values(Tag.LANGUAGE, "en"),
    "ipp-features-supported": keywords("ipp-everywhere"),
    "ipp-versions-supported": keywords("1.1", "2.0"),
    "multiple-document-jobs-supported": _values(Tag.BOOLEAN, False),
    "multiple-operation-time-out": integer(60),
    "natural-language-configured": _values(Tag.LANGUAGE, "en"),
    "operations-supported": _values(Tag.ENUM, *Operation),
    "pdl-override-supported": keywords("attempted"),
    "which-jobs-supported": keywords("completed", "not-completed"),
}
_ENGINE: Attributes = {
    "color-supported": _values(Tag.BOOLEAN, False),
    "copies-default": integer(1),
    "copies-supported": (Value(Tag.RANGE, (1, 99)),),
    "finishings-default": _values(Tag.ENUM, 3),
    "finishings-supported": _values(Tag.ENUM, 3),
    "marker-colors": _values(Tag.NAME, "#000000"),
    "marker-high-levels": integer(100),
    "marker-low-levels": integer(10),
    "marker-names": _values(Tag.NAME, "Black"),
    "marker-types": keywords("toner"),
    "media-col-database": tuple(_media_col(media) for media in _SIZES),
    "media-col-default": (_media_col(A4),),
    "media-col-supported": keywords("media-size", "media-source", "media-type"),
    **{f"media-{side}-margin-supported": integer(423) for side in _SIDES},
    "media-default": keywords(A4),
    "media-size-supported": tuple(_size(media) for media in _SIZES),
    "media-source-supported": keywords("tray-1"),
    "media-supported": keywords(*_SIZES),
    "media-type-supported": keywords("stationery"),
    "orientation-requested-default": _values(Tag.ENUM, 3),
    "orientation-requested-supported": _values(Tag.ENUM, 3, 4),
    "output-bin-default": keywords("face-down"),
    "output-bin-supported": keywords("face-down"),
    "pages-per-minute": integer(60),
    "print-color-mode-default": keywords("monochrome"),
    "print-color-mode-supported": keywords("auto", "monochrome"),
    "print-quality-default": _values(Tag.ENUM, 4),
    "print-quality-supported": _values(Tag.ENUM, 4),
    "printer-resolution-default": (Value(Tag.RESOLUTION, (600, 600, 3)),),
    "printer-resolution-supported": (Value(Tag.RESOLUTION, (600, 600, 3)),),
    "sides-default": keywords("one-sided"),
    "sides-supported": keywords("one-sided", "two-sided-long-edge"),
}


def _named(uri: str) -> Attributes:
    return {
        "printer-info": _values(Tag.TEXT, "Simulated A4 printer"),
        "printer-location": _values(Tag.TEXT, "on this machine"),
        "printer-make-and-model": _values(Tag.TEXT, "Zizhu Simulated A4"),
        "printer-more-info": _values(Tag.URI, uri.replace("ipp", "http", 1)),
        "printer-name": _values(Tag.NAME, "SimA4"),
        "printer-uri-supported": _values(Tag.URI, uri),
        "printer-uuid": _values(Tag.URI, "urn:uuid:5a697a68-7541-4453-8000-000000000001"),
        "uri-authentication-supported": keywords("requesting-user-name"),
        "uri-security-supported": keywords("tls" if uri.startswith("ipps") else "none"),
    }


def printer_attributes(uri: str, machine: Machine, armed: Armed) -> Attributes:
    def on(fault: str) -> bool:
        return armed.on(fault) is not None

    active = machine.active()
    state = PrinterState.PROCESSING if active else PrinterState.IDLE
    media = LETTER if on("other_paper") else A4
    level = 0 if on("toner_out") else 5 if on("toner_low") else 75
    tray = (
        f"type=sheetFeedAutoRemovableTray;maxcapacity=250;level={_tray(machine, on('paper_out'))};"
    )
    supply = f"type=toner;maxcapacity=100;level={level};colorantname=black;"
    formats = ("image/urf",) if on("no_pdf") else (PDF,)
    return {
        **_PROTOCOL,
        **_ENGINE,
        **_named(uri),
        "document-format-supported": _values(Tag.MIME, *formats),
        "marker-levels": integer(level),
        "media-col-ready": (_media_col(media),),
        "media-ready": keywords(media),
        "printer-input-tray": _values(Tag.OCTETS, tray.encode()),
        "printer-is-accepting-jobs": _values(Tag.BOOLEAN, not on("not_accepting")),
        "printer-state": _values(Tag.ENUM, PrinterState.STOPPED if machine.stopped() else state),
        "printer-state-reasons": keywords(*(machine.reasons() or ["none"])),
        "printer-supply": _values(Tag.OCTETS, supply.encode()),
        "printer-supply-description": _values(Tag.TEXT, "Black toner"),
        "printer-up-time": integer(max(1, round(time.monotonic() - machine.began))),
        "queued-job-count": integer(len(active)),
    }


def _tray(machine: Machine, empty: bool) -> int:
    return 0 if empty else max(0, machine.sheets)


def job_attributes(uri: str, job: Job, machine: Machine, counts: bool) -> Attributes:
    def moment(at: float | None) -> tuple[Value, ...]:
        if at is None:
            return (Value(Tag.NO_VALUE, None),)
        return integer(max(1, round(at - machine.began)))

    attributes = {
        "job-id": integer(job.id),
        "job-uri": _values(Tag.URI, f"{uri}/{job.id}"),
        "job-printer-uri": _values(Tag.URI, uri),
        "job-name": _values(Tag.NAME, job.name),
        "job-originating-user-name": _values(Tag.NAME, job.user),
        "job-state": _values(Tag.ENUM, job.state),
        "job-state-reasons": keywords(*(job.reasons or ("none",))),
        "job-impressions": integer(job.impressions),
        "job-k-octets": integer(len(job.document or b"") // 1024),
        "job-printer-up-time": moment(time.monotonic()),
        "time-at-creation": moment(job.created),
        "time-at-processing": moment(job.began),
        "time-at-completed": moment(job.ended),
    }
    if counts:
        attributes["job-impressions-completed"] = integer(job.done)
        attributes["job-media-sheets-completed"] = integer(job.done)
    return attributes

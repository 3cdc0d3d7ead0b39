"""What is asked of a printer, in words and numbers of RFC 8011. Pure: no port, no clock."""

from enum import IntEnum

from msgspec import Struct

from devices.a4_printer.ipp import Attributes, Group, Message, Tag, Value, encode

PDF = "application/pdf"
A4 = "iso_a4_210x297mm"
VERSIONS = (1, 2)
"""Major ones."""
NOT_FOUND = 0x0406
"""client-error-not-found: the job is not known (RFC 8011 4.1.8)."""


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class JobState(IntEnum):
    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class PrinterState(IntEnum):
    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


OVER = (JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED)

PRINTER_ATTRIBUTES = (
    *("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "queued-job-count"),
    *("printer-make-and-model", "operations-supported", "document-format-supported"),
    *("media-ready", "media-col-ready", "printer-input-tray", "printer-up-time"),
    *("marker-levels", "marker-types", "marker-low-levels", "printer-supply"),
    *("sides-supported", "copies-supported", "print-color-mode-supported"),
)
STATE_ATTRIBUTES = ("printer-state", "printer-state-reasons", "printer-up-time")
JOB_ATTRIBUTES = (
    *("job-id", "job-name", "job-originating-user-name", "job-state", "job-state-reasons"),
    "job-impressions-completed",
)


class Order(Struct, frozen=True):
    """How a document is to be printed."""

    name: str
    copies: int = 1
    media: str = A4
    two_sided: bool = False
    colour: bool = False


# --- requests -----------------------------------------------------------------------------------


class Requests(Struct, frozen=True):
    """Makes the requests of one user to one printer; `uri` is ipp:// or ipps://."""

    uri: str
    user: str

    def printer(self, number: int, wanted: tuple[str, ...]) -> bytes:
        return self._encode(Operation.GET_PRINTER_ATTRIBUTES, number, _wanted(wanted))

    def jobs(self, number: int, which: str, most: int) -> bytes:
        """`which`: not-completed or completed."""
        more: Attributes = {
            "which-jobs": (Value(Tag.KEYWORD, which),),
            "limit": (Value(Tag.INTEGER, most),),
            **_wanted(JOB_ATTRIBUTES),
        }
        return self._encode(Operation.GET_JOBS, number, more)

    def job(self, number: int, job: int) -> bytes:
        more = {**_job(job), **_wanted(JOB_ATTRIBUTES)}
        return self._encode(Operation.GET_JOB_ATTRIBUTES, number, more)

    def cancel(self, number: int, job: int) -> bytes:
        return self._encode(Operation.CANCEL_JOB, number, _job(job))

    def create(self, number: int, order: Order) -> bytes:
        named: Attributes = {"job-name": (Value(Tag.NAME, order.name),)}
        return self._encode(Operation.CREATE_JOB, number, named, _template(order))

    def send_document(self, number: int, job: int) -> bytes:
        """The document follows."""
        last: Attributes = {**_FORMAT, "last-document": (Value(Tag.BOOLEAN, True),)}
        return self._encode(Operation.SEND_DOCUMENT, number, {**_job(job), **last})

    def print_job(self, number: int, order: Order) -> bytes:
        """The document follows."""
        named: Attributes = {"job-name": (Value(Tag.NAME, order.name),), **_FORMAT}
        return self._encode(Operation.PRINT_JOB, number, named, _template(order))

    def _encode(
        self,
        operation: Operation,
        number: int,
        more: Attributes,
        template: Attributes | None = None,
    ) -> bytes:
        # charset, language and target come first and in this order (RFC 8011 4.1.4, 4.1.5)
        target = {name: more[name] for name in ("job-id",) if name in more}
        attributes = {
            "attributes-charset": (Value(Tag.CHARSET, "utf-8"),),
            "attributes-natural-language": (Value(Tag.LANGUAGE, "en"),),
            "printer-uri": (Value(Tag.URI, self.uri),),
            **target,
            "requesting-user-name": (Value(Tag.NAME, self.user),),
            **more,
        }
        groups = [Group(Tag.OPERATION, attributes)]
        if template:
            groups.append(Group(Tag.JOB, template))
        return encode(Message(operation, number, tuple(groups)))


_FORMAT: Attributes = {"document-format": (Value(Tag.MIME, PDF),)}


def _job(job: int) -> Attributes:
    return {"job-id": (Value(Tag.INTEGER, job),)}


def _wanted(names: tuple[str, ...]) -> Attributes:
    return {"requested-attributes": tuple(Value(Tag.KEYWORD, name) for name in names)}


def _template(order: Order) -> Attributes:
    """Only what differs from one plain page, so that a simple printer is not asked for more."""
    found: Attributes = {"media": (Value(Tag.KEYWORD, order.media),)}
    if order.copies > 1:
        found["copies"] = (Value(Tag.INTEGER, order.copies),)
    if order.two_sided:
        found["sides"] = (Value(Tag.KEYWORD, "two-sided-long-edge"),)
    mode = "color" if order.colour else "monochrome"
    found["print-color-mode"] = (Value(Tag.KEYWORD, mode),)
    return found

"""The IPP operations of the simulated printer: a request in, a reply out."""

from collections.abc import Callable

from devices.a4_printer.ipp import Attributes, Group, Message, Tag, Value
from devices.a4_printer.protocol import NOT_FOUND, PDF, VERSIONS, JobState, Operation
from devices.a4_printer.seen import number, word, words
from devices.a4_printer.sim_attributes import job_attributes, keywords, printer_attributes
from devices.a4_printer.sim_job import Job
from devices.a4_printer.sim_machine import Machine
from devices.sims.armed import Armed

FAULTS = {
    "refuse": "documents are refused",
    "other_job": "answers about a job are of another one",
    "stranger": "somebody else's job is inside",
}
OK = 0x0000
BAD_REQUEST = 0x0400
NOT_POSSIBLE = 0x0404
NO_SUCH_FORMAT = 0x040A
NO_SUCH_CHARSET = 0x040D
FORMAT_ERROR = 0x0410
NOT_SUPPORTED = 0x0501
NO_SUCH_VERSION = 0x0503
NOT_ACCEPTING = 0x0506
STRANGER = Job(99_999, "somebody-else", "stranger", state=JobState.PROCESSING)

_BRIEF: Attributes = {"requested-attributes": keywords("job-id", "job-uri")}
"""What Get-Jobs tells where nothing is requested (RFC 8011 4.2.6.1)."""

Reply = tuple[int, tuple[Group, ...]]


class Answers:
    """`unknown` counts requests that the printer knows no sense of."""

    def __init__(self, uri: str, machine: Machine, armed: Armed) -> None:
        self._uri = uri
        self._machine = machine
        self._armed = armed
        self.unknown = 0
        self._table: dict[int, Callable[[Attributes, Message, bytes], Reply]] = {
            Operation.PRINT_JOB: self._print_job,
            Operation.VALIDATE_JOB: lambda asked, _message, _data: (self._takes(asked), ()),
            Operation.CREATE_JOB: self._create_job,
            Operation.SEND_DOCUMENT: self._send_document,
            Operation.CANCEL_JOB: self._cancel_job,
            Operation.GET_JOB_ATTRIBUTES: self._get_job,
            Operation.GET_JOBS: self._get_jobs,
            Operation.GET_PRINTER_ATTRIBUTES: self._get_printer,
        }

    def answer(self, request: Message, document: bytes) -> Message:
        asked = request.first_of(Tag.OPERATION)
        action = self._table.get(request.code)
        groups: tuple[Group, ...] = ()
        code = _malformed(request, asked)
        if action is None or code:
            self.unknown += 1
            code = code or NOT_SUPPORTED
        else:
            code, groups = action(asked, request, document)
        hello: Attributes = {
            "attributes-charset": (Value(Tag.CHARSET, "utf-8"),),
            "attributes-natural-language": (Value(Tag.LANGUAGE, "en"),),
        }
        first = Group(Tag.OPERATION, hello)
        return Message(code, request.request_id, (first, *groups), request.version)

    def _print_job(self, asked: Attributes, request: Message, data: bytes) -> Reply:
        refusal = self._takes(asked)
        if refusal:
            return refusal, ()
        job = self._new(asked, request)
        self._machine.put(job, data)
        return OK, self._job_group(job)

    def _create_job(self, asked: Attributes, request: Message, _data: bytes) -> Reply:
        if self._armed.on("not_accepting") is not None:
            return NOT_ACCEPTING, ()
        return OK, self._job_group(self._new(asked, request))

    def _send_document(self, asked: Attributes, _request: Message, data: bytes) -> Reply:
        job = self._find(asked)
        if job is None:
            return NOT_FOUND, ()
        if "last-document" not in asked:
            return BAD_REQUEST, ()
        if job.document is not None or job.over:
            return NOT_POSSIBLE, ()
        refusal = self._takes(asked)
        if refusal:
            return refusal, ()
        self._machine.put(job, data)
        return OK, self._job_group(job)

    def _cancel_job(self, asked: Attributes, _request: Message, _data: bytes) -> Reply:
        job = self._find(asked)
        if job is None:
            return NOT_FOUND, ()
        if job.over:
            return NOT_POSSIBLE, ()
        self._machine.cancel(job)
        return OK, ()

    def _get_job(self, asked: Attributes, _request: Message, _data: bytes) -> Reply:
        job = STRANGER if self._armed.on("other_job") is not None else self._find(asked)
        return (NOT_FOUND, ()) if job is None else (OK, self._job_group(job, asked))

    def _get_jobs(self, asked: Attributes, _request: Message, _data: bytes) -> Reply:
        completed = word(asked, "which-jobs") == "completed"
        found = [job for job in [*self._machine.jobs.values()] if job.over == completed]
        if completed:
            found.reverse()  # the newest first (RFC 8011 4.2.6.2)
        if number(asked, "my-jobs"):
            found = [job for job in found if job.user == word(asked, "requesting-user-name")]
        if self._armed.on("stranger") is not None and not completed:
            found.append(STRANGER)
        found = found[: number(asked, "limit") or len(found)]
        wanted = {**_BRIEF, **asked}
        return OK, tuple(group for job in found for group in self._job_group(job, wanted))

    def _get_printer(self, asked: Attributes, _request: Message, _data: bytes) -> Reply:
        told = printer_attributes(self._uri, self._machine, self._armed)
        return OK, (Group(Tag.PRINTER, _chosen(told, asked, {"media-col-database"})),)

    def _takes(self, asked: Attributes) -> int:
        """Why no document is taken now, 0 where one is."""
        if self._armed.on("not_accepting") is not None:
            return NOT_ACCEPTING
        if self._armed.on("refuse") is not None:
            return FORMAT_ERROR
        format_ = word(asked, "document-format")
        known = format_ in (None, PDF) and self._armed.on("no_pdf") is None
        return OK if known else NO_SUCH_FORMAT

    def _new(self, asked: Attributes, request: Message) -> Job:
        copies = number(request.first_of(Tag.JOB), "copies") or 1
        name = word(asked, "job-name") or "untitled"
        return self._machine.create(name, word(asked, "requesting-user-name") or "?", copies)

    def _find(self, asked: Attributes) -> Job | None:
        wanted = number(asked, "job-id")
        if wanted is None:  # or by its URI
            last = (word(asked, "job-uri") or "").rpartition("/")[2]
            wanted = int(last) if last.isdecimal() and last.isascii() else 0
        return self._machine.jobs.get(wanted)

    def _job_group(self, job: Job, asked: Attributes | None = None) -> tuple[Group, ...]:
        counts = self._armed.on("no_count") is None
        told = job_attributes(self._uri, job, self._machine, counts)
        return (Group(Tag.JOB, _chosen(told, asked or {}, set())),)


def _malformed(request: Message, asked: Attributes) -> int:
    """What RFC 8011 4.1 forbids of any request, 0 where it is well-formed."""
    if request.version[0] not in VERSIONS:
        return NO_SUCH_VERSION
    order = ["attributes-charset", "attributes-natural-language"]
    aimed = "printer-uri" in asked or "job-uri" in asked
    if request.request_id == 0 or [*asked][:2] != order or not aimed:
        return BAD_REQUEST
    return OK if word(asked, "attributes-charset") == "utf-8" else NO_SUCH_CHARSET


def _chosen(told: Attributes, asked: Attributes, only_by_name: set[str]) -> Attributes:
    """The requested attributes; a group's name ("all", "job-template") stands for everything."""
    wanted = words(asked, "requested-attributes")
    if wanted == ("none",):
        return {}
    if wanted is None or any(name not in told for name in wanted):
        named = set(wanted or ())
        return {name: told[name] for name in told if name in named or name not in only_by_name}
    return {name: told[name] for name in told if name in wanted}

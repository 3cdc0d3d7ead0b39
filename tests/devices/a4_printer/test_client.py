"""HTTP from machines that are no printers, or broken ones: bounded, and told apart."""

import contextlib
import gc
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from devices.a4_printer.client import IppClient, NoAnswer, Why
from devices.a4_printer.ipp import MOST_BYTES, Group, Message, Tag, Value, encode
from devices.a4_printer.protocol import Requests

PATIENCE_S = 10.0
Behave = Callable[[socket.socket], None]


def read_request(sock: socket.socket) -> None:
    """All of it: a connection that is closed with something unread is reset."""
    with sock.makefile("rb") as lines:
        size = 0
        while line := lines.readline().strip():
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        lines.read(size)


@pytest.fixture
def serve() -> Iterator[Callable[[Behave], str]]:
    """Gives the url of a machine that does so with each connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    behaviour: list[Behave] = []

    def run() -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = listener.accept()
                with sock, contextlib.suppress(OSError):
                    read_request(sock)
                    behaviour[0](sock)

    def start(behave: Behave) -> str:
        behaviour.append(behave)
        threading.Thread(target=run, daemon=True).start()
        return f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"

    yield start
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def answer(body: bytes, status: str = "200 OK", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/ipp\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + body


def ask(url: str, limit_s: float = 5.0) -> Message:
    client = IppClient(url, connect_s=0.5, read_s=0.5)
    try:
        return client.ask(Requests(client.uri, "kiosk").job(7, 1), 7, limit_s=limit_s)
    finally:
        client.close()


def drip(sock: socket.socket, status: str = "200 OK") -> None:
    sock.sendall(answer(b"", status, length=10_000))
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        sock.sendall(b"x")
        time.sleep(0.02)


def flood(sock: socket.socket) -> None:
    sock.sendall(answer(b"", length=10**12))
    while True:
        sock.sendall(bytes(65536))


def read_and_wait(sock: socket.socket) -> None:
    sock.settimeout(PATIENCE_S)
    sock.recv(1)


WELL = encode(Message(0, 7, (Group(Tag.JOB, {"job-id": (Value(Tag.INTEGER, 1),)}),)))
STALE = encode(Message(0, 6, ()))
VERSION = encode(Message(0, 7, (), version=(9, 9)))
MACHINES: dict[str, tuple[Why, Behave]] = {
    "hangs up": (Why.LOST, lambda sock: None),
    "says nothing": (Why.SILENT, read_and_wait),
    "drips": (Why.SILENT, drip),
    "sends away and drips": (Why.NONSENSE, partial(drip, status="302 Go\r\nLocation: /elsewhere")),
    "floods": (Why.NONSENSE, flood),
    "is cut off": (Why.LOST, lambda sock: sock.sendall(answer(WELL, length=len(WELL) + 9))),
    "is no HTTP": (Why.NONSENSE, lambda sock: sock.sendall(b"\x00\xff garbage\r\n\r\n")),
    "has an odd status": (Why.NONSENSE, lambda sock: sock.sendall(b"HTTP/1.1 2OO OK\r\n\r\n")),
    "has long headers": (Why.NONSENSE, lambda sock: sock.sendall(b"HTTP/1.1 200 " + b"x" * 70_000)),
    "has many headers": (
        Why.NONSENSE,
        lambda sock: sock.sendall(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 1000 + b"\r\n"),
    ),
    "has odd chunks": (
        Why.LOST,
        lambda sock: sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ),
    "is a web page": (Why.NONSENSE, lambda sock: sock.sendall(answer(b"<html>"))),
    "wants a password": (Why.NONSENSE, lambda sock: sock.sendall(answer(b"", "401 No"))),
    "is too long": (Why.NONSENSE, lambda sock: sock.sendall(answer(bytes(MOST_BYTES + 1)))),
    "is an old answer": (Why.NONSENSE, lambda sock: sock.sendall(answer(STALE))),
    "is another version": (Why.NONSENSE, lambda sock: sock.sendall(answer(VERSION))),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_a_machine_that_is_no_printer(serve: Callable[[Behave], str], machine: str) -> None:
    why, behave = MACHINES[machine]
    began = time.monotonic()
    with pytest.raises(NoAnswer) as told:
        ask(serve(behave), limit_s=1.0)
    assert told.value.why is why
    assert time.monotonic() - began < PATIENCE_S


def test_a_length_that_is_none(serve: Callable[[Behave], str]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nxx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # urllib3 leaves it to the collector
        with pytest.raises(NoAnswer) as told:
            ask(serve(lambda sock: sock.sendall(head)))
        why = told.value.why
        del told
        gc.collect()
    assert why is Why.NONSENSE


def test_a_well_formed_answer(serve: Callable[[Behave], str]) -> None:
    message = ask(serve(lambda sock: sock.sendall(answer(WELL))))
    assert message.first_of(Tag.JOB)["job-id"] == (Value(Tag.INTEGER, 1),)


def test_chunked_answers_are_read(serve: Callable[[Behave], str]) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, WELL[i : i + 1]) for i in range(len(WELL)))
    message = ask(serve(lambda sock: sock.sendall(head + chunks + b"0\r\n\r\n")))
    assert message.request_id == 7


def test_a_redirection_is_not_followed(serve: Callable[[Behave], str]) -> None:
    reached: list[bytes] = []

    def redirect(sock: socket.socket) -> None:
        reached.append(b"")
        where = f"http://127.0.0.1:{sock.getsockname()[1]}/elsewhere"
        head = f"HTTP/1.1 307 Elsewhere\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n"
        sock.sendall(head.encode())

    with pytest.raises(NoAnswer):
        ask(serve(redirect))
    assert len(reached) == 1


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(NoAnswer) as told:
        ask(f"ipp://127.0.0.1:{port}/ipp/print")
    assert told.value.why is Why.ABSENT
    with pytest.raises(NoAnswer) as told:
        ask("ipp://printer.invalid/ipp/print")
    assert told.value.why is Why.ABSENT


def test_no_proxy_of_the_environment(
    serve: Callable[[Behave], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(serve(lambda sock: sock.sendall(answer(WELL)))).request_id == 7


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("ipp://printer/ipp/print", "ipp://printer:631/ipp/print"),
        ("ipps://printer:8443", "ipps://printer:8443/"),
        ("ipp://[::1]:6310/x", "ipp://[::1]:6310/x"),
    ],
)
def test_the_port_of_ipp_is_631(url: str, uri: str) -> None:
    assert IppClient(url).uri == uri


@pytest.mark.parametrize(
    "url", ["http://printer/", "ipp://", "printer", "ipp://user:word@printer/", "ipp://p:x/"]
)
def test_what_is_no_printers_url(url: str) -> None:
    with pytest.raises(ValueError):
        IppClient(url)

"""Peers and their server, over real Unix sockets: good frames, broken ones, late answers."""

import queue
import socket
import stat
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk.link.peer
import kiosk.link.server
from kiosk.link import LinkClosed, LinkTimeout, Peer, Server, connect, encode, pair
from kiosk.link.peer import MAX_MESSAGE
from kiosk.link.server import AddressInUse
from kiosk.messages.operator import AskQueue
from kiosk.messages.service import AskHall, Recorded
from tests.kiosk.link.test_codec import BROKEN
from tests.kiosk.link.wire import PATIENCE_S, Ears, Stranger
from tests.kiosk.samples import HALL


@pytest.fixture
def path(tmp_short: Path) -> Path:
    return tmp_short / "service.sock"


@pytest.fixture
def ears() -> Ears:
    return Ears({AskHall: HALL})


@pytest.fixture
def server(path: Path, ears: Ears) -> Iterator[Server]:
    opened = Server(path, ears.on_message, on_gone=ears.on_gone).start()
    yield opened
    opened.close()


def test_a_request_gets_its_own_answer_among_others(server: Server, path: Path) -> None:
    mine = Ears()
    peer = connect(path, mine.on_message)
    answers: queue.SimpleQueue[object] = queue.SimpleQueue()
    askers = [
        threading.Thread(target=lambda: answers.put(peer.request(AskHall(), PATIENCE_S)))
        for _ in range(8)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(PATIENCE_S)
    assert [answers.get(timeout=PATIENCE_S) for _ in askers] == [HALL] * 8
    assert mine.heard.empty(), "an answer is not news"
    peer.close()
    peer.join()


def test_news_arrive_in_order(server: Server, path: Path) -> None:
    mine = Ears()
    peer = connect(path, mine.on_message)
    peer.request(AskHall(), PATIENCE_S)
    (other,) = server.peers()
    for number in range(50):
        other.send(Recorded(str(number)))
    assert [mine.next()[2].request_id for _ in range(50)] == [str(n) for n in range(50)]
    peer.close()
    peer.join()


def test_only_this_user_may_open_the_socket(server: Server, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_stranger_of_another_user_is_shown_out(
    server: Server, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk.link.server, "_peer_uid", lambda _sock: 65534)
    stranger = Stranger(path)
    assert stranger.is_hung_up()
    assert server.peers() == ()
    stranger.close()


@pytest.mark.parametrize("payload", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_frame_closes_its_peer_and_nobody_else(
    server: Server, path: Path, ears: Ears, payload: bytes
) -> None:
    good = connect(path, Ears().on_message)
    stranger = Stranger(path)
    stranger.frame(payload)
    assert stranger.is_hung_up()
    ears.next_gone()
    assert good.request(AskHall(), PATIENCE_S) == HALL
    stranger.close()
    good.close()
    good.join()


def test_a_frame_that_is_too_long_is_not_read(server: Server, path: Path, ears: Ears) -> None:
    stranger = Stranger(path)
    stranger.raw((MAX_MESSAGE + 1).to_bytes(4, "big"))
    assert stranger.is_hung_up()
    ears.next_gone()
    stranger.close()


def test_a_frame_cut_off_in_the_middle_is_no_message(
    server: Server, path: Path, ears: Ears
) -> None:
    for size in (1, 3, 4, 10):
        frame = encode(AskHall(), 1)
        stranger = Stranger(path)
        stranger.raw((len(frame).to_bytes(4, "big") + frame)[:size])
        stranger.close()
        ears.next_gone()
    assert ears.heard.empty()


def test_a_frame_may_come_in_pieces(server: Server, path: Path, ears: Ears) -> None:
    frame = encode(AskHall(), 1)
    stranger = Stranger(path)
    for byte in len(frame).to_bytes(4, "big") + frame:
        stranger.raw(bytes([byte]))
    assert ears.next()[2] == AskHall()
    stranger.close()


def test_nobody_answers_in_time_and_the_late_answer_is_news() -> None:
    here, there = Ears(), Ears()
    one, two = pair(here.on_message, there.on_message)
    with pytest.raises(LinkTimeout, match="AskQueue"):
        one.request(AskQueue(), 0.01)
    _peer, asked, _message = there.next()
    two.send(Recorded("late"), re=asked.id)
    _peer, envelope, message = here.next()
    assert (envelope.re, message) == (asked.id, Recorded("late"))
    there.answers[AskHall] = HALL
    assert one.request(AskHall(), PATIENCE_S) == HALL, "and is not taken for the next one"
    for peer in (one, two):
        peer.close()
        peer.join()


def test_a_request_ends_when_the_other_end_goes() -> None:
    here, there = Ears(), Ears()
    one, two = pair(here.on_message, there.on_message, left_close=here.on_gone)
    ended: queue.SimpleQueue[type[Exception]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            one.request(AskQueue(), PATIENCE_S)
        except (LinkClosed, LinkTimeout) as error:
            ended.put(type(error))

    asker = threading.Thread(target=ask)
    asker.start()
    there.next()
    two.close()
    assert ended.get(timeout=PATIENCE_S) is LinkClosed
    here.next_gone()
    for message in (AskQueue(), HALL):
        with pytest.raises(LinkClosed):
            one.send(message)
        with pytest.raises(LinkClosed):
            one.request(message, PATIENCE_S)
    asker.join()
    one.close()
    one.join()
    two.join()


def test_a_second_instance_is_refused_and_the_first_goes_on(server: Server, path: Path) -> None:
    with pytest.raises(AddressInUse):
        Server(path, Ears().on_message)
    peer = connect(path, Ears().on_message)
    assert peer.request(AskHall(), PATIENCE_S) == HALL
    peer.close()
    peer.join()


def test_a_socket_left_behind_by_a_dead_process_is_replaced(path: Path, ears: Ears) -> None:
    dead = Server(path, ears.on_message)
    dead._sock.close()
    assert path.exists()
    alive = Server(path, ears.on_message).start()
    peer = connect(path, Ears().on_message)
    assert peer.request(AskHall(), PATIENCE_S) == HALL
    peer.close()
    peer.join()
    alive.close()
    assert not path.exists()


def test_nobody_listens(path: Path) -> None:
    with pytest.raises(LinkClosed):
        connect(path, Ears().on_message)


def test_patience_finds_a_server_that_is_late(path: Path, ears: Ears) -> None:
    opened: queue.SimpleQueue[Peer] = queue.SimpleQueue()
    mine = Ears()
    seeker = threading.Thread(
        target=lambda: opened.put(connect(path, mine.on_message, patience=PATIENCE_S))
    )
    seeker.start()
    server = Server(path, ears.on_message).start()
    peer = opened.get(timeout=PATIENCE_S)
    assert peer.request(AskHall(), PATIENCE_S) == HALL
    seeker.join()
    server.close()
    peer.join()


def test_a_peer_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds up nobody for longer than the limit, and no message is ever cut in two."""
    monkeypatch.setattr(kiosk.link.peer, "_SEND_LIMIT", struct.pack("@ll", 0, 50_000))
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    mine = Ears()
    peer = Peer(one, mine.on_message, mine.on_gone).start()
    with pytest.raises(LinkClosed):
        for _ in range(200):
            peer.send(Recorded("x" * 100_000))
    assert mine.next_gone() is peer
    two.close()
    peer.join()

"""Whose signature counts, and how that changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.signed import signed_bytes
from offline_queue.inbound.trust import BadKeyFile, load_keys
from tests.offline_queue.inbound.inbox_platform import InboxPlatform, Signer
from tests.offline_queue.inbound.terminal import Hands, Terminal

Start = Callable[[], Terminal]


def test_a_new_key_counts_from_its_item_on_and_a_revoked_one_no_more(
    platform: InboxPlatform, start: Start, hands: Hands
) -> None:
    old, new = platform.signer, Signer("k2")
    add = platform.add("trust", {"change": "add", "key_id": "k2", "public": new.public.hex()})
    platform.signer = new
    by_new = platform.command("lock")
    revoke = platform.add("trust", {"change": "revoke", "key_id": "k1"})
    platform.signer = old
    by_old = platform.command("unlock")
    start().go()
    assert platform.results() == [
        (add["id"], "done", ""),
        (revoke["id"], "done", ""),
        (by_old, "refused", "unknown_key"),
        (by_new, "done", ""),
    ]
    again = platform.command("unlock")  # after a start, and though it is provisioned
    start().go()
    assert platform.results()[-1] == (again, "refused", "unknown_key")
    back = platform.add("trust", {"change": "add", "key_id": "k1", "public": old.public.hex()})
    platform.items[-1] = new.sign({k: v for k, v in back.items() if k not in SIGNATURE})
    start().go()
    assert platform.results()[-1] == (back["id"], "refused", "key_in_use")
    assert hands.calls == [("lock", "")]


SIGNATURE = ("signature", "key_id")


@pytest.mark.parametrize(
    "body",
    [
        {"change": "revoke", "key_id": "k1"},
        {"change": "add", "key_id": "k1", "public": "ab" * 32},
    ],
    ids=["a key that revokes itself", "a second key under a known id"],
)
def test_the_last_key_cannot_be_lost(
    platform: InboxPlatform, start: Start, hands: Hands, body: dict[str, str]
) -> None:
    item = platform.add("trust", body)
    platform.command("lock")
    start().go()
    assert platform.results()[0] == (item["id"], "refused", "key_in_use")
    assert len(hands.calls) == 1


def test_provisioned_keys_are_lines_of_id_and_digits(tmp_path: Path) -> None:
    path = tmp_path / "platform-sign.pub"
    assert load_keys(path) == {}
    path.write_text(f"# of 2026\nk1 {'ab' * 32}\n\n k2  {'cd' * 32}\n", encoding="ascii")
    assert load_keys(path) == {"k1": b"\xab" * 32, "k2": b"\xcd" * 32}


@pytest.mark.parametrize(
    "text", ["k1", "k1 zz", "k1 " + "ab" * 31, f"k1 {'ab' * 32}\nk1 {'cd' * 32}", "k1 ab cd", "é"]
)
def test_a_key_file_that_cannot_be_read_is_a_clear_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "platform-sign.pub"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadKeyFile, match=r"platform-sign\.pub"):
        load_keys(path)


def test_the_signed_bytes_are_these() -> None:
    """Another platform is built from this: it never changes."""
    item = {
        "id": "i-1",
        "seq": 7,
        "kind": "command",
        "issued_at": "2026-03-02T09:00:00+08:00",
        "body": {"text": "检修", "name": "lock", "n": [1, True, None]},
        "signature": "x",
    }
    assert signed_bytes("T00003", item).decode() == (
        "zizhu/inbox/v1\n"
        '{"body":{"n":[1,true,null],"name":"lock","text":"检修"},"expires_at":null,"id":"i-1",'
        '"issued_at":"2026-03-02T09:00:00+08:00","kind":"command","seq":7,"terminal_id":"T00003"}'
    )


@pytest.mark.parametrize(
    "body",
    [{"x": 0.5}, {"x": 2**53 + 1}, {"x": "\ud800"}, {"x": "y" * 70_000}, {"x": b"y"}, {1: "x"}],
)
def test_what_is_not_plain_is_never_signed(body: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        signed_bytes("T00003", {"body": body})


def test_depth_is_bounded() -> None:
    body: object = []
    for _ in range(100_000):
        body = [body]
    with pytest.raises(ValueError, match="too deep"):
        signed_bytes("T00003", {"body": body})

"""One payload after the other: bound to its place, readable under its key alone."""

import pytest

from offline_queue.vault.cipher import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Cipher, Unreadable

ONE, TWO, MARKS = (bytes([n]) * KEY_BYTES for n in (1, 2, 3))
PLAIN = "测试甲".encode()


def test_what_was_sealed_is_opened_in_its_place_only() -> None:
    cipher = Cipher({1: ONE}, 1, MARKS)
    sealed = cipher.seal(PLAIN, b"here")
    assert cipher.open(1, sealed, b"here") == PLAIN
    assert len(sealed) == NONCE_BYTES + len(PLAIN) + TAG_BYTES
    with pytest.raises(Unreadable, match="not of this place"):
        cipher.open(1, sealed, b"there")


def test_each_byte_counts() -> None:
    cipher = Cipher({1: ONE}, 1, MARKS)
    sealed = cipher.seal(PLAIN, b"here")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(Unreadable):
            cipher.open(1, changed, b"here")
    for length in range(len(sealed)):
        with pytest.raises(Unreadable):
            cipher.open(1, sealed[:length], b"here")


def test_no_text_is_sealed_to_the_same_bytes_twice() -> None:
    cipher = Cipher({1: ONE}, 1, MARKS)
    texts = [cipher.seal(PLAIN, b"here") for _ in range(1000)]
    assert len({text[:NONCE_BYTES] for text in texts}) == len(texts)


def test_an_unknown_key_is_named_and_the_content_is_not() -> None:
    sealed = Cipher({7: ONE}, 7, MARKS).seal(PLAIN, b"here")
    with pytest.raises(Unreadable) as refused:
        Cipher({1: TWO}, 1, MARKS).open(7, sealed, b"here")
    assert str(refused.value) == "key 7"


def test_another_key_under_the_same_id_opens_nothing() -> None:
    sealed = Cipher({1: ONE}, 1, MARKS).seal(PLAIN, b"here")
    with pytest.raises(Unreadable):
        Cipher({1: TWO}, 1, MARKS).open(1, sealed, b"here")


def test_after_a_turn_new_texts_have_the_new_key_and_old_ones_open() -> None:
    before = Cipher({1: ONE}, 1, MARKS)
    old = before.seal(PLAIN, b"here")
    after = before.turned(2, TWO, kept=(1, 2))
    new = after.seal(PLAIN, b"here")
    assert (before.current, after.current) == (1, 2)
    assert after.open(1, old, b"here") == after.open(2, new, b"here") == PLAIN
    assert after.mark("a name") == before.mark("a name")
    with pytest.raises(Unreadable):
        before.open(2, new, b"here")
    with pytest.raises(Unreadable):
        after.turned(3, MARKS, kept=(2, 3)).open(1, old, b"here")


def test_marks_are_equal_for_equal_names_of_one_terminal() -> None:
    here, elsewhere = Cipher({1: ONE}, 1, MARKS), Cipher({1: ONE}, 1, TWO)
    assert here.mark("T-1") == here.mark("T-1") != here.mark("T-2")
    assert here.mark("T-1") != elsewhere.mark("T-1")

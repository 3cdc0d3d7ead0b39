"""A pack as one file: the same bytes for the same packages, and nothing believed of a bad one."""

import lzma

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.values import replace
from provisioning.catalogue.content import Package, PackContent, canonical, whole
from provisioning.packs.packfile import Limits, read_pack, write_pack
from provisioning.packs.refusal import Refused, Why
from tests.provisioning.packs.samples import CITY, ONE, TWO, one

pytestmark = pytest.mark.slow

QUICK = settings(max_examples=40, derandomize=True, database=None)
CODES = st.text("0123456789ABC", min_size=1, max_size=12)
FILES = st.dictionaries(
    st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}\.(typ|png|json)", fullmatch=True),
    st.binary(max_size=40),
    max_size=3,
)
PACKAGES = st.dictionaries(CODES, st.tuples(st.binary(max_size=60), FILES), max_size=5)


def made(raw: dict[str, tuple[bytes, dict[str, bytes]]]) -> PackContent:
    packages = [Package(code, document, files) for code, (document, files) in raw.items()]
    return replace(whole("city", CITY, 3, packages), name="示例市")


def pair() -> PackContent:
    return whole("city", CITY, 1, [one(ONE, {"a.typ": b"#set page()"}), one(TWO)])


@QUICK
@given(PACKAGES)
def test_what_was_written_is_read_again(raw: dict[str, tuple[bytes, dict[str, bytes]]]) -> None:
    content = made(raw)
    assert read_pack(write_pack(content)) == content


@QUICK
@given(PACKAGES)
def test_the_same_packages_give_the_same_bytes(
    raw: dict[str, tuple[bytes, dict[str, bytes]]],
) -> None:
    turned = {code: (raw[code][0], dict(reversed(raw[code][1].items()))) for code in reversed(raw)}
    assert write_pack(made(turned)) == write_pack(made(raw))


def test_a_delta_is_read_again() -> None:
    content = replace(pair(), removed=("990501009000",), base=4, version=5)
    assert read_pack(write_pack(content)) == content


def test_a_file_that_was_cut_off_is_refused_wherever_it_ends() -> None:
    data = write_pack(pair())
    for end in range(0, len(data), 7):
        with pytest.raises(Refused):
            read_pack(data[:end])


def test_a_changed_byte_is_never_taken_for_the_same_pack() -> None:
    content, data = pair(), write_pack(pair())
    for place in range(0, len(data), 5):
        bad = bytearray(data)
        bad[place] ^= 0x20
        try:
            assert read_pack(bytes(bad)) == content  # padding says nothing
        except Refused as refused:
            assert refused.why in (Why.MALFORMED, Why.CHANGED, Why.TOO_LARGE)


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(Refused):
        read_pack(data)
    with pytest.raises(Refused):
        read_pack(lzma.compress(data, preset=1))


def refusal(plain: bytes, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read_pack(lzma.compress(plain, preset=1), limits or Limits())
    return caught.value


def header(**changes: object) -> bytes:
    raw = {
        "format": "zizhu/pack/1",
        "pack": "city",
        "publisher": CITY,
        "name": "",
        "version": 1,
        "base": None,
        "root": "0" * 64,
        "changed": 1,
        "removed": [],
    }
    return canonical(raw | changes) + b"\n"


def test_a_bomb_goes_off_outside_of_memory() -> None:
    """Megabytes of nothing, packed into some kilobytes."""
    packer = lzma.LZMACompressor(preset=1)
    row = canonical({"code": ONE, "document": 2**30, "files": [], "sha256": "0" * 64}) + b"\n"
    bomb = packer.compress(header() + row)
    bomb += b"".join(packer.compress(bytes(2**20)) for _ in range(16)) + packer.flush()
    assert len(bomb) < 50_000
    with pytest.raises(Refused) as caught:
        read_pack(bomb)
    assert (caught.value.why, caught.value.place) == (Why.TOO_LARGE, ONE)
    with pytest.raises(Refused) as caught:
        read_pack(bomb, Limits(whole=2**20, document=2**31))
    assert caught.value.why is Why.TOO_LARGE


def test_one_endless_line_is_no_way_round() -> None:
    assert refusal(b'{"a": "' + bytes(200_000), Limits(header=1000)).why is Why.TOO_LARGE


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([["../keys.typ", 1]], Why.OUTSIDE),
        ([["/etc/x.typ", 1]], Why.OUTSIDE),
        ([["a/b.typ", 1]], Why.OUTSIDE),
        ([[".hidden.typ", 1]], Why.OUTSIDE),
        ([["a.typ", 5 * 2**20]], Why.TOO_LARGE),
        ([["a.typ", -1]], Why.TOO_LARGE),
        ([["a.typ", True]], Why.MALFORMED),
        ([["b.typ", 1], ["a.typ", 1]], Why.MALFORMED),
        ([["a.typ", 1]] * 2, Why.MALFORMED),
        ([[f"f{n}.typ", 1] for n in range(65)], Why.TOO_LARGE),
        ("a.typ", Why.TOO_LARGE),
    ],
)
def test_files_stay_in_their_package(files: object, why: Why) -> None:
    row = canonical({"code": ONE, "document": 2, "files": files, "sha256": "0" * 64})
    assert refusal(header() + row + b"\n" + b"{}" * 50).why is why


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"format": "zizhu/pack/9"}, "header"),
        ({"version": -1}, "header $.version"),
        ({"version": 1.5}, "header $.version"),
        ({"root": "zz"}, "header $.root"),
        ({"pack": "../city"}, "header $.pack"),
        ({"publisher": ""}, "header $.publisher"),
        ({"changed": 10**9}, "header"),
        ({"changed": "1"}, "header $.changed"),
        ({"removed": [1], "base": 1}, "header $.removed"),
    ],
)
def test_a_header_that_lies_is_refused_with_its_place(
    changes: dict[str, object], place: str
) -> None:
    assert refusal(header(**({"changed": 0} | changes))).place == place


def test_a_root_hash_must_be_that_of_the_packages() -> None:
    with pytest.raises(Refused) as caught:
        read_pack(write_pack(replace(pair(), root=bytes(32))))
    assert caught.value.why is Why.CHANGED


def test_something_after_the_last_package_is_refused() -> None:
    data = write_pack(pair())
    for more in (b"x", lzma.compress(b"more")):
        with pytest.raises(Refused):
            read_pack(data + more)
    assert refusal(lzma.decompress(data) + b"\n").why is Why.MALFORMED

"""Bad packs: each is refused with its reason and place, and the former version is served on."""

import lzma
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.messages.catalogue import PackRefused
from kiosk.values import replace
from provisioning.catalogue.content import Package, canonical
from provisioning.packs.manifest import PackInfo, manifest_path
from provisioning.packs.packfile import write_pack
from provisioning.packs.publish import Press, content_of, manifest_of
from tests.provisioning.packs.enemy import refused, sign, sign_file
from tests.provisioning.packs.samples import (
    HEALTH,
    INFO,
    ONE,
    TWO,
    Terminal,
    document,
    one,
    release,
    root_of,
)

pytestmark = pytest.mark.slow

FULL = f"{INFO.pack}/2.pack"


def test_a_missing_element(press: Press, served: Terminal) -> None:
    sign(press, one(ONE, link_way=None))
    assert refused(served) == ("incomplete", f"{ONE} $.link_way")


def test_a_material_without_its_kind(press: Press, served: Terminal) -> None:
    bad = document(ONE)
    del bad["materials"][1]["is_need"]
    sign(press, Package(ONE, canonical(bad)))
    assert refused(served) == ("incomplete", f"{ONE} $.materials[1].is_need")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"catalog_code": TWO}, "$"),
        ({"task_code": "11990100MB0990112X3990501001000"}, "$.task_code"),
        ({"dept_code": "11990100MB0990112X"}, "$.dept_code"),
        ({"flow_template": "DANCE"}, "$.flow_template"),
        ({"extra": 1}, "$.extra"),
    ],
)
def test_a_wrong_code(press: Press, served: Terminal, changes: dict[str, Any], path: str) -> None:
    sign(press, Package(ONE, canonical(document(ONE) | changes)))
    why, place = refused(served)
    assert why == "incomplete"
    assert place.startswith(f"{ONE} {path}")


@pytest.mark.parametrize(
    "text",
    [
        b'#import "@preview/cetz:0.3.1": canvas',
        b'#let where = "@local/tools:1.0.0"\n#import where: *',
        b'#include "../../../etc/passwd"',
        b'#image("/etc/hostname.png")',
        b'#let key = read ( "../keys/root.pem" )',
        b'#import "/lib/../../keys.typ": *',
        b'#json("other.json")',
    ],
)
def test_a_template_that_reaches_outside(press: Press, served: Terminal, text: bytes) -> None:
    sign(press, one(ONE, {"a.typ": text}))
    assert refused(served) == ("template", f"{ONE} a.typ")


def test_a_template_may_use_what_is_in_its_package(press: Press, served: Terminal) -> None:
    text = b'#import "/lib/certificate.typ": *\n#image("seal.png")\n#let d = json(bytes("{}"))'
    release(press, one(ONE, {"a.typ": text, "seal.png": b"png"}, package_ver=2))
    served.look()
    assert served.version() == 2


def test_a_file_that_is_named_and_missing(press: Press, served: Terminal) -> None:
    sign(press, one(ONE, receipt="receipt.typ"))
    assert refused(served) == ("incomplete", f"{ONE} $.receipt")


def test_a_zip_bomb(press: Press, served: Terminal) -> None:
    content = content_of(INFO, (one(ONE),), 2)
    plain = lzma.decompress(write_pack(content)).partition(b"\n")[0] + b"\n"
    row = canonical({"code": ONE, "document": 2**40, "files": [], "sha256": "0" * 64}) + b"\n"
    bomb = lzma.compress(plain + row + bytes(2**24), preset=1)
    assert len(bomb) < 20_000
    sign_file(press, bomb, manifest_of(content, 1, (), 0))
    assert refused(served) == ("too_large", f"{FULL} {ONE}")


def test_a_name_that_leads_out_of_its_package(press: Press, served: Terminal) -> None:
    sign(press, one(ONE, {"../../keys.typ": b""}))
    assert refused(served) == ("outside", f"{FULL} {ONE}")


def test_a_manifest_of_another_publisher(press: Press, served: Terminal) -> None:
    content = content_of(INFO, (one(ONE, package_ver=2),), 2)
    manifest = replace(manifest_of(content, 1, (), 0), publisher=HEALTH)
    sign_file(press, write_pack(content), manifest)
    assert refused(served) == ("other_publisher", manifest_path(INFO.pack))


def test_a_pack_that_is_not_what_its_manifest_says(press: Press, served: Terminal) -> None:
    content = content_of(INFO, (one(ONE, package_ver=2),), 2)
    other = content_of(INFO, (one(ONE, package_ver=3),), 2)
    sign_file(press, write_pack(other), manifest_of(content, 1, (), 0))
    assert refused(served) == ("changed", FULL)


def test_a_delta_that_does_not_fit_is_helped_by_the_whole(press: Press, served: Terminal) -> None:
    """Its rows do not give the signed root: the whole pack is fetched, and only it is installed."""
    content = content_of(INFO, (one(ONE, package_ver=2), one(TWO)), 2)
    wrong = replace(content, changed=(one(ONE, package_ver=3),), base=1)
    manifest = manifest_of(content, 2, (1,), 0)
    files = {
        manifest_path(INFO.pack): manifest.to_bytes(),
        manifest.full: write_pack(content),
        manifest.delta(1): write_pack(wrong),
    }
    press.repository.put(INFO, files, SystemClock().now())
    served.look()
    assert (served.version(), served.root()) == (2, content.root)


def test_an_item_of_another_pack(press: Press, served: Terminal) -> None:
    info = PackInfo("health", HEALTH, "卫健")
    content = content_of(info, (one(ONE, package_ver=2),), 1)
    sign_file(press, write_pack(content), manifest_of(content, 1, (), 0), info)
    assert refused(served)[0] == "code_taken"


def test_one_bad_pack_does_not_hold_up_the_others(press: Press, served: Terminal) -> None:
    sign(press, one(ONE, link_way=None))
    release(press, one(TWO), info=PackInfo("health", HEALTH, "卫健"))
    served.look()
    assert (served.version("health"), served.version()) == (1, 1)
    (said,) = served.heard(PackRefused)
    assert (said.pack, said.version) == (INFO.pack, 1)


def test_a_mended_pack_is_taken(press: Press, served: Terminal) -> None:
    sign(press, one(ONE, link_way=None))
    served.look()
    content = content_of(INFO, (one(ONE, package_ver=3),), 3)
    sign_file(press, write_pack(content), manifest_of(content, 1, (), 0))
    served.look()
    assert (served.version(), served.root()) == (3, root_of(press))

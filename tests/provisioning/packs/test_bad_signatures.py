"""Bad signatures and spoilt files: refused, and the former version is served on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tuf.api.metadata import Metadata, Targets

from kiosk.clock import SystemClock
from kiosk.messages.catalogue import PackRefused
from provisioning.packs.manifest import PackInfo, manifest_path
from provisioning.packs.packfile import write_pack
from provisioning.packs.publish import Press, content_of, manifest_of
from tests.provisioning.packs.enemy import refused, sign_file
from tests.provisioning.packs.mirror import Mirror
from tests.provisioning.packs.samples import (
    CITY,
    HEALTH,
    INFO,
    ONE,
    TWO,
    Terminal,
    one,
    release,
)

pytestmark = pytest.mark.slow

ROLE = f"pack-{INFO.pack}"


def resigned(press: Press, change: Callable[[Metadata[Targets]], None]) -> None:
    """The newest signature of the publisher is another one on the platform's disk."""
    path = press.repository.metadata / f"2.{ROLE}.json"
    role = Metadata[Targets].from_file(str(path))
    change(role)
    role.to_file(str(path))


def test_an_unsigned_pack(press: Press, served: Terminal) -> None:
    release(press, one(ONE, package_ver=2))
    resigned(press, lambda role: role.signatures.clear())
    assert refused(served) == ("unsigned", manifest_path(INFO.pack))


def test_a_pack_with_an_empty_signature(press: Press, served: Terminal) -> None:
    release(press, one(ONE, package_ver=2))

    def empty(role: Metadata[Targets]) -> None:
        for signature in role.signatures.values():
            signature.signature = ""

    resigned(press, empty)
    assert refused(served)[0] == "unsigned"


def test_a_pack_by_another_departments_key(press: Press, served: Terminal) -> None:
    """It may sign its own pack, and not this one."""
    release(press, one(TWO), info=PackInfo("health", HEALTH, "卫健"))
    served.look()
    served.said.clear()
    release(press, one(ONE, package_ver=2))
    other = press.repository.keys.publisher(HEALTH)

    def by_other(role: Metadata[Targets]) -> None:
        role.sign(other)

    resigned(press, by_other)
    assert refused(served) == ("wrong_key", manifest_path(INFO.pack))
    assert served.version("health") == 1


def test_a_pack_by_a_key_that_nobody_knows(press: Press, mirror: Mirror, served: Terminal) -> None:
    """A whole platform of somebody else, at our address."""
    other = Press(press.data.with_name("other"))
    release(other, one(ONE, package_ver=9))
    release(other, one(ONE, package_ver=10))
    mirror.folder = other.data / "packs"
    assert refused(served) == ("wrong_key", "")


def test_an_expired_platform(press: Press, served: Terminal) -> None:
    """Its newest signature is of last month."""
    long_ago = SystemClock().now() - timedelta(days=30)
    press.publish(INFO, (one(ONE, package_ver=2),), long_ago)
    why, place = refused(served)
    assert (why, place) == ("expired", "")


def test_an_expired_pack(press: Press, served: Terminal) -> None:
    release(press, one(ONE, package_ver=2))

    def let_end(role: Metadata[Targets]) -> None:
        role.signed.expires -= timedelta(days=200)
        role.sign(press.repository.keys.publisher(CITY))

    resigned(press, let_end)
    assert refused(served) == ("expired", manifest_path(INFO.pack))


def test_an_old_state_played_back(press: Press, mirror: Mirror, served: Terminal) -> None:
    """Somebody between serves the signed files of last week."""
    kept = (mirror.folder / "metadata" / "timestamp.json").read_bytes()
    release(press, one(ONE, package_ver=2))
    served.look()
    served.said.clear()
    mirror.spoil = lambda path, body: kept if path.endswith("timestamp.json") else body
    former = served.root()
    served.look()
    (said,) = served.heard(PackRefused)
    assert (said.why, served.version(), served.root()) == ("older", 2, former)


@pytest.mark.parametrize(("version", "why"), [(1, "older"), (2, "changed")])
def test_an_old_or_forked_version_signed_anew(
    press: Press, served: Terminal, version: int, why: str
) -> None:
    """The publisher's own key signs another content under a number that was used."""
    release(press, one(ONE, package_ver=2))
    served.look()
    served.said.clear()
    content = content_of(INFO, (one(ONE, package_ver=7),), version)
    sign_file(press, write_pack(content), manifest_of(content, 1, (), 0))
    former = served.root()
    served.look()
    (said,) = served.heard(PackRefused)
    assert (said.why, said.place) == (why, INFO.pack)
    assert (served.version(), served.root()) == (2, former)


@pytest.mark.parametrize(
    ("part", "spoil", "why"),
    [
        (".2.pack", lambda body: body[:-9] + bytes(9), "changed"),
        (".2.pack", lambda body: body[:-9], "changed"),
        (".2.pack", lambda body: body + bytes(5_000_000), "too_large"),
        ("manifest.json", lambda body: body.replace(b'"version":2', b'"version":9'), "changed"),
        ("timestamp", lambda body: body + b" " * 17_000, "too_large"),
        ("timestamp", lambda body: b"[" * 15_000, "malformed"),
        ("timestamp", lambda body: b"", "malformed"),
        ("snapshot", lambda body: b"\xff\xfe", "malformed"),
    ],
)
def test_files_changed_on_the_way(
    press: Press,
    mirror: Mirror,
    served: Terminal,
    part: str,
    spoil: Callable[[bytes], bytes],
    why: str,
) -> None:
    release(press, one(ONE, package_ver=2))
    mirror.spoil = lambda path, body: spoil(body) if part in path else body
    assert refused(served)[0] == why


def test_a_terminal_without_its_trusted_root_takes_nothing(press: Press, served: Terminal) -> None:
    served.settings.root_file.rename(served.settings.root_file.with_suffix(".gone"))
    release(press, one(ONE, package_ver=2))
    served.look()
    (said,) = served.heard(PackRefused)
    assert (said.why, served.version()) == ("unsigned", 1)

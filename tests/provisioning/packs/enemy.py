"""What somebody with a publisher's key, or in the way, can do: nothing is checked here."""

from kiosk.clock import SystemClock
from kiosk.messages.catalogue import PackInstalled, PackRefused
from provisioning.catalogue.content import Package
from provisioning.packs.manifest import Manifest, PackInfo, manifest_path
from provisioning.packs.packfile import write_pack
from provisioning.packs.publish import Press, content_of, manifest_of
from tests.provisioning.packs.samples import INFO, Terminal


def sign(press: Press, *packages: Package, info: PackInfo = INFO) -> None:
    """The publisher signs whatever it likes as version 2; nobody checks it."""
    content = content_of(info, packages, 2)
    sign_file(press, write_pack(content), manifest_of(content, len(packages), (), 0))


def sign_file(press: Press, file: bytes, manifest: Manifest, info: PackInfo = INFO) -> None:
    files = {
        manifest_path(info.pack): manifest.to_bytes(),
        f"{info.pack}/{manifest.version}.pack": file,
    }
    press.repository.put(info, files, SystemClock().now())


def refused(terminal: Terminal) -> tuple[str, str]:
    """(why, place) of the one pack that was refused; version 1 is served on."""
    former = terminal.root()
    terminal.look()
    (said,) = terminal.heard(PackRefused)
    assert (terminal.version(), terminal.root()) == (1, former)
    assert said.detail
    assert not terminal.heard(PackInstalled)
    return said.why, said.place

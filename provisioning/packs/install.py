"""One round of a terminal: what the platform has is looked at, checked, and installed.

Each pack stands for itself: one that is refused stays as it is, and the others go on.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from provisioning.catalogue import errors
from provisioning.catalogue.content import PackContent
from provisioning.catalogue.writer import Current, Writer
from provisioning.packs.check import check_package
from provisioning.packs.fetch import PackSource
from provisioning.packs.manifest import Manifest, PackInfo
from provisioning.packs.refusal import Refused, Why
from provisioning.packs.settings import Site

log = logging.getLogger("provisioning.packs")


class Installed(Struct, frozen=True):
    """`root` as hexadecimal digits. `version` 0: the pack was taken away."""

    pack: str
    version: int
    root: str


class Turned(Struct, frozen=True):
    """A pack that was refused, and the version that goes on, 0 for none."""

    pack: str
    version: int
    refused: Refused


class Round(Struct, frozen=True):
    """`revision` of the catalogue after it, None where nothing changed."""

    revision: int | None = None
    installed: tuple[Installed, ...] = ()
    turned: tuple[Turned, ...] = ()


def update(source: PackSource, writer: Writer, site: Site, now: Callable[[], datetime]) -> Round:
    """Raises Unreachable, OSError, and Damaged or Busy of the catalogue; what was taken stays."""
    done = _Doing(source, writer, now)
    wanted = [info for info in source.packs if site.needs(info)]
    needed = {info.pack for info in wanted}
    for one in writer.packs():
        if one.pack not in needed:
            done.take_away(one)
    for info in wanted:
        current = writer.installed(info.pack)
        try:
            done.bring(info, current)
        except Refused as refused:
            log.warning("%s refused, %s: %s", info.pack, refused.why.value, refused)
            done.turned.append(Turned(info.pack, current.version if current else 0, refused))
    return Round(done.revision, tuple(done.installed), tuple(done.turned))


class _Doing:
    def __init__(self, source: PackSource, writer: Writer, now: Callable[[], datetime]) -> None:
        self._source, self._writer, self._now = source, writer, now
        self.revision: int | None = None
        self.installed: list[Installed] = []
        self.turned: list[Turned] = []

    def take_away(self, current: Current) -> None:
        self.revision = self._writer.remove(current.pack)
        self.installed.append(Installed(current.pack, 0, ""))
        log.info("%s taken away: not for this terminal", current.pack)

    def bring(self, info: PackInfo, current: Current | None) -> None:
        """Raises Refused."""
        manifest = self._source.manifest(info.pack)
        if current is not None and _is_known(manifest, current):
            self._writer.confirm(info.pack, self._now())
            return
        if current is not None and current.version in manifest.bases:
            try:
                self._apply(manifest, current.version)
                return
            except _OtherBase:
                log.warning("%s: the delta does not fit, the whole is fetched", info.pack)
        self._apply(manifest, None)

    def _apply(self, manifest: Manifest, base: int | None) -> None:
        content = self._source.content(manifest, base)
        for package in content.changed:
            check_package(package)
        self.revision = self._put(content)
        self.installed.append(Installed(content.pack, content.version, content.root.hex()))
        kind = "whole" if base is None else f"from {base}"
        log.info("%s is now version %d (%s)", content.pack, content.version, kind)

    def _put(self, content: PackContent) -> int:
        try:
            return self._writer.apply(content, self._now())
        except (errors.OtherBase, errors.WrongRoot) as error:
            if content.base is not None:
                raise _OtherBase from None
            raise Refused(Why.CHANGED, str(error), content.pack) from None
        except errors.Older as error:
            raise Refused(Why.OLDER, str(error), content.pack) from None
        except errors.Refused as error:
            raise Refused(Why.CODE_TAKEN, str(error), content.pack) from None


class _OtherBase(Exception):
    """What is installed is not what the delta was made from."""


def _is_known(manifest: Manifest, current: Current) -> bool:
    """Raises Refused where the platform has less than this terminal, or something else."""
    if manifest.version < current.version:
        detail = f"version {manifest.version} is older than the installed {current.version}"
        raise Refused(Why.OLDER, detail, manifest.pack)
    if manifest.version == current.version and manifest.root != current.root:
        detail = f"version {manifest.version} has another content than the installed one"
        raise Refused(Why.CHANGED, detail, manifest.pack)
    return manifest.version == current.version

"""A platform's packs over HTTP: every byte is bounded, and believed only once it is verified.

The rules are The Update Framework's (`tuf.ngclient`), begun from the root file that came with the
terminal's keys, so that no damage to what was fetched can lock it out. What this adds: an own HTTP
client with limits of time and size, one closed set of reasons, and files that are surely on disk.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import requests
from tuf.api import exceptions as tuf
from tuf.api.metadata import Metadata
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from kiosk.link.plain_http import PlainSession
from provisioning.catalogue.content import PackContent
from provisioning.packs.disk import sync_folder
from provisioning.packs.manifest import (
    INDEX,
    Manifest,
    PackInfo,
    manifest_path,
    read_index,
    read_manifest,
)
from provisioning.packs.packfile import LIMITS, read_pack
from provisioning.packs.refusal import Refused, Why

TIMEOUTS = (5.0, 15.0)
"""Seconds to connect, and to wait for the next bytes."""
LONGEST_S = 1800.0
"""For one file: a first pack of tens of megabytes over a poor line."""
_CHUNK = 64 * 1024
PACKED_BYTES = 256 * 1024 * 1024
"""Of one pack's file; unpacked it is bounded by `packfile.LIMITS`."""
SMALL_BYTES = 1024 * 1024
"""Of a manifest, and of the list of packs."""
_METADATA_BYTES = {"root": 64 * 1024, "timestamp": 16 * 1024, "snapshot": 256 * 1024}

log = logging.getLogger("provisioning.packs")


class Unreachable(Exception):
    """Nobody of ours answers now, or the disk takes nothing; the text names the kind of error."""


class HttpFetcher(FetcherInterface):
    """No redirect, proxy, certificate or cookie of the environment. `last`: the newest metadata, to
    tell who signed it. `cut`: the demo's network cable."""

    def __init__(self) -> None:
        self.cut = False
        self.last = b""
        self._session = PlainSession()
        self._response: requests.Response | None = None

    def close(self) -> None:
        self._session.close()

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """Whoever gives up in the middle leaves no connection behind."""
        try:
            with super().download_file(url, max_length) as file:
                yield file
        finally:
            if self._response is not None:
                self._response.close()
                self._response = None

    def download_bytes(self, url: str, max_length: int) -> bytes:
        self.last = b""
        self.last = super().download_bytes(url, max_length)
        return self.last

    def _fetch(self, url: str) -> Iterator[bytes]:
        if self.cut:
            raise tuf.DownloadError("the network is cut")
        response = self._session.get(url, stream=True, timeout=TIMEOUTS, allow_redirects=False)
        self._response = response
        kind = response.headers.get("Content-Type", "")
        if response.status_code != requests.codes.ok or kind.startswith("text/html"):
            # A page where a file should be is a captive portal's, whatever its status says.
            status = response.status_code if response.status_code >= 300 else 502
            raise tuf.DownloadHTTPError(f"status {response.status_code}", status)
        return _body(response)


def _body(response: requests.Response) -> Iterator[bytes]:
    end = time.monotonic() + LONGEST_S
    try:
        for piece in response.iter_content(_CHUNK):
            yield piece
            if time.monotonic() > end:
                raise tuf.SlowRetrievalError(f"not done after {LONGEST_S:.0f} s")
    except (requests.RequestException, OSError) as error:
        raise tuf.SlowRetrievalError(type(error).__name__) from None


class PackSource:
    """One look at the platform: metadata is fetched once, when it is made.

    `folder` is this terminal's own, kept between looks. Raises Unreachable and Refused, as the
    methods do.
    """

    def __init__(self, folder: Path, url: str, root: bytes, fetcher: HttpFetcher) -> None:
        self._fetcher = fetcher
        self._metadata, self._files = folder / "metadata", folder / "files"
        config = UpdaterConfig(
            root_max_length=_METADATA_BYTES["root"],
            timestamp_max_length=_METADATA_BYTES["timestamp"],
            snapshot_max_length=_METADATA_BYTES["snapshot"],
            max_root_rotations=32,
        )
        with self._judged(""):
            for one in (self._metadata, self._files):
                one.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tuf = Updater(
                metadata_dir=str(self._metadata),
                metadata_base_url=f"{url}/metadata/",
                target_dir=str(self._files),
                target_base_url=f"{url}/targets/",
                fetcher=fetcher,
                config=config,
                bootstrap=root,
            )
            self._tuf.refresh()
        self._packs = {one.pack: one for one in read_index(self._small(INDEX))}
        self._keep()

    @property
    def packs(self) -> tuple[PackInfo, ...]:
        return tuple(self._packs.values())

    def manifest(self, pack: str) -> Manifest:
        """Of a pack that is in `packs`."""
        path = manifest_path(pack)
        manifest = read_manifest(self._small(path), path)
        if manifest.pack != pack or manifest.publisher != self._packs[pack].publisher:
            raise Refused(Why.OTHER_PUBLISHER, "the manifest is of another pack or publisher", path)
        return manifest

    def content(self, manifest: Manifest, base: int | None) -> PackContent:
        """All of it, or for a `base` among manifest.bases what has changed since."""
        path = manifest.full if base is None else manifest.delta(base)
        file = self._target(path, PACKED_BYTES)
        try:
            content = read_pack(file.read_bytes(), LIMITS)
        except Refused as refused:
            place = f"{path} {refused.place}".strip()
            raise Refused(refused.why, refused.detail, place) from None
        finally:
            file.unlink(missing_ok=True)
        said = (manifest.pack, manifest.publisher, manifest.version, manifest.root, base)
        if (content.pack, content.publisher, content.version, content.root, content.base) != said:
            raise Refused(Why.CHANGED, "not what the manifest says", path)
        return content

    def _small(self, path: str) -> bytes:
        return self._target(path, SMALL_BYTES).read_bytes()

    def _target(self, path: str, most: int) -> Path:
        with self._judged(path):
            target = self._tuf.get_targetinfo(path)
            if target is None:
                raise Refused(Why.UNSIGNED, "nobody signed a file of this name", path)
            if target.length > most:
                raise Refused(Why.TOO_LARGE, f"more than {most} bytes", path)
            found = self._tuf.find_cached_target(target) or self._tuf.download_target(target)
            return Path(found)

    def _keep(self) -> None:
        """The newest versions seen are on the disk: after a power cut nothing older is taken."""
        with self._judged(""):
            for path in self._metadata.glob("*.json"):
                with path.open("rb") as file:
                    os.fsync(file.fileno())
            sync_folder(self._metadata)

    @contextmanager
    def _judged(self, path: str) -> Iterator[None]:
        try:
            yield
        except tuf.DownloadLengthMismatchError:
            raise Refused(Why.TOO_LARGE, "longer than it may be", path) from None
        except tuf.DownloadError as error:
            raise Unreachable(_short(error)) from None
        except tuf.ExpiredMetadataError as error:
            raise Refused(Why.EXPIRED, f"{error}, or this clock is ahead", path) from None
        except tuf.UnsignedMetadataError as error:
            raise Refused(self._who_signed(), str(error), path) from None
        except tuf.BadVersionNumberError as error:
            raise Refused(Why.OLDER, str(error), path) from None
        except tuf.LengthOrHashMismatchError:
            raise Refused(Why.CHANGED, "not the bytes that were signed", path) from None
        except (tuf.RepositoryError, DeserializationError, ValueError) as error:
            raise Refused(Why.MALFORMED, _short(error), path) from None
        except OSError as error:
            raise Unreachable(f"the disk: {error.strerror}") from None

    def _who_signed(self) -> Why:
        """Metadata that misses the right signature: has it any?"""
        try:
            signatures = Metadata.from_bytes(self._fetcher.last).signatures
        except DeserializationError:
            return Why.UNSIGNED
        return Why.WRONG_KEY if any(s.signature for s in signatures.values()) else Why.UNSIGNED


def _short(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()[:200]

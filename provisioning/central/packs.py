"""Signed packs as plain files: GET /packs/metadata/... and /packs/targets/...

They need no token: what they say is public and signed. docs/platform.md has the rules.
"""

import json
import logging
import re
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from provisioning.central.answers import error

_PATH = re.compile(r"(metadata|targets)(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}){1,2}")
RENEW_BEFORE = timedelta(days=3, hours=12)
"""Half of the life of the newest signature (provisioning.packs.repository.LIVES)."""
RENEW_EVERY_S = 60.0
_SOURCE = Path(__file__).resolve().parents[2]

log = logging.getLogger("provisioning.central")
_renewing = threading.Lock()
_last = float("-inf")


def file(request: HttpRequest, path: str) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        return error(405, "method", "GET is needed")
    place: Path = settings.ZIZHU_DATA / "packs" / path
    if not _PATH.fullmatch(path) or place.is_symlink():
        return error(404, "not_found", "no such file")
    try:
        opened = place.open("rb")
    except OSError:
        return error(404, "not_found", "no such file")
    if path == "metadata/timestamp.json":
        _renew_when_due(place)
    kind = "application/json" if path.endswith(".json") else "application/octet-stream"
    return FileResponse(opened, content_type=kind)


def _renew_when_due(timestamp: Path) -> None:
    """Beside the requests, in a process of its own: what signs does not load here."""
    try:
        until = datetime.fromisoformat(json.loads(timestamp.read_bytes())["signed"]["expires"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if until - datetime.now(UTC) < RENEW_BEFORE and _is_turn():
        data = str(settings.ZIZHU_DATA)
        threading.Thread(target=_renew, args=(data,), name="renew", daemon=True).start()


def _is_turn() -> bool:
    global _last
    with _renewing:
        now = time.monotonic()
        if now - _last < RENEW_EVERY_S:
            return False
        _last = now
        return True


def _renew(data: str) -> None:
    command = [sys.executable, "-m", "provisioning.packs.renew", data]
    done = subprocess.run(command, cwd=_SOURCE, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        log.error("the packs' signatures were not renewed: see the lines before")

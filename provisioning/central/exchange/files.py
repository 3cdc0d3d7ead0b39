"""API v1's files: tus 1.0, so that a large attachment goes on where it was cut off."""

from collections.abc import Callable, Iterator
from email.utils import format_datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from provisioning.central.answers import Refusal, answered, busy, heard, wrong_method
from provisioning.central.exchange import uploads
from provisioning.central.exchange.upload_wire import (
    EXTENSIONS,
    MEDIA_TYPE,
    VERSION,
    read_wanted,
    whole_number,
)
from provisioning.central.exchange.wire import Malformed
from provisioning.central.models import Terminal, Upload, UploadState

PATCH_BYTES = 4 * 1024 * 1024
"""Of one chunk. The server keeps a body beside the file until it is whole."""
Step = Callable[[HttpRequest, Terminal, str], HttpResponse]


def _tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Every answer has the version; a refusal of a HEAD has no body."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = answered(refusal)
        except Malformed as malformed:
            response = answered(Refusal(400, "malformed", str(malformed)))
        except OperationalError:
            response = answered(busy())
        if request.method == "HEAD":
            response.content = b""
        response["Tus-Resumable"] = VERSION
        return response

    return answer


@_tus
def collection(request: HttpRequest) -> HttpResponse:
    return _dispatch(request, "", {"POST": _create})


@_tus
def one(request: HttpRequest, upload_id: str) -> HttpResponse:
    return _dispatch(request, upload_id, {"HEAD": _head, "PATCH": _patch})


def _dispatch(request: HttpRequest, upload_id: str, steps: dict[str, Step]) -> HttpResponse:
    # A proxy that knows no PATCH is got round like this, says tus.
    method = request.headers.get("X-HTTP-Method-Override", request.method or "")
    if method == "OPTIONS":
        return _options()
    step = steps.get(method)
    if step is None:
        raise wrong_method(*steps, "OPTIONS")
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Refusal(412, "version", "Tus-Resumable 1.0.0 is needed", {"Tus-Version": VERSION})
    return step(request, heard(request), upload_id)


def _options() -> HttpResponse:
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.ZIZHU_LIMITS.file_bytes),
    }
    return HttpResponse(status=204, headers=headers)


def _create(request: HttpRequest, terminal: Terminal, _: str) -> HttpResponse:
    length = request.headers.get("Upload-Length", "")
    wanted = read_wanted(length, request.headers.get("Upload-Metadata", ""))
    if wanted.length > settings.ZIZHU_LIMITS.file_bytes:
        raise _too_long(settings.ZIZHU_LIMITS.file_bytes)
    try:
        upload = uploads.open_upload(terminal, wanted)
    except uploads.Differs:
        raise Refusal(409, "differs", "this attachment was announced otherwise before") from None
    except uploads.NoRoom:
        raise _no_room() from None
    except uploads.WrongHash:
        raise _wrong_hash() from None
    headers = {"Location": f"/api/v1/files/{upload.upload_id}"} | _expires(upload)
    return HttpResponse(status=201, headers=headers)


def _head(request: HttpRequest, terminal: Terminal, upload_id: str) -> HttpResponse:
    upload = _own(terminal, upload_id)
    headers = _offset(upload) | {
        "Upload-Length": str(upload.length),
        "Upload-Metadata": upload.metadata,
    }
    return HttpResponse(headers=headers)


def _patch(request: HttpRequest, terminal: Terminal, upload_id: str) -> HttpResponse:
    if request.content_type != MEDIA_TYPE:
        raise Refusal(415, "media_type", f"content type {MEDIA_TYPE} is needed")
    offset = whole_number(request.headers.get("Upload-Offset", ""), "Upload-Offset")
    count = whole_number(request.headers.get("Content-Length", "0") or "0", "Content-Length")
    with uploads.lock_of(upload_id):
        upload = _own(terminal, upload_id)
        if offset != upload.offset:
            raise Refusal(409, "offset", "another offset is needed", _offset(upload))
        if count > min(PATCH_BYTES, upload.length - offset):
            raise _too_long(min(PATCH_BYTES, upload.length - offset))
        if count:
            _append(upload, request)
    return HttpResponse(status=204, headers=_offset(upload))


def _append(upload: Upload, request: HttpRequest) -> None:
    try:
        uploads.append(upload, _chunks(request))
    except uploads.NoRoom:
        raise _no_room() from None
    except uploads.WrongHash:
        raise _wrong_hash() from None
    except uploads.Lost:
        raise _gone() from None


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(uploads.CHUNK):
        yield chunk


def _own(terminal: Terminal, upload_id: str) -> Upload:
    """Another terminal's file is none."""
    upload = Upload.objects.filter(upload_id=upload_id, terminal=terminal).first()
    if upload is None:
        raise Refusal(404, "not_found", "there is no such file")
    if upload.state == UploadState.GONE:
        raise _gone()
    return upload


def _offset(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset)} | _expires(upload)


def _expires(upload: Upload) -> dict[str, str]:
    end = uploads.expires(upload)
    return {"Upload-Expires": format_datetime(end, usegmt=True)} if end else {}


def _gone() -> Refusal:
    return Refusal(410, "gone", "the file is gone; announce it again")


def _wrong_hash() -> Refusal:
    return Refusal(422, "hash", "the bytes have another SHA-256; the file is gone")


def _too_long(most: int) -> Refusal:
    return Refusal(413, "too_large", f"at most {most} bytes")


def _no_room() -> Refusal:
    headers = {"Retry-After": str(uploads.AGAIN_S)}
    return Refusal(507, "no_room", "there is no room for this file now", headers)

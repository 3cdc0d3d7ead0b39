"""What the record of an application does, inside the transaction that stores it."""

import base64
import binascii
from collections.abc import Sequence

import msgspec
from django.conf import settings

from kiosk.progress.receipt import parse_local_no
from provisioning.central.exchange import wire
from provisioning.central.exchange.archives import note
from provisioning.central.exchange.register import Finding, verify
from provisioning.central.exchange.rejected import Busy, Rejected
from provisioning.central.exchange.upload_wire import Wanted
from provisioning.central.exchange.uploads import (
    AGAIN_S,
    Differs,
    Lost,
    NoRoom,
    WrongHash,
    append,
    lock_of,
    open_upload,
)
from provisioning.central.hallstate import now
from provisioning.central.keys import hall_key, platform_keys
from provisioning.central.models import Application, Case, Material, Record, Upload, UploadState
from provisioning.central.progress.cases import open_case


def receive(row: Record, body: wire.Application) -> None:
    """Inside the record's transaction: the application, its materials, and its first change of
    state with the event of it. Raises Rejected or Busy."""
    if Application.objects.filter(application_id=body.application_id).exists():
        raise Rejected("application_id was received under another key")
    if (body.identity == "none") != (not body.holder_hash):
        raise Rejected("identity and holder_hash do not agree")
    _check_numbers(row, body)
    if len(body.form) % 4:
        raise Rejected("form is not base64")
    uploads = _uploads(row, body.materials)
    application = Application.objects.create(
        application_id=body.application_id,
        terminal=row.terminal,
        item_code=body.item_code,
        channel=body.channel,
        at=body.at,
        form=body.form,
        received_at=row.received_at,
    )
    note(application, body)
    for material, upload in zip(body.materials, uploads, strict=True):
        fields = msgspec.to_builtins(material)
        del fields["attachment_id"], fields["content"]
        Material.objects.create(application=application, upload=upload, **fields)
    open_case(application, body, verified(row, body, body.application_id), now())


def _check_numbers(row: Record, body: wire.Application) -> None:
    """A receipt's number is one of the terminal that made it, and nobody else's."""
    if body.local_no:
        number = parse_local_no(body.local_no)
        if number is None or number.terminal != row.terminal.pk:
            raise Rejected("local_no is not one of this terminal")
        if Case.objects.filter(local_no=body.local_no).exists():
            raise Rejected("local_no was received before")
    if body.follow and Case.objects.filter(follow=body.follow).exists():
        raise Rejected("follow was received before")


def _uploads(row: Record, materials: Sequence[wire.Material]) -> list[Upload]:
    named = [one.attachment_id for one in materials]
    if len(set(named)) < len(named):
        raise Rejected("materials name one attachment twice")
    for one in materials:
        if one.content:
            _keep_inline(row, one)
    complete = Upload.objects.filter(
        terminal=row.terminal, attachment_id__in=named, state=UploadState.COMPLETE
    )
    found = {one.attachment_id: one for one in complete}
    for one in materials:
        there = found.get(one.attachment_id)
        if there is not None and (one.sha256, one.sm3 or there.sm3) != (there.sha256, there.sm3):
            raise Rejected("an attachment is not the one that materials describe")
    missing = tuple(one for one in named if one not in found)
    if missing:
        raise Rejected("attachments are missing", missing)
    return [found[one] for one in named]


def _keep_inline(row: Record, one: wire.Material) -> None:
    """A small attachment that came in the record becomes a file like those that were uploaded."""
    try:
        content = base64.b64decode(one.content, validate=True)
        wanted = Wanted(one.attachment_id, len(content), one.sha256, "")
        upload = open_upload(row.terminal, wanted)
        with lock_of(upload.upload_id):
            if upload.state == UploadState.RECEIVING:
                append(upload, [content])
    except NoRoom:
        raise Busy("no room for an attachment", AGAIN_S) from None
    except (Differs, WrongHash, Lost, binascii.Error):
        raise Rejected("an attachment is not the one that materials describe") from None


def verified(row: Record, body: wire.Ticket | wire.Application, bound_to: str) -> Finding:
    """What the register says of who the record claims to be from."""
    data = settings.ZIZHU_DATA
    return verify(body, bound_to, platform_keys(data), hall_key(data, row.terminal.hall_id))

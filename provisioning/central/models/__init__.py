"""The platform's tables. No column holds a clear name or number, nor the sealed identity.

Field types are written out, so that mypy needs no Django plugin.

    halls.py          halls, queue groups, terminals, leases, the person register
    records.py        records and the effects of tickets, prints, evaluations, events
    exchange.py       numbers that have come, uploads, the inbox
    applications.py   applications with their materials, results of inbox items
"""

from provisioning.central.models.applications import Application, ItemResult, Material
from provisioning.central.models.audit import AuditAlarm, AuditEntry
from provisioning.central.models.exchange import Gap, InboxItem, Stream, Upload, UploadState
from provisioning.central.models.halls import Hall, Lease, Person, QueueGroup, Terminal
from provisioning.central.models.records import AuditEvent, Evaluation, PrintEvent, Record, Ticket

__all__ = [
    "Application",
    "AuditAlarm",
    "AuditEntry",
    "AuditEvent",
    "Evaluation",
    "Gap",
    "Hall",
    "InboxItem",
    "ItemResult",
    "Lease",
    "Material",
    "Person",
    "PrintEvent",
    "QueueGroup",
    "Record",
    "Stream",
    "Terminal",
    "Ticket",
    "Upload",
    "UploadState",
]

"""The platform's tables. No column holds a clear name or number, nor the sealed identity.

Field types are written out, so that mypy needs no Django plugin.

    halls.py          halls, queue groups, terminals, leases, the person register
    records.py        records and the effects of tickets, prints, events
    ratings.py        finished services, ratings, what follows a bad one
    exchange.py       numbers that have come, uploads, the inbox
    applications.py   applications with their materials, results of inbox items
    archives.py       what terminals keep of their applications, and its end
    progress.py       how far each application is, its time limits, parcels; repairs
    certificates.py   certificates, their copies and life lines
    following.py      what changed, and to whom it is told
"""

from provisioning.central.models.applications import Application, ItemResult, Material
from provisioning.central.models.archives import ArchiveCopy
from provisioning.central.models.audit import AuditAlarm, AuditEntry
from provisioning.central.models.certificates import Booked, Certificate, Copy, LifeEvent, Wish
from provisioning.central.models.exchange import Gap, InboxItem, Stream, Upload, UploadState
from provisioning.central.models.following import Contact, Gateway, Message, ProgressEvent
from provisioning.central.models.halls import Hall, Lease, Person, QueueGroup, Terminal
from provisioning.central.models.progress import (
    Case,
    Repair,
    Shipment,
    ShipmentEvent,
    SpecialTime,
    StageTime,
    SubTask,
    Terms,
    WorkDay,
)
from provisioning.central.models.ratings import Evaluation, FollowStep, FollowUp, Service
from provisioning.central.models.records import AuditEvent, PrintEvent, Record, Ticket

__all__ = [
    "Application",
    "ArchiveCopy",
    "AuditAlarm",
    "AuditEntry",
    "AuditEvent",
    "Booked",
    "Case",
    "Certificate",
    "Contact",
    "Copy",
    "Evaluation",
    "FollowStep",
    "FollowUp",
    "Gap",
    "Gateway",
    "Hall",
    "InboxItem",
    "ItemResult",
    "Lease",
    "LifeEvent",
    "Material",
    "Message",
    "Person",
    "PrintEvent",
    "ProgressEvent",
    "QueueGroup",
    "Record",
    "Repair",
    "Service",
    "Shipment",
    "ShipmentEvent",
    "SpecialTime",
    "StageTime",
    "Stream",
    "SubTask",
    "Terminal",
    "Terms",
    "Ticket",
    "Upload",
    "UploadState",
    "Wish",
    "WorkDay",
]

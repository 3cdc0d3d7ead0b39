"""Why a document is not printed, in the groups in which a citizen acts differently. Pure."""

from collections.abc import Mapping

from kiosk.certificates.check import Refusal
from kiosk.faults import Fault

FAULTS: Mapping[Refusal, Fault] = {
    Refusal.NOT_READABLE: Fault.CERT_DAMAGED,
    Refusal.NO_SEAL: Fault.CERT_DAMAGED,
    Refusal.BROKEN: Fault.CERT_DAMAGED,
    Refusal.NOT_WHOLE: Fault.CERT_DAMAGED,
    Refusal.CONTENT: Fault.CERT_DAMAGED,
    Refusal.UNTRUSTED: Fault.CERT_UNTRUSTED,
    Refusal.ISSUER: Fault.CERT_UNTRUSTED,
    Refusal.CODE: Fault.CERT_UNTRUSTED,
    Refusal.TYPE: Fault.CERT_NOT_YOURS,
    Refusal.CERTIFICATE: Fault.CERT_NOT_YOURS,
    Refusal.COPY: Fault.CERT_NOT_YOURS,
    Refusal.HOLDER: Fault.CERT_NOT_YOURS,
    Refusal.REVOKED: Fault.CERT_REVOKED,
}

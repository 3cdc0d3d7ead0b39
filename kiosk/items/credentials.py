"""What each credential proves (CL-22 to CL-23), and which of an item's are enough for it."""

from kiosk.identity import Assurance
from kiosk.items.codes import Credential, DeviceNeed
from kiosk.items.model import ServiceItem

REACHES: dict[Credential, Assurance] = {
    Credential.NONE: Assurance.AL0,
    Credential.RECEIPT_CODE: Assurance.AL1,
    Credential.SMS: Assurance.AL1,
    Credential.IDCARD: Assurance.AL2,
    Credential.SSCARD: Assurance.AL2,
    Credential.QR_APP: Assurance.AL2,
    Credential.EID: Assurance.AL2,
    Credential.EBL: Assurance.AL2,
    Credential.RESIDENCE_HMT: Assurance.AL2,
    Credential.FPR: Assurance.AL2,
    Credential.IDCARD_FACE: Assurance.AL3,
    Credential.SSCARD_PIN: Assurance.AL3,
    Credential.UKEY: Assurance.AL3,
}
"""A U-key has its own PIN."""

OF_COMPANIES = frozenset({Credential.EBL, Credential.UKEY})
"""Whose holder is a company: a unified social credit code, not a person's number."""

READ_BY: dict[Credential, frozenset[DeviceNeed]] = {
    Credential.IDCARD: frozenset({DeviceNeed.IDCARD}),
    Credential.IDCARD_FACE: frozenset({DeviceNeed.IDCARD, DeviceNeed.CAMERA}),
    Credential.SSCARD: frozenset({DeviceNeed.SSCARD}),
    Credential.SSCARD_PIN: frozenset({DeviceNeed.SSCARD}),
    Credential.QR_APP: frozenset({DeviceNeed.QR}),
    Credential.EID: frozenset({DeviceNeed.QR}),
    Credential.EBL: frozenset({DeviceNeed.QR}),
    Credential.UKEY: frozenset({DeviceNeed.UKEY}),
    Credential.RESIDENCE_HMT: frozenset({DeviceNeed.IDCARD}),
    Credential.FPR: frozenset({DeviceNeed.IDCARD}),
}
"""Devices that it takes; a credential that is typed takes none."""

WITHOUT_NETWORK = frozenset(
    {
        Credential.NONE,
        Credential.IDCARD,
        Credential.IDCARD_FACE,
        Credential.SSCARD,
        Credential.RESIDENCE_HMT,
        Credential.FPR,
        Credential.RECEIPT_CODE,
    }
)
"""The terminal can check these by itself; a receipt's code by what is kept here of its own."""


_PLAIN = {
    Credential.IDCARD_FACE: Credential.IDCARD,
    Credential.SSCARD_PIN: Credential.SSCARD,
}
"""The card of those that are a card with something more."""


def plain(credential: Credential) -> Credential:
    return _PLAIN.get(credential, credential)


def serves(item: ServiceItem, credential: Credential, assurance: Assurance) -> bool:
    """Who was identified by this credential, with that assurance by now, may do the item: it asks
    for the same document, and what it wants beside it (a face) was proved in some way."""
    return any(
        plain(one) is plain(credential) and assurance >= max(REACHES[one], item.min_assurance)
        for one in item.credentials
    )


def enough(item: ServiceItem) -> tuple[Credential, ...]:
    """The item's credentials that reach its least assurance, in the order of the package."""
    return tuple(one for one in item.credentials if REACHES[one] >= item.min_assurance)


def needs_card(item: ServiceItem) -> bool:
    """True where nobody gets on without a credential."""
    return Credential.NONE not in enough(item)

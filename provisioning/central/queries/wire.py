"""Queries as types. Pure: see wire.py, whose rules hold here too."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from provisioning.central.certificates.wire import Credential, OptionName, Sealed
from provisioning.central.words import Hash, Id

InputText = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,100}\Z")]
Version = Annotated[int, Meta(ge=1, le=2**31)]


class QueryWanted(Struct, frozen=True):
    """`inputs` by field of the item's query, `version` of its package. `credential` of CL-22,
    `assurance` of CL-23; identity as in a ticket, sealed with request_id."""

    request_id: Id
    item_code: Id
    version: Version
    credential: Credential
    assurance: Literal["AL0", "AL1", "AL2", "AL3", "AL4"]
    inputs: Annotated[dict[OptionName, InputText], Meta(max_length=8)] = {}
    identity: Literal["verified_offline", "typed", "none"] = "none"
    holder_hash: Hash = ""
    sealed: Sealed = ""


class MineWanted(Struct, frozen=True):
    """All that is known of one person: identity as in a ticket, sealed with request_id."""

    request_id: Id
    identity: Literal["verified_offline", "typed", "none"] = "none"
    holder_hash: Hash = ""
    sealed: Sealed = ""

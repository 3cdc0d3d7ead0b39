"""Records of ratings: a finished service, and what a citizen says of one. Pure."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from provisioning.central.words import Digest, Id, Label, TimeText, Word

Version = Annotated[int, Meta(ge=0, le=2**31)]
Sealed = Annotated[str, Meta(max_length=4096)]
Said = Annotated[str, Meta(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
"""What a citizen wrote."""


class Service(Struct, frozen=True):
    """A service was finished at a terminal: it can be rated there, and later by its link. `link`:
    SHA-256 of the token in it. Without an item it is a ticket's, or a paper verified from the list
    of items."""

    service_id: Id
    session_id: Word
    service: Word
    ticket_id: Word
    link: Digest
    at: TimeText
    number: Word = ""
    item_code: Word = ""
    item_version: Version = 0
    task_name: Label = ""
    task_code: Word = ""
    task_handle_item: Word = ""
    dept_code: Word = ""
    area_code: Word = ""


class Evaluation(Struct, frozen=True):
    """What follows `assess_time` is not sent by terminals before version 0.3. `service_id` "": an
    item or the terminal itself is rated. `sealed`, `sealed_mobile`: identity and number of who
    wants to be called back, sealed to the platform's key, bound to `row_guid`."""

    row_guid: Id
    session_id: Word
    ticket_id: Word
    satisfaction: Annotated[int, Meta(ge=1, le=5)]
    pf: Literal["5"]
    assess_time: TimeText
    service_id: Word = ""
    number: Word = ""
    item_code: Word = ""
    item_version: Version = 0
    task_name: Label = ""
    task_code: Word = ""
    task_handle_item: Word = ""
    dept_code: Word = ""
    area_code: Word = ""
    eval_detail: Annotated[list[Word], Meta(max_length=20)] = []
    detail_version: Word = ""
    writing_evaluation: Said = ""
    real_name: bool = False
    want_callback: bool = False
    sealed: Sealed = ""
    sealed_mobile: Sealed = ""
    user_prop: Literal["", "1", "2"] = ""
    assess_number: Annotated[int, Meta(ge=1, le=2)] = 1
    pro_status: Literal["", "1", "2", "3"] = ""
    data_source: Word = ""

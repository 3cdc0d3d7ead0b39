"""What a terminal asks for when it wants numbers. Pure."""

from typing import Annotated

from msgspec import Meta, Struct

from provisioning.central.words import DayText, Epoch, Id, is_real


class Want(Struct, frozen=True):
    group_id: Id
    business_date: DayText
    free: Annotated[int, Meta(ge=0, le=999)]

    def __post_init__(self) -> None:
        is_real(self.business_date, "business_date")


class LeaseRequest(Struct, frozen=True):
    terminal_id: Id
    epoch: Epoch
    have: Annotated[list[Id], Meta(max_length=1000)]
    want: Annotated[list[Want], Meta(max_length=100)]

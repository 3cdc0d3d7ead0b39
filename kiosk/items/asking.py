"""What an item's query asks of whom, before it asks the platform. Pure."""

from kiosk.items.codes import Credential, FlowTemplate
from kiosk.items.model import Field, ServiceItem
from kiosk.values import replace

PACKAGE = "package"
"""Source of a query whose rows lie in the package."""
PROGRESS = "application_progress"
"""Source of a query for applications: by receipt, or by the card of who applied."""


def asks(item: ServiceItem) -> bool:
    """The terminal looks something up for it: what a query item is for, or a list of the package
    beside what the item else is."""
    if item.query is None:
        return False
    return item.flow_template is FlowTemplate.QUERY or item.query.source == PACKAGE


def fields_of(item: ServiceItem, by: str) -> tuple[Field, ...]:
    """What must be filled in by who comes with that credential. Where a receipt's code is one, the
    code is asked of who has no card, and of nobody else."""
    if item.query is None:
        return ()
    if Credential.RECEIPT_CODE not in item.credentials:
        return item.query.inputs
    if by != Credential.RECEIPT_CODE:
        return ()
    return tuple(replace(field, required=True) for field in item.query.inputs)

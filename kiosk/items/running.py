"""Which items the terminal itself carries out; of the others it shows the guide. Pure."""

from kiosk.items.asking import asks
from kiosk.items.codes import FlowTemplate
from kiosk.items.model import ServiceItem, Stage
from kiosk.items.proving import proves

_RUNS = frozenset({FlowTemplate.QUEUE, FlowTemplate.CALC, FlowTemplate.VERIFY, FlowTemplate.GUIDE})
"""Whatever the package says beside it; queries and documents run by their parts."""


def runs_here(item: ServiceItem) -> bool:
    """This release has a flow for it, from its first page to its result."""
    return item.flow_template in _RUNS or asks(item) or proves(item)


def stages_here(item: ServiceItem) -> tuple[Stage, ...]:
    """The steps that can really be done at the terminal. Where the package itself sends citizens to
    a counter, the terminal's part is to say what to bring and to give a number."""
    if not runs_here(item) and item.referral is None:
        return ()
    return tuple(stage for stage in item.process if stage.here)

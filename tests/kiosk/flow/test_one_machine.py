"""One machine for the items of all departments."""

from collections import defaultdict

import pytest

from kiosk.flow.here import offer_of
from kiosk.items.codes import FlowTemplate
from tests.kiosk.flow.prove_way import bench_of
from tests.kiosk.item_samples import ROOT, item

DONE_HERE = {
    FlowTemplate.CALC,
    FlowTemplate.PRINT,
    FlowTemplate.PROVE,
    FlowTemplate.QUERY,
    FlowTemplate.VERIFY,
}


@pytest.mark.row("S062")
def test_one_machine_does_the_items_of_more_than_six_departments() -> None:
    """With one card reader, a printer of each kind and a code reader, to the end."""
    model = bench_of().model
    done: dict[str, set[FlowTemplate]] = defaultdict(set)
    for folder in ROOT.iterdir():
        if folder.is_dir():
            one = item(folder.name)
            if one.flow_template in DONE_HERE and offer_of(model, one).can_start:
                done[one.dept_code].add(one.flow_template)
    assert len(done) >= 6
    assert set.union(*done.values()) >= {FlowTemplate.QUERY, FlowTemplate.PROVE}

"""One machine for the items of all departments."""

from collections import defaultdict

import pytest

from kiosk.device import DeviceState, DeviceStatus
from kiosk.flow.here import offer_of
from kiosk.items.codes import FlowTemplate
from kiosk.values import replace
from tests.kiosk.flow.prove_way import bench_of
from tests.kiosk.item_samples import ROOT, item

ONLINE = DeviceStatus(DeviceState.ONLINE)

DONE_HERE = {
    FlowTemplate.CALC,
    FlowTemplate.PRINT,
    FlowTemplate.PROVE,
    FlowTemplate.QUERY,
    FlowTemplate.VERIFY,
}


@pytest.mark.row("S062")
def test_one_machine_does_the_items_of_more_than_six_departments() -> None:
    """With two card readers, a printer of each kind, a code reader and a camera, to the end."""
    model = replace(
        bench_of().model, ssc_reader=ONLINE, code_reader=ONLINE, face_camera=ONLINE, imaging_up=True
    )
    done: dict[str, set[FlowTemplate]] = defaultdict(set)
    for folder in ROOT.iterdir():
        if folder.is_dir():
            one = item(folder.name)
            if one.flow_template in DONE_HERE and offer_of(model, one).can_start:
                done[one.dept_code].add(one.flow_template)
    assert len(done) >= 6
    assert set.union(*done.values()) >= {FlowTemplate.QUERY, FlowTemplate.PROVE}

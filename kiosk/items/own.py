"""What the terminal itself offers beside the catalogue, in the shape of an item: so that whoever
wants it is identified and told as for any other. It is in no package and no list, nobody corrects
its guide, and nobody rates it.
"""

from kiosk.identity import Assurance
from kiosk.items.codes import (
    Category,
    Credential,
    DeptType,
    FlowTemplate,
    OfflineClass,
    OpenDays,
    ProjectType,
    ServerType,
    TaskState,
    TimeUnit,
    UseLevel,
)
from kiosk.items.codes_flow import StageCode
from kiosk.items.model import Hours, ServiceItem, Stage, Words

_NAME = Words("我的办件", (("en", "My matters"),))
_NOTHING = Words("无")

MINE = ServiceItem(
    schema=1,
    package_ver=1,
    catalog_code="000000000001",
    task_name=_NAME,
    common_names=("我的",),
    summary=_NAME,
    category=Category.GENERAL,
    icon="person",
    task_type="20",
    task_state=TaskState.IN_USE,
    task_version=1,
    use_level=UseLevel.COUNTY,
    region="00",
    dept_name=_NAME,
    dept_code="0" * 18,
    dept_type=DeptType.STATUTORY,
    by_law=_NOTHING,
    accept_scope=_NOTHING,
    accept_condition=_NOTHING,
    limit_explain=_NOTHING,
    anticipate_day=0,
    anticipate_type=TimeUnit.WORK_DAYS,
    anticipate_explain=_NOTHING,
    promise_day=0,
    promise_type=TimeUnit.WORK_DAYS,
    promise_explain=_NOTHING,
    server_type=(ServerType.PERSON,),
    project_type=ProjectType.AT_ONCE,
    limit_scene_num=0,
    limit_scene_explain=_NOTHING,
    process=(Stage(stage=StageCode("06"), text=_NAME, here=True),),
    reviewers=_NOTHING,
    transact_addr=_NOTHING,
    transact_time=_NOTHING,
    link_way=_NOTHING,
    supervise_way=_NOTHING,
    result_type="10",
    result_name=_NAME,
    is_fee=False,
    fee_basis=_NOTHING,
    fees=(),
    materials=(),
    questions=(),
    is_service_terminals=True,
    online_handle_depth=4,
    flow_template=FlowTemplate.QUERY,
    offline_class=OfflineClass.L1,
    credentials=(Credential.IDCARD, Credential.SSCARD),
    min_assurance=Assurance.AL2,
    devices=(),
    consumables=(),
    service_hours=(Hours(days=OpenDays.ALL, from_=0, to=24 * 60),),
    sensitivity=2,
    form=(),
)
"""The page of what is under way for a person, what they have been given, and what concerns them."""


def is_mine(item: ServiceItem | None) -> bool:
    return item is MINE

"""A service item (政务服务事项), complete. Field names are those of its package, item.json."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Struct

from kiosk.identity import Assurance
from kiosk.items.codes import (
    Category,
    Credential,
    DeptType,
    DeviceNeed,
    FlowTemplate,
    HandleArea,
    HandleType,
    OfflineClass,
    ProjectType,
    ServerType,
    TaskState,
    TimeUnit,
    UseLevel,
)
from kiosk.items.codes_flow import OtherProcess
from kiosk.items.limits import Days, FileName, Id, Line, Many, Prose, Range, Text
from kiosk.items.official import (
    Annual,
    Booking,
    Contact,
    Express,
    Intermediary,
    Law,
    Place,
    Quota,
    Remedy,
    ResultDoc,
    Special,
    Url,
)
from kiosk.items.parts import (
    Choice,
    Consumable,
    Effects,
    Exclusion,
    Fee,
    Field,
    Hours,
    Inherits,
    Material,
    Node,
    Option,
    Question,
    Referral,
    Scenario,
    Stage,
)
from kiosk.items.tools import Calc, Certificate, Column, Query, ResultLine, Step
from kiosk.items.words import Words

__all__ = [
    "Annual",
    "Booking",
    "Calc",
    "Certificate",
    "Choice",
    "Column",
    "Consumable",
    "Contact",
    "Effects",
    "Exclusion",
    "Express",
    "Fee",
    "Field",
    "Hours",
    "Inherits",
    "Intermediary",
    "Law",
    "Material",
    "Node",
    "Option",
    "Place",
    "Query",
    "Question",
    "Quota",
    "Referral",
    "Remedy",
    "ResultDoc",
    "ResultLine",
    "Scenario",
    "ServiceItem",
    "Special",
    "Stage",
    "Step",
    "Words",
]

Topic = Annotated[str, Text(10)]
Code18 = Annotated[str, Text(18)]
Region = Annotated[str, Text(12, 2, "[0-9]+")]
Version = Annotated[int, Range(1, 2**31)]


class ServiceItem(Struct, frozen=True, kw_only=True):
    # what it is
    schema: Literal[1]
    package_ver: Version
    """Raised with every change; a roll-back brings former content with its own version."""
    inherits: Inherits | None = None
    row_guid: Annotated[str, Text(50)] | None = None
    """Of the platform's record."""
    catalog_code: Annotated[str, Text(12, 12)]
    task_code: Annotated[str, Text(31, 31)] | None = None
    task_handle_item: Annotated[str, Text(33, 33)] | None = None
    local_catalog_code: Annotated[str, Text(50)] | None = None
    """Opaque, as the next."""
    local_task_code: Annotated[str, Text(50)] | None = None
    task_name: Line
    common_names: Annotated[tuple[Annotated[str, Text(30)], ...], Many(60, 1, unique=True)]
    """Everyday words, as people say them."""
    summary: Prose
    category: Category
    icon: Id
    sort: Annotated[int, Range(0, 99999)] | None = None
    themes: Annotated[tuple[Id, ...], Many(10)] = ()
    user_topic_type: Annotated[tuple[Topic, ...], Many(20, unique=True)] = ()
    corp_topic_type: Annotated[tuple[Topic, ...], Many(20, unique=True)] = ()
    task_type: Annotated[str, Text(2, 2)]
    """CL-01; a local list may have its own."""
    task_state: TaskState
    task_version: Version
    plan_effective_date: date | None = None
    plan_cancel_date: date | None = None
    """The first day on which it is no more."""
    # where, and whose
    use_level: UseLevel
    region: Region
    handle_area: HandleArea | None = None
    handle_regions: Annotated[tuple[Region, ...], Many(400, unique=True)] = ()
    """Of another place: where it can be handled all the same (通办)."""
    town_code: Code18 | None = None
    town_name: Line | None = None
    village_code: Code18 | None = None
    village_name: Line | None = None
    dept_name: Line
    dept_code: Annotated[str, Text(18, 18)]
    dept_type: DeptType
    entrust_name: Line | None = None
    entrust_code: Code18 | None = None
    other_dept: Line | None = None
    # the guide
    by_law: Prose
    laws: Annotated[tuple[Law, ...], Many(20)] = ()
    power_source: Annotated[str, Text(20)] | None = None
    accept_scope: Prose
    accept_condition: Prose
    limit_explain: Prose
    quota: Quota | None = None
    anticipate_day: Days
    anticipate_type: TimeUnit
    anticipate_explain: Prose
    promise_day: Days
    promise_type: TimeUnit
    promise_explain: Prose
    special_procedure: Prose | None = None
    specials: Annotated[tuple[Special, ...], Many(10)] = ()
    actual_mean_days: Annotated[Decimal, Range(0, 3650)] | None = None
    yearly_cases: Annotated[int, Range(0, 10**9)] | None = None
    server_type: Annotated[tuple[ServerType, ...], Many(7, 1, unique=True)]
    project_type: ProjectType
    handle_type: Annotated[tuple[HandleType, ...], Many(4, unique=True)] = ()
    limit_scene_num: Annotated[int, Range(0, 9)]
    """How often a citizen must come."""
    limit_scene_explain: Prose
    handle_flow: Prose | None = None
    process: Annotated[tuple[Stage, ...], Many(20, 1)]
    other_processes: Annotated[tuple[OtherProcess, ...], Many(11, unique=True)] = ()
    flowchart: FileName | None = None
    reviewers: Line
    """Posts, never persons."""
    transact_addr: Prose
    transact_time: Prose
    places: Annotated[tuple[Place, ...], Many(30)] = ()
    link_way: Prose
    supervise_way: Prose
    contacts: Annotated[tuple[Contact, ...], Many(10)] = ()
    remedies: Annotated[tuple[Remedy, ...], Many(4)] = ()
    rights: Prose | None = None
    duties: Prose | None = None
    result_type: Annotated[str, Text(20)]
    result_name: Line
    result_sample: FileName | None = None
    more_results: Annotated[tuple[ResultDoc, ...], Many(10)] = ()
    annual: Annual | None = None
    is_fee: bool
    fee_basis: Prose
    fees: Annotated[tuple[Fee, ...], Many(20)]
    intermediaries: Annotated[tuple[Intermediary, ...], Many(10)] = ()
    materials: Annotated[tuple[Material, ...], Many(60)]
    questions: Annotated[tuple[Question, ...], Many(60)]
    # how it can be had
    is_schedule: bool | None = None
    booking: Booking | None = None
    is_pay_online: bool | None = None
    is_express: bool | None = None
    express: Express | None = None
    is_service_terminals: bool
    """The official switch: may be shown on a terminal."""
    is_entry_center: bool | None = None
    is_online: bool | None = None
    free_post: bool | None = None
    online_handle_depth: Annotated[int, Range(1, 4)]
    online_handle_url: Url | None = None
    allow_agent: bool | None = None
    instant_decision: bool | None = None
    # what the terminal does
    flow_template: FlowTemplate
    offline_class: OfflineClass
    credentials: Annotated[tuple[Credential, ...], Many(13, 1, unique=True)]
    min_assurance: Assurance
    devices: Annotated[tuple[DeviceNeed, ...], Many(15, unique=True)]
    consumables: Annotated[tuple[Consumable, ...], Many(4)]
    service_hours: Annotated[tuple[Hours, ...], Many(30, 1)]
    exclusions: Annotated[tuple[Exclusion, ...], Many(30)] = ()
    hints: Annotated[tuple[Exclusion, ...], Many(30)] = ()
    """`rule` true of the card's holder: the item may be for them."""
    sensitivity: Annotated[int, Range(0, 3)]
    scenario: Scenario | None = None
    form: Annotated[tuple[Field, ...], Many(400)]
    receipt: FileName | None = None
    calc: Calc | None = None
    query: Query | None = None
    certificate: Certificate | None = None
    referral: Referral | None = None

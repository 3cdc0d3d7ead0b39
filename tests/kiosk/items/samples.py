"""Packages for tests: one small item that is complete, and changes to it."""

from copy import deepcopy
from typing import Any

from kiosk.items.model import ServiceItem
from kiosk.items.parse import parse_item

DEPT = "11990100MB0990112H"
CATALOG = "990501001000"


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def material(id_: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "material_name": both(name, f"{id_} (paper)"),
        "material_type": "1",
        "material_format": "1",
        "is_need": "1",
        "source_type": "10",
        "source_explain": both("申请人自己带来。", "Bring it with you."),
        "page_num": 1,
        **more,
    }


def option(id_: str, next_: str = "", **effects: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"id": id_, "label": both(f"答案{id_}", f"Answer {id_}")}
    found |= {"next": next_} if next_ else {"end": True}
    return found | ({"effects": effects} if effects else {})


SCENARIO: dict[str, Any] = {
    "start": "who",
    "nodes": [
        {
            "id": "who",
            "question": both("谁来办？", "Who applies?"),
            "options": [
                option("self", "moved"),
                option("agent", "moved", materials_add=["proxy"], fields_add=["agent_name"]),
                option(
                    "firm",
                    exclusion=both("单位不能申领。", "Not for organisations."),
                    note=both("请老人自己申领。", "The person applies themselves."),
                ),
            ],
        },
        {
            "id": "moved",
            "question": both("户口在本市吗？", "Is your household registered in this city?"),
            "options": [
                option("yes"),
                option("no", materials_add=["residence"], fee="copy", materials_remove=["book"]),
            ],
        },
    ],
}

PACKAGE: dict[str, Any] = {
    "schema": 1,
    "package_ver": 1,
    "catalog_code": CATALOG,
    "task_code": f"{DEPT}3{CATALOG}",
    "task_handle_item": f"{DEPT}3{CATALOG}01",
    "task_name": both("高龄津贴申领", "Allowance for the very old"),
    "common_names": ["老人津贴", "高龄补贴", "八十岁补贴"],
    "summary": both("年满七十岁的老人每月领取津贴。", "A monthly allowance from the age of 70."),
    "category": 10,
    "icon": "elder",
    "task_type": "05",
    "task_state": "1",
    "task_version": 1,
    "use_level": "3",
    "region": "990100",
    "dept_name": both("示例市残疾人联合会", "Disabled Persons' Federation of Shili"),
    "dept_code": DEPT,
    "dept_type": "1",
    "by_law": both("《示例市高龄津贴办法》第三条", "Shili Allowance Rules, article 3"),
    "accept_scope": both("本市户籍的老人。", "Residents of this city."),
    "accept_condition": both("年满七十周岁。", "Aged 70 or more."),
    "limit_explain": both("不限数量。", "No limit."),
    "anticipate_day": 20,
    "anticipate_type": "1",
    "anticipate_explain": both("自受理之日起算。", "From the day of acceptance."),
    "promise_day": 5,
    "promise_type": "1",
    "promise_explain": both("自受理之日起算。", "From the day of acceptance."),
    "server_type": ["1"],
    "project_type": "承诺件",
    "limit_scene_num": 0,
    "limit_scene_explain": both("在终端办完，不用到窗口。", "All done at the terminal."),
    "process": [
        {"stage": "02", "text": both("申请", "Apply"), "here": True},
        {"stage": "04", "text": both("审查", "Review")},
    ],
    "reviewers": both("津贴岗", "Allowance desk"),
    "transact_addr": both("示例市政务大厅 3 号窗口", "Shili hall, counter 3"),
    "transact_time": both("工作日 9:00-17:00", "Workdays 9:00 to 17:00"),
    "link_way": both("电话 0990-12345", "Phone 0990-12345"),
    "supervise_way": both("电话 0990-12346", "Phone 0990-12346"),
    "result_type": "资金",
    "result_name": both("津贴发放", "Allowance paid"),
    "is_fee": True,
    "fee_basis": both("复印收费标准", "Copying charges"),
    "fees": [
        {
            "id": "copy",
            "fee_name": both("复印费", "Copies"),
            "fee_stand": both("每份一元", "1 yuan each"),
            "by_law": both("《示例市复印收费标准》", "Shili copying charges"),
            "amount_fen": 100,
            "fee_kind": "审批",
        }
    ],
    "materials": [
        material("idcard", "居民身份证"),
        material("book", "户口簿"),
        material("proxy", "授权委托书", material_type="2"),
        material("residence", "居住证"),
    ],
    "questions": [
        {
            "question": both("多久发一次？", "How often is it paid?"),
            "answer": both("每月一次。", "Once a month."),
        }
    ],
    "is_service_terminals": True,
    "online_handle_depth": 4,
    "flow_template": "APPLY",
    "offline_class": "L1",
    "credentials": ["IDCARD"],
    "min_assurance": "AL2",
    "devices": ["idcard", "receipt_printer"],
    "consumables": [{"kind": "receipt"}],
    "service_hours": [{"days": "all", "from": "00:00", "to": "24:00"}],
    "exclusions": [
        {
            "rule": "age < 70",
            "text": both("未满七十周岁不能申领。", "Not below the age of 70."),
            "basis": both("《老年人权益保障法》第三十三条", "Law on the elderly, article 33"),
            "instead": both("年满后再来。", "Come back at 70."),
        }
    ],
    "hints": [{"rule": "age >= 70", "text": both("您可以申领高龄津贴。", "You may apply.")}],
    "sensitivity": 1,
    "scenario": SCENARIO,
    "form": [
        {"id": "phone", "label": both("手机号", "Mobile"), "type": "phone", "required": True},
        {
            "id": "agent_name",
            "label": both("代办人姓名", "Name of the agent"),
            "type": "text",
            "required": True,
            "max_length": 40,
        },
    ],
}


def package(**changes: Any) -> dict[str, Any]:
    """A fresh copy of the sample; a change to None takes the name out."""
    found = deepcopy(PACKAGE) | changes
    return {name: value for name, value in found.items() if value is not None}


def item(**changes: Any) -> ServiceItem:
    return parse_item(package(**changes))


def at(document: Any, path: str) -> Any:
    """What lies at a JSON path like $.materials[0].id."""
    for part in path.removeprefix("$").replace("[", ".[").split(".")[1:]:
        document = document[int(part[1:-1])] if part.startswith("[") else document[part]
    return document

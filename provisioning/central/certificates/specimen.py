"""What a template is tried with: the facts of an item's register about nobody. Pure."""

from datetime import date
from typing import Any

from kiosk.certificates.ids import CertificateId
from kiosk.flow.typed import NUMBERS, YES
from kiosk.items.codes_flow import FieldType
from kiosk.items.credentials import OF_COMPANIES
from kiosk.items.model import Field, ServiceItem
from kiosk.items.tools import Certificate
from provisioning.central.certificates.data import Paper, chosen_of, data_of
from provisioning.central.persons import sample_persons
from provisioning.central.sources import facts_of
from provisioning.central.sources.person import Asked

DAY = date(2030, 11, 21)
_COMPANY = ("示例市某某科技有限公司", "91990100MA0990010B")
_TYPED = {
    FieldType.MONTH: "2030-10",
    FieldType.DATE: "2030-10-01",
    FieldType.YES_NO: YES,
    FieldType.ID_NUMBER: sample_persons()[1][1],
    FieldType.CREDIT_CODE: _COMPANY[1],
    FieldType.PHONE: "10000000000",
    FieldType.CODE: "A1",
}
"""Of the other kinds numbers begin with their least, and a text is any."""


def specimen(item: ServiceItem, terms: Certificate, language: str) -> dict[str, Any]:
    """As `data_of`. Raises BadChoice, BadId, UnknownSource."""
    name, number = _COMPANY if {*item.credentials} <= OF_COMPANIES else sample_persons()[1]
    if terms.anonymous:
        name, number = "", ""
    needed = {one.id: _typed(one) for one in terms.options if one.required and one.default is None}
    asked = Asked(name, number, chosen_of(terms, needed, DAY), DAY)
    serial = "7KQ2M9XWE4TA"
    certificate = CertificateId(terms.type_code, item.dept_code, serial)
    page = "verify.zizhu.example/verify"
    until = DAY.isoformat() if terms.valid_days else ""
    paper = Paper(str(certificate), serial, 1, DAY.isoformat(), until, language, page)
    return data_of(item, terms, asked, facts_of(terms.source, asked), paper)


def _typed(option: Field) -> str:
    """Something that may be chosen; of two months that are a span, the first is the earlier."""
    if option.choices:
        return option.choices[0].value
    if option.type is FieldType.MONTH and option.id.endswith("_from"):
        return "2029-11"
    if option.type in NUMBERS:
        return f"{1 if option.minimum is None else option.minimum:f}"
    return _TYPED.get(option.type, "示例")

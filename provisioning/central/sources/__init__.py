"""What the departments' registers would say of a person, simulated. Pure.

Everything is derived from the number: the same person has the same facts each time, on every
platform. Nobody real is in it.
"""

from collections.abc import Callable, Mapping

from kiosk.items.asking import PACKAGE
from provisioning.central.sources import business, family, insurance, money, travel
from provisioning.central.sources.person import Asked, Facts, plain_facts

Source = Callable[[Asked], Facts]
SOURCES: Mapping[str, Source] = {
    "household_record": family.household,
    "criminal_record_check": family.no_record,
    "low_income_record": family.low_income,
    "border_crossing_record": travel.crossings,
    "social_insurance_record": insurance.social,
    "pension_rights_record": insurance.pension,
    "medical_insurance_record": insurance.medical,
    "enterprise_licence": business.licence,
    "tax_record": money.tax_record,
    "tax_payment": money.tax_payment,
    "real_estate_record": money.real_estate,
    "housing_fund_record": money.housing_fund,
    PACKAGE: plain_facts,
}


class UnknownSource(Exception):
    """This platform has no register of that name: it must not say what one would have said."""


def facts_of(source: str, asked: Asked) -> Facts:
    """Raises UnknownSource."""
    if source not in SOURCES:
        raise UnknownSource(source)
    return SOURCES[source](asked)

"""Numbers of persons and organisations, and the code tables behind their digits. Pure and total.

Check characters and calendar dates are hard checks. Regions are advisory: counties are abolished,
and their codes stay valid for life.
"""

from kiosk.numbers.codes import nation_name, province_name, sex_name
from kiosk.numbers.organisations import (
    credit_code_department,
    has_organisation_code,
    is_credit_code,
    organisation_check_character,
)
from kiosk.numbers.persons import (
    NumberKind,
    PersonNumber,
    birth_of,
    foreigner_check_digit,
    id_check_character,
    is_foreigner_number_2017,
    is_foreigner_number_2023,
    is_hmt_number,
    is_person_number,
    normal_number,
    person_number,
)

__all__ = [
    "NumberKind",
    "PersonNumber",
    "birth_of",
    "credit_code_department",
    "foreigner_check_digit",
    "has_organisation_code",
    "id_check_character",
    "is_credit_code",
    "is_foreigner_number_2017",
    "is_foreigner_number_2023",
    "is_hmt_number",
    "is_person_number",
    "nation_name",
    "normal_number",
    "organisation_check_character",
    "person_number",
    "province_name",
    "sex_name",
]

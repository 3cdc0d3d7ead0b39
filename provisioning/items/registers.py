"""What the platform can ask and write: the names that a package may use. Pure.

Who writes a package learns of a name that nobody knows from lint; a test holds that the platform
has exactly these (provisioning.central.sources, provisioning.central.queries).
"""

from typing import Final

from kiosk.items.asking import PACKAGE, PROGRESS

CERTIFICATE_SOURCES: Final = frozenset(
    {
        *("household_record", "criminal_record_check", "low_income_record"),
        *("border_crossing_record", "social_insurance_record", "pension_rights_record"),
        *("medical_insurance_record", "enterprise_licence", "tax_record", "tax_payment"),
        *("real_estate_record", "housing_fund_record", PACKAGE),
    }
)
"""Of `certificate.source`. PACKAGE is no register: all that is said stands in the package."""
QUERY_SOURCES: Final = frozenset(
    {
        *("same_name_count", "enterprise_register", "practitioner_register"),
        *("traffic_violations", "traffic_fines", "school_enrolment"),
        *("medical_insurance_record", PROGRESS, PACKAGE),
    }
)
"""Of `query.source`; terminals ask for PROGRESS by a way of its own."""
LANGUAGES: Final = ("zh", "en")
"""In which the platform writes certificates (provisioning/certificates/lib/base.typ)."""

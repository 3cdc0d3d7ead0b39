"""Code lists of stages, forms, results, queries and certificates."""

from enum import StrEnum


class StageCode(StrEnum):
    """The eight stages of an approval."""

    BOOK = "01"
    APPLY = "02"
    ACCEPT = "03"
    REVIEW = "04"
    DECIDE = "05"
    DELIVER = "06"
    PUBLISH = "07"
    SUPERVISE = "08"


class OtherProcess(StrEnum):
    """The eleven processes beside a new application."""

    CHANGE = "变更"
    RENEW = "延续"
    SUPPLEMENT = "补正"
    CANCEL = "注销"
    TRANSFER = "转让"
    REVOKE = "撤销"
    WITHDRAW = "撤回"
    SUSPEND = "中止"
    TERMINATE = "终止"
    REISSUE = "补办"
    ANNUAL = "年检"


class FieldType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    INTEGER = "integer"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    CODE = "code"


class Prefill(StrEnum):
    """What a field begins with, of the card or of what the citizen gave before."""

    NAME = "card.name"
    ID_NO = "card.id_no"
    ADDRESS = "card.address"
    BIRTH = "card.birth"
    SEX = "card.sex"
    NATION = "card.nation"
    PHONE = "profile.phone"
    EMAIL = "profile.email"
    POST_ADDRESS = "profile.address"


class ResultFormat(StrEnum):
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    TEXT = "text"


class ColumnFormat(StrEnum):
    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    LAMP = "lamp"
    STAGE = "stage"


class PlaceKind(StrEnum):
    HALL = "hall"
    TERMINAL = "terminal"
    AGENT = "agent"


class ContactKind(StrEnum):
    CONSULT = "consult"
    COMPLAIN = "complain"


class RemedyKind(StrEnum):
    """What a citizen who does not agree can do: 行政复议, 行政诉讼."""

    RECONSIDERATION = "reconsideration"
    LAWSUIT = "lawsuit"

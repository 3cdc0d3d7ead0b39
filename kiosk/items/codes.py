"""Code lists of a package (CL-..), by their values in the package."""

from enum import IntEnum, StrEnum


class Category(IntEnum):
    """The eleven categories of the start screen."""

    HOUSEHOLD = 1
    TRAFFIC = 2
    BORDER = 3
    SOCIAL_CARD = 4
    SOCIAL_INSURANCE = 5
    HEALTH_INSURANCE = 6
    BUSINESS = 7
    TAX = 8
    PROPERTY = 9
    CIVIL = 10
    GENERAL = 11


class TaskState(StrEnum):
    """CL-03."""

    IN_USE = "1"
    SUSPENDED = "2"
    CANCELLED = "3"


class UseLevel(StrEnum):
    """CL-02: who exercises the power."""

    STATE = "1"
    PROVINCE = "2"
    CITY = "3"
    COUNTY = "4"
    TOWN = "5"
    VILLAGE = "6"


class HandleArea(StrEnum):
    """CL-08: how far from home it can be handled."""

    NONE = "0"
    COUNTRY = "1"
    PROVINCES = "2"
    CITIES = "3"
    COUNTIES = "4"


class DeptType(StrEnum):
    """CL-04."""

    STATUTORY = "1"
    AUTHORISED = "2"
    ENTRUSTED = "3"


class TimeUnit(StrEnum):
    """CL-05."""

    WORK_DAYS = "1"
    DAYS = "2"
    HOURS = "3"
    MINUTES = "4"
    MONTHS = "5"


class ServerType(StrEnum):
    """CL-06: whom it serves."""

    PERSON = "1"
    COMPANY = "2"
    INSTITUTION = "3"
    ASSOCIATION = "4"
    OTHER_COMPANY = "5"
    AUTHORITY = "6"
    OTHER = "9"


class ProjectType(StrEnum):
    """CL-07, by name: provinces number them differently."""

    AT_ONCE = "即办件"
    PROMISED = "承诺件"
    JOINT = "联办件"
    REPORTED = "上报件"


class HandleType(StrEnum):
    WINDOW = "window"
    ONLINE = "online"
    TERMINAL = "terminal"
    MAIL = "mail"


class MaterialType(StrEnum):
    """CL-10."""

    PROOF = "1"
    FORM = "2"
    OTHER = "3"


class MaterialFormat(StrEnum):
    """CL-11."""

    PAPER = "1"
    ELECTRONIC = "2"
    EITHER = "3"


class Need(StrEnum):
    """CL-12."""

    NEEDED = "1"
    OPTIONAL = "2"
    LATER = "3"


class SourceType(StrEnum):
    """CL-13."""

    APPLICANT = "10"
    GOVERNMENT = "20"
    OTHER = "99"


class ScanProfile(StrEnum):
    PAGE = "page"
    PAGES = "pages"
    PORTRAIT = "portrait"
    CARD = "card"


class Trust(StrEnum):
    """ST-52: A issued by an authority, B checked with the original, C uploaded, D self-made."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class FeeKind(StrEnum):
    APPROVAL = "审批"
    PENALTY = "处罚"
    EXAM = "考试"


class FlowTemplate(StrEnum):
    """CL-20: what the terminal does for the item."""

    QUERY = "QUERY"
    PRINT = "PRINT"
    PROVE = "PROVE"
    APPLY = "APPLY"
    FILE = "FILE"
    CHANGE = "CHANGE"
    RENEW = "RENEW"
    PAY = "PAY"
    QUEUE = "QUEUE"
    BOOK = "BOOK"
    PICKUP = "PICKUP"
    VERIFY = "VERIFY"
    GUIDE = "GUIDE"
    CALC = "CALC"


class OfflineClass(StrEnum):
    """CL-21: L0 local; L1 accept now, upload later; L2 leased or cached part; L3 online only."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


class Credential(StrEnum):
    """CL-22."""

    NONE = "NONE"
    IDCARD = "IDCARD"
    IDCARD_FACE = "IDCARD_FACE"
    SSCARD = "SSCARD"
    SSCARD_PIN = "SSCARD_PIN"
    QR_APP = "QR_APP"
    EID = "EID"
    SMS = "SMS"
    UKEY = "UKEY"
    EBL = "EBL"
    RESIDENCE_HMT = "RESIDENCE_HMT"
    FPR = "FPR"
    RECEIPT_CODE = "RECEIPT_CODE"


class DeviceNeed(StrEnum):
    """CL-24."""

    IDCARD = "idcard"
    SSCARD = "sscard"
    SCANNER = "scanner"
    CAMERA = "camera"
    RECEIPT_PRINTER = "receipt_printer"
    A4_PRINTER = "a4_printer"
    QR = "qr"
    FINGERPRINT = "fingerprint"
    SIGNPAD = "signpad"
    LOCKER = "locker"
    LAMP = "lamp"
    SPEAKER = "speaker"
    HEADSET = "headset"
    UKEY = "ukey"
    CASHLESS = "cashless"


class Supply(StrEnum):
    RECEIPT = "receipt"
    A4 = "a4"


class OpenDays(StrEnum):
    """`workdays` by the work-day calendar, 调休 included; `weekend` is every other day."""

    ALL = "all"
    WORKDAYS = "workdays"
    WEEKEND = "weekend"
    MONDAY = "1"
    TUESDAY = "2"
    WEDNESDAY = "3"
    THURSDAY = "4"
    FRIDAY = "5"
    SATURDAY = "6"
    SUNDAY = "7"

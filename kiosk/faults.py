"""Everything that can go wrong for a citizen, as a closed set.

Each member's value is the operator's code. For each, kiosk/texts holds in every language a title,
the cause, what to do now, a spoken text and the operator's text; tests fail where one is missing.
"""

from enum import StrEnum


class Fault(StrEnum):
    # ID card reader: ID-01xx link and reader, ID-02xx card
    READER_ABSENT = "ID-0101"
    READER_SILENT = "ID-0102"
    READER_UNSUPPORTED = "ID-0103"
    READER_GARBLED = "ID-0104"
    READER_OUT_OF_SERVICE = "ID-0105"
    READER_HOST_LOST = "ID-0106"
    CARD_READ_FAILED = "ID-0201"
    CARD_NOT_VERIFIED = "ID-0202"
    CARD_WRONG_TYPE = "ID-0203"
    CARD_BAD_TEXT = "ID-0204"
    CARD_BAD_NUMBER = "ID-0205"
    CARD_EXPIRED = "ID-0206"
    CARD_TIMEOUT = "ID-0207"
    NUMBER_INVALID = "ID-0301"
    # receipt printer: RP-01xx before printing, RP-02xx while printing (outcome unknown)
    PRINTER_ABSENT = "RP-0101"
    PRINTER_NO_PAPER = "RP-0102"
    PRINTER_COVER_OPEN = "RP-0103"
    PRINTER_ERROR = "RP-0104"
    PRINTER_SILENT = "RP-0105"
    PRINTER_HOST_LOST = "RP-0106"
    PRINT_PAPER_END = "RP-0204"
    PRINT_COVER_OPENED = "RP-0205"
    PRINT_ERROR = "RP-0206"
    PRINT_CONNECTION_LOST = "RP-0207"
    PRINT_NO_ANSWER = "RP-0208"
    PRINT_HOST_LOST = "RP-0209"
    PRINT_INTERRUPTED = "RP-0210"
    # queue tickets
    GROUP_CLOSED = "QT-0101"
    GROUP_QUOTA_DAY = "QT-0102"
    GROUP_QUOTA_INTERVAL = "QT-0103"
    GROUP_NO_NUMBERS = "QT-0104"
    PERSON_QUOTA_DAY = "QT-0105"
    OPEN_TICKET = "QT-0106"
    GROUP_UNKNOWN = "QT-0107"
    MEANS_NOT_ALLOWED = "QT-0108"
    # the terminal itself
    SERVICE_LOST = "SV-0101"
    DISK_FULL = "SV-0102"
    STORE_ERROR = "SV-0103"
    CLOCK_WRONG = "SV-0104"
    # the central platform (never stops a citizen; shown to operators and in the health line)
    PLATFORM_UNREACHABLE = "NW-0101"
    PLATFORM_ERROR = "NW-0102"
    PLATFORM_NOT_OURS = "NW-0103"
    PLATFORM_REFUSED = "NW-0104"

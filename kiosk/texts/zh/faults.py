"""Faults in Simplified Chinese: all families, and those of the terminal and the platform."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText
from kiosk.texts.zh.faults_a4 import A4_FAULTS
from kiosk.texts.zh.faults_card import CARD_FAULTS
from kiosk.texts.zh.faults_catalogue import CATALOGUE_FAULTS
from kiosk.texts.zh.faults_cert import CERT_FAULTS
from kiosk.texts.zh.faults_devices import DEVICE_FAULTS
from kiosk.texts.zh.faults_face import FACE_FAULTS
from kiosk.texts.zh.faults_identity import IDENTITY_FAULTS
from kiosk.texts.zh.faults_item import ITEM_FAULTS
from kiosk.texts.zh.faults_print import PRINT_FAULTS
from kiosk.texts.zh.faults_query import QUERY_FAULTS
from kiosk.texts.zh.faults_scan import SCAN_FAULTS
from kiosk.texts.zh.faults_social import SOCIAL_FAULTS
from kiosk.texts.zh.faults_ticket import TICKET_FAULTS
from kiosk.texts.zh.takeaway import TAKEAWAY_FAULTS

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "没取过号的，可到 {neighbour} 取"
_GO_ON = "可以照常取号，凭号等候"
_HOW_LONG = "想知道要等多久，请问人工窗口"
_WAITING_UNKNOWN = "取号照常，只是前面有多少人暂时不知道"

_TERMINAL: dict[Fault, FaultText] = {
    Fault.SERVICE_LOST: FaultText(
        "本机正在恢复",
        "本机有一部分正在重新启动，您办的事没有丢。",
        ("请稍等一会儿，再试一次", "着急的话，请到人工窗口", _PHONE),
        "本机有一部分正在重新启动，您办的事没有丢。请稍等一会儿，再试一次。"
        "着急的话，请到人工窗口。",
        "取号服务没有应答或已退出，应由守护程序自动重启；不恢复时看服务日志和磁盘。号码以本机库为准。",
    ),
    Fault.DISK_FULL: FaultText(
        "本机暂时不能取新号",
        "本机的存储满了，记不下新号，您已经取过的号照样有效。",
        (_NEIGHBOUR, "请到人工窗口取号", _PHONE),
        "本机的存储满了，暂时不能取新号。您已经取过的号照样有效。还没取号的话，请到人工窗口。",
        "磁盘已满，没有写入任何记录。清理日志和旧文件，不要删除本机库；清理后看待上传记录是否减少。",
    ),
    Fault.STORE_ERROR: FaultText(
        "本机暂时不能取新号",
        "本机的记录部分出了问题，记不下新号，您已经取过的号照样有效。",
        (_NEIGHBOUR, "请到人工窗口取号", _PHONE),
        "本机暂时不能取新号。您已经取过的号照样有效。还没取号的话，请到人工窗口。",
        "本机库读写出错，没有写入这条记录。看服务日志，查磁盘；先备份库文件，不要删除。",
    ),
    Fault.CLOCK_WRONG: FaultText(
        "本机的时间可能不准",
        "取号照常，只是屏幕上的时间可能不对。",
        (_GO_ON, "时间请看大厅的钟，或问人工窗口", _PHONE),
        "本机的时间可能不准，请看大厅里的钟。取号照常，您可以放心取号，有疑问请到人工窗口。",
        "系统时间早于上一个取号日，号码暂按上一个取号日继续，不会重号。校准系统时间，查对时服务和主板电池。",
    ),
    Fault.OUT_OF_SERVICE: FaultText(
        "本机暂停服务",
        "工作人员让本机暂停取号，您已经取过的号照样有效。",
        (_NEIGHBOUR, "请到人工窗口取号", _PHONE),
        "本机暂停服务，您已经取过的号照样有效。还没取号的话，请用旁边的机器，或者到人工窗口。",
        "平台下发了停用指令；平台下发启用指令后恢复，重新启动不会解除。",
    ),
    Fault.ROOM_LEAN: FaultText(
        "这次的评价没有记下",
        "本机的存储快满了，暂时不收评价，您办的事和您的号都不受影响。",
        ("您的号照样有效，凭号等候", "想评价，请到人工窗口", _PHONE),
        "本机的存储快满了，这次的评价没有记下。您办的事和您的号都不受影响，想评价请到人工窗口。",
        "磁盘空间偏少或待传记录过多，暂不收评价等可选记录。清理磁盘，查上传；有余量后自动恢复。",
    ),
    Fault.ROOM_TIGHT: FaultText(
        "本机暂时只能取号",
        "本机的存储快满了，申请和材料暂时收不下，取号照常。",
        (_GO_ON, "要交申请，请到人工窗口", _PHONE),
        "本机的存储快满了，暂时只能取号，申请和材料收不下。要交申请，请到人工窗口。",
        "磁盘空间不足或待传记录过多，暂不收新申请和附件，取号照常。清理磁盘，查上传；有余量后自动恢复。",
    ),
}

_PLATFORM: dict[Fault, FaultText] = {
    Fault.PLATFORM_UNREACHABLE: FaultText(
        "网络不通，可以照常取号",
        f"本机现在连不上中心系统，{_WAITING_UNKNOWN}。",
        (_GO_ON, _HOW_LONG, _PHONE),
        "网络暂时不通，您可以照常取号。前面有多少人暂时不知道，可以问人工窗口。",
        "连不上平台。查网线、路由和域名解析；记录存在本机，恢复后自动上传。预领的号会用完，请看余量。",
    ),
    Fault.PLATFORM_ERROR: FaultText(
        "中心系统忙，可照常取号",
        f"中心系统现在没能好好应答，{_WAITING_UNKNOWN}。",
        (_GO_ON, _HOW_LONG, _PHONE),
        "中心系统现在有点忙，您可以照常取号。前面有多少人暂时不知道，可以问人工窗口。",
        "平台有应答，但是出错。看平台日志；本机保留记录，会自动再传。",
    ),
    Fault.PLATFORM_NOT_OURS: FaultText(
        "网络不对，可以照常取号",
        f"本机接上的网络通不到中心系统，{_WAITING_UNKNOWN}。",
        (_GO_ON, _HOW_LONG, _PHONE),
        "网络现在通不到中心系统，您可以照常取号。前面有多少人暂时不知道，可以问人工窗口。",
        "应答的不是本平台：可能是上网认证页、代理或地址配错。查网络和平台地址；没有把任何记录当作已传。",
    ),
    Fault.PLATFORM_REFUSED: FaultText(
        "未接上中心，可照常取号",
        f"中心系统暂时没有接受本机，{_WAITING_UNKNOWN}。",
        (_GO_ON, _HOW_LONG, _PHONE),
        "本机暂时没有接上中心系统，您可以照常取号。前面有多少人暂时不知道，可以问人工窗口。",
        "平台拒绝了本机或本机的记录。查令牌是否过期或停用、终端编号是否登记；记录保留在本机。",
    ),
}

FAULTS: dict[Fault, FaultText] = {
    **CARD_FAULTS,
    **SOCIAL_FAULTS,
    **PRINT_FAULTS,
    **A4_FAULTS,
    **SCAN_FAULTS,
    **FACE_FAULTS,
    **DEVICE_FAULTS,
    **TICKET_FAULTS,
    **IDENTITY_FAULTS,
    **ITEM_FAULTS,
    **QUERY_FAULTS,
    **CERT_FAULTS,
    **TAKEAWAY_FAULTS,
    **CATALOGUE_FAULTS,
    **_TERMINAL,
    **_PLATFORM,
}

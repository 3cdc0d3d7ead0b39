"""Why a number cannot be given, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_OTHER = "可先办别的业务，或问人工窗口"
_OTHER_SAID = "您可以先办别的业务，也可以问人工窗口。"

TICKET_FAULTS: dict[Fault, FaultText] = {
    Fault.GROUP_CLOSED: FaultText(
        "这项业务现在不办理",
        "现在不在这项业务的办理时间里。",
        ("请在 {reopens} 再来取号", _OTHER, _PHONE),
        f"这项业务现在不在办理时间里，再开放的时间请看屏幕。{_OTHER_SAID}",
        "按业务的办理时间停止取号，收尾前的截止分钟也算。不是故障；时间不对请在平台改。",
    ),
    Fault.GROUP_QUOTA_DAY: FaultText(
        "今天的号已经取完",
        "这项业务今天能发的号都发完了。",
        (_OTHER, "也可以改天早一点来", _PHONE),
        f"这项业务今天的号已经取完。{_OTHER_SAID}您也可以改天早一点来。",
        "已到本业务每日上限。不是故障；要加号请在平台调上限。",
    ),
    Fault.GROUP_QUOTA_INTERVAL: FaultText(
        "这个时段的号取完了",
        "这项业务在这个时段能发的号都发完了。",
        ("请在 {reopens} 再来取号", _OTHER, _PHONE),
        f"这项业务这个时段的号取完了，下一次放号的时间请看屏幕。{_OTHER_SAID}",
        "已到本时段限额。不是故障；要加号请在平台调时段限额。",
    ),
    Fault.GROUP_NO_NUMBERS: FaultText(
        "本机的号用完了",
        "中心分给本机的号已经用完，要领到新的才能再发。",
        ("可到 {neighbour} 取号", _OTHER, _PHONE),
        f"本机的号用完了，要领到新的才能再发。{_OTHER_SAID}",
        "预领的号段已用完，没有补上。查与平台的连接和系统日期，联通后自动补领；不够用请在平台调大号段。",
    ),
    Fault.PERSON_QUOTA_DAY: FaultText(
        "您今天的次数用完了",
        "这项业务每人每天能取的号，您今天已经取满。",
        (_OTHER, "也可以改天再来", _PHONE),
        f"这项业务每人每天能取的号，您今天已经取满。{_OTHER_SAID}您也可以改天再来。",
        "该人已到本业务每日次数。不是故障；特殊情况由窗口受理。",
    ),
    Fault.OPEN_TICKET: FaultText(
        "您已经取过这个号了",
        "您的号 {ticket_no} 一直有效，不用重新排队。",
        ("可以在本机补打一张，号不变", "可拍下屏幕上的号，或问人工窗口", _PHONE),
        "您已经取过号了，号码是{ticket_no}，一直有效，不用重新排队。"
        "需要的话可以补打一张，号不变。有疑问请到人工窗口。",
        "该人本业务还有未办结的号，没有发新号。补打的一张标明副本。要作废请在窗口处理。",
    ),
    Fault.GROUP_UNKNOWN: FaultText(
        "这项业务刚刚有变动",
        "这项业务现在不在本机能取号的业务里。",
        ("请返回，在业务页重新选一项", "要办这一项，请问人工窗口", _PHONE),
        "这项业务刚刚有变动，本机现在不能取它的号。请返回重新选一项，也可以问人工窗口。",
        "请求的业务不在当前业务表。若平台上还有它，查业务表是否已同步到本机。",
    ),
    Fault.MEANS_NOT_ALLOWED: FaultText(
        "这项业务要用身份证",
        "这项业务取号时，要把身份证放上来读。",
        ("请返回重选这项业务，再放身份证", "没带身份证，请到人工窗口", _PHONE),
        "这项业务要用身份证取号。请返回，重选这项业务，再放上身份证。没带身份证，请到人工窗口。",
        "认证方式低于本业务要求。不是故障；是否准许输入号码在平台的业务设置里。",
    ),
}

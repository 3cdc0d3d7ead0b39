"""Faults of the receipt printer, in Simplified Chinese.

PRINTER_* may be met before a number is taken or when a copy is asked for; the texts hold for both.
PRINT_* come while printing: whether paper came out is not known, so no text says it.
"""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "没取过号的，也可到 {neighbour} 取"
_ON_SCREEN = "号会显示在屏幕上，请拍下，或问人工窗口"
_WITHOUT_PAPER = (_ON_SCREEN, _NEIGHBOUR, _PHONE)
_NOT_TOUCHED = "取号和已经取过的号都不受影响"
_SAID = "取号不受影响，您的号会显示在屏幕上，请记下号码或者拍下屏幕。有疑问请到人工窗口。"

_KEPT = "您的号 {ticket_no} 已保留，不用重新排队"
_PHOTOGRAPH = "拍下本页，凭号 {ticket_no} 等叫号"
_COPY = "可以再打一张，或问人工窗口"
_AFTER_NUMBER = (_PHOTOGRAPH, _COPY, _PHONE)
_AFTER_STAFF = (_PHOTOGRAPH, "可呼叫工作人员，或问人工窗口", _PHONE)
_KEPT_SAID = "您的号{ticket_no}已经保留，不用重新排队。"
_LOOK_SAID = "请看看出纸口有没有号票，没有也不要紧，拍下屏幕，凭号等候叫号。有疑问请到人工窗口。"
_UNSETTLED = "这一张有没有打出来不能确定，本机不会自动重打；查出纸口和纸路。"

_BEFORE: dict[Fault, FaultText] = {
    Fault.PRINTER_ABSENT: FaultText(
        "本机现在不能打印号票",
        f"打印机没有接上，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"本机现在不能打印号票。{_SAID}",
        "找不到打印机。查供电、数据线或网线，核对配置的打印机地址。",
    ),
    Fault.PRINTER_NO_PAPER: FaultText(
        "号票纸用完了",
        f"打印机里没有纸了，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"号票纸用完了。{_SAID}",
        "纸卷用尽。换同宽热敏纸，合上盖；状态应自动恢复，不恢复时查纸传感器。",
    ),
    Fault.PRINTER_COVER_OPEN: FaultText(
        "打印机的盖子没合上",
        f"盖子开着，打印机不能工作，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"打印机的盖子没合上，现在不能打印号票。{_SAID}",
        "打印机报盖开。合紧上盖；仍报盖开时查盖开关。",
    ),
    Fault.PRINTER_ERROR: FaultText(
        "打印机需要检修",
        f"打印机自己报了故障，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"打印机需要检修，现在不能打印号票。{_SAID}",
        "打印机报故障：卡纸、切刀、过热或脱机。用 doctor --try 看是哪一种，清纸路后断电重启。",
    ),
    Fault.PRINTER_SILENT: FaultText(
        "打印机没有应答",
        f"打印机现在没有反应，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"打印机没有应答，现在不能打印号票。{_SAID}",
        "打印机不回答状态查询，状态按未知处理。查电源和连线，断电重启打印机。",
    ),
    Fault.PRINTER_HOST_LOST: FaultText(
        "打印正在恢复",
        f"本机的打印程序正在重新启动，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"打印程序正在重新启动，现在不能打印号票。{_SAID}",
        "打印进程退出或无应答，应由守护程序自动重启；反复出现时看打印进程日志。",
    ),
    Fault.PRINTER_JAMMED: FaultText(
        "打印机里卡了纸",
        f"有纸卡在打印机里，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"打印机里卡了纸，现在不能打印号票。{_SAID}",
        "打印机报卡纸。打开上盖，顺出纸方向取出纸，合上盖；不要用硬物撬。",
    ),
    Fault.PRINTER_CUTTER: FaultText(
        "打印机的切纸刀卡住了",
        f"切纸刀没有回到原位，{_NOT_TOUCHED}。",
        _WITHOUT_PAPER,
        f"打印机的切纸刀卡住了，现在不能打印号票。{_SAID}",
        "打印机报切刀故障。断电，清掉纸屑，让切刀回位再通电；仍报时换切刀。",
    ),
    Fault.PRINTER_TICKET_WAITING: FaultText(
        "出纸口还有一张号票",
        f"出纸口的号票取走后才能打下一张，{_NOT_TOUCHED}。",
        ("是您的号票，请取走再试", "不是您的，请交给人工窗口", _PHONE),
        "出纸口还有一张号票，取走后才能打下一张。是您的，请取走。不是您的，请交给人工窗口。"
        "取号不受影响，您的号会显示在屏幕上。",
        "出纸口传感器报有纸。取走号票；没有纸仍报时，清洁传感器。",
    ),
}

_DURING: dict[Fault, FaultText] = {
    Fault.PRINT_PAPER_END: FaultText(
        "纸在打印中用完了",
        f"{_KEPT}。",
        _AFTER_STAFF,
        f"纸在打印中用完了。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印中报缺纸。换纸。{_UNSETTLED}",
    ),
    Fault.PRINT_COVER_OPENED: FaultText(
        "打印时盖子打开了",
        f"{_KEPT}。",
        _AFTER_STAFF,
        f"打印的时候，打印机的盖子打开了。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印中报盖开。合紧上盖。{_UNSETTLED}",
    ),
    Fault.PRINT_ERROR: FaultText(
        "打印时机器出了故障",
        f"号票可能不完整，{_KEPT}。",
        _AFTER_STAFF,
        f"打印的时候机器出了故障，号票可能不完整。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印中报故障：卡纸、切刀或过热。{_UNSETTLED}",
    ),
    Fault.PRINT_CONNECTION_LOST: FaultText(
        "打印时连接断了",
        f"号票可能出来了，也可能没有，{_KEPT}。",
        _AFTER_NUMBER,
        f"打印的时候连接断了。{_KEPT_SAID}{_LOOK_SAID}",
        f"发送中连接中断。查数据线或网线、打印机电源。{_UNSETTLED}",
    ),
    Fault.PRINT_NO_ANSWER: FaultText(
        "打印机没有回话",
        f"号票可能出来了，也可能没有，{_KEPT}。",
        _AFTER_NUMBER,
        f"打印机没有回话。{_KEPT_SAID}{_LOOK_SAID}",
        f"已发送，但限定时间内没有收到打完的应答。查打印机是否脱机或卡住。{_UNSETTLED}",
    ),
    Fault.PRINT_HOST_LOST: FaultText(
        "打印程序中断了",
        f"号票可能出来了，也可能没有，{_KEPT}。",
        _AFTER_NUMBER,
        f"打印程序中断了。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印进程在打印中退出，看打印进程日志。{_UNSETTLED}",
    ),
    Fault.PRINT_INTERRUPTED: FaultText(
        "打印被打断了",
        f"号票可能出来了，也可能没有，{_KEPT}。",
        _AFTER_NUMBER,
        f"打印被打断了。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印没有收尾，可能停过电或重启过。{_UNSETTLED}",
    ),
    Fault.PRINT_JAM: FaultText(
        "打印时卡了纸",
        f"号票可能不完整，{_KEPT}。",
        _AFTER_STAFF,
        f"打印的时候卡了纸，号票可能不完整。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印中报卡纸。打开上盖，顺出纸方向取出纸。{_UNSETTLED}",
    ),
    Fault.PRINT_CUTTER: FaultText(
        "打印时切纸刀卡住了",
        f"号票可能没有切下来，{_KEPT}。",
        _AFTER_STAFF,
        f"打印的时候切纸刀卡住了，号票可能没有切下来。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印中报切刀故障。断电，清掉纸屑，让切刀回位。{_UNSETTLED}",
    ),
    Fault.PRINT_HEAD: FaultText(
        "打印机太热，停下来了",
        f"号票可能不完整，{_KEPT}。",
        _AFTER_STAFF,
        f"打印机太热，停下来了，号票可能不完整。{_KEPT_SAID}{_LOOK_SAID}",
        f"打印中打印头过热或电压不对，冷却后会自动恢复。反复出现时查通风和电源。{_UNSETTLED}",
    ),
}

PRINT_FAULTS: dict[Fault, FaultText] = {**_BEFORE, **_DURING}

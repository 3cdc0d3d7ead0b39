"""Faults of the catalogue of service items, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_AGAIN = "请返回，再找一次别的事项"
_COUNTER = "要办这一项，请问人工窗口"
_PHONE = "也可以拨打 {hotline}"

CATALOGUE_FAULTS: dict[Fault, FaultText] = {
    Fault.ITEM_GONE: FaultText(
        "这一项刚刚有变动",
        "这一项现在不在本机能看的事项里。",
        (_AGAIN, _COUNTER, _PHONE),
        "这一项刚刚有变动，本机现在看不了。请返回再找一次，也可以问人工窗口。",
        "请求的事项此刻不可见：已取消、未生效，或不属于本站点。核对平台上的状态和日期。",
    ),
    Fault.ITEM_UNREADABLE: FaultText(
        "这一项暂时打不开",
        "这一项的内容本机读不出来，其他事项不受影响。",
        (_AGAIN, _COUNTER, _PHONE),
        "这一项暂时打不开，其他事项不受影响。请返回找别的事项，也可以问人工窗口。",
        "事项包不是本版程序能读的。请检查这一包；若是新格式，先升级程序。",
    ),
    Fault.CATALOGUE_LOST: FaultText(
        "暂时查不了事项",
        "本机的事项目录读不出来，取号不受影响。",
        ("可以照常取号，到窗口问", "请到人工窗口查询", _PHONE),
        "暂时查不了事项，取号不受影响。您可以照常取号，到人工窗口再问。",
        "事项目录文件打不开或已损坏。看服务日志；更新程序会从平台重新取一份。",
    ),
}

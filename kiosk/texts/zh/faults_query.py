"""Why nothing was looked up, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_AGAIN = "可以点“再查一次”"
_COUNTER = "着急的，请到人工窗口查"
_PHONE = "也可以拨 {hotline}"

QUERY_FAULTS: dict[Fault, FaultText] = {
    Fault.QUERY_NO_ANSWER: FaultText(
        "这次没有查到回音",
        "部门的系统十秒内没有回答，什么也没有显示，也没有留下。",
        (_AGAIN, _COUNTER, _PHONE),
        "部门的系统十秒内没有回答。可以再查一次，着急的请到人工窗口查。",
        "平台在限时内没有应答或连不上。看网络和平台的响应时间；恢复后自动正常。",
    ),
    Fault.QUERY_NOT_OURS: FaultText(
        "查到的内容有问题，没有显示",
        "收到的回答不完整，或者对不上您这次的查询，为了您的信息安全没有显示。",
        (_AGAIN, _COUNTER, _PHONE),
        "收到的回答对不上这次的查询，为了您的信息安全没有显示。可以再查一次，或者到人工窗口查。",
        "平台的应答不合约定，或不属于所查的人。请平台按日志核查，应答内容不留存。",
    ),
    Fault.QUERY_REFUSED: FaultText(
        "现在不能这样查",
        "平台没有受理这次查询：身份没有核对上，或者查得太频繁。",
        ("过一会儿再查", _COUNTER, _PHONE),
        "平台没有受理这次查询。请过一会儿再查，或者到人工窗口查。",
        "平台拒绝了查询，日志里有它的原因码：身份不符、凭证不够、编号猜得太多，或事项已下架。",
    ),
}

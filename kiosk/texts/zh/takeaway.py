"""Taking something away, on a slip or on a telephone, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.texts.fault_text import FaultText
from kiosk.texts.screen_text import ScreenText

_PHONE = "也可以拨 {hotline}"
_COUNTER = "着急的话，请到人工窗口"

TAKEAWAY_WORDS: dict[str, str] = {
    "paper": "打印带走",
    "carry": "手机带走",
    "flow_chart": "看流程图",
    "busy_slip": "正在打印",
    "slip_taken": "拿好了",
    "slip_again": "再打一张",
    "to_page": "返回",
    "carry_title": "用手机扫一扫",
    "carry_guide": "不用登录，随时能再打开；您选的情况也在里面。",
    "carry_result": "只有第一部扫码的手机能看，最多 {minutes} 分钟；您离开本机，就打不开了。",
    "carry_instead": "打印在纸上",
    "busy_carry": "正在准备二维码",
    "busy_picture": "正在打开流程图",
    "picture_of": "{item}的流程图",
    "sheet_note": "此纸只供本人查看，不是证明。",
    "zoom_in": "放大",
    "zoom_out": "缩小",
    "zoom_fit": "看全图",
}

TAKEAWAY_SCREENS: dict[State, ScreenText] = {
    State.SLIP: ScreenText("正在打印", "请稍等，纸从出纸口出来", "正在打印，请稍等。"),
    State.SLIP_OUT: ScreenText(
        "请取走纸条",
        "纸条从屏幕下方的出纸口出来",
        "打好了，请从屏幕下方的出纸口取走纸条。",
    ),
    State.SLIP_TROUBLE: ScreenText("{fault_title}", "", "{fault_spoken}"),
    State.CARRY: ScreenText(
        "带到手机上看",
        "打开手机的扫一扫，对准下面的二维码",
        "请打开手机的扫一扫，对准屏幕上的二维码。没有手机，可以打印在纸上。",
    ),
    State.FLOW_CHART: ScreenText(
        "流程图",
        "可以放大，可以拖动；文字步骤在下面",
        "屏幕上是流程图，可以放大，也可以拖动。同样的步骤用文字写在下面。",
    ),
}

TAKEAWAY_FAULTS: dict[Fault, FaultText] = {
    Fault.HAND_OFF_OFFLINE: FaultText(
        "断网时传不到手机",
        "结果要经过网络才能传到手机，现在连不上。",
        ("可以打印在纸上带走", _COUNTER, _PHONE),
        "结果要经过网络才能传到手机，现在连不上。可以打印在纸上带走，着急的话请到人工窗口。",
        "本机与平台未连通，没有创建手机页面。查网络和平台状态，连通后自动恢复。",
    ),
    Fault.HAND_OFF_REFUSED: FaultText(
        "这次没能传到手机",
        "平台没有接收，什么也没有留下。",
        ("可以再试一次，或者打印带走", _COUNTER, _PHONE),
        "这次没能传到手机，什么也没有留下。可以再试一次，或者打印带走，着急的话请到人工窗口。",
        "平台没有接收手机页面，原因见服务日志：内容过大、同时太多，或平台出错。",
    ),
    Fault.PICTURE_BAD: FaultText(
        "这张图打不开",
        "这张图有问题，文字步骤和图上写的一样。",
        ("请看文字步骤", "看不明白的，请问人工窗口", _PHONE),
        "这张图打不开，请看文字步骤。看不明白的，请问人工窗口。",
        "事项包里的流程图缺失、过大或不是合格的图片。请改事项包后重新发布。",
    ),
    Fault.SLIP_NO_PRINTER: FaultText(
        "现在打不了纸条",
        "本机这会儿打不出纸，屏幕上的内容没有少。",
        ("可以用手机扫码带走，或看屏幕", "要纸质的，请到人工窗口", _PHONE),
        "本机现在打不了纸条。可以用手机扫码带走，要纸质的请到人工窗口。",
        "打印前小票打印机不可用，屏幕上是它自己的代码。按该代码处理；没有开始打印。",
    ),
    Fault.SLIP_UNPROVED: FaultText(
        "纸条可能没有打完",
        "打印中途出了问题，机器没法确认打好了没有。",
        ("请先看看出纸口有没有纸条", "没有的，再打一张，或到人工窗口", _PHONE),
        "纸条可能没有打完，请先摸一摸出纸口。没有的话，可以再打一张，都不行请到人工窗口。",
        "打印结果无法证实，屏幕上是打印机的代码。不会自动重打；按该代码检查打印机。",
    ),
}

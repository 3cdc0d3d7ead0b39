"""Faults of the indicator lamps and those that any device may have, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "可到 {neighbour} 办理"
_AT_COUNTER = "着急的话，请到人工窗口"
_COUNTER_SAID = "着急的话，请到人工窗口。"
_ELSEWHERE = ("请换个办法，或到人工窗口办理", _NEIGHBOUR, _PHONE)

_BY_SCREEN = ("请看屏幕上的图，照常办理", "找不到地方，请问人工窗口", _PHONE)
_BY_SCREEN_SAID = "办事不受影响，请看屏幕上的图，照常办理。找不到地方的话，请问人工窗口。"

_LAMPS: dict[Fault, FaultText] = {
    Fault.LAMPS_ABSENT: FaultText(
        "指示灯现在不亮",
        "本机没有接上指示灯，办事不受影响。",
        _BY_SCREEN,
        f"指示灯现在不亮。{_BY_SCREEN_SAID}",
        "找不到配置的灯板串口，或它正被别的程序占用。查供电和数据线，核对配置的端口。",
    ),
    Fault.LAMPS_SILENT: FaultText(
        "指示灯可能不准",
        "指示灯现在没有反应，办事不受影响。",
        _BY_SCREEN,
        f"指示灯可能不准。{_BY_SCREEN_SAID}",
        "端口打开了，但灯板不应答，或应答不合格式。查供电、接线、站号和波特率。",
    ),
    Fault.LAMPS_REFUSED: FaultText(
        "指示灯可能不亮",
        "指示灯没有按要求亮，办事不受影响。",
        _BY_SCREEN,
        f"指示灯可能不亮。{_BY_SCREEN_SAID}",
        "灯板拒绝了命令，或回读的输出与所写不符。核对配置的线圈编号和数量。",
    ),
}

_ANY: dict[Fault, FaultText] = {
    Fault.DEVICE_BUSY: FaultText(
        "设备正忙",
        "这个设备还在忙上一件事。",
        ("请稍等一会儿，再点一次", _AT_COUNTER, _PHONE),
        f"设备正忙，请稍等一会儿，再点一次。{_COUNTER_SAID}",
        "上一条命令未结束，这一条没有执行。反复出现时看设备日志。",
    ),
    Fault.DEVICE_HUNG: FaultText(
        "设备正在重新连接",
        "这个设备没有反应，正在重新连接，您办的事没有丢。",
        ("请稍等一会儿，再试一次", _AT_COUNTER, _PHONE),
        f"设备正在重新连接，您办的事没有丢。请稍等一会儿，再试一次。{_COUNTER_SAID}",
        "驱动调用不返回，已弃用并重开设备。反复出现时断电重接设备，看设备日志。",
    ),
    Fault.DEVICE_CANCELLED: FaultText(
        "这一步停下了",
        "这一步在做完之前取消了。",
        ("要接着办，请再点一次", "要人帮忙，请到人工窗口", _PHONE),
        "这一步在做完之前取消了。要接着办，请再点一次。要人帮忙的话，请到人工窗口。",
        "命令被取消：办事的人离开、返回或换了一步。不是设备故障。",
    ),
    Fault.DEVICE_TIMED_OUT: FaultText(
        "这一步等得太久了",
        "到了时间，设备还没有做完，您办的事没有丢。",
        ("请再试一次", _AT_COUNTER, _PHONE),
        f"这一步等得太久了，您办的事没有丢。请再试一次。{_COUNTER_SAID}",
        "命令到期未完成。偶尔出现可不管；常出现时查设备连线和设备日志。",
    ),
    Fault.DEVICE_NOT_FITTED: FaultText(
        "本机没有这个设备",
        "这一步要用的设备，本机没有装。",
        _ELSEWHERE,
        "这一步要用的设备，本机没有装。请换个办法，或者到人工窗口办理。",
        "本机没有配置此设备，或此型号不支持这条命令。核对设备配置。",
    ),
    Fault.DEVICE_HOST_LOST: FaultText(
        "设备正在恢复",
        "本机管设备的程序正在重新启动，您办的事没有丢。",
        ("请稍等一会儿，再试一次", _AT_COUNTER, _PHONE),
        f"管设备的程序正在重新启动，您办的事没有丢。请稍等一会儿，再试一次。{_COUNTER_SAID}",
        "设备进程退出或无应答，应由守护程序自动重启；反复出现时看设备进程日志。",
    ),
}

DEVICE_FAULTS: dict[Fault, FaultText] = {**_LAMPS, **_ANY}

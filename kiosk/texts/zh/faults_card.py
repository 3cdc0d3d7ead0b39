"""Faults of the card reader, the card and the typed number, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "可到 {neighbour} 放身份证取号"
_OTHER_WAY = "有的业务可输号码，或到人工窗口"
_WITHOUT_READER = (_OTHER_WAY, _NEIGHBOUR, _PHONE)
_PUT_AGAIN = "拿起身份证，再平放一次，不要动"
_SAID = "有的业务可以输入身份证号码取号，您也可以到人工窗口。"

_READER: dict[Fault, FaultText] = {
    Fault.READER_ABSENT: FaultText(
        "读卡器现在不能用",
        "本机没有接上读卡器，不是您的身份证有问题。",
        _WITHOUT_READER,
        f"读卡器现在不能用，不是您的身份证有问题。{_SAID}",
        "找不到配置的串口，或它正被别的程序占用。查读卡器供电和数据线，核对配置的端口。",
    ),
    Fault.READER_SILENT: FaultText(
        "读卡器没有应答",
        "读卡器现在没有反应，不是您的身份证有问题。",
        _WITHOUT_READER,
        f"读卡器现在没有反应，不是您的身份证有问题。{_SAID}",
        "端口打开了，但读卡器不应答。断电重接读卡器，查数据线和波特率。",
    ),
    Fault.READER_UNSUPPORTED: FaultText(
        "本机现在读不了身份证",
        "本机装的读卡器不能用来读身份证，不是您的身份证有问题。",
        _WITHOUT_READER,
        f"本机现在读不了身份证，不是您的身份证有问题。{_SAID}",
        "读卡器不认识所用的命令，或没有权限，协议可能不同。换成支持的型号。",
    ),
    Fault.READER_GARBLED: FaultText(
        "读卡器信号不清",
        "读卡器传来的内容不完整，不是您的身份证有问题。",
        _WITHOUT_READER,
        f"读卡器的信号不清，不是您的身份证有问题。{_SAID}",
        "收到的数据反复不合格式。查波特率、数据线、接地和串口转换器。",
    ),
    Fault.READER_OUT_OF_SERVICE: FaultText(
        "读卡器暂停使用",
        "读卡器里的安全部件没有工作，不是您的身份证有问题。",
        _WITHOUT_READER,
        f"读卡器暂停使用，不是您的身份证有问题。{_SAID}",
        "安全模块自检不过或未授权。断电重启一次，仍不行请联系厂家，勿自行拆机。",
    ),
    Fault.READER_HOST_LOST: FaultText(
        "读卡正在恢复",
        "本机的读卡程序正在重新启动，您办的事没有丢。",
        ("请稍等，再把身份证平放一次", _OTHER_WAY, _PHONE),
        f"读卡程序正在重新启动，您办的事没有丢。请稍等，再把身份证平放一次。{_SAID}",
        "读卡进程退出或无应答，应由守护程序自动重启；反复出现时看读卡进程日志。",
    ),
}

_CARD: dict[Fault, FaultText] = {
    Fault.CARD_READ_FAILED: FaultText(
        "没有读到身份证",
        "身份证可能放得不平，或者拿走得早了一点。",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"没有读到身份证。请把身份证拿起来，再平放一次，放好后不要动。{_SAID}",
        "多次尝试仍读不出。同一张证在别的机器能读时，清洁读卡面，查附近金属和天线。",
    ),
    Fault.CARD_NOT_VERIFIED: FaultText(
        "这张证没能核对",
        "读卡器没能核对这张证的芯片，原因可能在证，也可能在机器。",
        (_NEIGHBOUR, _OTHER_WAY, _PHONE),
        f"读卡器没能核对这张证的芯片，原因可能在证，也可能在机器。{_SAID}",
        "安全模块与证件互认不通过，证件信息没有采用。多张证都这样时换读卡器。",
    ),
    Fault.CARD_WRONG_TYPE: FaultText(
        "请换成身份证",
        "本机认不出这张卡，能读居民身份证、港澳台居民居住证和外国人永久居留证。",
        ("请拿开这张卡，换上身份证", _OTHER_WAY, _PHONE),
        f"本机认不出这张卡。请拿开它，换上身份证，平放好不要动。{_SAID}",
        "读卡器报卡类型不符。若是真身份证，请持证人去掉卡套，移开叠放的卡再试。",
    ),
    Fault.CARD_BAD_TEXT: FaultText(
        "身份证内容没读全",
        "身份证芯片里的内容，本机没有读完整。",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"身份证里的内容没有读全。请把身份证拿起来，再平放一次，放好后不要动。{_SAID}",
        "文字信息解不开：编码、日期不合规或缺姓名、有效期。日志不含个人信息；请窗口用别的读卡器核对。",
    ),
    Fault.CARD_BAD_NUMBER: FaultText(
        "证件号码没有对上",
        "从证件里读出的号码，自己前后对不上。",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"从证件里读出的号码没有对上。请把身份证拿起来，再平放一次，放好后不要动。{_SAID}",
        "读出的号码校验位不符，没有采用。请窗口用别的读卡器核对此证。",
    ),
    Fault.CARD_EXPIRED: FaultText(
        "这张身份证过了有效期",
        "证上写的有效期已经过了，本机不能用它办事。",
        ("有新的身份证，请换新证再放一次", "没有新证，请到人工窗口", _PHONE),
        "这张身份证过了有效期，本机不能用它办事。有新的身份证，请换新证再放一次。"
        "没有新证，请到人工窗口。",
        "有效期止早于本机日期。若多张证都这样，先查本机日期。",
    ),
    Fault.CARD_TIMEOUT: FaultText(
        "没有等到身份证",
        "等了一会儿，读卡处还没有放上身份证。",
        ("请把身份证平放在读卡处，不要动", _OTHER_WAY, _PHONE),
        f"还没有等到身份证。请把它平放在亮灯的读卡处，放好后不要动。{_SAID}",
        "规定时间内没有发现证件。若常出现，放测试证，看读卡器能否发现。",
    ),
    Fault.CARD_CHANGED: FaultText(
        "身份证换了一张",
        "现在放上的身份证，和开始办事时的不是同一张。",
        ("请放回刚才的身份证，接着办", "换人办事，请重新开始或到人工窗口", _PHONE),
        "现在放上的身份证，和开始办事时的不是同一张。请放回刚才的身份证，接着办。"
        "换人办事的话，请结束后重新开始，也可以到人工窗口。",
        "一次办事中读到两张不同的证，第二张没有采用。不是设备故障。",
    ),
    Fault.NUMBER_INVALID: FaultText(
        "号码好像有一位不对",
        "身份证号码是十八位，输入的这些数字前后对不上。",
        ("请对着身份证，再核对输入一遍", "可返回改放身份证，或到人工窗口", _PHONE),
        "号码好像有一位不对。请对着身份证，再核对输入一遍。"
        "带了身份证的，可以返回，改用放身份证。您也可以到人工窗口。",
        "输入的号码位数、日期或校验位不符，没有提交。不是设备故障。",
    ),
}

CARD_FAULTS: dict[Fault, FaultText] = {**_READER, **_CARD}

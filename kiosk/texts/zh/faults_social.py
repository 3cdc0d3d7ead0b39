"""Faults of the social security card and its reader, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "可到 {neighbour} 用社保卡"
_OTHER_WAY = "可用身份证，有的业务可输号码，或到人工窗口"
_WITHOUT_READER = (_OTHER_WAY, _NEIGHBOUR, _PHONE)
_PUT_AGAIN = "拿起社保卡，再放一次，不要动"
_SAID = "您可以改用身份证，有的业务也可以输入身份证号码，还可以到人工窗口。"
_AGAIN_SAID = "请把社保卡拿起来，再放一次，放好后不要动。"
_NOT_YOURS = "不是您的卡有问题"

_READER: dict[Fault, FaultText] = {
    Fault.SSC_READER_ABSENT: FaultText(
        "社保卡现在不能用",
        f"本机没有接上社保卡读卡器，{_NOT_YOURS}。",
        _WITHOUT_READER,
        f"本机现在读不了社保卡，{_NOT_YOURS}。{_SAID}",
        "找不到配置的社保卡读卡器。查供电和数据线，核对配置的读卡器名称。",
    ),
    Fault.SSC_READER_SILENT: FaultText(
        "社保卡读卡器没有应答",
        f"社保卡读卡器现在没有反应，{_NOT_YOURS}。",
        _WITHOUT_READER,
        f"社保卡读卡器现在没有反应，{_NOT_YOURS}。{_SAID}",
        "读卡器在列，但读卡命令迟迟不返回。断电重接读卡器；反复出现时换读卡器。",
    ),
    Fault.SSC_SERVICE_LOST: FaultText(
        "读社保卡正在恢复",
        "本机读社保卡的部分正在重新启动，您办的事没有丢。",
        ("请稍等，再放一次社保卡", _OTHER_WAY, _PHONE),
        f"读社保卡的部分正在重新启动，您办的事没有丢。请稍等，再放一次社保卡。{_SAID}",
        "系统的智能卡服务没有运行或中断，恢复后自动接上；不恢复时查服务和权限。",
    ),
}

_CARD: dict[Fault, FaultText] = {
    Fault.SSC_READ_FAILED: FaultText(
        "没有读到社保卡",
        "社保卡可能没有放好，或者拿走得早了一点。",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"没有读到社保卡。{_AGAIN_SAID}{_SAID}",
        "多次尝试仍读不出。同一张卡在别的机器能读时，清洁读卡器触点。",
    ),
    Fault.SSC_OTHER_CARD: FaultText(
        "请换成社保卡",
        "本机认不出这张卡，这里要放的是社会保障卡。",
        ("请拿开这张卡，换上社保卡", _OTHER_WAY, _PHONE),
        f"本机认不出这张卡。请拿开它，换上社保卡，放好后不要动。{_SAID}",
        "卡里没有社会保障应用，可能是银行卡或别的卡。不是设备故障。",
    ),
    Fault.SSC_NEEDS_AUTH: FaultText(
        "这张社保卡本机读不了",
        f"读这张卡要先做一种认证，本机还没有配备，{_NOT_YOURS}。",
        ("请改用身份证，有的业务可输号码", "没带身份证，请到人工窗口", _PHONE),
        f"读这张社保卡要先做一种认证，本机还没有配备，{_NOT_YOURS}。"
        "请改用身份证，有的业务也可以输入身份证号码。没带身份证，请到人工窗口。",
        "此卡读个人信息要先外部认证，本机没有认证用的安全模块。不是故障；要支持请向人社部门申领。",
    ),
    Fault.SSC_LOCKED: FaultText(
        "这张社保卡锁住了",
        "卡的芯片已经锁住，要由工作人员处理。",
        ("先办事的话，请改用身份证", "要给社保卡解锁，请到人工窗口", _PHONE),
        "这张社保卡的芯片已经锁住，要由工作人员处理。先办事的话，请改用身份证。"
        "要给社保卡解锁，请到人工窗口。",
        "卡报应用或认证已锁定，本机从不试密码。由发卡机构处理。",
    ),
    Fault.SSC_BAD_DATA: FaultText(
        "社保卡内容没读全",
        "社保卡芯片里的内容，本机没有读完整。",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"社保卡里的内容没有读全。{_AGAIN_SAID}{_SAID}",
        "卡内记录解不开：长度、编码、日期不合规或缺姓名。日志不含个人信息；请窗口用别的读卡器核对。",
    ),
    Fault.SSC_BAD_NUMBER: FaultText(
        "社保卡号码没有对上",
        "从社保卡里读出的号码，自己前后对不上。",
        (_PUT_AGAIN, _OTHER_WAY, _PHONE),
        f"从社保卡里读出的号码没有对上。{_AGAIN_SAID}{_SAID}",
        "社会保障号码或卡号的校验位不符，没有采用。请窗口用别的读卡器核对此卡。",
    ),
    Fault.SSC_EXPIRED: FaultText(
        "这张社保卡过了有效期",
        "卡里写的有效期已经过了，本机不能用它办事。",
        ("有新的社保卡，请换新卡再放一次", "没有新卡，请用身份证或到人工窗口", _PHONE),
        "这张社保卡过了有效期，本机不能用它办事。有新的社保卡，请换新卡再放一次。"
        "没有新卡，请改用身份证，或者到人工窗口。",
        "卡的有效期止早于本机日期。若多张卡都这样，先查本机日期。",
    ),
    Fault.SSC_REMOVED: FaultText(
        "社保卡还没有读完",
        "社保卡离开了读卡处，内容还没有读完。",
        ("请再放一次，听到提示后再拿走", _OTHER_WAY, _PHONE),
        f"社保卡还没有读完。请再放一次，听到提示后再拿走。{_SAID}",
        "读卡中卡离开，没有采用任何内容。卡没动也常这样时，清洁触点，查卡座。",
    ),
    Fault.SSC_MUTE: FaultText(
        "社保卡没有反应",
        "卡放上了，芯片没有应答，方向可能反了。",
        ("请把卡换个方向，再放一次", _OTHER_WAY, _PHONE),
        f"社保卡放上了，可是没有反应。请把卡换个方向，再放一次。{_SAID}",
        "读卡器发现有卡，但上电后无应答：卡反了、触点脏或卡坏。多张卡都这样时清洁或换读卡器。",
    ),
    Fault.SSC_CHANGED: FaultText(
        "社保卡换了一张",
        "现在放上的社保卡，和开始办事时的不是同一张。",
        ("请放回刚才的社保卡，接着办", "换人办事，请重新开始或到人工窗口", _PHONE),
        "现在放上的社保卡，和开始办事时的不是同一张。请放回刚才的社保卡，接着办。"
        "换人办事的话，请结束后重新开始，也可以到人工窗口。",
        "一次办事中读到两张不同的卡，第二张没有采用。不是设备故障。",
    ),
    Fault.SSC_LEFT_IN: FaultText(
        "卡槽里已经有一张卡",
        "本机准备好之前，这张卡就在里面了，所以没有读。",
        ("是您的卡，请拿出来再放一次", "不是您的，请交给人工窗口的工作人员", _PHONE),
        "卡槽里已经有一张社保卡，本机没有读。是您的卡，请拿出来，再放一次。"
        "不是您的，请交给人工窗口的工作人员。",
        "开始读卡前卡就在卡座里：前面的人忘了拿，或本机换读卡进程时放上的。没有读。无人认领时请代为保管。",
    ),
}

SOCIAL_FAULTS: dict[Fault, FaultText] = {**_READER, **_CARD}

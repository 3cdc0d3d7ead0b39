"""Faults of the document camera, the scanner and the code reader, in Simplified Chinese."""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "可到 {neighbour} 扫描"
_AT_COUNTER = "请到人工窗口，工作人员帮您扫描"
_WITHOUT_SCANNER = (_AT_COUNTER, _NEIGHBOUR, _PHONE)
_SAID = "请到人工窗口，工作人员帮您扫描。"
_HELP = "要人帮忙，请到人工窗口"
_HELP_SAID = "要人帮忙的话，请到人工窗口。"
_NOT_YOURS = "不是您的材料有问题"

_SCANNER: dict[Fault, FaultText] = {
    Fault.SCANNER_ABSENT: FaultText(
        "本机现在不能扫描材料",
        f"扫描材料的设备没有接上，{_NOT_YOURS}。",
        _WITHOUT_SCANNER,
        f"本机现在不能扫描材料，{_NOT_YOURS}。{_SAID}",
        "找不到配置的扫描仪或高拍仪。查供电和数据线，核对配置的设备名称。",
    ),
    Fault.SCANNER_SILENT: FaultText(
        "扫描设备没有应答",
        f"扫描材料的设备现在没有反应，{_NOT_YOURS}。",
        _WITHOUT_SCANNER,
        f"扫描设备现在没有反应，{_NOT_YOURS}。{_SAID}",
        "设备在列，但不应答或不出画面。断电重接；反复出现时换数据线或设备。",
    ),
    Fault.SCANNER_BUSY: FaultText(
        "扫描设备正忙",
        "扫描设备还在忙上一页。",
        ("请稍等，再点一次扫描", _AT_COUNTER, _PHONE),
        f"扫描设备正忙，请稍等，再点一次扫描。着急的话，{_SAID}",
        "设备报忙，或被别的程序占用。长时间不空时断电重启设备。",
    ),
    Fault.SCANNER_ERROR: FaultText(
        "扫描设备需要检修",
        f"扫描设备自己报了故障，{_NOT_YOURS}。",
        _WITHOUT_SCANNER,
        f"扫描设备需要检修，{_NOT_YOURS}。{_SAID}",
        "设备报读写故障。用 doctor --try 看原因，断电重启；反复出现时报修。",
    ),
    Fault.SCANNER_COVER_OPEN: FaultText(
        "扫描仪的盖子没合上",
        "盖子开着，扫描仪不能送纸。",
        ("请轻轻合上盖子，再点一次扫描", _HELP, _PHONE),
        f"扫描仪的盖子没合上。请轻轻合上盖子，再点一次扫描。{_HELP_SAID}",
        "设备报盖开。合紧送纸器的盖子；仍报时查盖开关。",
    ),
}

_PAGE: dict[Fault, FaultText] = {
    Fault.SCAN_NO_PAGE: FaultText(
        "没有看到材料",
        "放材料的地方是空的，或者材料还没有放到位。",
        ("请把材料放好，再点一次扫描", _HELP, _PHONE),
        f"没有看到材料。请把材料放好，再点一次扫描。{_HELP_SAID}",
        "送纸器报无纸，或画面里找不到页面。材料已放好仍这样时，查垫板颜色和光线。",
    ),
    Fault.SCAN_JAM: FaultText(
        "送纸口卡了纸",
        "有一页材料在送纸口卡住了。",
        ("请别用力拉，可呼叫工作人员取出", "也可到人工窗口扫描", _PHONE),
        "有一页材料在送纸口卡住了。请别用力拉，可以呼叫工作人员帮您取出，也可以到人工窗口扫描。",
        "送纸器报卡纸。打开盖子，顺送纸方向取出材料，当面交还，不要撕破。",
    ),
    Fault.SCAN_PARTIAL: FaultText(
        "这一页没有扫完整",
        "扫到一半停了下来，这一页没有采用。",
        ("请把这一页放好，再扫一次", _HELP, _PHONE),
        f"这一页没有扫完整。请把这一页放好，再扫一次。{_HELP_SAID}",
        "收到的图像比约定的小，没有采用。查数据线；反复出现时断电重启设备。",
    ),
    Fault.SCAN_GLARE: FaultText(
        "这一页有反光",
        "材料上有一块太亮，字看不清。",
        ("请挪一挪材料，有塑料套请取下", _HELP, _PHONE),
        f"材料上有反光，字看不清。请挪一挪材料，有塑料套请取下。{_HELP_SAID}",
        "画面里有过亮的一块。查顶灯和补光的角度，必要时加遮光。",
    ),
    Fault.SCAN_BLUR: FaultText(
        "这一页不够清楚",
        "材料可能动了一下，或者没有放平。",
        ("请把材料放平，手拿开，再扫一次", _HELP, _PHONE),
        f"这一页不够清楚。请把材料放平，手拿开，再扫一次。{_HELP_SAID}",
        "画面清晰度低于设定。多份材料都这样时，擦镜头，查对焦。",
    ),
    Fault.SCAN_CUT_EDGE: FaultText(
        "材料没有放全",
        "材料有一部分在画面外面。",
        ("请移一移，让四个边都在框里", _HELP, _PHONE),
        f"材料有一部分在画面外面。请移一移，让四个边都在框里。{_HELP_SAID}",
        "页面的边超出画面。多份材料都这样时，查镜头位置和取景范围。",
    ),
    Fault.SCAN_DARK: FaultText(
        "这一页太暗了",
        "照到材料上的光不够。",
        ("请让开一点，别挡住光，再扫一次", _HELP, _PHONE),
        f"照到材料上的光不够。请让开一点，别挡住光，再扫一次。{_HELP_SAID}",
        "画面亮度低于设定。查补光灯和环境光。",
    ),
    Fault.SCAN_TOO_SMALL: FaultText(
        "材料在画面里太小",
        "这样扫出来，字会太小看不清。",
        ("请把材料放到框的正中，展开放平", _HELP, _PHONE),
        f"材料在画面里太小，字会看不清。请把材料放到框的正中，展开放平。{_HELP_SAID}",
        "页面像素少于设定。多份材料都这样时，查镜头高度和分辨率。",
    ),
    Fault.SCAN_LIMIT: FaultText(
        "一次能扫的页数满了",
        "这一次扫的页数，已经到了本机能收的上限。",
        ("可先交已经扫好的这些页", "其余的页，请到人工窗口交", _PHONE),
        "一次能扫的页数满了。您可以先交已经扫好的这些页，其余的页请到人工窗口交。",
        "已到一次扫描的页数或大小上限。不是故障；上限在本机配置里。",
    ),
}

_CODE_ELSE = "可改用身份证，或到人工窗口"
_CODE_SAID = "您也可以改用身份证，或者到人工窗口。"
_CODE_NEIGHBOUR = "可到 {neighbour} 扫码"

_CODE: dict[Fault, FaultText] = {
    Fault.CODE_READER_ABSENT: FaultText(
        "扫码现在不能用",
        "本机没有接上扫码器，不是您的码有问题。",
        (_CODE_ELSE, _CODE_NEIGHBOUR, _PHONE),
        f"扫码现在不能用，不是您的码有问题。{_CODE_SAID}",
        "找不到配置的扫码器或镜头。查供电和数据线，核对配置。",
    ),
    Fault.CODE_READER_SILENT: FaultText(
        "扫码器没有应答",
        "扫码器现在没有反应，不是您的码有问题。",
        (_CODE_ELSE, _CODE_NEIGHBOUR, _PHONE),
        f"扫码器现在没有反应，不是您的码有问题。{_CODE_SAID}",
        "扫码器打开了，但不应答或不出画面。断电重接，查数据线。",
    ),
    Fault.CODE_TOO_LONG: FaultText(
        "这个码不是办事用的",
        "码里的内容太长，办事用的码没有这么长。",
        ("请换成办事用的码，再扫一次", _CODE_ELSE, _PHONE),
        f"这个码的内容太长，不像办事用的码。请换成办事用的码，再扫一次。{_CODE_SAID}",
        "码的内容超过上限，没有采用。不是设备故障。",
    ),
    Fault.CODE_NOT_TEXT: FaultText(
        "本机看不懂这个码",
        "码里的内容，不是本机认得的文字。",
        ("请换成办事用的码，再扫一次", _CODE_ELSE, _PHONE),
        f"本机看不懂这个码。请换成办事用的码，再扫一次。{_CODE_SAID}",
        "码的内容解不成文字，或含控制字符，没有采用。不是设备故障。",
    ),
    Fault.CODE_NOT_FOUND: FaultText(
        "没有扫到码",
        "等了一会儿，还没有看到清楚的码。",
        ("请调亮手机，对准扫码窗再试一次", _CODE_ELSE, _PHONE),
        f"没有扫到码。请把手机屏幕调亮，对准扫码窗，再试一次。{_CODE_SAID}",
        "规定时间内没有认出码。常出现时擦扫码窗，查光线。",
    ),
}

SCAN_FAULTS: dict[Fault, FaultText] = {**_SCANNER, **_PAGE, **_CODE}

"""Faults of the A4 printer, in Simplified Chinese.

A4_PRINT_* come while a document prints: how many pages came out is not known, so no text says it.
"""

from kiosk.faults import Fault
from kiosk.texts.fault_text import FaultText

_PHONE = "也可以拨打 {hotline}"
_NEIGHBOUR = "可到 {neighbour} 打印"
_AT_COUNTER = "可到人工窗口打印，或过一会儿再来打"
_WITHOUT_PRINTER = (_AT_COUNTER, _NEIGHBOUR, _PHONE)
_KEPT = "您办的事没有丢"
_SAID = "您办的事没有丢。您可以到人工窗口打印，或者过一会儿再来打。"

_COUNT = "请看看出纸口，数数页数全不全"
_STAFF = "不全的，可呼叫工作人员或到人工窗口"
_AFTER = (_COUNT, _STAFF, _PHONE)
_AFTER_SAID = (
    "您办的事没有丢。请看看出纸口，数一数页数全不全。不全的话，可以呼叫工作人员，也可以到人工窗口。"
)
_UNSETTLED = "打出几页不能确定，本机不会自动重打；查出纸口和打印机的页数。"

_BEFORE: dict[Fault, FaultText] = {
    Fault.A4_ABSENT: FaultText(
        "本机现在不能打印文件",
        f"打印文件的打印机没有接上，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"本机现在不能打印文件。{_SAID}",
        "连不上配置的打印机。查供电和网线，核对配置的打印机地址。",
    ),
    Fault.A4_NO_PAPER: FaultText(
        "打印文件的纸用完了",
        f"打印机的纸盒里没有纸了，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"打印文件的纸用完了。{_SAID}",
        "打印机报缺纸。纸盒装满同样大小的纸，推到底；状态应自动恢复。",
    ),
    Fault.A4_NO_TONER: FaultText(
        "打印机的墨粉用完了",
        f"打印机没有墨粉，字打不清楚，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"打印机的墨粉用完了，现在不能打印文件。{_SAID}",
        "打印机报墨粉用尽。换墨粉盒，并核对型号。",
    ),
    Fault.A4_COVER_OPEN: FaultText(
        "打印机的盖子没合上",
        f"盖子开着，打印机不能工作，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"打印机的盖子没合上，现在不能打印文件。{_SAID}",
        "打印机报盖子或门打开。逐个合紧；仍报时查盖开关。",
    ),
    Fault.A4_ERROR: FaultText(
        "打印机需要检修",
        f"打印文件的打印机自己报了故障，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"打印机需要检修，现在不能打印文件。{_SAID}",
        "打印机报故障或停止接收任务。用 doctor --try 看状态原因，再看打印机面板，处理后断电重启。",
    ),
    Fault.A4_SILENT: FaultText(
        "打印机没有应答",
        f"打印文件的打印机现在没有反应，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"打印机没有应答，现在不能打印文件。{_SAID}",
        "打印机不回答状态查询，状态按未知处理。查电源和网络，断电重启打印机。",
    ),
    Fault.A4_JAMMED: FaultText(
        "打印机里卡了纸",
        f"打印文件的打印机里有纸卡住，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"打印机里卡了纸，现在不能打印文件。{_SAID}",
        "打印机报卡纸。按面板提示打开门，慢慢取出全部纸片；取出的纸可能有个人信息，请当面粉碎。",
    ),
    Fault.A4_NO_PDF: FaultText(
        "本机的打印机打不了文件",
        f"本机的打印机不认这种文件，{_KEPT}。",
        _WITHOUT_PRINTER,
        f"本机的打印机不认这种文件，现在打不了。{_SAID}",
        "打印机不接受 PDF 格式。换支持的型号，或为它配置转换用的打印队列。",
    ),
    Fault.A4_BUSY: FaultText(
        "打印机正忙",
        f"打印机正在打别的文件，轮到您还要等一会儿，{_KEPT}。",
        ("请稍等一会儿，再点一次打印", "着急的话，可到人工窗口打印", _PHONE),
        "打印机正在打别的文件。您办的事没有丢，请稍等一会儿，再点一次打印。着急的话，可以到人工窗口打印。",
        "打印机忙，没有交出任务。长时间不空时，看面板上是谁的任务，查是否有别的电脑共用。",
    ),
    Fault.A4_OUTPUT_FULL: FaultText(
        "出纸口放满了",
        f"出纸口的纸太满，打印机停了下来，{_KEPT}。",
        ("出纸口里您的纸，请先取走", "别人的纸，请呼叫工作人员或问人工窗口", _PHONE),
        "出纸口放满了，打印机停了下来。您办的事没有丢。出纸口里您的纸，请先取走。"
        "别人的纸，请呼叫工作人员，也可以到人工窗口问。",
        "打印机报出纸盘已满。取走纸；可能有个人信息，请当面粉碎或归还。",
    ),
}

_DURING: dict[Fault, FaultText] = {
    Fault.A4_PRINT_PAPER_END: FaultText(
        "纸在打印中用完了",
        f"这份文件可能不全，{_KEPT}。",
        _AFTER,
        f"纸在打印中用完了，这份文件可能不全。{_AFTER_SAID}",
        f"打印中报缺纸。装纸。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_JAM: FaultText(
        "打印时卡了纸",
        f"这份文件可能不全，{_KEPT}。",
        _AFTER,
        f"打印的时候卡了纸，这份文件可能不全。{_AFTER_SAID}",
        f"打印中报卡纸。取出纸片，当面粉碎。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_COVER_OPENED: FaultText(
        "打印时盖子打开了",
        f"这份文件可能不全，{_KEPT}。",
        _AFTER,
        f"打印的时候，打印机的盖子打开了，这份文件可能不全。{_AFTER_SAID}",
        f"打印中报盖子或门打开。逐个合紧。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_TONER_END: FaultText(
        "墨粉在打印中用完了",
        f"这份文件可能不全，有的页可能太淡，{_KEPT}。",
        ("请看看出纸口，字清不清、页全不全", _STAFF, _PHONE),
        "墨粉在打印中用完了，这份文件可能不全，有的页可能太淡。" + _AFTER_SAID,
        f"打印中报墨粉用尽。换墨粉盒。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_ERROR: FaultText(
        "打印时机器出了故障",
        f"这份文件可能不全，{_KEPT}。",
        _AFTER,
        f"打印的时候机器出了故障，这份文件可能不全。{_AFTER_SAID}",
        f"打印中报故障，或任务被打印机中止。看状态原因和面板。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_CONNECTION_LOST: FaultText(
        "打印时连接断了",
        f"文件可能出来了，也可能不全，{_KEPT}。",
        _AFTER,
        f"打印的时候连接断了，文件可能不全。{_AFTER_SAID}",
        f"任务交出后连接中断，没有问到结果。查网线和电源，看打印机里有没有残留任务。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_NO_ANSWER: FaultText(
        "打印机没有回话",
        f"文件可能出来了，也可能不全，{_KEPT}。",
        _AFTER,
        f"打印机没有回话，文件可能不全。{_AFTER_SAID}",
        f"限定时间内没有问到打完的结果。看面板是否卡住。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_CANCELLED: FaultText(
        "打印中途停下了",
        f"这份文件在打印中被取消，可能不全，{_KEPT}。",
        _AFTER,
        f"打印中途停下了，这份文件可能不全。{_AFTER_SAID}",
        f"任务在打完前取消：本机撤下，或有人在打印机面板上取消。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_OTHER_JOB: FaultText(
        "打印机混进了别的文件",
        f"出纸口的纸可能不都是您的，{_KEPT}。",
        ("请对一对纸上的名字，只拿自己的", _STAFF, _PHONE),
        "打印机里混进了别的文件，出纸口的纸可能不都是您的。请对一对纸上的名字，只拿自己的。"
        + _AFTER_SAID,
        f"打印机所报的任务不是本机交的那一个，可能重启过或有别的电脑共用。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_ONLY_SPOOLED: FaultText(
        "打印结果还不能确定",
        f"文件交给了打印机，出来多少还不能确定，{_KEPT}。",
        _AFTER,
        f"文件交给了打印机，打印结果还不能确定。{_AFTER_SAID}",
        f"队列报完成，打印机自己没有证实，按未知处理。{_UNSETTLED}",
    ),
    Fault.A4_DOCUMENT_REFUSED: FaultText(
        "打印机没接受这份文件",
        f"打印机打不了这份文件，不是您的材料有问题，{_KEPT}。",
        (_AT_COUNTER, _NEIGHBOUR, _PHONE),
        f"打印机没有接受这份文件，不是您的材料有问题。{_SAID}",
        "打印机拒收这份文件：格式、大小、纸张，或要的双面、彩色它没有。别的文件能打时，查这份文件的模板。",
    ),
    Fault.A4_PRINT_HOST_LOST: FaultText(
        "打印程序中断了",
        f"文件可能出来了，也可能不全，{_KEPT}。",
        _AFTER,
        f"打印程序中断了，文件可能不全。{_AFTER_SAID}",
        f"打印进程在打印文件时退出，看打印进程日志。{_UNSETTLED}",
    ),
    Fault.A4_PRINT_INTERRUPTED: FaultText(
        "打印文件被打断了",
        f"文件可能出来了，也可能不全，{_KEPT}。",
        _AFTER,
        f"打印文件被打断了，文件可能不全。{_AFTER_SAID}",
        f"打印没有收尾，可能停过电或重启过。{_UNSETTLED}",
    ),
}

A4_FAULTS: dict[Fault, FaultText] = {**_BEFORE, **_DURING}

"""Screens in Simplified Chinese."""

from kiosk.flow.states import State
from kiosk.texts.screen_text import ScreenText
from kiosk.texts.zh.means import MEANS_SCREENS
from kiosk.texts.zh.mine import MINE_SCREENS
from kiosk.texts.zh.places import PLACE_SCREENS
from kiosk.texts.zh.prove import PROVE_SCREENS
from kiosk.texts.zh.queries import QUERY_SCREENS
from kiosk.texts.zh.takeaway import TAKEAWAY_SCREENS
from kiosk.texts.zh.verify import VERIFY_SCREENS

SCREENS: dict[State, ScreenText] = {
    **MEANS_SCREENS,
    **QUERY_SCREENS,
    **PROVE_SCREENS,
    **TAKEAWAY_SCREENS,
    **VERIFY_SCREENS,
    **MINE_SCREENS,
    **PLACE_SCREENS,
    State.IDLE: ScreenText(
        "您好，要办什么事？",
        "放上身份证，或者直接点下面的按钮",
        "您好。要取号，请点屏幕中间的取号按钮，或者把身份证放在右下方亮灯的地方。",
    ),
    State.CHOOSE_BUSINESS: ScreenText(
        "您要办哪一类业务？",
        "每一类写着前面有几个人、大约等多久",
        "请选择您要办的业务。每个按钮上写着前面有几个人和大约要等多久。",
    ),
    State.CHOOSE_MEANS: ScreenText(
        "您怎么取号？",
        "身份证放上就能读；没带证也有别的办法",
        "请选择取号的方法。可以放身份证，也可以看看屏幕上的其他办法。",
    ),
    State.READ_CARD: ScreenText(
        "请把身份证平放在读卡处",
        "在屏幕右下方亮灯的地方，放好后请不要动",
        "请把身份证平放在屏幕右下方亮灯的地方，放好后不要动。",
    ),
    State.TYPE_NUMBER: ScreenText(
        "请输入身份证号码",
        "十八位，最后一位可能是 X；屏幕上只显示头尾",
        "请用屏幕上的数字键输入十八位身份证号码，输完请点下一步。",
    ),
    State.CONFIRM: ScreenText(
        "请确认是您本人",
        "为保护您的信息，只显示一部分",
        "请看一看屏幕上的姓名和号码是不是您本人。是的话，请点是我本人。",
    ),
    State.AHEAD: ScreenText(
        "确认后为您取号",
        "取号后请留意叫号屏和广播",
        "您选的是{group}。{waiting_spoken}。确认的话，请点取号。",
    ),
    State.TAKING: ScreenText("正在为您取号", "请稍等，不用再点", "正在为您取号，请稍等。"),
    State.PRINTING: ScreenText(
        "正在打印您的号票",
        "您的号是 {ticket_no}，已经记下了",
        "您的号是{ticket_no}，正在打印，请稍等。",
    ),
    State.TAKE_AWAY: ScreenText(
        "请取走号票",
        "号票从屏幕下方的出纸口出来",
        "您的号是{ticket_no}。请取走号票。",
    ),
    State.ON_SCREEN: ScreenText(
        "请记下您的号",
        "没有打印纸质号票，可以拍下这一页，凭号等候",
        "您的号是{ticket_no}。这次没有纸质号票，请记下号码或者拍下屏幕，凭号等候叫号。",
    ),
    State.PRINT_TROUBLE: ScreenText("{fault_title}", "", "{fault_spoken}"),
    State.OPEN_TICKET: ScreenText(
        "您今天已经取过这个号了",
        "不用重新排队，原来的号一直有效",
        "您今天已经取过号了，号码是{ticket_no}，一直有效。需要的话可以补打一张。",
    ),
    State.TROUBLE: ScreenText("{fault_title}", "", "{fault_spoken}"),
    State.RATE: ScreenText(
        "这次服务，您满意吗？",
        "点一下就好，也可以不评",
        "这次服务您满意吗？请在五个等级里点一个，也可以点不评价。",
    ),
    State.RATE_WHY: ScreenText(
        "哪里让您不满意？",
        "可以多选，也可以不选；点“发送评价”才会送出",
        "哪里让您不满意？可以点几个原因，可以写几句话，也可以不说。点发送评价才会送出。",
    ),
    State.RATE_TEXT: ScreenText(
        "想说什么，请写下来",
        "最多 500 个字符，不写也可以",
        "请用屏幕上的字母键写，写好后点写好了。不写也可以。",
    ),
    State.RATE_CALL: ScreenText(
        "愿意接受回访吗？",
        "不选就是不回访，不影响您的评价",
        "愿意接受回访吗？可以不留姓名，也可以不留电话。不选就是不回访。",
    ),
    State.RATE_PHONE: ScreenText(
        "请输入手机号码",
        "只用于这次回访，加密送出，屏幕上只显示头尾",
        "请输入十一位手机号码，只用于这次回访。不想留，请点不留电话。",
    ),
    State.GOODBYE: ScreenText(
        "谢谢您，请慢走",
        "请带好证件、打印的纸和随身物品",
        "谢谢您，请带好证件和打印的纸，慢走。",
    ),
    State.HELP: ScreenText(
        "需要帮忙吗？",
        "您的进度会保留，返回后接着办",
        "需要帮忙的话，可以点呼叫工作人员，或者拨打服务电话{hotline}。点返回可以接着办。",
    ),
    State.FIND: ScreenText(
        "您想办什么事？",
        "点拼音字母就能找，比如“社保”点 S B；也可以按类别找",
        "您想办什么事？请用屏幕上的字母键点拼音，或者按类别找。",
    ),
    State.ITEM: ScreenText(
        "{item}",
        "",
        "这一项是{item}。屏幕上写着在本机能办到哪一步、要带什么、多久、多少钱。",
    ),
    State.QUESTION: ScreenText("请选择您的情况", "选错了可以返回再选", "请选择您的情况。"),
    State.GUIDE: ScreenText(
        "{item}",
        "上下滑动可以看完全部",
        "这是{item}的办事指南，可以上下滑动看完。",
    ),
    State.CORRECT: ScreenText(
        "哪一部分不对？",
        "点一下就好，我们会核对；不记录您是谁",
        "指南的哪一部分不对？请点一下，我们会核对。",
    ),
    State.CALC: ScreenText("请输入", "", "请按屏幕上的问题输入或者选择。"),
    State.CALC_RESULT: ScreenText("试算结果", "", "试算结果在屏幕上，只供参考。"),
}

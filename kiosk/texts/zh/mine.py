"""Words of a person's own matters and of themes in Simplified Chinese."""

from kiosk.flow.states import State
from kiosk.texts.screen_text import ScreenText

MINE_SCREENS: dict[State, ScreenText] = {
    State.MINE_WAIT: ScreenText(
        "正在查您的办件", "最多两秒；查到的内容不会留在本机", "正在查您的办件，请稍等。"
    ),
    State.MINE: ScreenText(
        "我的办件",
        "",
        "这里是您的办件、证明和通知。点一件办件可以看办到哪一步，点一张证明可以看怎么办。",
    ),
    State.MINE_CASE: ScreenText("办件进度", "", "这件事办到哪一步在屏幕上，可以上下滑动看完。"),
    State.THEMES: ScreenText(
        "一件事，一次办",
        "点您家里正要办的那件事",
        "您家里正要办哪件事？请点一件，看看一共要办几项。",
    ),
    State.THEME: ScreenText(
        "一件事",
        "",
        "这件事要办的几项在屏幕上，点一项可以看怎么办。点要带的材料，看合在一起的一张清单。",
    ),
    State.THEME_LIST: ScreenText(
        "要带的材料", "", "要带的材料合在一张清单里，同样的只列一次，可以上下滑动看完。"
    ),
}
MINE_WORDS: dict[str, str] = {
    "basis": "依据：{text}。",
    "themes": "一件事",
    "themes_none": "现在没有“一件事”",
    "themes_none_body": "可以返回，按类别或者用拼音找。",
    "theme_items": "共 {n} 项",
    "theme_absent": "另有 {n} 项不在本机办，请问人工窗口",
    "theme_asks": "回答几个问题，清单更准",
    "theme_told": "已按您的情况",
    "theme_bring": "要带的材料",
    "theme_back": "返回这件事",
    "theme_needed": "要带（{n} 样）",
    "theme_perhaps": "有的情况要带（{n} 样）",
    "theme_shared": "不用交，系统能查到（{n} 样）；身份证请随身带",
    "theme_list_open": "同样的材料只列一次；回答各项的问题后，清单会更短",
    "theme_list_whole": "同样的材料只列一次，已按您的情况列出",
    "theme_copies": "{name}（{n} 份）",
    "theme_line": "{name}：{items}",
    "theme_between": "、",
    "mine_title": "我的办件",
    "mine_last_sync": "最近一次和平台同步：{time}",
    "mine_missing": "现在问不到平台，只列出本机知道的",
    "mine_missing_body": "您的办件和证明都还在平台上，网络恢复后再查一次就能看到。",
    "mine_none": "没有查到您的办件和证明",
    "mine_none_body": "用身份证或社会保障卡在本大厅办的事，会列在这里。",
    "mine_hint": "您可能可以办 · 以窗口审核为准",
    "mine_hint_spoken": "下面还有您可能可以办的事项，以窗口审核为准。",
    "mine_ticket": "您的号 {number}（{group}，{waiting}）",
    "mine_certificate": "{day} 开具 · {standing}",
    "mine_until": "有效期到 {day}",
    "mine_valid": "有效",
    "mine_made": "已开具，还没有打印",
    "mine_unclear": "有没有打印出来还在核对",
    "mine_void": "已作废",
    "mine_revoked": "已撤销",
    "mine_expired": "已过有效期",
    "mine_notice_supplement": "“{name}”需要补正材料，请尽快补交。",
    "mine_notice_overdue": "“{name}”从 {day} 起超过承诺时限，点开可以看投诉电话。",
    "mine_notice_ready": "“{name}”已于 {day} 办结，可以领取结果。",
    "mine_notice_refused": "“{name}”于 {day} 没有通过，可以到人工窗口问原因。",
    "mine_notice_on_the_way": "“{name}”已于 {day} 办结，结果正在寄给您。",
    "mine_notice_ends": "“{name}”的有效期到 {day} 为止，需要时请提前再办。",
}

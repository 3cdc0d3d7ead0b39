"""Words of places in Simplified Chinese."""

from kiosk.flow.states import State
from kiosk.texts.screen_text import ScreenText

PLACE_SCREENS: dict[State, ScreenText] = {
    State.PLACES: ScreenText(
        "看哪里的事项？",
        "点一个地方，看那里能办什么",
        "您想看哪里的事项？请点一个地方。点异地通办，看别处的事项有哪些在本地就能办。",
    ),
}
PLACE_WORDS: dict[str, str] = {
    "places": "地区：{name}",
    "places_bare": "其他地区",
    "places_home": "返回本地",
    "places_own": "本机所在地",
    "places_up": "上一级",
    "places_now": "正在看",
    "places_other": "外地",
    "places_none": "没有可选的地方",
    "places_none_body": "可以返回，按类别找本地的事项。",
    "find_place": "正在看{name}的事项",
    "category_12": "异地通办",
    "elsewhere_detail": "别处的事项，在本地也能办",
    "scope_own": "本地能办",
    "scope_elsewhere": "异地通办",
    "scope_none": "到当地办",
    "elsewhere": "异地通办，在本地就能办",
    "elsewhere_body": "这是{name}的事项，由{name}受理和答复。",
    "there": "这是{name}的事项，要到当地办",
    "there_body": "地址、时间和电话看办事指南。",
}

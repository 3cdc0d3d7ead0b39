"""Code tables as printed on cards. What is in no table is shown as it is, never refused."""

_SEXES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}

_NATIONS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 "
    "土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 "
    "乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
"""01 to 56, in order."""
_NATION_BY_CODE = {f"{code:02}": name for code, name in enumerate(_NATIONS.split(), 1)}
_ID_CARD_ONLY = {"97": "其他", "98": "外国血统中国籍人士"}
_SOCIAL_CARD_ONLY = {"99": "其他"}

_PROVINCES = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "71": "台湾省",
    "81": "香港特别行政区",
    "82": "澳门特别行政区",
    "83": "台湾省",  # in residence permits (830000) only
}


def sex_name(code: str) -> str:
    """GB/T 2261.1; an unknown code itself."""
    return _SEXES.get(code, code)


def nation_name(code: str, social_card: bool = False) -> str:
    """GB/T 3304, without 族; an unknown code itself. ID cards add 97 and 98, social security cards
    (`social_card`) 99."""
    more = _SOCIAL_CARD_ONLY if social_card else _ID_CARD_ONLY
    return _NATION_BY_CODE.get(code) or more.get(code, code)


def province_name(code: str) -> str:
    """GB/T 2260, by its first two digits; empty where unknown. Advisory."""
    return _PROVINCES.get(code[:2], "")

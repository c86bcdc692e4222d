"""Numbers that do not measure: dates, numbers in a series, names and identifiers, told by their shape and their neighbours.

Takes a `Token`, a number with the unit found after it, in its text. Gives the label `date`, `ordinal` or `name` that
`model.Quantity.label` holds, or None where the number may measure something.

>>> label(Token.of("连续8年", "8", "年")), label(Token.of("近8年", "8", "年")), label(Token.of("G107", "107"))
(None, 'date', 'name')
"""

from __future__ import annotations

import re

from zhibiao.lexicon import alternation, words
from zhibiao.numerals import DIGIT, HAN_DIGIT
from zhibiao.units import Token

_TO = r"\s?(?:[-—–―~～－至到、]|——)\s?"
_YEAR = f"(?:(?:1[0-9]|2[01])[0-9]{{2}}|[１２]{DIGIT}{{3}}|[零〇○一二三四五六七八九]{{4}})"
_MONTH = "(?:1[0-2]|0?[1-9]|１[０-２]|０?[１-９]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|３[０１]|[１２][０-９]|０?[１-９]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_HOUR = rf"(?:{_DAY}|00?|０|零)"

# A time expression by its shape, piece by piece (2025年, 11月, 3日): what it means is for `periods` to say.
DATE = re.compile(
    rf"""
    {_YEAR}\s?[-./]\s?{DIGIT}{{1,2}}\s?[-./]\s?{DIGIT}{{1,2}}(?!{DIGIT}|[.．]{DIGIT})       # 2025-11-03
  | {_YEAR}(?:{_TO}(?:{_YEAR}|{DIGIT}{{2}}))?\s?(?:学年度?|财年|年度?代?)(?!的?历史|之久)        # 2025年, 2021—2025年
  | [两二三四五]年(?=平均(?:分别)?(?:增长|下降|增速|增幅))                                    # 两年平均增长: over them
  | {_YEAR}{_TO}(?:{_YEAR}|{DIGIT}{{2}})(?=赛季|财年|雪季)
  | (?:{DIGIT}0|[二三四五六七八九]十)年代
  | (?:{DIGIT}{{1,2}}|二?十[一二三四五六七八九]?|{HAN_DIGIT})世纪
  | {_MONTH}(?:{_TO}{_MONTH})?\s?月(?![球饼亮子薪租均供嫂龄])份?                            # 2月, 1—7月份
  | {_DAY}(?:{_TO}{_DAY})?\s?日(?!元|均|圆|本|游|内|龄|报价|资)
  | (?<=月){_DAY}号
  | [0-9０-９]{{1,2}}号(?=[上下晚早凌])
  | {DIGIT}{{1,2}}\s?[:：]\s?[0-5０-５]{DIGIT}(?:[:：]{DIGIT}{{2}})?(?!{DIGIT}|[.．:：∶])  # 10:30
  | {_HOUR}时(?![代期间速尚隔长段光刻效常辰])(?:{_DAY}?{DIGIT}{{0,2}}分(?!之)|许|整|半)?(?:{DIGIT}{{1,2}}秒)?
  | {_HOUR}点(?:{DIGIT}{{1,2}}分|{_DAY}分(?!点|之)|[半钟整许](?!径))
  | (?<=[晚早午晨夜日）)]){_HOUR}点(?!{DIGIT}|[零一二三四五六七八九])
  | (?:(?<=[上下中]午)|(?<=凌晨)|(?<=早上)|(?<=晚上)|(?<=傍晚)|(?<=清晨)){_DAY}点(?:{DIGIT}{{2}})?
  | [一二三四1-4１-４]个?季度
  | (?:十[一二三四五六]|[七八九])五(?=[”’]|规划|时期|期间|末|以来|开局|收官|计划|初期)       # “十四五”
  | (?:(?<=周)|(?<=星期)|(?<=礼拜))[一二三四五六](?![次天个节场班期])
  | (?<=初)[一二三四五六七八九十](?![级步中年])                                             # 正月初七
    """,
    re.VERBOSE,
)


def _ends(role: str) -> re.Pattern[str]:
    return re.compile(alternation(words("cues", role=role)) + r"\s?$")


def _begins(role: str) -> re.Pattern[str]:
    return re.compile(r"\s?" + alternation(words("cues", role=role)))


_WORD_BEFORE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ@_][A-Za-z0-9Ａ-Ｚａ-ｚ@._/=?&:#·-]{0,30}$")
_ACRONYM_BEFORE = re.compile(r"[A-Z]{3,8}$")  # GDP3.5%, APP10款: a word, not a code
_SIGN_BEFORE = re.compile(r"(?:(?<![元%％])[/／]|[+＋×xX*〔\[№#]|[一-龥”A-Za-z][-－]|[0-9０-９][-－.．:：])$")
_LATIN_AFTER = re.compile(
    r"[A-Za-zＡ-Ｚａ-ｚ_@]|[+＋×*](?=[0-9A-ZＡ-Ｚa-z“])|[-－][A-Za-z]|[-－.．][0-9０-９]"
)
_CODE = re.compile(r"[0０][0-9０-９]+|[0-9]{7,}")
_BRACKET_BEFORE, _BRACKET_AFTER = re.compile(r"[（(\[【〔]$"), re.compile(r"[）)\]】〕.]")
_IN_QUOTES = '[^“”‘’「」『』"，。；！？：、\\s]{0,12}'
_QUOTE_BEFORE, _QUOTE_AFTER = re.compile(f'[“‘「『"]{_IN_QUOTES}$'), re.compile(f'{_IN_QUOTES}[”’」』"]')
_TITLE_BEFORE, _TITLE_AFTER = re.compile(r"《[^《》]{0,40}$"), re.compile(r"[^《》]{0,40}》")
_SHORT_FORM = re.compile(r"[（(](?:以下)?[简下并统]称[^（()）]{0,12}$")
_LINE_START = re.compile(r"(?:^|[\n。；])\s*[（(]?$")
_ENUMERATOR = re.compile(r"[）)]?\s?[、.．](?![0-9０-９])|[）)]\s?[一-龥]")
_CLAUSE_START = re.compile(r"(?:^|[，。；！？：\n、“（])\s?$")
_CLAUSE_END = re.compile(r"[，。；、！？”]|$")
_OF = re.compile("的$")
_SESSION, _FRONT = re.compile("届$"), re.compile("前$")
_PLACE_BEFORE = re.compile("[村屯寨社区队]$")
_SPAN = re.compile(alternation(words("cues", role="span")) + r"[了约近超达逾]?\s?$")
_AGO, _HEADED, _TALLY = (_ends(role) for role in ("ago", "title", "tally"))
_THEN, _SERIAL, _CALL = (_begins(role) for role in ("then", "serial", "call"))
_YEARS = re.compile("(?:19|20)[0-9]{2}")
_POINT = re.compile(r"[以之]?[前后]")
_EVERY = re.compile("(?:每隔?|各|前|后)$")
_LINES = frozenset({"480", "720", "1080", "2160"})  # 1080P: of a picture, where 3000P is computing power
_CLOCK = frozenset({"小时", "分钟", "秒", "工作日", "交易日", "自然日"})


def label(token: Token) -> str | None:
    """Why a number does not measure, or None where it may."""
    for name, holds in _TESTS:
        if holds(token):
            return name
    return None


def spans(token: Token) -> bool:
    """Whether what stands before makes a time a duration: 历时3年, 连续3日, 不到半年."""
    return token.before(_SPAN, 6)


def _latin(token: Token) -> bool:
    """Part of a Latin word or code: PM2.5, G107, 5G, IPv6, 6+1."""
    glued = (
        not "一" <= token.text[max(0, token.start - 1) : token.start] <= "龥"
    )  # else nothing Latin stands before
    if glued and token.before(_SIGN_BEFORE, 2):
        return True
    if token.kind in ("percent", "points", "money"):
        return False
    if glued and token.kind and token.before(_ACRONYM_BEFORE, 8):
        return False
    return (glued and token.before(_WORD_BEFORE, 32)) or token.after(_LATIN_AFTER)


def _titled(token: Token) -> bool:
    """In a title or a short name between quotation marks: “39条”措施, 《2025年…》; not “万亿元” or “30%”."""
    if token.before(_TITLE_BEFORE, 42) and token.after(_TITLE_AFTER):
        return True
    if token.kind in ("percent", "points", "money"):
        return False
    return token.before(_QUOTE_BEFORE, 13) and token.after(_QUOTE_AFTER)


def _code(token: Token) -> bool:
    """An identifier: 002479, a telephone number, （6）, 12345热线, （以下简称星河48所）."""
    if token.before(_SHORT_FORM, 20):
        return True
    if token.kind:
        return token.number[0] in "0０" and _CODE.match(token.number) is not None
    if _CODE.fullmatch(token.number) or token.before(_HEADED, 6) or token.after(_CALL):
        return True
    return token.before(_BRACKET_BEFORE, 1) and token.after(_BRACKET_AFTER)


def _listed(token: Token) -> bool:
    """The number of a paragraph or item: 1、, （2）, 3. at the start of a line."""
    return not token.kind and token.before(_LINE_START, 3) and token.after(_ENUMERATOR)


def _serial(token: Token) -> bool:
    """A place in a series: 3号楼, 二十届, 三次会议, 2.0版, 一等奖; 连续举办八届 counts."""
    if token.word in ("届", "批", "期", "轮") and token.before(_FRONT, 1):
        return True
    if token.word in ("届", "期"):
        counted = token.number.isdigit() and not _YEARS.fullmatch(token.number)
        return not counted and not token.before(_TALLY, 8)
    if token.word == "次":
        return token.before(_SESSION, 1) or (
            token.text[token.end : token.end + 1] in ("会", "全") and token.after(_SERIAL)
        )
    if token.word == "P":
        return token.number in _LINES
    if token.word == "组":
        return token.before(_PLACE_BEFORE, 1)
    return not token.kind and token.after(_SERIAL)


def _period(token: Token) -> bool:
    """A time reckoned from now, or the name of one: 近三年, 五年来, 三天前, 三年行动; 连续8年 and 2小时 measure."""
    if token.kind != "time":
        return False
    if token.word.removeprefix("个") in _CLOCK:
        return token.before(_EVERY, 2) or token.after(_POINT)
    if spans(token):
        return False
    if token.before(_AGO, 3) or token.after(_THEN):
        return True
    if "年" not in token.word or "." in token.number:
        return False
    return token.before(_CLAUSE_START, 2) or (token.before(_OF, 1) and token.after(_CLAUSE_END))


# In this order: what is glued to Latin letters is a code whatever follows, and a name in quotation marks holds whatever is in
# it; the others exclude each other.
_TESTS = (
    ("name", _latin),
    ("name", _titled),
    ("name", _code),
    ("ordinal", _listed),
    ("ordinal", _serial),
    ("date", _period),
)

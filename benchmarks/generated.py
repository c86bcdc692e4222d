"""Pages made up for measuring: monthly releases of cities that do not exist, each month with other figures.

`page(number)` gives the name and the text of one of them; a hundred cities, a month each, then the next month. All names and
figures are invented, and the last line of each page says so.
"""

from random import Random

from zhibiao.gazetteer import is_name

FIRST, LAST = "云青松岚沐澜霁棠泠汐", "汀苇溪屿渚垣壑陂湄埠"
CITIES = [name for name in (f"{a}{b}市" for a in FIRST for b in LAST) if not is_name(name)]
INDUSTRIES = ("竹木加工", "装备制造", "电子信息", "食品", "纺织服装", "生物医药", "新型建材", "家居")
YEAR = 2012

TEXT = """{city}{months}经济运行平稳

林知微 周亦禾

{day}，{city}统计局发布{year}年{months}全市经济运行情况。初步核算，{months}全市实现地区生产总值{gdp}亿元，同比增长{g1}%，增速居全省第{rank}。

{months}，全市规上工业增加值增长{g2}%，比全省平均水平高{g3}个百分点。分行业看，{one}、{two}、{three}产业分别增长{g4}%、{g5}%和{g6}%。\
固定资产投资增长{g1}%，其中民间投资占比{share}%，提高{g3}个百分点；房地产开发投资下降{g4}%。

{months}，全市实现社会消费品零售总额{retail}亿元，增长{g5}%；进出口总值{trade}亿元，增长{g6}%，其中出口额{export}亿元。接待游客约{visitors}万人次。

{months}，城镇新增就业{jobs}万人。居民人均可支配收入{income}元，增长{g2}%。改造老旧小区{old}个，加装电梯{lifts}台。\
{next}年，全市计划新建幼儿园{schools}所。

（本版为虚构样张：地名、人名、单位和数字均系编造。）
"""


def page(number: int) -> tuple[str, str]:
    """The name of a page's file, which says its day, and its text."""
    city, month = CITIES[number % len(CITIES)], number // len(CITIES)
    year, last = YEAR + month // 12, month % 12 + 1
    following = (year, last + 1) if last < 12 else (year + 1, 1)
    random = Random(number)
    gdp = random.uniform(60, 100) * last
    name = f"{city}-{following[0]}-{following[1]:02}-20.txt"
    figures = {f"g{place}": round(random.uniform(0.5, 15), 1) for place in range(1, 7)}
    one, two, three = random.sample(INDUSTRIES, 3)
    return name, TEXT.format(
        city=city, year=year, months="1月" if last == 1 else f"1—{last}月" if last < 12 else "全年",
        day=f"{following[1]}月20日", next=year + 1, one=one, two=two, three=three,
        gdp=round(gdp, 1), retail=round(gdp * 0.4, 1), trade=round(gdp * 0.3, 1), export=round(gdp * 0.2, 1),
        rank=random.choice("一二三四五六七八九"), share=round(random.uniform(30, 70), 1), visitors=200 * last,
        jobs=round(0.15 * last, 2), income=round(2600 * last * random.uniform(0.9, 1.1)), old=random.randint(5, 90),
        lifts=random.randint(5, 90), schools=random.randint(2, 20), **figures,
    )  # fmt: skip

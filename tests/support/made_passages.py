"""Passages made from frames of comparison, with the rows that a careful reader takes from each.

A frame is a sentence with slots; words, order, currency, calendar, base and lists vary by the
seed. The truth is known because the rows are made with the sentence.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

COUNTRIES = {
    "en": {"KEN": "Kenya", "PER": "Peru", "CHL": "Chile", "NOR": "Norway", "THA": "Thailand"},
    "vi": {"KEN": "Kenya", "PER": "Peru", "CHL": "Chile", "NOR": "Na Uy", "THA": "Thái Lan"},
    "ru": {"KEN": "Кении", "PER": "Перу", "CHL": "Чили", "NOR": "Норвегии", "THA": "Таиланда"},
}
TO = {  # where a Russian country is the destination
    "KEN": "в Кению", "PER": "в Перу", "CHL": "в Чили", "NOR": "в Норвегию", "THA": "в Таиланд",
}  # fmt: skip
CURRENCIES = {
    "en": {"USD": "US dollars", "EUR": "euros", "JPY": "yen", "NOK": "Norwegian crowns"},
    "vi": {"USD": "USD", "EUR": "euro", "JPY": "yen", "VND": "đồng"},
    "ru": {"USD": "долларов", "EUR": "евро", "JPY": "иен", "RUB": "рублей"},
}
UNIT = {"en": "million", "vi": "triệu", "ru": "млн"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
QUARTER = {"en": "the {} quarter of {}", "vi": "quý {} năm {}", "ru": "{} квартале {} года"}
ORDINALS = {
    "en": ("first", "second", "third", "fourth"),
    "vi": ("I", "II", "III", "IV"),
    "ru": ("первом", "втором", "третьем", "четвертом"),
}
UP = {"en": ("rose", "grew", "climbed"), "vi": ("tăng",), "ru": ("вырос", "увеличился")}
DOWN = {"en": ("fell", "dropped", "declined"), "vi": ("giảm",), "ru": ("снизился", "сократился")}


@dataclass(frozen=True)
class Made:
    """A passage, its language, and its rows in the notation of `reading_rows`."""

    frame: str
    language: str
    text: str
    rows: tuple[str, ...]
    published: str = "2025-02-10"


@dataclass(frozen=True)
class _Slots:
    """What varies in a frame."""

    language: str
    chance: random.Random

    def pair(self) -> tuple[str, str]:
        one, other = self.chance.sample(sorted(COUNTRIES[self.language]), 2)
        return one, other

    def name(self, code: str) -> str:
        return COUNTRIES[self.language][code]

    def currency(self) -> tuple[str, str]:
        code = self.chance.choice(sorted(CURRENCIES[self.language]))
        return code, CURRENCIES[self.language][code]

    def amount(self, millions: float, currency: str) -> str:
        printed = f"{millions:.1f}"
        if self.language != "en":
            printed = printed.replace(".", ",")
        return f"{printed} {UNIT[self.language]} {currency}"

    def rate(self, value: float) -> str:
        printed = f"{value:.1f}" if self.language == "en" else f"{value:.1f}".replace(".", ",")
        return f"{printed}%"

    def period(self) -> tuple[str, str, str]:
        """A period in words after its preposition, as code, and the code a year earlier."""
        year = self.chance.choice((2022, 2023, 2024))
        if self.chance.random() < 0.5:
            word = {"en": f"{year}", "vi": f"năm {year}", "ru": f"{year} году"}[self.language]
            return word, str(year), str(year - 1)
        number = self.chance.randrange(4)
        said = QUARTER[self.language].format(ORDINALS[self.language][number], year)
        return said, f"{year}-Q{number + 1}", f"{year - 1}-Q{number + 1}"

    def move(self) -> tuple[str, str, float, float, float]:
        """A verb, its sign, the base, the rate and the level that it leads to."""
        base = round(self.chance.uniform(100, 900), 1)
        rate = round(self.chance.uniform(2, 60), 1)
        is_up = self.chance.random() < 0.6
        level = round(base * (1 + rate / 100 * (1 if is_up else -1)), 1)
        verb = self.chance.choice((UP if is_up else DOWN)[self.language])
        return verb, "+" if is_up else "-", base, rate, level


def _grew_to(s: _Slots) -> Made:
    """A rate, then the level that it leads to."""
    one, other = s.pair()
    code, name = s.currency()
    when, period, before = s.period()
    verb, sign, _, rate, level = s.move()
    text = {
        "en": f"{s.name(one)}'s exports to {s.name(other)} {verb} {s.rate(rate)} year on year to "
        f"{s.amount(level, name)} in {when}.",
        "vi": f"Xuất khẩu của {s.name(one)} sang {s.name(other)} trong {when} {verb} "
        f"{s.rate(rate)} so với cùng kỳ năm trước, đạt {s.amount(level, name)}.",
        "ru": f"Экспорт {s.name(one)} {TO[other]} в {when} {verb} на {s.rate(rate)} в годовом "
        f"выражении, до {s.amount(level, name)}.",
    }[s.language]
    row = f"{one}-{other} export {period} {level:.10g} {code} | {sign}{rate:.10g}% {before}"
    return Made("grew to", s.language, text, (row,))


def _from_a_base(s: _Slots) -> Made:
    """A level, its rate, and the level it goes from."""
    one, other = s.pair()
    code, name = s.currency()
    when, period, before = s.period()
    verb, sign, base, rate, level = s.move()
    up = {
        "en": "up" if sign == "+" else "down",
        "vi": verb,
        "ru": "рост" if sign == "+" else "спад",
    }
    text = {
        "en": f"In {when}, {s.name(one)}'s imports from {s.name(other)} were "
        f"{s.amount(level, name)}, {up['en']} {s.rate(rate)} from {s.amount(base, name)} a year "
        "earlier.",
        "vi": f"Trong {when}, nhập khẩu của {s.name(one)} từ {s.name(other)} đạt "
        f"{s.amount(level, name)}, {verb} {s.rate(rate)} so với mức {s.amount(base, name)} cùng kỳ "
        "năm trước.",
        "ru": f"В {when} импорт {s.name(one)} из {s.name(other)} составил {s.amount(level, name)} "
        f"против {s.amount(base, name)} годом ранее ({up['ru']} на {s.rate(rate)}).",
    }[s.language]
    rows = (
        f"{one}-{other} import {period} {level:.10g} {code} | {sign}{rate:.10g}% {before}",
        f"{one}-{other} import {before} {base:.10g} {code}",
    )
    return Made("from a base", s.language, text, rows)


def _two_ways(s: _Slots) -> Made:
    """Trade of two, with its two parts, each with its own rate."""
    one, other = s.pair()
    code, name = s.currency()
    when, period, before = s.period()
    _, sign, _, rate, exports = s.move()
    _, other_sign, _, other_rate, imports = s.move()
    total = round(exports + imports, 1)
    words = {
        "en": {"+": "up", "-": "down"},
        "vi": {"+": "tăng", "-": "giảm"},
        "ru": {"+": "рост", "-": "спад"},
    }[s.language]
    text = {
        "en": f"Trade between {s.name(one)} and {s.name(other)} reached {s.amount(total, name)} in "
        f"{when}. Exports were {s.amount(exports, name)}, {words[sign]} {s.rate(rate)} year on "
        f"year, and imports {s.amount(imports, name)}, {words[other_sign]} {s.rate(other_rate)}.",
        "vi": f"Thương mại hai chiều {s.name(one)} - {s.name(other)} trong {when} đạt "
        f"{s.amount(total, name)}, trong đó xuất khẩu đạt {s.amount(exports, name)}, {words[sign]} "
        f"{s.rate(rate)} so với cùng kỳ năm trước; nhập khẩu đạt {s.amount(imports, name)}, "
        f"{words[other_sign]} {s.rate(other_rate)}.",
        "ru": f"Товарооборот {s.name(one)} и {s.name(other)} в {when} составил "
        f"{s.amount(total, name)}. Экспорт составил {s.amount(exports, name)} ({words[sign]} на "
        f"{s.rate(rate)} год к году), импорт - {s.amount(imports, name)} ({words[other_sign]} на "
        f"{s.rate(other_rate)}).",
    }[s.language]
    rows = (
        f"{one}-{other} total {period} {total:.10g} {code}",
        f"{one}-{other} export {period} {exports:.10g} {code} | {sign}{rate:.10g}% {before}",
        f"{one}-{other} import {period} {imports:.10g} {code} | "
        f"{other_sign}{other_rate:.10g}% {before}",
    )
    return Made("two ways", s.language, text, rows)


def _by_a_sum(s: _Slots) -> Made:
    """A change in money, said again as a rate."""
    one, other = s.pair()
    code, name = s.currency()
    year = s.chance.choice((2022, 2023, 2024))
    verb, sign, base, rate, level = s.move()
    change = round(abs(level - base), 1)
    text = {
        "en": f"In {year}, {s.name(one)}'s exports to {s.name(other)} {verb} by "
        f"{s.amount(change, name)}, or {s.rate(rate)}, to {s.amount(level, name)}.",
        "vi": f"Năm {year}, xuất khẩu của {s.name(one)} sang {s.name(other)} {verb} "
        f"{s.amount(change, name)}, tương đương {s.rate(rate)}, đạt {s.amount(level, name)}.",
        "ru": f"В {year} году экспорт {s.name(one)} {TO[other]} {verb} на "
        f"{s.amount(change, name)}, или на {s.rate(rate)}, до {s.amount(level, name)}.",
    }[s.language]
    row = (
        f"{one}-{other} export {year} {level:.10g} {code} | {sign}{rate:.10g}% {year - 1} | "
        f"{sign}{change:.10g} {year - 1}"
    )
    return Made("by a sum", s.language, text, (row,))


def _partners(s: _Slots) -> Made:
    """A list of partners, each with its level and rate."""
    one, *others = s.chance.sample(sorted(COUNTRIES[s.language]), 4)
    code, name = s.currency()
    year = s.chance.choice((2022, 2023, 2024))
    told = [s.move() for _ in others]
    parts, rows = [], []
    for other, (_, sign, _, rate, level) in zip(others, told, strict=True):
        word = {"en": {"+": "up", "-": "down"}, "vi": {"+": "tăng", "-": "giảm"},
                "ru": {"+": "рост на", "-": "спад на"}}[s.language][sign]  # fmt: skip
        to = {"en": f"to {s.name(other)}", "vi": f"sang {s.name(other)}", "ru": TO[other]}
        reach = {"en": "were ", "vi": "đạt ", "ru": "составил "} if not parts else {
            "en": "", "vi": "đạt ", "ru": "- "}  # fmt: skip
        parts.append(
            f"{to[s.language]} {reach[s.language]}{s.amount(level, name)} ({word} {s.rate(rate)})"
        )
        rows.append(
            f"{one}-{other} export {year} {level:.10g} {code} | {sign}{rate:.10g}% {year - 1}"
        )
    opening = {
        "en": f"In {year}, {s.name(one)}'s exports ",
        "vi": f"Năm {year}, xuất khẩu của {s.name(one)} ",
        "ru": f"В {year} году экспорт {s.name(one)} ",
    }[s.language]
    last = {"en": " and ", "vi": " và ", "ru": " и "}[s.language]
    text = opening + ", ".join(parts[:-1]) + last + parts[-1] + "."
    return Made("partners", s.language, text, tuple(rows))


def _target(s: _Slots) -> Made:
    """A level, and what two countries aim at."""
    one, other = s.pair()
    year = s.chance.choice((2022, 2023, 2024))
    goal = s.chance.choice((2028, 2030))
    level, hoped = (round(s.chance.uniform(*ends), 1) for ends in ((100, 400), (500, 900)))
    text = {
        "en": f"Trade between {s.name(one)} and {s.name(other)} was "
        f"{s.amount(level, 'US dollars')} in {year}. The two countries aim to raise it to "
        f"{s.amount(hoped, 'US dollars')} by {goal}.",
        "vi": f"Năm {year}, thương mại hai chiều {s.name(one)} - {s.name(other)} đạt "
        f"{s.amount(level, 'USD')}. Hai bên đặt mục tiêu nâng kim ngạch lên "
        f"{s.amount(hoped, 'USD')} vào năm {goal}.",
        "ru": f"В {year} году товарооборот {s.name(one)} и {s.name(other)} составил "
        f"{s.amount(level, 'долларов')}. Стороны поставили цель довести его до "
        f"{s.amount(hoped, 'долларов')} к {goal} году.",
    }[s.language]
    rows = (
        f"{one}-{other} total {year} {level:.10g} USD",
        f"{one}-{other} total {goal} {hoped:.10g} USD target",
    )
    return Made("a target", s.language, text, rows)


ASIDES = {  # what tells no row: a plan, real terms, a part, a price, an estimate since revised
    "en": (
        "In real terms, they rose {rate}.",
        "They {up} {rate} in real terms.",
        "They were {rate} above target.",
        "The result was {rate} below the forecast.",
        "An earlier estimate had put them at {amount}, growth of {rate}.",
        "Their share of total exports rose to {rate}.",
        "The average price was {price} a tonne.",
        "Coffee prices rose {rate}.",
        "In all, {count} items earned over {amount}.",
    ),
    "vi": (
        "Theo giá so sánh, xuất khẩu tăng {rate}.",
        "Kết quả này cao hơn mục tiêu {rate}.",
        "Tỷ trọng trong tổng xuất khẩu tăng lên {rate}.",
        "Ước tính trước đó là {amount}.",
        "Giá bình quân đạt {price}/tấn.",
        "Giá cà phê tăng {rate}.",
        "Có {count} mặt hàng đạt trên {amount}.",
    ),
    "ru": (
        "В реальном выражении экспорт вырос на {rate}.",
        "Доля в общем экспорте выросла до {rate}.",
        "По первой оценке, он составлял {amount}.",
        "Средняя цена составила {price} за тонну.",
        "Цены на кофе выросли на {rate}.",
    ),
}


def _with_an_aside(s: _Slots) -> Made:
    """A rate and its level, then a sentence that tells no row."""
    made = _grew_to(s)
    aside = s.chance.choice(ASIDES[s.language]).format(
        rate=s.rate(round(s.chance.uniform(2, 30), 1)),
        amount=s.amount(round(s.chance.uniform(100, 900), 1), CURRENCIES[s.language]["EUR"]),
        price=f"{s.chance.randrange(300, 900)} {CURRENCIES[s.language]['USD']}",
        up=s.chance.choice(UP[s.language]),
        count=s.chance.randrange(3, 30),
    )
    return Made("an aside", s.language, f"{made.text} {aside}", made.rows)


def _revised(s: _Slots) -> Made:
    """A base that was revised: what was reported before is no row."""
    one, other = s.pair()
    year = s.chance.choice((2022, 2023, 2024))
    _, sign, base, rate, level = s.move()
    old = round(base * s.chance.uniform(0.9, 0.98), 1)
    up = {"en": {"+": "rose", "-": "fell"}, "vi": {"+": "tăng", "-": "giảm"},
          "ru": {"+": "вырос", "-": "снизился"}}[s.language][sign]  # fmt: skip
    text = {
        "en": f"In {year} {s.name(one)}'s exports to {s.name(other)} {up} {s.rate(rate)} to "
        f"{s.amount(level, 'USD')} from a revised {s.amount(base, 'USD')} (previously reported as "
        f"{s.amount(old, 'USD')}) in {year - 1}.",
        "vi": f"Năm {year}, xuất khẩu của {s.name(one)} sang {s.name(other)} {up} {s.rate(rate)}, "
        f"đạt {s.amount(level, 'USD')}, so với mức {s.amount(base, 'USD')} (số công bố trước đó: "
        f"{s.amount(old, 'USD')}) năm {year - 1}.",
        "ru": f"В {year} году экспорт {s.name(one)} {TO[other]} {up} на {s.rate(rate)}, до "
        f"{s.amount(level, 'долларов')}, против {s.amount(base, 'долларов')} (ранее сообщалось о "
        f"{s.amount(old, 'долларов')}) в {year - 1} году.",
    }[s.language]
    rows = (
        f"{one}-{other} export {year} {level:.10g} USD | {sign}{rate:.10g}% {year - 1}",
        f"{one}-{other} export {year - 1} {base:.10g} USD",
    )
    return Made("revised", s.language, text, rows)


def _signed(s: _Slots) -> Made:
    """Changes by their sign in brackets, in percent or in money."""
    one, other = s.pair()
    year = s.chance.choice((2022, 2023, 2024))
    _, sign, base, rate, level = s.move()
    change = round(abs(level - base), 1)
    in_money = s.chance.random() < 0.5
    told = s.amount(change, CURRENCIES[s.language]["USD"]) if in_money else s.rate(rate)
    money = CURRENCIES[s.language]["USD"]
    text = {
        "en": f"In {year}, {s.name(one)}'s exports to {s.name(other)} were "
        f"{s.amount(level, money)} ({sign}{told}).",
        "vi": f"Năm {year}, xuất khẩu của {s.name(one)} sang {s.name(other)} đạt "
        f"{s.amount(level, money)} ({sign}{told}).",
        "ru": f"В {year} году экспорт {s.name(one)} {TO[other]} составил "
        f"{s.amount(level, money)} ({sign}{told}).",
    }[s.language]
    said = f"{change:.10g}" if in_money else f"{rate:.10g}%"
    row = f"{one}-{other} export {year} {level:.10g} USD | {sign}{said} {year - 1}"
    return Made("signed", s.language, text, (row,))


def _after_a_growth(s: _Slots) -> Made:
    """A growth, and that of the year before."""
    one, other = s.pair()
    year = s.chance.choice((2022, 2023, 2024))
    rate, earlier = (round(s.chance.uniform(2, 40), 1) for _ in range(2))
    text = {
        "en": f"{s.name(one)}'s exports to {s.name(other)} {s.chance.choice(UP['en'])} "
        f"{s.rate(rate)} in {year}, after a {s.rate(earlier)} "
        f"{s.chance.choice(('rise', 'increase'))} in {year - 1}.",
        "vi": f"Năm {year}, xuất khẩu của {s.name(one)} sang {s.name(other)} tăng {s.rate(rate)} "
        f"(năm {year - 1} tăng {s.rate(earlier)}).",
        "ru": f"В {year} году экспорт {s.name(one)} {TO[other]} вырос на {s.rate(rate)} после "
        f"роста на {s.rate(earlier)} в {year - 1} году.",
    }[s.language]
    rows = (
        f"{one}-{other} export {year} - | +{rate:.10g}% {year - 1}",
        f"{one}-{other} export {year - 1} - | +{earlier:.10g}% {year - 2}",
    )
    return Made("after a growth", s.language, text, rows)


def _converted(s: _Slots) -> Made:
    """A level, and in brackets the same in another currency."""
    one, other = s.pair()
    year = s.chance.choice((2022, 2023, 2024))
    level = round(s.chance.uniform(100, 900), 1)
    again = round(level * 1.1, 1)
    euros, dollars = CURRENCIES[s.language]["EUR"], CURRENCIES[s.language]["USD"]
    text = {
        "en": f"{s.name(one)}'s imports from {s.name(other)} were {s.amount(level, euros)} "
        f"({s.amount(again, dollars)}) in {year}.",
        "vi": f"Năm {year}, nhập khẩu của {s.name(one)} từ {s.name(other)} đạt "
        f"{s.amount(level, euros)} ({s.amount(again, dollars)}).",
        "ru": f"В {year} году импорт {s.name(one)} из {s.name(other)} составил "
        f"{s.amount(level, euros)} ({s.amount(again, dollars)}).",
    }[s.language]
    rows = (
        f"{one}-{other} import {year} {level:.10g} EUR",
        f"{one}-{other} import {year} {again:.10g} USD",
    )
    return Made("converted", s.language, text, rows)


FRAMES: tuple[Callable[[_Slots], Made], ...] = (
    _grew_to, _from_a_base, _two_ways, _by_a_sum, _partners, _target, _with_an_aside, _revised,
    _signed, _after_a_growth, _converted,
)  # fmt: skip


def made_passages(language: str, each: int, seed: int = 14) -> list[Made]:
    """As many passages of each frame in a language."""
    chance = random.Random(f"{seed} {language}")
    return [frame(_Slots(language, chance)) for frame in FRAMES for _ in range(each)]

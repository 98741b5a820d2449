"""The reader: words a second on a page, 10 and 100 pages, and the time to check one page.

The pages are made of sentences as agencies write them, filled with other countries, years and
numbers each time. `growth` is the time over that of one page: 100 at 100x is linear.
"""

from __future__ import annotations

from itertools import cycle, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from analytics.checking.text_check import check_text
from analytics.reading.out.reader import Read, read
from data.store import load_figures, open_edition

PAGE = 500  # words
SIZES = (1, 10, 100)
PUBLISHED = "2025-05-02"
SENTENCES = {
    "vi": (
        "Kim ngạch thương mại hai chiều Việt Nam - {place} năm {year} đạt {level},{digit} triệu "
        "USD, tăng {digit},{month}% so với năm trước.",
        "Trong đó, xuất khẩu của Việt Nam đạt {half},{digit} triệu USD, giảm {month}%, còn nhập "
        "khẩu đạt {half},{month} triệu USD.",
        "Bộ trưởng cho biết hai bên sẽ sớm tổ chức kỳ họp tiếp theo của Ủy ban hỗn hợp.",
    ),
    "en": (
        "Two-way trade between Viet Nam and {place} reached US${level}.{digit} million in {year}, "
        "up {digit}.{month} percent from a year earlier.",
        "Vietnamese exports fell {month}% to ${half}.{digit} million, while imports came to "
        "${half}.{month} million.",
        "The minister said that the joint committee would meet again in the capital soon.",
    ),
    "ru": (
        "Товарооборот между Вьетнамом и {place} в {year} году составил {level},{digit} млн "
        "долларов, увеличившись на {digit},{month}% по сравнению с предыдущим годом.",
        "Экспорт Вьетнама сократился на {month}% до {half},{digit} млн долларов, а импорт составил "
        "{half},{month} млн долларов.",
        "Министр сообщил, что следующее заседание комиссии пройдёт в столице.",
    ),
}
PLACES = {
    "vi": ("Nga", "Kazakhstan", "Azerbaijan", "Belarus", "Hàn Quốc", "Đức"),
    "en": ("Russia", "Kazakhstan", "Azerbaijan", "Belarus", "South Korea", "Germany"),
    "ru": ("Россией", "Казахстаном", "Азербайджаном", "Белоруссией", "Кореей", "Германией"),
}
YEARS = range(2010, 2025)


def measure() -> None:
    """Print the table of the reader, then the time of one check."""
    print(f"\n{'reader':<18}{'size':>5}{'words':>12}{'seconds':>10}{'words/s':>8}{'growth':>8}")
    for language in SENTENCES:
        read(page(language), language, PUBLISHED)  # the lexicon is read and compiled once
        first = None
        for size in SIZES:
            text = page(language, PAGE * size)
            found, seconds = _read(text, language)
            first = first or seconds
            words = len(text.split())
            claims = sum(len(figure.claims) for figure in found.figures)
            ratios = f"{words / seconds:>8,.0f}{seconds / first:>8.1f}"
            counts = f"   {len(found.figures):,} figures, {claims:,} claims"
            print(f"{language:<18}{size:>4}x{words:>12,}{seconds:>10.3f}{ratios}{counts}")
    _check()


def page(language: str, words: int = PAGE) -> str:
    """About so many words on trade, made up but steady."""
    sentences = SENTENCES[language]
    length = sum(len(sentence.split()) for sentence in sentences)
    contents = islice(cycle(product(YEARS, PLACES[language])), max(words // length, 1))
    return "\n\n".join(
        " ".join(sentences).format(
            place=place, year=year, level=200 + 7919 * i % 600, half=60 + 104729 * i % 200,
            digit=i % 9 + 1, month=i % 7 + 1,
        )
        for i, (year, place) in enumerate(contents)
    )  # fmt: skip


def _read(text: str, language: str) -> tuple[Read, float]:
    start = perf_counter()
    found = read(text, language, PUBLISHED)
    return found, perf_counter() - start


def _check() -> None:
    """Read one page and check it against the figure book."""
    print(f"\n{'check of one page':<18}{'':>5}{'words':>12}{'seconds':>10}")
    with TemporaryDirectory() as folder:
        load_figures(Path(folder))
        edition = open_edition(Path(folder))
        for language in SENTENCES:
            text = page(language)
            start = perf_counter()
            checked = check_text(
                read(text, language, PUBLISHED),
                edition.relation("observation"),
                edition.relation("reported_claim"),
            )
            seconds = perf_counter() - start
            found = f"{len(checked.checks):,} claims, {len(checked.conflicts):,} conflicts"
            print(f"{language:<18}{'':>5}{len(text.split()):>12,}{seconds:>10.3f}   {found}")
        edition.connection.close()


if __name__ == "__main__":
    measure()

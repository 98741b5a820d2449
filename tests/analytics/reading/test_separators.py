"""Numbers whose separator can mean two things: which reading stands, and what decided."""

from __future__ import annotations

import pytest

from analytics.reading.out.reader import read

MILLION, BILLION = 10**6, 10**9


Settled = dict[str, tuple[float | None, str | None, float | None]]


def settled(text: str, language: str) -> Settled:
    """By printed number: its value, what decided, and its other value."""
    said = read(text, language).as_records()
    return {
        one["printed"]: (
            one["value"],
            one.get("separator", {}).get("decided_by"),
            one.get("separator", {}).get("other_value"),
        )
        for one in (*said["figures"], *said["claims"])
        if one["printed"] and any(mark in one["printed"] for mark in ".,")
    }


SENTENCES = {
    "vi: by the base, against the language": (
        "vi",
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt 1.160 tỷ USD, tăng 16% so với 1 tỷ USD "
        "năm 2023.",
        {"1.160 tỷ USD": (1.16 * BILLION, "arithmetic", 1160 * BILLION)},
    ),
    "vi: by the base, as usual": (
        "vi",
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt 1.160 triệu USD, tăng 16% so với 1 tỷ USD "
        "năm 2023.",
        {"1.160 triệu USD": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: the base itself": (
        "en",
        "Vietnam's exports to Peru fell by 40% to $696 million in 2024 from $1.160 million "
        "in 2023.",
        {"$1.160 million": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "ru: by the base, with a multiple": (
        "ru",
        "В 2024 году экспорт Вьетнама в Перу вырос в 3 раза и составил 1.260 млн долларов против "
        "420 млн долларов в 2023 году.",
        {"1.260 млн долларов": (1260 * MILLION, "arithmetic", 1.26 * MILLION)},
    ),
    "en: a multiple of a fall": (
        "en",
        "Vietnam's exports to Peru halved to $1.160 million in 2024 from $2320 million in 2023.",
        {"$1.160 million": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: the amount of a change": (
        "en",
        "Vietnam's exports to Peru rose by $1.160 million to $6 billion in 2024 from $4840 million "
        "in 2023.",
        {"$1.160 million": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: a small change of a large base": (
        "en",
        "Vietnam's exports to Peru fell by $1.160 million to $58840 million in 2024 from $60 "
        "billion in 2023.",
        {"$1.160 million": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: the rate itself": (
        "en",
        "Vietnam's exports to Peru rose 1,250% to $1350 million in 2024 from $100 million in 2023.",
        {"1,250%": (1250, "arithmetic", 1.25)},
    ),
    "en: the rate itself, the other way": (
        "en",
        "Vietnam's exports to Peru rose 1,250% to $405 million in 2024 from $400 million in 2023.",
        {"1,250%": (1.25, "arithmetic", 1250)},
    ),
    "vi: by the sum of the parts": (
        "vi",
        "Năm 2024, kim ngạch thương mại giữa Việt Nam và Peru đạt 1620 triệu USD. Năm 2024, xuất "
        "khẩu của Việt Nam sang Peru đạt 1,160 triệu USD, nhập khẩu từ Peru đạt 460 triệu USD.",
        {"1,160 triệu USD": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: a small part of a sum": (
        "en",
        "In 2024, Vietnam's trade with Peru reached $60 billion, with exports of $58840 million "
        "and imports of $1.160 million.",
        {"$1.160 million": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "ru: by the balance": (
        "ru",
        "В 2024 году экспорт Вьетнама в Перу составил 3 млрд долларов, импорт из Перу - 1840 млн "
        "долларов. Положительное сальдо торговли Вьетнама с Перу в 2024 году составило 1.160 млн "
        "долларов.",
        {"1.160 млн долларов": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: by the balance, a deficit": (
        "en",
        "In 2024, Vietnam's exports to Peru were $1840 million and its imports from Peru were $3 "
        "billion. In 2024, Vietnam's trade deficit with Peru was $1.160 million.",
        {"$1.160 million": (-1160 * MILLION, "arithmetic", -1.16 * MILLION)},
    ),
    "en: told twice": (
        "en",
        "In 2024, Vietnam's exports to Peru were $1 billion. In 2024, Vietnam's exports to Peru "
        "were $1.020 million.",
        {"$1.020 million": (1020 * MILLION, "arithmetic", 1.02 * MILLION)},
    ),
    "vi: by the other numbers": (
        "vi",
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt 1.160 tỷ USD. Năm 2024, nhập khẩu của Việt "
        "Nam từ Chile đạt 2.5 tỷ USD.",
        {
            "1.160 tỷ USD": (1.16 * BILLION, "text", 1160 * BILLION),
            "2.5 tỷ USD": (2.5 * BILLION, None, None),
        },
    ),
    "en: most of the other numbers, though one says otherwise": (
        "en",
        "In 2024, Vietnam's exports to Peru were $1,160 billion. In 2024, Vietnam's exports to "
        "Chile were $2,5 billion, to Brazil $3,25 billion, and to Mexico $4.5 billion.",
        {
            "$1,160 billion": (1.16 * BILLION, "text", 1160 * BILLION),
            "$2,5 billion": (2.5 * BILLION, None, None),
            "$3,25 billion": (3.25 * BILLION, None, None),
            "$4.5 billion": (4.5 * BILLION, None, None),
        },
    ),
    "en: a tie of the other numbers leaves it to the language": (
        "en",
        "In 2024, Vietnam's exports to Peru were $1,160 billion. In 2024, Vietnam's exports to "
        "Chile were $2,5 billion, and to Mexico $4.5 billion.",
        {
            "$1,160 billion": (1160 * BILLION, "language", 1.16 * BILLION),
            "$2,5 billion": (2.5 * BILLION, None, None),
            "$4.5 billion": (4.5 * BILLION, None, None),
        },
    ),
    "vi: by the language": (
        "vi",
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt 1,160 tỷ USD.",
        {"1,160 tỷ USD": (1.16 * BILLION, "language", 1160 * BILLION)},
    ),
    "en: by the language": (
        "en",
        "In 2024, Vietnam's exports to Peru were $1,160 million.",
        {"$1,160 million": (1160 * MILLION, "language", 1.16 * MILLION)},
    ),
    "ru: by the language": (
        "ru",
        "В 2024 году экспорт Вьетнама в Перу составил 1,160 млрд долларов.",
        {"1,160 млрд долларов": (1.16 * BILLION, "language", 1160 * BILLION)},
    ),
    "ru: no number of the text tells what a point is where commas are decimal": (
        "ru",
        "В 2024 году экспорт Вьетнама в Перу составил 1.160 млрд долларов, а в Чили - 2,5 млрд "
        "долларов.",
        {
            "1.160 млрд долларов": (1.16 * BILLION, "language", 1160 * BILLION),
            "2,5 млрд долларов": (2.5 * BILLION, None, None),
        },
    ),
    "vi: what arithmetic shows of one number holds for another": (
        "vi",
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt 1.160 tỷ USD, tăng 16% so với 1 tỷ USD năm "
        "2023. Năm 2024, xuất khẩu của Việt Nam sang Chile đạt 2.345 tỷ USD.",
        {
            "1.160 tỷ USD": (1.16 * BILLION, "arithmetic", 1160 * BILLION),
            "2.345 tỷ USD": (2.345 * BILLION, "text", 2345 * BILLION),
        },
    ),
    "vi: one number the other way among voted ones": (
        "vi",
        "Năm 2024, kim ngạch thương mại giữa Việt Nam và Peru đạt 1,62 tỷ USD. Năm 2024, xuất "
        "khẩu của Việt Nam sang Peru đạt 1,160 triệu USD, nhập khẩu từ Peru đạt 460 triệu USD. Năm "
        "2024, xuất khẩu của Việt Nam sang Chile đạt 2,345 tỷ USD.",
        {
            "1,62 tỷ USD": (1.62 * BILLION, None, None),
            "1,160 triệu USD": (1160 * MILLION, "arithmetic", 1.16 * MILLION),
            "2,345 tỷ USD": (2.345 * BILLION, "text", 2345 * BILLION),
        },
    ),
    "en: of two that only have to agree, the second follows the first": (
        "en",
        "Vietnam's exports to Peru rose 5% to $1,160 million in 2024 from $1.105 million in 2023.",
        {
            "$1,160 million": (1160 * MILLION, "language", 1.16 * MILLION),
            "$1.105 million": (1105 * MILLION, "arithmetic", 1.105 * MILLION),
        },
    ),
    "en: arithmetic that fits both ways decides nothing": (
        "en",
        "Vietnam's exports to Peru rose 5% to $1,160 million in 2024 from $1,105 million in 2023.",
        {
            "$1,160 million": (1160 * MILLION, "language", 1.16 * MILLION),
            "$1,105 million": (1105 * MILLION, "language", 1.105 * MILLION),
        },
    ),
    "en: arithmetic that fits in no way decides nothing": (
        "en",
        "Vietnam's exports to Peru rose 50% to $1,160 million in 2024 from $30 million in 2023.",
        {"$1,160 million": (1160 * MILLION, "language", 1.16 * MILLION)},
    ),
    "en: arithmetic that contradicts itself decides nothing": (
        "en",
        "Vietnam's exports to Peru rose 16% to $1.160 million in 2024 from $1 billion in 2023. In "
        "2024, Vietnam's trade with Peru reached $5160 thousand, with imports of $4 million.",
        {"$1.160 million": (1.16 * MILLION, "language", 1160 * MILLION)},
    ),
    "en: a sum within a tenth": (
        "en",
        "In 2024, Vietnam's trade with Peru reached $1700 million, with exports of $1.160 million "
        "and imports of $460 million.",
        {"$1.160 million": (1160 * MILLION, "arithmetic", 1.16 * MILLION)},
    ),
    "en: a sum that is off by more": (
        "en",
        "In 2024, Vietnam's trade with Peru reached $1800 million, with exports of $1.160 million "
        "and imports of $460 million.",
        {"$1.160 million": (1.16 * MILLION, "language", 1160 * MILLION)},
    ),
    "en: a deficit does not grow out of a surplus": (
        "en",
        "In 2023, Vietnam's trade surplus with Peru was $1 billion. In 2024, Vietnam's trade "
        "deficit with Peru rose 16% to $1.160 million.",
        {"$1.160 million": (-1.16 * MILLION, "language", -1160 * MILLION)},
    ),
    "en: a range with its ends the wrong way round is no reading": (
        "en",
        "In 2024, Vietnam's exports to Peru were $1.160-1.5 billion.",
        {"$1.160-1.5 billion": (None, None, None)},
    ),
    "en: a range from nothing": (
        "en",
        "In 2024, Vietnam's exports to Peru were $0-1,160 million.",
        {"$0-1,160 million": (None, "language", None)},
    ),
    "en: a currency has no thousandths": (
        "en",
        "In 2024, Vietnam's exports to Peru were $850.250. In 2024, its imports were 1,160 "
        "dollars.",
        {"$850.250": (850_250, None, None), "1,160 dollars": (1160, None, None)},
    ),
}


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES.values(), ids=SENTENCES.keys())
def test_how_an_ambiguous_number_is_read(language: str, text: str, wanted: Settled) -> None:
    assert settled(text, language) == wanted

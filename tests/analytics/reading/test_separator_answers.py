"""What the answer says of an ambiguous number, and its arithmetic on made-up and on long texts."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from analytics.reading.out import separators
from analytics.reading.out.reader import read
from analytics.reading.state.statements import Figure
from analytics.recording.corrections import corrected

MILLION, BILLION = 10**6, 10**9


def decided(figures: Iterable[Figure]) -> set[str | None]:
    return {one.separator.decided_by if one.separator else None for one in figures}


def test_the_answer_says_how_a_level_was_read_and_what_else_it_could_be() -> None:
    text = "In 2024, Vietnam's trade deficit with Peru was nearly $1,160 million."
    [figure] = read(text, "en").as_records()["figures"]
    assert (figure["value"], figure["low"], figure["high"]) == (
        -1160 * MILLION, -1160 * MILLION, -1150 * MILLION,
    )  # fmt: skip
    assert figure["separator"] == {
        "decided_by": "language",
        "other_value": -1_160_000,
        "other_low": -1_160_000,
        "other_high": -1_150_000,
    }
    assert list(figure)[-1] == "separator"


def test_both_ends_of_a_range_are_read_alike() -> None:
    text = (
        "In 2024, Vietnam's exports to Peru were $1.100-1.160 million. In 2024, Vietnam's trade "
        "with Peru reached $1580 million, with imports of $450 million."
    )
    figure = read(text, "en").as_records()["figures"][0]
    assert (figure["value"], figure["low"], figure["high"]) == (
        None,
        1100 * MILLION,
        1160 * MILLION,
    )
    assert figure["separator"] == {
        "decided_by": "arithmetic",
        "other_value": None,
        "other_low": 1_100_000,
        "other_high": 1_160_000,
    }


def test_a_number_may_take_its_unit_from_the_next() -> None:
    text = "Vietnam's exports to Peru rose from 1.105 to 1160 million dollars in 2024."
    said = read(text, "en").as_records()
    by_printed = {figure["printed"]: figure for figure in said["figures"]}
    assert by_printed["1.105"]["value"] == 1_105_000
    assert by_printed["1.105"]["separator"]["other_value"] == 1105 * MILLION
    assert "separator" not in by_printed["1160 million dollars"]


def test_the_answer_says_how_a_claim_was_read() -> None:
    text = "Vietnam's exports to Peru rose by $1.160 million in 2024 and 1,250% in 2023."
    first, second = read(text, "en").as_records()["claims"]
    assert first["separator"] == {
        "decided_by": "language",
        "other_value": 1160 * MILLION,
        "other_value_high": None,
    }
    assert second["separator"]["other_value"] == 1.25
    assert list(first)[:-1] == list(second)[:-1]
    assert list(first)[-1] == "separator"


def test_a_reading_that_changes_keeps_its_last_digit() -> None:
    text = (
        "Năm 2024, xuất khẩu của Việt Nam sang Peru đạt 1.160 tỷ USD, tăng 16% so với 1 tỷ USD năm "
        "2023."
    )
    figure, base = read(text, "vi").figures
    assert figure.amount is not None
    assert figure.separator is not None
    assert (figure.amount.step, figure.separator.other.step) == (MILLION, BILLION)
    assert figure.ends == (Fraction(1_159_500_000), Fraction(1_160_500_000))
    assert figure.claims[0].base_figure is base


def test_a_correction_ends_the_ambiguity_of_its_number_alone() -> None:
    text = (
        "Vietnam's exports to Peru rose by $1,160 million to $6,840 million in 2024. In 2024, its "
        "exports to Chile were $2,345 million."
    )
    before = read(text, "en")
    assert [figure.separator is None for figure in before.figures] == [False, False]
    after = corrected(before, {"f1": {"printed": "$6.84 billion"}, "f2": {"flow": "import"}})
    assert [figure.separator is None for figure in after.figures] == [True, False]
    assert after.figures[0].claims[0].separator == before.figures[0].claims[0].separator
    after = corrected(before, {"c1": {"printed": "$1.16 billion"}})
    assert after.figures[0].separator == before.figures[0].separator
    assert after.figures[0].claims[0].separator is None
    assert before.figures[0].claims[0].separator is not None


PARTS = {
    "en": "In 2024, Vietnam's trade with Peru reached {total} {million} dollars. In 2024, "
    "Vietnam's exports to Peru were {exports} dollars and its imports from Peru were {imports} "
    "dollars.",
    "vi": "Năm 2024, kim ngạch thương mại giữa Việt Nam và Peru đạt {total} {million} USD. Năm "
    "2024, xuất khẩu của Việt Nam sang Peru đạt {exports} USD, nhập khẩu từ Peru đạt "
    "{imports} USD.",
    "ru": "В 2024 году товарооборот Вьетнама и Перу составил {total} {million} долларов. В 2024 "
    "году экспорт Вьетнама в Перу составил {exports} долларов, импорт из Перу - {imports} "
    "долларов.",
}


@given(
    st.integers(1000, 999_999), st.integers(1000, 999_999),
    st.sampled_from([("million", MILLION), ("billion", BILLION)]),
    st.sampled_from([("million", MILLION), ("billion", BILLION)]),
    st.sampled_from(".,"), st.sampled_from(".,"), st.sampled_from(["en", "vi", "ru"]),
)  # fmt: skip
@example(1160, 1460, ("million", MILLION), ("billion", BILLION), ".", ".", "en")
@example(1160, 1460, ("billion", BILLION), ("million", MILLION), ",", ",", "en")
def test_the_parts_of_a_known_sum_are_read_right_in_either_convention(
    exports: int,
    imports: int,
    unit: tuple[str, int],
    other_unit: tuple[str, int],
    mark: str,
    other_mark: str,
    language: str,
) -> None:
    """`1.160 million` is 1,160 million by one convention, `1.160 billion` by the other."""
    assume(max(exports, imports) < 500 * min(exports, imports))
    shown = [f"{n // 1000}{m}{n % 1000:03d}" for n, m in ((exports, mark), (imports, other_mark))]
    name = {
        "en": {"million": "million", "billion": "billion"},
        "vi": {"million": "triệu", "billion": "tỷ"},
        "ru": {"million": "млн", "billion": "млрд"},
    }[language]
    text = PARTS[language].format(
        total=exports + imports, million=name["million"],
        exports=f"{shown[0]} {name[unit[0]]}", imports=f"{shown[1]} {name[other_unit[0]]}",
    )  # fmt: skip
    found = {f.subject.flow: f for f in read(text, language).figures}
    assert found["total"].value == (exports + imports) * MILLION
    assert found["export"].value == exports * MILLION
    assert found["import"].value == imports * MILLION
    assert decided([found["export"], found["import"]]) == {"arithmetic"}


def years(count: int) -> str:
    """A text in which the numbers of each year are a group of three ambiguous ones."""
    return "\n\n".join(
        f"In {year}, Vietnam's trade with Peru reached $2,620 million, with exports of "
        f"$1,1{year % 100:02d} million and imports of $1,4{year % 100:02d} million."
        for year in range(1951, 1951 + count)
    )


def counted(monkeypatch, text: str) -> dict[str, int]:
    """How often an identity is worked out, and how often a combination is looked up in one."""
    calls = {"fits": 0, "combinations": 0}
    fits, rule = separators.fits, separators._Rule.fits

    def fits_counted(*given):
        calls["fits"] += 1
        return fits(*given)

    def rule_counted(*given):
        calls["combinations"] += 1
        return rule(*given)

    with monkeypatch.context() as patch:
        patch.setattr(separators, "fits", fits_counted)
        patch.setattr(separators._Rule, "fits", rule_counted)
        read(text, "en")
    return calls


def test_the_work_grows_with_the_text(monkeypatch) -> None:
    few, many = counted(monkeypatch, years(10)), counted(monkeypatch, years(40))
    assert few == {"fits": 10 * 8, "combinations": 10 * (8 + 2 * 3)}
    assert many == {name: 4 * count for name, count in few.items()}


def chained(count: int, last: str) -> str:
    """A text in which each year's exports are the base of the next, and all one group."""
    told = "".join(
        f"Vietnam's exports to Peru rose 10% to ${number // 1000}.{number % 1000:03d} million in "
        f"{year + 1}. "
        for year, number in ((2000 + i, round(1100 * 1.1**i)) for i in range(1, count))
    )
    return f"In 2001, Vietnam's exports to Peru were {last}. {told}"


def test_of_a_large_group_only_two_combinations_are_tried(monkeypatch) -> None:
    text = chained(20, "$1100 million")
    calls = counted(monkeypatch, text)
    assert calls["combinations"] == 19 * 2 + 2 * (19 * 2 - 1)
    found = read(text, "en").figures
    assert [figure.value for figure in found[1:4]] == [
        1210 * MILLION,
        1331 * MILLION,
        1464 * MILLION,
    ]
    assert decided(found[1:]) == {"arithmetic"}


def test_of_a_large_group_arithmetic_decides_only_what_it_fits() -> None:
    told = "Vietnam's exports to Peru fell 70% to $1.160 million in 2021."
    *others, last = read(chained(20, "$1100 million") + told, "en").figures
    assert decided(others[1:]) == {"arithmetic"}
    assert (last.value, decided([last])) == (1160 * MILLION, {"text"})


def test_a_large_group_without_an_anchor_stays_as_it_was_read() -> None:
    found = read(chained(20, "$1.100 million"), "en").figures
    assert [figure.value for figure in found[:2]] == [1_100_000, 1_210_000]
    assert decided(found) == {"language"}

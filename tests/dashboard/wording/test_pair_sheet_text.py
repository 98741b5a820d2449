"""The words and numbers of a factsheet, as they stand on paper."""

from __future__ import annotations

import pytest

from dashboard.answers.book_words import book_words
from dashboard.answers.pair_sheet import pair_sheet
from dashboard.answers.selection import LANGUAGES
from dashboard.wording.formats import Formats
from dashboard.wording.pair_sheet_fit import ROOM, fitted, height
from dashboard.wording.pair_sheet_text import Limits, SheetText, most_telling, sheet_text
from dashboard.wording.source_names import with_dates

PAIRS = (("VNM", "KAZ"), ("VNM", "AZE"), ("VNM", "RUS"), ("VNM", "BLR"), ("RUS", "VNM"))


def text_of(edition, reporter: str, partner: str, language: str, limits=None) -> SheetText:
    sheet, formats = pair_sheet(edition, reporter, partner), Formats(language)
    assert sheet is not None
    given = (sheet, formats, book_words(edition, language), with_dates(edition, formats))
    if limits is None:
        return fitted(*given, "2026-11-27")
    return sheet_text(*given, "2026-11-27", limits)


def test_the_sentences_tell_the_span_the_balance_and_the_other_side(started):
    assert text_of(started, "VNM", "AZE", "en").sentences == (
        "Two-way trade, Viet Nam's statistics: 325 million USD (2013) → 702.5 million USD (2022)"
        " → nearly 52 million USD (2024, −79%); over 100 million USD in Q1 2025 alone.",
        "Viet Nam had a deficit of 626.5 million USD in 2022.",
        "Azerbaijan's own figure for 2024: 223.93 million USD, where Viet Nam has nearly "
        "52 million USD.",
    )
    assert text_of(started, "VNM", "AZE", "vi").sentences == (
        "Kim ngạch hai chiều theo thống kê của Việt Nam: 325 triệu USD (2013) → 702,5 triệu USD "
        "(2022) → gần 52 triệu USD (2024, −79%); riêng quý I/2025: hơn 100 triệu USD.",
        "Năm 2022: Việt Nam nhập siêu 626,5 triệu USD.",
        "Số liệu của chính Azerbaijan cho năm 2024: 223,93 triệu USD, trong khi Việt Nam công bố "
        "gần 52 triệu USD.",
    )


def test_the_cells_of_the_table_are_in_its_unit_with_the_digits_printed(started):
    text = text_of(started, "VNM", "AZE", "en")
    assert text.figures.title == "Viet Nam's trade with Azerbaijan, million USD"
    cells = text.figures.cells()
    year = {key: cells["2022", key] for key in ("export", "import", "total", "balance")}
    assert year == {"export": "38", "import": "664.5", "total": "702.5", "balance": "−626.5"}
    rows = {code: row for code, _, row in text.figures.rows}
    assert (rows["2024"]["total"].text, rows["2024"]["total"].small) == ("nearly 52", "51 to 52")
    assert (rows["2024"]["growth"].text, rows["2024"]["growth"].small) == (
        "−79%", "−79.6% to −78.3%",
    )  # fmt: skip
    assert rows["2021"]["total"].is_implied
    assert rows["2020"]["total"].text == "–"


def test_a_reported_rate_has_its_verdict_beside_it(started):
    rows = {code: row for code, _, row in text_of(started, "VNM", "RUS", "en").figures.rows}
    cell = rows["2024"]["growth"]
    assert (cell.text, str(cell.verdict), cell.claimed) == ("+26%", "consistent", "up 26%")
    assert cell.small == "+25.85% to +26.49%"


def test_a_gap_is_its_bounds_where_these_are_not_narrow(started):
    cells = text_of(started, "VNM", "RUS", "en").sides.cells()
    assert cells["2021", "gap"] == "−1.68 to −1.57"  # 5.45 to 5.55 less 7.127
    assert cells["2020", "gap"] == "−0.715"
    assert cells["2021", "export_reporter"] == "–"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("reporter", "partner"), PAIRS)
def test_every_source_that_a_figure_names_is_listed_and_all_fits_one_page(
    started, reporter, partner, language
):
    text = text_of(started, reporter, partner, language)
    numbers = [number for number, _ in text.sources]
    assert numbers == [*range(1, len(numbers) + 1)]
    tables = [text.figures, *([text.sides] if text.sides else [])]
    cells = [cell for table in tables for _, _, row in table.rows for cell in row.values()]
    lists = [*text.lists, *([text.claims] if text.claims else [])]
    cells += [cell for one in lists for _, cell in one.lines]
    named = {number for cell in cells for number in cell.refs}
    assert len(cells) > 60
    assert named
    assert named <= {*numbers}
    assert not any("edition-" in name or "-20" in name for _, name in text.sources)
    assert height(text) <= ROOM


def test_lists_get_shorter_and_print_smaller_until_a_page_has_room(started, monkeypatch):
    roomy = text_of(started, "VNM", "RUS", "en", Limits())
    assert (len(roomy.claims.lines), roomy.is_dense) == (6, False)
    from dashboard.wording import pair_sheet_fit

    monkeypatch.setattr(pair_sheet_fit, "ROOM", height(roomy) - 1)
    assert text_of(started, "VNM", "RUS", "en").is_dense
    monkeypatch.setattr(pair_sheet_fit, "ROOM", 230)
    tight = text_of(started, "VNM", "RUS", "en")
    assert height(tight) <= 230
    every = sum(pair_sheet(started, "VNM", "RUS").verdicts.values())
    shown = len(tight.claims.lines)
    assert 0 < shown < 6
    assert tight.claims.more == f"{every - shown} more claims are on the page Check."
    assert tight.figures == roomy.figures  # the numbers stay


def test_the_claims_that_tell_most_are_shown_in_the_order_of_time(started):
    claims = pair_sheet(started, "VNM", "RUS").claims
    chosen = most_telling(claims, 6)
    assert chosen[0] is claims[0]
    assert [claims.index(check) for check in chosen] == sorted(map(claims.index, chosen))
    assert "contradicted" in {str(check.verdict) for check in chosen}
    assert all(check.claim.product == "TOTAL" for check in chosen)

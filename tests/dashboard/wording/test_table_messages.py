"""What is said of a table in English is said in the language of the page, too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dashboard.wording.table_messages import in_language, is_known, said_of
from dashboard.wording.words import words
from data.errors import UnknownCode
from data.periods import PeriodError
from data.tables.table_errors import TableError
from tests.support.checkout import ROOT
from tests.support.table_files import read, text_file

TABLES = sorted((ROOT / "data" / "tables").glob("*.py"))
# Where a message stands in a call.
PLACE = {"TableError": 1, "Finding": 2, "Marks": 1}
VIETNAMESE = [
    ("as told", "theo câu trả lời"),
    ("its heading 'Value'", "tiêu đề “Value”"),
    ("'Q' says the partner", "đối tác đã có ở “Q”"),
    ("nothing says what they are; say what it is to use it",
     "không có gì cho biết đó là gì; hãy cho biết là gì để dùng cột này"),
    ("the column 'x' holds numbers and is not read: its heading says nothing known; say what it "
     "is to use it", "cột “x” chứa con số nhưng không được đọc: tiêu đề không cho biết gì; hãy "
     "cho biết là gì để dùng cột này"),
    ("unknown partner Narnia", "không rõ đối tác Narnia"),
    ("01012 is no code of the Harmonized System",
     "01012 không phải mã của Hệ thống hài hòa (HS)"),
    ("'1e308' is too large to be trade", "“1e308” quá lớn, không thể là trị giá thương mại"),
    ("the same key stands 2 times with 2 numbers: 1; 2",
     "cùng một số liệu đứng 2 lần với 2 con số: 1; 2"),
    ("no row can be used (unknown 3)", "không dòng nào dùng được (không có con số: 3)"),
    ("no row can be used (bad_period 2, unknown 3); the first that was rejected: it has no period",
     "không dòng nào dùng được (không phải thời kỳ: 2, không có con số: 3); dòng bị loại đầu tiên: "
     "không có thời kỳ"),
    ("sheets: 1; numbers are typed", "1 trang tính: con số có kiểu riêng"),
    ("it is no text but a binary file; save the table as CSV or XLSX",
     "đây là tệp nhị phân, không phải văn bản; hãy lưu bảng thành CSV hoặc XLSX"),
    ("{a} **b** is nothing that a program says", "{a} **b** is nothing that a program says"),
]  # fmt: skip


def messages(path: Path) -> list[str]:
    """What a module says in calls that tell something of a table, with `x` for each part."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = PLACE.get(node.func.id)
        if place is not None and len(node.args) > place and (text := _text(node.args[place])):
            found.append(text)
        found += [t for one in node.keywords if one.arg in ("reason", "why")
                  and (t := _text(one.value))]  # fmt: skip
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = node.values
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "x" for p in parts)
    return ""


def test_whatever_is_said_of_a_table_is_said_in_every_language() -> None:
    said = {text for path in TABLES for text in messages(path) if path.name != "mapping.py"}
    assert len(said) > 30
    alone = {"x", "xx"}  # a part by itself: a title in quotes, or another message
    assert {text for text in said - alone if not is_known(text)} == set()


@pytest.mark.parametrize(("english", "vietnamese"), VIETNAMESE)
def test_a_message_is_said_again_with_its_parts(english: str, vietnamese: str) -> None:
    assert in_language(english, words("vi")) == vietnamese


def test_the_columns_of_a_table_are_explained_in_the_language(tmp_path: Path) -> None:
    text = "reporter;partner;flow;year;share, %;value (million USD)\nVNM;KAZ;export;2023;1,5;2,5\n"
    found = read(text_file(tmp_path, text))
    assert {column.heading: in_language(column.why, words("vi")) for column in found.columns} == {
        **{name: f"tiêu đề “{name}”" for name in ("reporter", "partner", "flow", "year")},
        "share, %": "“share, %” là tỷ trọng hoặc tốc độ",
        "value (million USD)": "tiêu đề “value (million USD)”",
    }


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TableError("a.csv", "the file is empty"), "tệp trống"),
        (UnknownCode("column", "x", ["a", "b"]), "không rõ “x”; các lựa chọn gần nhất: a, b"),
        (PeriodError("someday", "unknown form", "period"), "“someday” không phải là thời kỳ"),
    ],
)
def test_an_error_is_said_in_the_language(error: Exception, said: str) -> None:
    assert said_of(error, words("vi")) == said


def test_why_a_row_of_a_lake_or_of_baci_is_rejected_is_said_in_every_language() -> None:
    reasons = [
        "'x' is not a number", "'0.1234567891' has more than nine decimals",
        "inf is no finite number", "'-9.5' is below zero",
        "'1e300 or more' is too large to be trade",
        "the same key stands 2 times with numbers from 7.000000 to 8.000000",
        "5 more rows of this kind are counted and not named", "'202413' is no period",
        "horses is no code of the Harmonized System", "unknown partner Atlantis",
        "unknown flow what", "no year: 22", "unknown exporter 999", "unknown importer 999",
        "10221 is no code of six digits: were its zeros cut?", "x is no amount",
        "it has too few or too many cells",
        "the same exporter, importer, product and year stand more than once",
    ]  # fmt: skip
    assert [reason for reason in reasons if not is_known(reason)] == []
    assert {reason for reason in reasons if in_language(reason, words("vi")) == reason} == set()

"""`load table`: a person's own table shown, loaded, refused; and what is known of it afterwards."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from dashboard.answers import source_rows
from dashboard.cli import load_table_command
from data import store
from data.official import table_load
from data.official.table_load import Told
from data.store import Edition
from data.tables.mapping import Mapping
from tests.support import commands
from tests.support.checkout import ROOT, SHARED
from tests.support.commands import answer, call, command, environment, figures_of
from tests.support.homes import FIRST, SECOND, THIRD, place
from tests.support.made_data_sets import files_of
from tests.support.table_files import text_file, workbook

# Exports rise from 100 to 120 and imports from 40.5 to 50.5 million: two rates and two balances.
LONG = """\
reporter,partner,flow,year,value,unit
KAZ,Uzbekistan,export,2022,100.0,million USD
KAZ,Uzbekistan,export,2023,120.0,million USD
KAZ,Uzbekistan,import,2022,40.5,million USD
KAZ,Uzbekistan,import,2023,50.5,million USD
"""
# A Vietnamese table of years: title rows, a provisional year, an aggregate, a note below.
WIDE = [
    ["Xuất khẩu hàng hóa phân theo nước"],
    ["Đơn vị tính: Triệu đô la Mỹ"],
    [None, "2021", "2022", "Sơ bộ 2023"],
    ["Ấn Độ", 10.5, 20.5, 30.5],
    ["Lào", 1.5, "..", 2.5],
    ["ASEAN khác", 5.5, 6.5, 7.5],
]
PREVIEW = """\
columns
  reporter  reporter  its heading 'reporter'
  partner   partner   its heading 'partner'
  flow      flow      its heading 'flow'
  year      year      its heading 'year'
  value     value     its heading 'value'
  unit      unit      its heading 'unit'

found
  encoding      utf-8  the whole file is valid UTF-8
  delimiter     comma  it cuts 100% of the first lines into 6 cells each
  decimal mark  .      '100.0' can be read no other way

figures
  figures    4
  rejected   0
  left out   0
  unknown    0
  warnings   0
  reporters  1: KAZ
  partners   1: UZB
  periods    A 2022 to 2023
  currency   USD
  products   all goods only
  published  2024

first rows
  reporter  partner  flow    product  period  currency      value        low       high
  KAZ       UZB      export  TOTAL    2022    USD       100000000   99950000  100050000
  KAZ       UZB      export  TOTAL    2023    USD       120000000  119950000  120050000
  KAZ       UZB      import  TOTAL    2022    USD        40500000   40450000   40550000
  KAZ       UZB      import  TOTAL    2023    USD        50500000   50450000   50550000

nothing is written (--preview)
"""


@pytest.fixture
def started(home: Path, edition: Edition) -> Path:
    return place(home, edition, FIRST)


def load(home: Path, *given: object) -> tuple[int, list[str], str]:
    return commands.load(home, "table", *given)


def counts(lines: list[str]) -> dict[str, str]:
    """What the answer counts, by its word."""
    return {
        word: rest.strip()
        for word, _, rest in (line.partition("  ") for line in lines)
        if word in ("figures", "rejected", "left out", "unknown", "warnings") and rest
    }


def exported(home: Path, file: str, *filters: str) -> list[dict[str, str]]:
    text = answer(call(home, "export", file, *filters)).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_a_preview_shows_what_was_understood_and_writes_nothing(
    started: Path, tmp_path: Path
) -> None:
    file = text_file(tmp_path, LONG, "own.csv")
    done = call(started, "load", "table", str(file), "--preview", "--published", "2024")
    assert answer(done).decode() == PREVIEW
    assert not (started / "datasets").exists()
    assert (started / "current").read_text() == f"{FIRST}\n"


def test_a_long_table_is_in_every_answer(started: Path, tmp_path: Path) -> None:
    file = text_file(tmp_path, LONG, "own.csv")
    told = ("--published", "2024", "--publisher", "Own bureau", "--title", "Own table")
    status, lines, error = load(started, file, *told)
    assert (status, error) == (0, "")
    assert lines[0] == f"loaded own.csv as own 2024, in {SECOND}"
    assert counts(lines) == {
        "figures": "4", "rejected": "0", "left out": "0", "unknown": "0", "warnings": "0",
    }  # fmt: skip
    row = [line for line in call(started, "status").stdout.decode().splitlines() if "own " in line]
    assert [line.split() for line in row] == [["own", "2024", "4", "2023"]]
    assert answer(call(started, "datasets")).decode().splitlines()[1].split()[:6] == [
        "own", "2024", "4", "0", "0", "2023",
    ]  # fmt: skip
    found = exported(started, "observations", "--source", "own")
    assert [tuple(row[name] for name in ("flow", "period", "low", "value", "high")) for row in found
    ] == [
        ("export", "2022", "99950000", "100000000", "100050000"),
        ("export", "2023", "119950000", "120000000", "120050000"),
        ("import", "2022", "40450000", "40500000", "40550000"),
        ("import", "2023", "50450000", "50500000", "50550000"),
    ]  # fmt: skip
    assert {(row["reporter"], row["partner"], row["source"], row["release_date"]) for row in found
    } == {("KAZ", "UZB", "own", "2024")}  # fmt: skip
    # 100 (120 / 100 - 1) = 20; two-way trade 170.5 on 140.5 = 21.352...; 120 - 50.5 = 69.5
    rates = {
        row["flow"]: float(row["growth_pct"])
        for row in exported(started, "growth", "--source", "own")
        if row["period"] == "2023"
    }
    assert rates == {
        "export": pytest.approx(20), "import": pytest.approx(100 * 10 / 40.5),
        "total": pytest.approx(100 * 30 / 140.5),
    }  # fmt: skip
    sheet = exported(started, "balance", "--source", "own")
    assert {row["period"]: row["balance"] for row in sheet} == {
        "2022": "59500000", "2023": "69500000",
    }  # fmt: skip


def test_a_wide_spreadsheet_asks_and_keeps_the_answer_for_its_next_release(
    started: Path, tmp_path: Path
) -> None:
    file = workbook(tmp_path, {"Bảng 1": WIDE})
    status, lines, error = load(started, file)
    assert (status, lines) == (2, [])
    assert error == (
        "tradeproof: table.xlsx: it does not say: whose statistics are these? (--reporter CODE)\n"
    )
    assert not (started / "datasets").exists()
    status, lines, error = load(started, file, "--source", "gso", "--reporter", "Việt Nam")
    assert (status, error) == (0, "")
    assert counts(lines) == {
        "figures": "5", "rejected": "0", "left out": "3 (aggregate 3)", "unknown": "1",
        "warnings": "0",
    }  # fmt: skip
    found = exported(started, "observations", "--source", "gso")
    assert [(row["partner"], row["period"], row["value"], row["status"]) for row in found] == [
        ("IND", "2021", "10500000", "A"), ("IND", "2022", "20500000", "A"),
        ("IND", "2023", "30500000", "P"), ("LAO", "2021", "1500000", "A"),
        ("LAO", "2023", "2500000", "P"),
    ]  # fmt: skip
    assert (started / "datasets/gso/mapping.toml").read_text() == 'reporter = "VNM"\n'
    WIDE_NEXT = [row if row[0] != "Ấn Độ" else ["Ấn Độ", 10.5, 20.5, 31.5] for row in WIDE]
    status, lines, error = load(
        started, workbook(tmp_path, {"Bảng 1": WIDE_NEXT}), "--source", "gso"
    )
    assert (status, error) == (0, "")
    rows = exported(started, "observations", "--source", "gso", "--partner", "IND")
    assert [row["value"] for row in rows] == ["10500000", "20500000", "31500000"]
    listed = answer(call(started, "datasets")).decode().splitlines()[1].split()
    assert listed[-1] != listed[1]  # the release before, and the newest, have names of their own
    answer(call(started, "datasets", "rollback", "gso"))
    rows = exported(started, "observations", "--source", "gso", "--partner", "IND")
    assert [row["value"] for row in rows] == ["10500000", "20500000", "30500000"]


def test_what_is_missing_is_asked_for_in_a_preview_too(started: Path, tmp_path: Path) -> None:
    file = text_file(tmp_path, "partner,2022,2023\nLaos,1.5,2.5\nIndia,3.5,4.5\n", "exports.csv")
    status, lines, error = load(started, file, "--preview")
    assert status == 2
    assert lines[lines.index("missing") + 1 :] == [
        "  whose statistics are these?  --reporter CODE",
        '  what does a number count?    --unit "million USD"',
    ]
    assert error.count("\n") == 1
    assert "(--reporter CODE)" in error
    assert '(--unit "million USD")' in error


def test_rejected_rows_are_named_counted_and_bad_news(started: Path, tmp_path: Path) -> None:
    text = LONG + (
        "KAZ,Narnia,export,2023,1.5,million USD\n"
        "KAZ,Uzbekistan,export,2024,12x,million USD\n"
        "KAZ,Uzbekistan,import,2024,-3.5,million USD\n"
        "KAZ,Kazakhstan,import,2024,3.5,million USD\n"
        "KAZ,Laos,export,2023,7.5,million USD\n"
        "KAZ,Laos,export,2023,8.5,million USD\n"
    )
    file = text_file(tmp_path, text, "own.csv")
    for options in (("--preview",), (), ()):  # the same the second time, when nothing changes
        status, lines, error = load(started, file, *options)
        assert (status, error) == (1, "")
        told = counts([line.strip() for line in lines])
        assert told["figures"] == "4"
        assert told["left out"] == "1 (with_itself 1)"
        assert told["rejected"] == "5 (bad_number 1, duplicate 2, negative 1, unknown_place 1)"
        at = lines.index("rejected")
        rows = [line.split("  ")[1:] for line in lines[at + 1 : at + 6]]
        assert [next(cell for cell in row if cell) for row in rows] == [
            f"own.csv, row {n}" for n in (6, 7, 8, 10, 11)
        ]
        assert "Narnia" in lines[at + 1]
    assert lines[0].startswith("unchanged: own.csv is loaded already, as own ")


def test_a_table_is_official_only_where_its_publisher_is_named(
    started: Path, tmp_path: Path
) -> None:
    """Nobody's claims change because somebody tries out a table of numbers."""

    def kind() -> str:
        opened = store.open_edition(started)
        [(found,)] = opened.query("SELECT kind FROM source WHERE source = 'own'").fetchall()
        assert (found == "official") is ("own" in source_rows.official(opened))
        return found

    file = text_file(tmp_path, LONG, "own.csv")
    load(started, file)
    assert kind() == "own"
    load(started, file, "--publisher", "Bureau of Statistics")
    assert kind() == "official"
    more = text_file(tmp_path, LONG + "KAZ,Laos,export,2023,7.5,million USD\n", "own.csv")
    load(started, more)  # its next release is of the same publisher
    assert kind() == "official"


def test_the_same_file_twice_changes_nothing(started: Path, tmp_path: Path) -> None:
    file = text_file(tmp_path, LONG, "own.csv")
    load(started, file)
    before = files_of(started)
    status, lines, error = load(started, file)
    assert (status, error) == (0, "")
    assert lines[0].startswith("unchanged: own.csv is loaded already, as own ")
    assert (started / "current").read_text() == f"{SECOND}\n"
    assert files_of(started) == before
    # Read with another answer the same file is another release.
    status, lines, _ = load(started, file, "--valuation", "FOB")
    assert (status, lines[0].rpartition(", ")[2]) == (0, f"in {THIRD}")


def test_options_answer_for_columns_places_and_rows(started: Path, tmp_path: Path) -> None:
    text = (
        "Nước bạn,Kind,Amount=x,Note\nXứ Lào,goods,1.5,a\nXứ Lào,other,9.5,b\n"
        "Tổng khối,goods,5.5,c\n"
    )
    file = text_file(tmp_path, text, "own.csv")
    status, lines, error = load(
        started, file, "--reporter", "VNM", "--flow", "export", "--unit", "million USD",
        "--period", "2023", "--column", "Nước bạn=partner", "--column", "Amount=x=value",
        "--column", "Kind=ignored", "--column", "Note=ignored",
        "--place", "Xứ Lào=LAO", "--place", "Tổng khối=aggregate", "--only", "Kind=goods",
    )  # fmt: skip
    assert (status, error) == (0, ""), lines
    [row] = exported(started, "observations", "--source", "own")
    assert [row[name] for name in ("reporter", "partner", "flow", "period", "value")] == [
        "VNM", "LAO", "export", "2023", "1500000",
    ]  # fmt: skip
    kept = table_load.kept_answers("own", started)
    assert kept.places == {"Xứ Lào": "LAO", "Tổng khối": "aggregate"}
    assert kept.columns["Amount=x"] == "value"


def test_a_mapping_file_answers(started: Path, tmp_path: Path) -> None:
    text = "partner,2022,2023\nLaos,1.5,2.5\nIndia,3.5,4.5\n"
    file = text_file(tmp_path, text, "exports.csv")
    answers = text_file(tmp_path, 'reporter = "VNM"\nunit = "million USD"\n', "answers.toml")
    status, lines, error = load(started, file, "--mapping", str(answers), "--unit", "USD")
    assert (status, error) == (0, "")  # an option holds before the file
    assert counts(lines)["figures"] == "4"
    assert (started / "datasets/exports/mapping.toml").read_text() == (
        'reporter = "VNM"\nunit = "USD"\n'
    )


CHAPTERS = [f"{n:02}" for n in range(1, 98) if n != 77]


@pytest.mark.parametrize(
    ("products", "options", "total"),
    [
        (CHAPTERS, (), [f"{96 * 10**6}"]),
        (CHAPTERS, ("--goods", "some"), []),
        (CHAPTERS[:5], (), []),  # some goods are not all goods
        (CHAPTERS[:5], ("--goods", "all"), [f"{5 * 10**6}"]),
    ],
)
def test_goods_add_up_only_where_all_are_there(
    started: Path, tmp_path: Path, products: list[str], options: tuple[str, ...], total: list[str]
) -> None:
    head = "reporter,partner,flow,year,product,value,unit\n"
    rows = "".join(f"KAZ,UZB,export,2022,{one},1000000,USD\n" for one in products)
    status, _, error = load(started, text_file(tmp_path, head + rows, "goods.csv"), *options)
    assert (status, error) == (0, "")
    found = exported(started, "observations", "--source", "goods", "--product", "TOTAL")
    assert [row["value"] for row in found] == total


@pytest.mark.parametrize(
    ("file", "options", "message"),
    [
        ("own.csv", ("--reporter", "XX"), "unknown reporter 'XX'"),
        ("own.csv", ("--reporter", ""), "reporter needs a text"),
        ("own.csv", ("--source", ""), "--source is empty"),
        ("own.csv", ("--source", "../x"), "is no name of a data set"),
        ("own.csv", ("--source", "Own"), "'Own' is no name of a data set"),
        ("own.csv", ("--source", "mk-ru-2018-03-17"), "is a publication of the figure book"),
        ("own.csv", ("--published", "soon"), "soon"),
        ("own.csv", ("--language", "xx"), "unknown language 'xx'"),
        ("own.csv", ("--mapping", "none.toml"), "none.toml: cannot be read"),
        ("own.csv", ("--column", "value"), "--column 'value' is no pair"),
        ("own.csv", ("--column", "price=value"), "unknown column 'price'"),
        (
            "own.csv",
            ("--column", "Value=value", "--column", "Vlaue=ignored"),
            "unknown column 'Vlaue'",
        ),
        ("own.csv", ("--sheet", "2"), "unknown sheet '2'"),
        ("own.csv", ("--goods", "most"), "unknown goods 'most'; known: all, some"),
        ("own.csv", ("--period", "soon"), "soon"),
        ("none.csv", (), "none.csv: "),
        ("", (), "the name of a file is empty"),
        (".", (), "tradeproof: "),
        ("таблица.csv", (), "name it with --source"),
    ],
)
def test_wrong_use_is_one_line_and_changes_nothing(
    started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str,
    options: tuple[str, ...], message: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    text_file(tmp_path, LONG, "own.csv")
    done = call(started, "load", "table", file, *options)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert message in done.stderr.decode()
    assert (started / "current").read_text() == f"{FIRST}\n"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Xuất khẩu Đức 2024.xlsx", "xuat-khau-duc-2024"),
        ("a__b..c.csv", "a__b..c"),
        ("-x-.csv", "x"),
        (f"{'long ' * 30}.csv", ("long-" * 12).strip("-")),
    ],
)
def test_a_source_is_named_by_its_file(name: str, source: str) -> None:
    assert table_load.source_of(Path(name)) == source


def open_files(process: int) -> list[str]:
    names = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since
            names.append(os.fspath(link.readlink()))
    return names


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc: nobody tells open files")
def test_ctrl_c_is_one_line_and_leaves_nothing(started: Path, tmp_path: Path) -> None:
    """A process of its own is stopped where it waits for the lock of loads, well inside a load."""
    file = text_file(tmp_path, LONG, "own.csv")
    (started / "datasets").mkdir()
    with FileLock(started / "datasets.lock"):
        process = subprocess.Popen(
            command("load", "table", str(file)), cwd=ROOT, env=environment(started),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        for _ in range(600):
            if any(name.endswith("datasets.lock") for name in open_files(process.pid)):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out, error) == (130, b"", b"tradeproof: stopped\n")
    assert files_of(started) == []
    assert (started / "current").read_text() == f"{FIRST}\n"


def test_an_interrupted_query_is_a_stop(started: Path, tmp_path: Path, monkeypatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as error:  # as DuckDB does
            raise RuntimeError("Query interrupted") from error

    monkeypatch.setattr(load_table_command.table_load, "load", interrupted)
    status, lines, error = load(started, text_file(tmp_path, LONG, "own.csv"))
    assert (status, lines, error) == (130, [], "tradeproof: stopped\n")


MESSY = SHARED / "real_data" / "messy"
REAL: list[tuple[str, dict[str, Any], int, str, str]] = [
    # file, answers, figures, cell, dollars: those that its README names
    ("04_kaz_bns_exports_russian_names.csv", {"reporter": "KAZ", "unit": "thousand USD"}, 8,
     "KAZ VNM export 2024", "204993200.550000"),
    ("09_kaz_bns_utf16_two_header_rows.txt", {}, 24, "KAZ VNM total 2023", "979637100.000000"),
    ("11_vnm_gso_yearbook_vietnamese.csv", {"reporter": "VNM"}, 10, "VNM RUS import 2016",
     "1131000000.000000"),
    ("14_rosstat_russia_months_down_countries_across.xlsx", {}, 11124, "RUS VNM export 2021-01",
     "89009810.000000"),
    ("15_kaz_bns_2023_two_header_rows.xls", {}, 1096, "KAZ VNM total 2023", "979637067.360000"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answers", "figures", "cell", "dollars"), REAL)
def test_a_real_table_is_loaded_with_the_figure_that_its_readme_names(
    started: Path, name: str, answers: dict[str, Any], figures: int, cell: str, dollars: str
) -> None:
    path = MESSY / name
    if not path.is_file():
        pytest.skip(f"no {name} in {MESSY}: real tables lie beside the checkout, not in it")
    ready = table_load.prepare(path, Told(source="real"), Mapping(), answers, started)
    outcome = table_load.load(ready, started)
    assert (outcome.changed, outcome.known["figures"], outcome.rejected) == (True, figures, {})
    reporter, partner, flow, period = cell.split()
    done = call(
        started, "export", "observations", "--source", "real", "--reporter", reporter,
        "--partner", partner, "--flow", flow, "--from", period, "--to", period,
        "--format", "json",
    )  # fmt: skip
    rows = json.loads(answer(done))
    assert [row["value"] for row in rows if row["period"] == period] == [float(dollars)]


def test_a_table_with_no_figure_says_what_it_has_in_their_place(
    started: Path, tmp_path: Path
) -> None:
    rows = (
        "VNM,KAZ,export,2023,n/a\nVNM,Other countries,export,2023,5\nVNM,Atlantis,export,2023,6\n"
    )
    file = text_file(tmp_path, "reporter,partner,flow,year,value (million USD)\n" + rows, "own.csv")
    assert load(started, file) == (
        2, [], "tradeproof: own.csv: no row can be used (unknown_place 1, aggregate 1, unknown 1); "
        "the first that was rejected: unknown partner Atlantis\n",
    )  # fmt: skip


def test_a_product_of_chapter_00_is_no_code_and_a_lost_first_zero_is_put_back(
    started: Path, tmp_path: Path
) -> None:
    goods = ("10121", "01012", "001012", "")
    rows = "".join(f"VNM,KAZ,export,20{20 + at},{good},5\n" for at, good in enumerate(goods))
    head = "reporter,partner,flow,year,product,value (million USD)\n"
    file = text_file(tmp_path, head + rows, "own.csv")
    status, lines, error = load(started, file, "--column", "product=product")
    assert (status, error) == (1, "")
    assert counts(lines)["rejected"].startswith("3 (bad_product 3)")
    assert [line.split("  ")[3] for line in lines if line.startswith("  own.csv, row ")] == [
        "01012 is no code of the Harmonized System", "001012 is no code of the Harmonized System",
        "the product is blank",
    ]  # fmt: skip
    assert figures_of(started, "own", ("product",), "--product", "010121") == {"010121": "5000000"}


def test_a_cell_with_nothing_in_it_is_counted_nowhere_and_n_a_is_unknown(
    started: Path, tmp_path: Path
) -> None:
    head = ("reporter", "partner", "flow", "year", "value (million USD)")
    rows = [("VNM", "KAZ", "export", str(2020 + at), one) for at, one in
            enumerate((None, "n/a", "5.5"))]  # fmt: skip
    parquet = tmp_path / "own.parquet"
    pq.write_table(pa.table([pa.array(one) for one in zip(*rows, strict=True)], head), parquet)
    text = "\n".join(",".join(cell or "" for cell in row) for row in (head, *rows))
    for file in (parquet, text_file(tmp_path, f"{text}\n", "own.csv")):
        status, lines, error = load(started, file, "--preview")
        assert (status, error) == (0, "")
        found = counts([line.strip() for line in lines[lines.index("figures") :]])
        assert (found["figures"], found["unknown"]) == ("1", "1")

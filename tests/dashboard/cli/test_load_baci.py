"""`load baci`: zips and CSVs of our own in CEPII's layout, rolled up; damaged and mistaken ones."""

from __future__ import annotations

import csv
import io
import signal
import zipfile
from pathlib import Path

import duckdb
import pytest

from data.official import baci_files, releases
from data.store import Edition
from tests.support import commands
from tests.support.checkout import SHARED
from tests.support.commands import answer, call
from tests.support.homes import FIRST, SECOND, place
from tests.support.made_data_sets import files_of
from tests.support.table_files import text_file

HEAD = "t,i,j,k,v,q\n"
# Thousand dollars: of live horses (0101) and bovines (0102), and of barley (1003).
Y2022 = HEAD + (
    "2022,710,31,010121,1.500,        0.600\n"
    "2022,710,31,010129,0.006,           NA\n"
    "2022,710,31,010221,10.000,        1.244\n"
    "2022,710,31,100310,NA,        1.000\n"
    "2022,704,490,100310,61.866,       77.240\n"
    "2022,842,704,010121,2000000.001,       77.240\n"
)
Y2023 = HEAD + "2023,710,31,010121,2.500,0.6\n"
NAME22, NAME23 = "BACI_HS22_Y2022_V202601.csv", "BACI_HS22_Y2023_V202601.csv"
COUNTRIES = (
    '"country_code","country_name","country_iso2","country_iso3"\n'
    '31,"Azerbaijan","AZ","AZE"\n710,"South Africa","ZA","ZAF"\n704,"Viet Nam","VN","VNM"\n'
    '842,"USA","US","USA"\n490,"Other Asia, nes","N/A","N/A"\n'
)
OLD_COUNTRIES = (
    "country_code;country_name_full;iso_2digit_alpha;iso_3digit_alpha\n7;C\xf4te;AZ;AZE\n"
)


@pytest.fixture
def started(home: Path, edition: Edition) -> Path:
    return place(home, edition, FIRST)


def packed(folder: Path, name: str = "BACI_HS22_V202601.zip", **members: str) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for member, text in members.items():
            file.writestr(member.replace("__", "."), text)
    return path


def load(home: Path, *given: object) -> tuple[int, list[str], str]:
    return commands.load(home, "baci", *given)


def figures(home: Path, *filters: str) -> dict[str, str]:
    return commands.figures_of(
        home, "cepii-baci", ("reporter", "partner", "product", "period"), *filters
    )


ALL = {
    "ZAF AZE 010121 2022": "1500", "ZAF AZE 010129 2022": "6", "ZAF AZE 0101 2022": "1506",
    "ZAF AZE 010221 2022": "10000", "ZAF AZE 0102 2022": "10000", "ZAF AZE 01 2022": "11506",
    "ZAF AZE TOTAL 2022": "11506", "VNM TWN 100310 2022": "61866", "VNM TWN 1003 2022": "61866",
    "VNM TWN 10 2022": "61866", "VNM TWN TOTAL 2022": "61866", "USA VNM 010121 2022": "2000000001",
    "USA VNM 0101 2022": "2000000001", "USA VNM 01 2022": "2000000001",
    "USA VNM TOTAL 2022": "2000000001",
    # Sections of chapters: I of 01 to 05, II of 06 to 14
    "ZAF AZE I 2022": "11506", "VNM TWN II 2022": "61866", "USA VNM I 2022": "2000000001",
}  # fmt: skip


def test_a_zip_is_rolled_up_to_headings_chapters_and_all_goods(
    started: Path, tmp_path: Path
) -> None:
    file = packed(
        tmp_path, BACI_HS22_Y2022_V202601__csv=Y2022, country_codes_V202601__csv=COUNTRIES,
        product_codes_HS22_V202601__csv='"code","description"\n"10121","Horses"\n', Readme__txt="x",
    )  # fmt: skip
    status, lines, error = load(started, file)
    assert (status, error) == (0, "")
    assert lines == [
        f"loaded BACI_HS22_V202601.zip as cepii-baci hs22-v202601, in {SECOND}",
        "figures    5 and 13 added up of goods",
        "rejected   0",
        "left out   0",
        "unknown    1",
        "warnings   0",
        "reporters  3: USA, VNM, ZAF",
        "partners   3: AZE, TWN, VNM",
        "periods    A 2022 to 2022",
        "currency   USD",
        "products   HS6, and all goods as their sum",
        "published  2026-01, by CEPII",
        "",
        "remarks",
        "  BACI is reconciled by CEPII: no reporter's own statistics",
        "  values that are NA are unknown, and in no sum: 1",
    ]
    assert figures(started) == ALL
    [known] = [one.known for one in releases.datasets(started)]
    assert (known["exports_valued"], known["title"][-4:]) == ("FOB", "HS22")
    assert list(started.glob("fetched/*/*")) == []
    before = files_of(started)
    status, lines, error = load(started, file)
    assert (status, error) == (0, "")
    assert (
        lines[0] == "unchanged: BACI_HS22_V202601.zip is loaded already, as cepii-baci hs22-v202601"
    )
    assert files_of(started) == before


@pytest.mark.parametrize(("products", "digits"), [("HS4", (4, 2)), ("hs2", (2,))])
def test_coarser_goods_are_the_same_sums(
    started: Path, tmp_path: Path, products: str, digits: tuple[int, ...]
) -> None:
    file = text_file(tmp_path, Y2022, NAME22)
    status, _, error = load(started, file, "--products", products)
    assert (status, error) == (0, "")
    kept = {
        key: value
        for key, value in ALL.items()
        if (product := key.split()[2]).isalpha() or len(product) in digits
    }
    assert figures(started) == kept


def test_what_stands_twice_is_not_added_up_twice(started: Path, tmp_path: Path) -> None:
    """Under two numbers of one country, as Sudan's of before and after 2011."""
    text = HEAD + "2011,736,31,010121,1.5,1\n2011,729,31,010121,2.5,1\n2011,729,31,010129,4.0,1\n"
    for products in ("HS2", "HS6"):
        file = text_file(tmp_path, text, "BACI_HS07_Y2011_V202601.csv")
        status, lines, _ = load(started, file, "--products", products)
        assert (status, lines[2]) == (1, "rejected   2 (duplicate 2)")
        assert figures(started, "--product", "TOTAL") == {"SDN AZE TOTAL 2011": "4000"}


def test_another_year_stands_beside_the_one_that_is_there(started: Path, tmp_path: Path) -> None:
    load(started, text_file(tmp_path, Y2022, NAME22))
    status, lines, error = load(started, text_file(tmp_path, Y2023, NAME23))
    assert (status, error) == (0, "")
    assert lines[1] == "figures    6 and 17 added up of goods, 5 of them from the release before"
    found = figures(started)
    assert {key: value for key, value in found.items() if "2022" in key} == ALL
    assert found["ZAF AZE TOTAL 2023"] == "2500"
    other = text_file(tmp_path, Y2023, "BACI_HS17_Y2023_V202601.csv")
    said = (
        "this replaces HS22 (release hs22-v202601.2), whose figures are then on no page; "
        "`tradeproof datasets rollback cepii-baci` brings them back"
    )
    assert said not in "\n".join(lines)
    lines = load(started, other)[1]  # another edition of the HS is no part of it
    assert said in "\n".join(lines)
    assert set(figures(started)) == {
        "ZAF AZE 010121 2023", "ZAF AZE 0101 2023", "ZAF AZE 01 2023", "ZAF AZE I 2023",
        "ZAF AZE TOTAL 2023",
    }  # fmt: skip


def test_the_list_of_countries_may_lie_beside(started: Path, tmp_path: Path) -> None:
    (tmp_path / "country_codes_V202001.csv").write_bytes(OLD_COUNTRIES.encode("latin-1"))
    text = HEAD + "2022,710,7,010121,1.500,0.6\n"
    load(started, text_file(tmp_path, text, NAME22))
    assert figures(started, "--product", "TOTAL") == {"ZAF AZE TOTAL 2022": "1500"}


def test_rejected_rows_have_line_and_reason(started: Path, tmp_path: Path) -> None:
    text = Y2022 + (
        "2022,999,31,010121,1.500,1\n"
        "2022,710,31\n"
        "2022,710,31,10221,1.500,1\n"
        "2022,710,58,010221,1.500,1\n"
        "2022,710,32,010221,lots,1\n"
        "2022,710,32,010221,-1,1\n"
        "20x2,710,32,010221,1,1\n"
        "2022,710,31,010121,3.500,1\n"
        "2022,710,710,010121,3.500,1\n"
        "2022,710,31,0102"
    )
    file = text_file(tmp_path, text, NAME22)
    status, lines, error = load(started, file)
    assert (status, error) == (1, "")
    assert lines[1:4] == [
        # four headings, three chapters, three times all goods
        "figures    4 and 13 added up of goods",
        "rejected   10 (bad_number 1, bad_period 1, bad_product 1, bad_row 2, duplicate 2, "
        "negative 1, same_country 1, unknown_place 1)",
        "left out   1 (aggregate 1)",
    ]
    at = lines.index("rejected")
    rows = {
        (line.split("  ")[1], *[cell.strip() for cell in line.split("  ")[2:] if cell.strip()][:1])
        for line in lines[at + 1 : at + 11]
    }
    assert rows == {
        (f"{NAME22}, row {n}", kind)
        for n, kind in (
            (2, "duplicate"), (8, "unknown_place"), (9, "bad_row"), (10, "bad_product"),
            (12, "bad_number"), (13, "negative"), (14, "bad_period"), (15, "duplicate"),
            (16, "same_country"), (17, "bad_row"),
        )
    }  # fmt: skip
    assert "10221 is no code of six digits: were its zeros cut?" in "\n".join(lines)


def test_values_with_few_decimals_have_bounds_unless_some_have_three(
    started: Path, tmp_path: Path
) -> None:
    rows = "2022,710,31,010121,1.5,1\n2022,710,112,010121,1e+05,1\n"
    for more, low in (("", "1450"), ("2022,710,643,010121,0.002,1\n", "1500")):
        load(started, text_file(tmp_path, HEAD + rows + more, NAME22))
        done = call(
            started, "export", "observations", "--source", "cepii-baci", "--product", "010121"
        )
        found = {row["partner"]: row for row in csv.DictReader(io.StringIO(answer(done).decode()))}
        assert (found["AZE"]["low"], found["AZE"]["value"]) == (low, "1500")
        assert found["BLR"]["value"] == "100000000"


def swollen(folder: Path) -> Path:
    """Twenty megabytes of nothing out of some twenty kilobytes."""
    return packed(folder, BACI_HS22_Y2022_V202601__csv=HEAD + " " * 20 * 2**20)


def cut_zip(folder: Path) -> Path:
    path = packed(folder, BACI_HS22_Y2022_V202601__csv=Y2022)
    path.write_bytes(path.read_bytes()[:-40])
    return path


def spoilt_zip(folder: Path) -> Path:
    path = packed(folder, BACI_HS22_Y2022_V202601__csv=Y2022)
    body = bytearray(path.read_bytes())
    at = body.index(b".csv") + 40
    body[at : at + 8] = bytes(8)
    path.write_bytes(body)
    return path


def encrypted_zip(folder: Path) -> Path:
    path = packed(folder, BACI_HS22_Y2022_V202601__csv=Y2022)
    body = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + at] |= 1
    path.write_bytes(body)
    return path


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (swollen, "would have 20 MB out of"),
        (cut_zip, "is no zip, or only the beginning of one; fetch it again"),
        (spoilt_zip, "is damaged"),
        (encrypted_zip, "is encrypted; unpack it first"),
        (lambda folder: packed(folder, Readme__txt="x"), "it has no CSV, and BACI has t,i,j,k,v,q"),
        (lambda folder: text_file(folder, "year,value\n2022,1\n", "x.csv"),
         "x.csv: it has year,value, and BACI has t,i,j,k,v,q"),
        (lambda folder: text_file(folder, "", "x.csv"), "and BACI has t,i,j,k,v,q"),
        (lambda folder: text_file(folder, COUNTRIES, "country_codes_V1.csv"),
         "it has countries only"),
        (lambda folder: text_file(folder, HEAD, NAME22), "it has no rows with figures"),
        (lambda folder: folder / "none.zip", "there is no such file"),
        (lambda folder: folder, "it is a folder; name the zips or CSVs in it"),
    ],
    ids=["bomb", "cut", "spoilt", "encrypted", "no CSV", "another table", "empty", "countries",
         "a header", "missing", "a folder"],
)  # fmt: skip
def test_a_file_that_is_none_is_one_sentence(
    started: Path, tmp_path: Path, made, message: str
) -> None:
    status, lines, error = load(started, made(tmp_path))
    assert (status, lines, error.count("\n")) == (2, [], 1)
    assert message in error
    assert "cannot read BACI" not in error
    assert (started / "current").read_text() == f"{FIRST}\n"
    assert list(started.glob("fetched/*/*")) == []


def test_files_that_do_not_belong_together_are_refused(started: Path, tmp_path: Path) -> None:
    one = text_file(tmp_path, Y2022, NAME22)
    other = text_file(tmp_path, Y2023, "BACI_HS17_Y2023_V202601.csv")
    status, _, error = load(started, one, other)
    assert (status, "of several editions (HS17 V202601, HS22 V202601)" in error) == (2, True)
    again = packed(tmp_path, BACI_HS22_Y2022_V202601__csv=Y2022)
    status, _, error = load(started, one, again)
    assert (status, "2022 stands in BACI_HS22_V202601.zip / BACI" in error) == (2, True)
    status, _, error = load(started, one, "--products", "HS8")
    assert (status, "unknown products 'HS8'; known: HS2, HS4, HS6" in error) == (2, True)


def test_ctrl_c_leaves_nothing(
    started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file was read, and lies in part in a database of its own."""

    def stopped(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(baci_files, "bad_rows", stopped)
    status, lines, error = load(started, text_file(tmp_path, Y2022, NAME22))
    assert (status, lines, error) == (130, [], "tradeproof: stopped\n")
    assert list(started.glob("fetched/*/*")) == []
    assert not (started / "datasets").exists()


def test_lines_are_those_of_the_file(started: Path, tmp_path: Path) -> None:
    """Without those of bad rows, which are 2, 4, 5 and 7; of the second file there are none."""
    good = [f"2022,710,31,0101{n},1.500,1" for n in (21, 29, 30, 90)]
    rows = ["2022", good[0], "x", "", good[1], "2022,710", good[2], good[3]]
    rows[3] = "2022,710,31"
    one = text_file(tmp_path, HEAD + "\n".join(rows), NAME22)
    other = text_file(tmp_path, Y2023, NAME23)
    assert load(started, one, other)[0] == 1
    with duckdb.connect(started / "datasets/cepii-baci/hs22-v202601.duckdb", read_only=True) as it:
        found = it.execute(
            "SELECT product, origin, origin_row FROM detail WHERE NOT is_rolled_up ORDER BY 2, 3"
        ).fetchall()
        bad = it.execute("SELECT origin_row, content FROM quarantine ORDER BY 1").fetchall()
    assert found == [
        ("010121", NAME22, 3), ("010129", NAME22, 6), ("010130", NAME22, 8), ("010190", NAME22, 9),
        ("010121", NAME23, 2),
    ]  # fmt: skip
    assert bad == [(2, "2022"), (4, "x"), (5, "2022,710,31"), (7, "2022,710")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD.encode() + b"2022,710,31,0101\xff1,1.5,1\n", "(invalid encoding in line 2)"),
        (HEAD.encode() + b'2022,710,"31,010121,1.5,1\n', "(unquoted value in line 2)"),
    ],
)
def test_what_is_no_csv_is_refused_with_its_line(
    started: Path, tmp_path: Path, text: bytes, message: str
) -> None:
    path = tmp_path / NAME22
    path.write_bytes(text)
    status, lines, error = load(started, path)
    assert (status, lines) == (2, [])
    assert f"{NAME22}: is no CSV of figures {message}" in error


def test_a_file_may_have_quotes_other_ends_of_lines_and_a_name_as_a_pattern(
    started: Path, tmp_path: Path
) -> None:
    text = '"t";"i";"j";"k";"v";"q"\r\n"2022";710; 031;"010121";1.500;1\r\n'
    status, _, error = load(started, text_file(tmp_path, "\ufeff" + text, "BACI [1]*.csv"))
    assert (status, error) == (0, "")
    assert figures(started, "--product", "010121") == {"ZAF AZE 010121 2022": "1500"}


def test_the_excerpt_of_2020_keeps_its_zeros(started: Path) -> None:
    path = SHARED / "real_data" / "api" / "baci" / "BACI_HS17_Y2020_V202201_excerpt_i710.csv"
    if not path.is_file():
        pytest.skip(f"no {path.name}: real tables lie beside the checkout, not in it")
    status, lines, error = load(started, path)
    assert (status, error) == (0, "")
    assert lines[1].startswith("figures    475 and ")
    found = figures(started, "--partner", "AZE")
    # 0.006, 0.050, 10.013 and 61.866 thousand dollars, as they stand in the file.
    assert [found[f"ZAF AZE {hs} 2020"] for hs in ("010619", "060390", "060490", "080521")] == [
        "6", "50", "10013", "61866",
    ]  # fmt: skip
    with path.open(encoding="utf-8", newline="") as lines_of:
        rows = [row for row in csv.DictReader(lines_of) if row["j"] == "31"]
    cents = sum(round(float(row["v"]) * 1000) for row in rows)
    assert found["ZAF AZE TOTAL 2020"] == str(cents)
    assert len([key for key in found if len(key.split()[2]) == 6]) == len(rows)


def test_the_name_of_a_csv_is_no_pattern(started: Path, tmp_path: Path) -> None:
    text_file(tmp_path, Y2023, "BACI1.csv")
    file = text_file(tmp_path, Y2022, "BACI[1].csv")
    status, lines, error = load(started, file, "--products", "HS2")
    assert (status, error) == (0, "")
    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("periods")] == [
        "A 2022 to 2022"
    ]


def test_a_home_that_cannot_be_written_is_named(started: Path, tmp_path: Path) -> None:
    (started / "fetched").write_text("a file in the place of a folder")
    assert load(started, text_file(tmp_path, Y2022, NAME22)) == (
        2, [], f"tradeproof: cannot write to {started} (Not a directory); set TRADEPROOF_HOME to a "
        "folder you own\n",
    )  # fmt: skip


def test_a_year_that_shrinks_and_a_name_of_another_year_are_remarked(
    started: Path, tmp_path: Path
) -> None:
    status, lines, error = load(started, text_file(tmp_path, Y2022, NAME22))
    assert (status, error) == (0, "")
    assert not [line for line in lines if " now: is this all" in line or "in its name" in line]
    part = HEAD + "".join(f"{line}\n" for line in Y2022.splitlines()[1:3])
    status, lines, error = load(started, text_file(tmp_path, part, NAME23))
    assert (status, error) == (0, "")
    assert [line.strip() for line in lines[lines.index("remarks") + 1 :]][1:] == [
        f"{NAME23} says 2023 in its name, and its rows are of 2022",
        "2022 had 5 figures (release hs22-v202601) and has 2 now: is this all of the year? "
        "`tradeproof datasets rollback cepii-baci` brings them back",
    ]

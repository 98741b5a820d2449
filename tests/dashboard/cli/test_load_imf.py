"""`load imf`: asked of a service on this machine, resumed, refused; and downloaded files."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import TradeproofError
from data.official import fetched, imf_load, releases
from data.services.asking import Stopped
from data.store import Edition
from tests.support import commands, imf_replies
from tests.support.checkout import ROOT, SHARED
from tests.support.commands import answer, call, command, environment
from tests.support.homes import FIRST, SECOND, THIRD, place
from tests.support.services import QUICK, Said, Service, ask_here_and_quickly, service, service_at
from tests.support.table_files import text_file

PATH = "/external/sdmx/2.1/data/IMF.STA,IMTS/"
ALL = "XG_FOB_USD+MG_CIF_USD+MG_FOB_USD+TBG_USD"
# Exports and imports, in whole dollars.
FIGURES = {
    ("VNM", "KAZ", "A"): {
        "2023": ("180135814", "799501253"),
        "2024": ("204993200.55", "660950200"),
    },
    ("VNM", "RUS", "A"): {"2024": ("2350000000", "2230000000")},
    ("VNM", "G001", "A"): {"2024": ("405530000000", "380760000000")},
    ("KAZ", "VNM", "A"): {"2024": ("199000000", "210000001")},
    ("KOS", "VNM", "Q"): {"2024-Q1": ("1000", "2000"), "2024-Q2": ("3000", "0")},
    ("VNM", "KAZ", "M"): {"2024-M01": ("1500", "500")},
}
BOTH_SIDES = ("--reporter", "VNM", "--reporter", "KAZ", "--partner", "KAZ", "--partner", "VNM")


@pytest.fixture
def started(home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Path:
    ask_here_and_quickly(monkeypatch)
    return place(home, edition, FIRST)


@pytest.fixture
def running() -> Iterator[Service]:
    with service_at(imf_load.ADDRESS, imf_replies.answers(FIGURES)) as there:
        yield there


def load(home: Path, *given: object) -> tuple[int, list[str], str]:
    return commands.load(home, "imf", *given)


def figures(home: Path, *filters: str) -> dict[str, str]:
    return commands.figures_of(
        home, "imf-imts", ("reporter", "partner", "flow", "period"), *filters
    )


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in home.glob("fetched/*/*"))


def test_pairs_are_asked_by_reporter_and_loaded(started: Path, running: Service) -> None:
    status, lines, error = load(
        started, "--reporter", "Việt Nam", "--partner", "KAZ,Russia", "--partner", "WLD",
        "--from", "2023",
    )  # fmt: skip
    assert (status, error) == (0, "")
    assert running.paths == [f"{PATH}VNM.{ALL}.KAZ+RUS+G001.A"]
    assert running.calls[0].params == {"startPeriod": "2023"}
    assert lines == [
        f"loaded {running.address.removeprefix('http://')} as imf-imts 2026-08-05, in {SECOND}",
        "figures    8",
        "rejected   0",
        "left out   4 (balance 4)",
        "unknown    0",
        "warnings   0",
        "reporters  1: VNM",
        "partners   3: KAZ, RUS, WLD",
        "periods    A 2023 to 2024",
        "currency   USD",
        "products   all goods only",
        "published  2026-08-05, by International Monetary Fund",
        "",
        "asked",
        f"  12 rows  VNM.{ALL}.KAZ+RUS+G001.A",
        "",
        "remarks",
        "  rows without a period, which are metadata of the IMF and no figures: 1",
        "  balances that are compared with exports minus imports: 4, none differs",
    ]
    assert figures(started) == {
        "VNM KAZ export 2023": "180135814", "VNM KAZ import 2023": "799501253",
        "VNM KAZ export 2024": "204993200.55", "VNM KAZ import 2024": "660950200",
        "VNM RUS export 2024": "2350000000", "VNM RUS import 2024": "2230000000",
        "VNM WLD export 2024": "405530000000", "VNM WLD import 2024": "380760000000",
    }  # fmt: skip
    assert kept(started) == []
    [known] = [one.known for one in releases.datasets(started)]
    assert known["citation"].startswith("International Monetary Fund. International Trade in Goods")
    assert "{today}" not in known["citation"]
    assert (known["exports_valued"], known["imports_valued"]) == ("FOB", "CIF")


def test_without_names_the_pairs_of_the_book_are_asked_both_sides(
    started: Path, running: Service
) -> None:
    status, lines, error = load(started)
    assert (status, error) == (0, "")
    asked = [path.removeprefix(PATH).replace(ALL, "*") for path in running.paths]
    assert asked == [
        "VNM.*.ARM+AZE+BLR+KAZ+RUS.A",
        *(f"{other}.*.VNM.A" for other in ("ARM", "AZE", "BLR", "KAZ", "RUS")),
    ]
    at = lines.index("asked") + 1
    assert [line.replace(ALL, "*").strip() for line in lines[at : at + 6]] == [
        "9 rows   VNM.*.ARM+AZE+BLR+KAZ+RUS.A; none with ARM, AZE, BLR",
        *(f"no data  {other}.*.VNM.A" for other in ("ARM", "AZE", "BLR")),
        "3 rows   KAZ.*.VNM.A",
        "no data  RUS.*.VNM.A",
    ]
    assert len(figures(started)) == 8


def test_frequencies_and_special_codes(started: Path, running: Service) -> None:
    status, _, error = load(
        started, "--reporter", "Kosovo", "--partner", "VNM", "--freq", "Q", "--freq", "M"
    )
    assert (status, error) == (0, "")
    assert running.paths == [f"{PATH}KOS.{ALL}.VNM.Q", f"{PATH}KOS.{ALL}.VNM.M"]
    assert figures(started) == {
        "XKX VNM export 2024-Q1": "1000", "XKX VNM import 2024-Q1": "2000",
        "XKX VNM export 2024-Q2": "3000", "XKX VNM import 2024-Q2": "0",
    }  # fmt: skip


def test_what_was_not_asked_for_stays_and_the_same_again_changes_nothing(
    started: Path, running: Service
) -> None:
    load(started, "--reporter", "VNM", "--partner", "KAZ")
    status, lines, error = load(started, "--reporter", "VNM", "--partner", "RUS", "--from", "2020")
    assert (status, error) == (0, "")
    assert lines[1] == "figures    6, 4 of them from the release before"
    both = figures(started)
    assert len(both) == 6
    for pair in ("KAZ", "RUS"):
        status, lines, error = load(started, "--reporter", "VNM", "--partner", pair)
        assert (status, error) == (0, "")
        assert lines[0].startswith("unchanged: ")
    assert (started / "current").read_text() == f"{THIRD}\n"
    revised = FIGURES | {("VNM", "KAZ", "A"): {"2024": ("1", "2")}}
    with service_at(imf_load.ADDRESS, imf_replies.answers(revised)):
        load(started, "--reporter", "VNM", "--partner", "KAZ", "--from", "2024")
    assert figures(started) == both | {"VNM KAZ export 2024": "1", "VNM KAZ import 2024": "2"}
    answer(call(started, "datasets", "rollback", "imf-imts"))
    assert figures(started) == both


def test_a_preview_publishes_nothing_and_its_replies_are_kept(
    started: Path, running: Service
) -> None:
    for _ in range(2):
        status, lines, error = load(started, "--reporter", "KAZ", "--partner", "VNM", "--preview")
        assert (status, error, lines[-1]) == (0, "", "nothing is written (--preview)")
    assert (len(running.calls), len(kept(started))) == (1, 1)
    assert not (started / "datasets").exists()


def test_a_load_that_is_cut_short_goes_on_from_there(started: Path) -> None:
    broken = {"KAZ"}

    def answering(one: object) -> Said:
        reporter = one.path.removeprefix(PATH).partition(".")[0]
        return (
            Said("busy", status=503) if reporter in broken else imf_replies.reply(FIGURES, one.path)
        )

    with service_at(imf_load.ADDRESS, answering) as there:
        status, lines, error = load(started, *BOTH_SIDES)
        assert (status, lines) == (2, [])
        assert "gave no answer in 3 tries (status 503: busy)" in error
        assert error.count("\n") == 1
        assert len(kept(started)) == 1
        assert (started / "current").read_text() == f"{FIRST}\n"
        broken.clear()
        before = len(there.calls)
        assert load(started, *BOTH_SIDES)[0] == 0
        assert [one.path.removeprefix(PATH)[:3] for one in there.calls[before:]] == ["KAZ"]
    assert len(figures(started)) == 6


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Said(imf_replies.HEAD + "\n"), f"the IMF has no data of VNM.{ALL}.KAZ.A"),
        (Said(""), f"the IMF has no data of VNM.{ALL}.KAZ.A"),
        (Said("<html>log in</html>", kind="text/html"),
         f"it answers text/html in place of CSV to the key VNM.{ALL}.KAZ.A"),
        (Said("COUNTRY,INDICATOR\nVNM,XG_FOB_USD\n"),
         "a CSV without COUNTERPART_COUNTRY, FREQUENCY, TIME_PERIOD, OBS_VALUE"),
        (Said(imf_replies.HEAD + "\nIMF,VNM,XG"), f"VNM.{ALL}.KAZ.A ends within a row"),
        (Said("\n".join((imf_replies.HEAD, imf_replies.row(
            "VNM", "XG_FOB_USD", "RUS", "A", "2024", "1")))), "which did not ask it"),
        (Said('{"status":404,"message":"No such dataflow found"}', status=404),
         "refuses: status 404"),
    ],
    ids=["only a header", "empty", "HTML", "other columns", "half a row", "another key", "404"],
)  # fmt: skip
def test_an_answer_that_is_none_is_one_sentence(started: Path, said: Said, message: str) -> None:
    with service_at(imf_load.ADDRESS, lambda _: said):
        status, lines, error = load(started, "--reporter", "VNM", "--partner", "KAZ")
    assert (status, lines) == (2, [])
    assert message in error
    assert error.count("\n") == 1
    assert (started / "current").read_text() == f"{FIRST}\n"
    assert not (started / "datasets").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--reporter", "Khazakstan"), "unknown reporter 'Khazakstan'; nearest: Kazakhstan (KAZ)"),
        (("--reporter", "KZA"), "unknown reporter 'KZA'; nearest: KAZ, "),
        (("--partner", "EAEU"), "the IMF has no code for EAEU"),
        (("--reporter", "TWN", "--partner", "VNM"), "has no statistics of TWN itself"),
        (("--reporter", "VNM", "--partner", "VNM"), "there is no pair to ask the IMF for"),
        (("--freq", "D"), "unknown freq 'D'; known: A, Q, M"),
        (("--from", "2019-Q1"), "--from '2019-Q1' is no year"),
        (("--from", "soon"), "'soon' is not a period"),
        (("--file", "none.csv"), "none.csv"),
        (("--file", "x.csv", "--freq", "A"), "--file is read whole"),
    ],
)
def test_wrong_use_asks_nobody(
    started: Path, running: Service, options: tuple[str, ...], message: str
) -> None:
    status, lines, error = load(started, *options)
    assert (status, lines, error.count("\n")) == (2, [], 1)
    assert message in error
    assert running.calls == []


def test_no_network_is_one_sentence(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(lambda _: Said()) as gone:
        monkeypatch.setenv(imf_load.ADDRESS, gone.address)
    status, lines, error = load(started)
    assert (status, lines, error.count("\n")) == (2, [], 1)
    assert "there is no network here, or a proxy or firewall keeps it away; nothing has" in error
    assert not (started / "datasets").exists()


def test_a_page_fetches_pairs_and_can_stop(started: Path, running: Service) -> None:
    told: list[tuple[int, int]] = []
    pairs = imf_load.both_sides([("VNM", "KAZ"), ("VNM", "EAEU")])
    assert pairs == [("VNM", "KAZ"), ("KAZ", "VNM")]
    with pytest.raises(Stopped):
        imf_load.fetch(
            started, pairs, "A", lambda *at: told.append(at), lambda: bool(told),
            address=running.address, manners=QUICK,
        )  # fmt: skip
    assert (told, len(kept(started))) == ([(1, 2)], 1)
    loaded = imf_load.fetch(
        started, pairs, ("A", "M"), lambda *at: told.append(at),
        address=running.address, manners=QUICK,
    )  # fmt: skip
    assert told[1:] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert len(running.calls) == 4  # the first reply was kept
    assert (loaded.source, loaded.edition, loaded.changed) == ("imf-imts", SECOND, True)
    assert (loaded.figures, loaded.rejected) == (8, 0)
    assert loaded.without_data == [("KAZ", "VNM", "M")]
    assert loaded.rows[f"KAZ.{ALL}.VNM.A"] == 3


def test_a_key_without_data_takes_nothing_away(started: Path, running: Service) -> None:
    load(started, "--reporter", "VNM", "--partner", "KAZ")
    before = figures(started)
    less = {pair: said for pair, said in FIGURES.items() if pair[1] != "KAZ"}
    with service_at(imf_load.ADDRESS, imf_replies.answers(less)):
        status, lines, error = load(started, *BOTH_SIDES)
    assert (status, error) == (0, "")
    assert f"  no data  VNM.{ALL}.KAZ.A" in lines
    assert figures(started) == before | {
        "KAZ VNM export 2024": "199000000", "KAZ VNM import 2024": "210000001",
    }  # fmt: skip


def test_partners_alone_are_asked_about_both_sides_where_they_are_countries(
    started: Path, running: Service
) -> None:
    assert load(started, "--partner", "KAZ", "--partner", "WLD", "--preview")[0] == 0
    asked = [path.removeprefix(PATH).replace(ALL, "*") for path in running.paths]
    assert asked == ["VNM.*.KAZ+G001.A", "KAZ.*.VNM.A"]


def test_what_another_loaded_meanwhile_is_not_lost(started: Path, running: Service) -> None:
    ready, _ = imf_load.fetched_table(
        started, imf_load.calls_for([("VNM", "KAZ")], ["A"]), address=running.address, manners=QUICK
    )
    load(started, "--reporter", "VNM", "--partner", "RUS")
    with pytest.raises(TradeproofError, match="was loaded by another meanwhile"):
        fetched.load(ready, started)
    assert set(figures(started)) == {"VNM RUS export 2024", "VNM RUS import 2024"}


def test_what_was_fetched_yesterday_is_asked_again(started: Path, running: Service) -> None:
    pair = ("--reporter", "KAZ", "--partner", "VNM", "--preview")
    load(started, *pair)
    [reply] = started.glob("fetched/*/*")
    left = reply.with_name("tmp-of-a-killed-load")
    left.mkdir()
    (left / "imf-imts.csv").write_text("half")
    os.utime(left, (time.time() - 25 * 3600,) * 2)
    for age, calls in ((3600, 1), (25 * 3600, 2)):
        os.utime(reply, (time.time() - age,) * 2)
        assert load(started, *pair)[0] == 0
        assert len(running.calls) == calls
    assert not left.exists()


def test_a_folder_that_cannot_be_written_is_told(started: Path, running: Service) -> None:
    (started / "fetched").write_text("in the way")
    status, lines, error = load(started, "--reporter", "KAZ", "--partner", "VNM")
    assert (status, lines, error.count("\n")) == (2, [], 1)
    assert "cannot keep what was fetched in" in error
    assert running.calls == []


def test_ctrl_c_keeps_what_is_there(started: Path) -> None:
    """A process of its own, stopped while the second reply is waited for."""
    asked: list[str] = []

    def answering(one: object) -> Said:
        asked.append(one.path)
        if len(asked) > 1:
            time.sleep(30 if len(asked) == 2 else 0)
        return imf_replies.reply(FIGURES, one.path)

    with service(answering) as there:
        environ = environment(started) | {imf_load.ADDRESS: there.address}
        process = subprocess.Popen(
            command("load", "imf", *BOTH_SIDES), cwd=ROOT, env=environ,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        for _ in range(1200):
            if len(asked) == 2:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out, error) == (130, b"", b"tradeproof: stopped\n")
    assert len(kept(started)) == 1
    assert (started / "current").read_text() == f"{FIRST}\n"


API = "\n".join((
    imf_replies.HEAD,
    imf_replies.row("NIC", "XG_FOB_USD", "G001", "M", "2026-M04", "601982690"),
    imf_replies.row("NIC", "MG_CIF_USD", "G001", "M", "2026-M04", "876915315"),
    imf_replies.row("NIC", "TBG_USD", "G001", "M", "2026-M04", "-274932625"),
    imf_replies.row("NIC", "XG_FOB_USD", "G163", "M", "2026-M04", "5"),
))  # fmt: skip
NAMED = "COUNTRY.ID,COUNTRY,INDICATOR.ID,INDICATOR,COUNTERPART_COUNTRY.ID,COUNTERPART_COUNTRY,"
PORTAL_LONG = (
    f"{NAMED}FREQUENCY.ID,TIME_PERIOD,OBS_VALUE,SCALE.ID,SCALE\n"
    'NIC,Nicaragua,XG_FOB_USD,"Exports, FOB",G001,World,M,2026-M04,601.98269,6,Millions\n'
    'NIC,Nicaragua,MG_CIF_USD,"Imports, CIF",G001,World,M,2026-M04,876.915315,6,Millions\n'
    'NIC,Nicaragua,TBG_USD,Balance,G001,World,M,2026-M04,-274.932625,6,Millions\n'
)  # fmt: skip
PORTAL_WIDE = (
    f"{NAMED}FREQUENCY.ID,2025,2026-M04\n"
    'NIC,Nicaragua,XG_FOB_USD,"Exports, FOB",G001,World,M,,601.98269\n'
    'NIC,Nicaragua,MG_CIF_USD,"Imports, CIF",G001,World,M,,876.915315\n'
    'NIC,Nicaragua,TBG_USD,Balance,G001,World,M,,-274.932625\n'
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "imports"),
    [(API, "876915315"), (PORTAL_LONG, "876915315"), (PORTAL_WIDE, "876915315")],
    ids=["API", "portal, long", "portal, wide"],
)
def test_dollars_and_millions_are_told_apart_by_the_header(
    started: Path, tmp_path: Path, text: str, imports: str
) -> None:
    file = text_file(tmp_path, text, "downloaded.csv")
    status, lines, error = load(started, "--file", str(file))
    assert (status, error) == (0, "")
    assert lines[0].startswith("loaded downloaded.csv as imf-imts ")
    # 601,982,690 dollars, as recorded of the IMF's address; the balance is a check of the two.
    assert figures(started) == {
        "NIC WLD export 2026-04": "601982690", "NIC WLD import 2026-04": imports,
    }  # fmt: skip
    assert lines[-1] == ("  balances that are compared with exports minus imports: 1, none differs")


def test_a_file_replaces_the_periods_that_it_has(
    started: Path, running: Service, tmp_path: Path
) -> None:
    load(started, "--reporter", "VNM", "--partner", "KAZ")
    row = imf_replies.row("VNM", "XG_FOB_USD", "KAZ", "A", "2024", "7")
    load(started, "--file", str(text_file(tmp_path, f"{imf_replies.HEAD}\n{row}\n", "x.csv")))
    assert figures(started) == {
        "VNM KAZ export 2023": "180135814", "VNM KAZ import 2023": "799501253",
        "VNM KAZ export 2024": "7",
    }  # fmt: skip


def test_a_balance_that_is_none_is_said(started: Path, tmp_path: Path) -> None:
    text = API.replace("-274932625", "-274932624.98")
    status, lines, _ = load(started, "--file", str(text_file(tmp_path, text, "x.csv")))
    assert status == 0
    assert lines[-1] == (
        "  balances that are compared with exports minus imports: 1, 1 differ, as "
        "NIC WLD 2026-04: -274932624.980000 beside -274932625.000000"
    )


@pytest.mark.parametrize(
    "text", ["country,year,value\nVNM,2024,5.5\nKAZ,2024,6.5\n", "nothing\n", ""]
)
def test_a_file_of_neither_layout_is_refused(started: Path, tmp_path: Path, text: str) -> None:
    file = text_file(tmp_path, text, "other.csv")
    status, lines, error = load(started, "--file", str(file))
    assert (status, lines, error.count("\n")) == (2, [], 1)
    assert "other.csv: " in error
    assert "its header is neither that of the IMF's API" in error or len(text) < 10


@pytest.mark.parametrize(
    ("name", "country", "cell", "dollars"),
    [("nic", "NIC", "NIC WLD export 2026-04", "601982690"), ("gtm", "GTM", "", "")],
)
def test_a_recorded_reply_is_loaded(
    started: Path, tmp_path: Path, name: str, country: str, cell: str, dollars: str
) -> None:
    path = SHARED / "real_data" / "api" / "imf" / f"imts_{name}_g001_M_csv2.csv.gz"
    if not path.is_file():
        pytest.skip(f"no {path.name}: recorded replies lie beside the checkout, not in it")
    body = gzip.decompress(path.read_bytes()).decode()
    with service(lambda _: Said(body)) as there:
        loaded = imf_load.fetch(
            started, [(country, "WLD")], "M", address=there.address, manners=QUICK
        )
    # 436 months of exports and imports; 436 balances are left out.
    assert (loaded.figures, loaded.rejected, loaded.release) == (872, 0, "2026-08-05")
    found = figures(started)
    assert len(found) == 872
    assert not cell or found[cell] == dollars

"""`load lake`: a lake on DuckDB and on a server, published or refused in one line."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.lake import lake_spellings, spark_connect
from data.official import releases
from data.store import Edition, published_name
from tests.support import commands, lakes
from tests.support.commands import figures_of
from tests.support.homes import FIRST, place
from tests.support.lakes import HEADINGS, ROWS, Server, written

MAPPING = 'unit = "USD"\n[columns]\nr = "reporter"\nym = "period"\nv = "value"\n'
GOOD = [row for row in ROWS if row[1] == "Kazakhstan" and row[2] == "X"]


@pytest.fixture
def started(home: Path, edition: Edition) -> Path:
    return place(home, edition, FIRST)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    lakes.require_client()
    with lakes.sail() as one:
        yield one


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    file = tmp_path / "lake.toml"
    file.write_text(MAPPING)
    return file


def load(home: Path, *given: object) -> tuple[int, list[str], str]:
    return commands.load(home, "lake", "--source", "lk", "--goods", "all", *given)


def refused(home: Path, *given: object) -> str:
    """The one line of a load that publishes nothing and leaves nothing."""
    before = published_name(home)
    status, lines, error = load(home, *given)
    assert (status, lines) == (2, []), error
    assert error.count("\n") == 1
    assert published_name(home) == before
    assert not list(home.glob("datasets/lk/*"))
    assert not list(home.glob("fetched/lake/*"))
    return error.removeprefix("tradeproof: ").rstrip()


def test_a_lake_is_loaded_and_a_server_that_reads_the_same_changes_nothing(
    started: Path, tmp_path: Path, mapping: Path, server: Server
) -> None:
    lake = written(tmp_path)
    given = ("--path", lake, "--product", "HS2", "--published", "2026-01")
    status, lines, error = load(started, *given, "--mapping", mapping, "--publisher", "Customs")
    assert (status, error) == (1, "")
    assert sorted(lines[3].partition(" (")[2].rstrip(")").split(", ")) == [
        "aggregate 1", "other_flow 1", "with_itself 1"
    ]  # fmt: skip
    lines[3] = lines[3].partition(" (")[0]
    assert "None" not in "\n".join(lines)
    assert lines[:11] == [
        "loaded lake as lk 2026-01, in edition-000002",
        "figures    7 and 9 added up of goods",
        "rejected   18 (bad_flow 1, bad_number 2, bad_period 1, bad_product 4, duplicate 2, "
        "negative 1, too_large 2, unknown_place 5)",
        "left out   3",
        "unknown    1",
        "warnings   4 (jump 3, sum_of_products 1)",
        "reporters  1: VNM",
        "partners   2: KAZ, RUS",
        "periods    M 2024-01 to 2024-10",
        "currency   USD",
        "products   HS2, and all goods as their sum",
    ]  # fmt: skip
    assert figures_of(started, "lk", ("partner", "product", "period"), "--product", "TOTAL") == {
        "KAZ TOTAL 2024-01": "123456790347.91",
        "KAZ TOTAL 2024-02": "0.3",
        "RUS TOTAL 2024-09": "26.5",
        "RUS TOTAL 2024-10": "50",
    }
    found = releases.loaded_as("lk", started)
    assert found is not None
    assert (found.known["rejected"], found.known["publisher"]) == (18, "Customs")
    status, lines, error = load(started, *given, "--connect", server.address)
    assert (status, error) == (1, "")
    assert lines[0] == "unchanged: lake is loaded already, as lk 2026-01"


def test_a_preview_publishes_nothing(started: Path, tmp_path: Path, mapping: Path) -> None:
    given = ("--path", f"{written(tmp_path, GOOD)}/*.parquet", "--mapping", mapping)
    status, lines, error = load(started, *given, "--preview")
    assert (status, error, lines[-1]) == (0, "", "nothing is written (--preview)")
    assert [line.split(maxsplit=1) for line in lines if "DuckDB" in line] == [
        ["engine", "DuckDB  which runs the SQL"]
    ]
    assert published_name(started) == "edition-000001"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--connect", "http://here"), "is no address of a Spark Connect server; write sc://HOST"),
        (("--connect", "sc://here"), "is no address of a Spark Connect server; write sc://HOST"),
        (("--connect", "sc://here:99999"), "is no address of a Spark Connect server"),
        (("--product", "HS3"), "unknown product 'HS3'; known: TOTAL, HS2, HS4, HS6"),
        (("--goods", "some", "--product", "HS2"), "goods finer than --product HS2"),
        (("--path", "nowhere/*.parquet"), "there is no Parquet file; name a folder of them"),
        (("--path", "s3://lake/x"), "without --connect a path on this machine is read"),
        (("--path", __file__), "No magic bytes found"),
        (("--mapping", "nowhere.toml"), "cannot be read; name a TOML file of answers"),
        (("--source", ""), "give --source"),
        (("--source", " "), "give --source"),
        (("--path", ""), "--path is empty; leave it out or name one"),
        (("--path", " \t"), "--path is empty; leave it out or name one"),
        (("--mapping", ""), "--mapping is empty; leave it out or name one"),
        (("--connect", ""), "--connect is empty; leave it out or name one"),
    ],
)
def test_wrong_use_is_named(
    started: Path, tmp_path: Path, mapping: Path, given: tuple[str, ...], said: str
) -> None:
    lake = written(tmp_path, GOOD)
    assert said in refused(started, "--path", lake, "--mapping", mapping, *given)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            '[columns]\n"nix" = "reporter"',
            "has no column 'nix'; it has r, partner, flow, product, ym",
        ),
        ('[columns]\nr = "reporter"\nv = "value"', "of which period is it?"),
        ('[columns]\nr = "reporter"\nym = "period"', "does not say which column holds the figures"),
        ('[columns]\nr = "freq"', "a lake has no column for freq; leave it out"),
        ('decimal = "comma"', "decimal is of files of text; leave it out"),
        (MAPPING.replace('unit = "USD"', ""), 'what does a number count? (unit = "USD")'),
        (MAPPING.replace('"USD"', '"million"'), 'in which currency? (currency = "USD")'),
        (MAPPING + '[only]\nnix = "1"', "has no column 'nix'"),
    ],
)
def test_what_a_mapping_lacks_is_asked_for(
    started: Path, tmp_path: Path, mapping: Path, answers: str, said: str
) -> None:
    mapping.write_text(answers)
    lake = written(tmp_path, GOOD)
    assert said in refused(started, "--path", lake, "--mapping", mapping)


@pytest.mark.parametrize(
    ("heading", "kind", "said"),
    [
        ("v", pa.float32(), "which holds seven digits"),
        ("v", pa.decimal128(30, 12), "write it as decimal(24,9)"),
        ("v", pa.bool_(), "for value there is needed decimal, a whole number, double or text"),
        ("product", pa.int64(), "loses the zeros of a product's code; write it as text"),
        ("partner", pa.float64(), "for partner there is needed text or a whole number"),
    ],
)
def test_a_column_of_the_wrong_type_is_named_by_every_engine(
    started: Path, tmp_path: Path, mapping: Path, server: Server, heading: str, kind: Any, said: str
) -> None:
    columns = {name: pa.array(["1"]) for name in HEADINGS} | {"v": pa.array([1.5])}
    columns[heading] = pa.array([Decimal(1) if pa.types.is_decimal(kind) else 1]).cast(kind)
    pq.write_table(pa.table(columns), tmp_path / "one.parquet")
    given = ("--path", tmp_path / "one.parquet", "--mapping", mapping)
    line = refused(started, *given)
    assert said in line
    assert f"the column {heading!r} is " in line
    assert said in refused(started, *given, "--connect", server.address)


def test_a_home_that_cannot_be_written_is_named(
    started: Path, tmp_path: Path, mapping: Path
) -> None:
    (started / "fetched").write_text("a file in the place of a folder")
    line = refused(started, "--path", written(tmp_path, GOOD), "--mapping", mapping)
    assert line == (
        f"cannot write to {started} (Not a directory); set TRADEPROOF_HOME to a folder you own"
    )


def test_a_column_with_more_spellings_than_codes_there_are_is_refused(
    started: Path, tmp_path: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_spellings, "MOST", 2)
    line = refused(started, "--path", written(tmp_path, GOOD), "--mapping", mapping)
    assert line.startswith("the column for product has more than 2 different texts; name the right")


def test_a_server_names_what_it_cannot_read(
    started: Path, tmp_path: Path, mapping: Path, server: Server
) -> None:
    given = ("--mapping", mapping, "--connect", server.address)
    assert "there is no Parquet file" in refused(started, "--path", tmp_path / "none", *given)
    assert "cannot do it" in refused(started, "--path", __file__, *given)
    lake = written(tmp_path, [("VNM", "Atlantis", "X", "010121", "2024", 1.0)] * 2)
    line = refused(started, "--path", lake, *given)
    assert "no row can be used (unknown_place 2); the first that was rejected: unknown" in line


def test_a_lake_with_no_figure_says_what_it_has_in_their_place(
    started: Path, tmp_path: Path, mapping: Path
) -> None:
    bad = [("VNM", "Atlantis", "X", "010121", "2024", 1.0)] * 120
    other = [("VNM", "Other countries", "X", "010121", "2024", 1.0)]
    blank = [("VNM", "KAZ", "X", "010121", "2024", None)] * 2
    twice = [("VNM", "KAZ", "X", "010121", "2024", float(value)) for value in (1, 2)]
    for number, (rows, said) in enumerate([
        (bad + other + blank, "no row can be used (unknown_place 120, aggregate 1, unknown 2); the "
         "first that was rejected: unknown partner Atlantis"),
        (blank, "no row can be used (unknown 2)"),
        (twice, "no row can be used (duplicate 2); the first that was rejected: the same key "
         "stands 2 times with numbers from 1.000000 to 2.000000"),
    ]):  # fmt: skip
        lake = written(tmp_path / str(number), rows)
        assert refused(started, "--path", lake, "--mapping", mapping).endswith(f": {said}")


def test_no_server_no_client_and_one_that_is_too_old_are_named(
    started: Path, tmp_path: Path, mapping: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_connect, "WAIT", 1)
    given = ("--path", written(tmp_path, GOOD), "--mapping", mapping, "--connect")
    line = refused(started, *given, "sc://127.0.0.1:1/;token=secret")
    assert line.startswith("no Spark Connect server answers at sc://127.0.0.1:1, or it has gone")
    with old_server() as address:
        line = refused(started, *given, address)
    assert line == f"{address} is Spark 3.5.1; `load lake` needs Spark 4 or newer"
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    line = refused(started, *given, server.address)
    assert "install it with `pip install 'pyspark-client>=4.2'`" in line


@contextmanager
def old_server() -> Iterator[str]:
    """A server that says of itself that it is Spark 3.5.1."""
    import grpc
    from pyspark.sql.connect.proto import base_pb2, base_pb2_grpc

    class Old(base_pb2_grpc.SparkConnectServiceServicer):
        def AnalyzePlan(self, request: Any, context: Any) -> Any:
            said = base_pb2.AnalyzePlanResponse(session_id=request.session_id)
            said.spark_version.version = "3.5.1"
            return said

        def ReleaseSession(self, request: Any, context: Any) -> Any:
            return base_pb2.ReleaseSessionResponse(session_id=request.session_id)

    with ThreadPoolExecutor(2) as threads:
        answering = grpc.server(threads)
        base_pb2_grpc.add_SparkConnectServiceServicer_to_server(Old(), answering)
        port = answering.add_insecure_port("127.0.0.1:0")
        answering.start()
        yield f"sc://127.0.0.1:{port}"
        answering.stop(None).wait()


def test_a_server_that_is_killed_in_the_midst_of_a_job_leaves_nothing(
    started: Path, tmp_path: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lakes.require_client()
    monkeypatch.setattr(spark_connect, "WAIT", 1)
    rows = [
        ("VNM", "KAZ", "X", f"{good % 97 + 1:02}{good:04}", str(year), 1.0)
        for good in range(5000)
        for year in range(1900, 1940)
    ]
    lake = written(tmp_path, rows)
    with lakes.sail() as server:
        asked = spark_connect.OnSpark.ask

        def killed(engine: spark_connect.OnSpark, query: str) -> Iterator[pa.Table]:
            if "keyed" in query:
                threading.Timer(0.02, server.process.kill).start()
            return asked(engine, query)

        monkeypatch.setattr(spark_connect.OnSpark, "ask", killed)
        line = refused(started, "--path", lake, "--mapping", mapping, "--connect", server.address)
        assert line.startswith(f"no Spark Connect server answers at {server.address}, or it has")
        assert server.process.wait(10) == -signal.SIGKILL


def test_ctrl_c_stops_the_job_on_the_server_and_leaves_nothing(
    started: Path, tmp_path: Path, mapping: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyspark.sql.connect.client import SparkConnectClient

    told: list[str] = []
    rows, stopped = SparkConnectClient.to_table_as_iterator, SparkConnectClient.interrupt_all

    def interrupted(client: Any, plan: Any, seen: Any) -> Iterator[Any]:
        yield from rows(client, plan, seen)
        signal.raise_signal(signal.SIGINT)

    def interrupt(client: Any) -> Any:
        told.append("interrupt")
        return stopped(client)

    monkeypatch.setattr(SparkConnectClient, "to_table_as_iterator", interrupted)
    monkeypatch.setattr(SparkConnectClient, "interrupt_all", interrupt)
    given = ("--path", written(tmp_path, GOOD), "--mapping", mapping, "--connect", server.address)
    status, lines, error = load(started, *given)
    assert (status, lines, error) == (130, [], "tradeproof: stopped\n")
    assert told == ["interrupt"]
    assert published_name(started) == "edition-000001"
    assert not list(started.glob("fetched/lake/*"))

"""The examples of docs/http.md, run by the programs that they are for against a served book."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pandas as pd
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.answers.public_files import GROWTH
from dashboard.answers.selection import Selection
from dashboard.api import routes
from dashboard.wording import public_tables
from tests.support.browser import DEADLINE, free_port
from tests.support.checkout import ROOT
from tests.support.made_documents import pdf

PAGE = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
THERE = "http://127.0.0.1:8501"
TEXT = "Viet Nam's exports to Russia grew by 5% in 2023 to 2 billion USD."


@pytest.fixture(scope="module")
def address(started) -> Iterator[str]:
    """Where the book is served, over a socket."""
    port = free_port()
    app = Starlette(routes=routes.ROUTES)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical", ws="none")
    )
    thread = threading.Thread(target=server.run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "newest", lambda: started)
        thread.start()
        until = time.monotonic() + DEADLINE
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        assert server.started
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(DEADLINE)


def examples(language: str, address: str, having: str = "") -> list[str]:
    """The blocks of a language on the page that have some words, of a server that is there."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.M | re.S)
    found = [block.replace(THERE, address) for block in blocks if having in block]
    assert found, language
    return found


def exported(edition, name: str, form: str, **chosen: tuple[str, ...]) -> bytes:
    return public_tables.exported(edition, name, Selection(**chosen), form)


QUARTERS = {"reporter": ("RUS",), "partner": ("VNM",), "freq": ("Q",)}


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl(address: str, started, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "report.pdf").write_bytes(pdf(TEXT))
    [block] = examples("sh", address, "curl")
    said = []
    for line in block.splitlines():
        done = subprocess.run(
            ["sh", "-c", f"{line} --silent --show-error --fail"],
            cwd=tmp_path, capture_output=True, timeout=DEADLINE, check=True,
        )  # fmt: skip
        said.append(done.stdout.decode())
    kept = tmp_path / "tradeproof-growth-RUS-VNM-Q.csv"
    assert kept.read_bytes() == exported(started, "growth", "csv", **QUARTERS)
    assert said[0] == ""
    assert len(said) == 3
    for checked in said[1:]:
        assert '"printed": "5%"' in checked


def test_pandas(address: str, started) -> None:
    [block] = examples("python", address, "pandas")
    found: dict[str, pd.DataFrame] = {}
    exec(block, {}, found)
    growth = exported(started, "growth", "csv", **QUARTERS)
    pd.testing.assert_frame_equal(found["growth"], pd.read_csv(io.BytesIO(growth)))
    trade = exported(started, "observations", "parquet", reporter=("VNM",))
    pd.testing.assert_frame_equal(found["trade"], pd.read_parquet(io.BytesIO(trade)))
    assert list(found["growth"].columns) == list(GROWTH.kinds)
    assert min(len(found[name]) for name in ("growth", "goods", "trade")) > 100
    assert found["goods"]["product"].tolist() == found["trade"]["product"].tolist()
    assert {"TOTAL"} < {*found["goods"]["product"]}


def test_pysdmx(address: str, started) -> None:
    pytest.importorskip("pysdmx.io")
    [block] = examples("python", address, "pysdmx")
    found: dict[str, pd.DataFrame] = {}
    exec(block, {}, found)
    written = exported(started, "observations", "sdmx-csv", reporter=("VNM",)).decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert len(rows) > 100
    for column in ("REF_AREA", "TIME_PERIOD", "SOURCE", "OBS_STATUS"):
        assert found["trade"][column].tolist() == [row[column] for row in rows]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R here")
def test_r(address: str, started, tmp_path: Path) -> None:
    [block] = examples("r", address)
    tell = "write.csv(growth, 'out.csv', row.names = FALSE, na = '', fileEncoding = 'UTF-8')"
    (tmp_path / "example.R").write_text(f"{block}\noptions(digits = 17)\n{tell}\n")
    subprocess.run(
        ["Rscript", "--vanilla", "example.R"],
        cwd=tmp_path, capture_output=True, timeout=DEADLINE, check=True,
    )  # fmt: skip
    read = pd.read_csv(tmp_path / "out.csv")
    growth = exported(started, "growth", "csv", **QUARTERS)
    # R prints 15 digits; beyond them a double may end otherwise.
    pd.testing.assert_frame_equal(read, pd.read_csv(io.BytesIO(growth)), rtol=1e-14)
    assert list(read.columns) == list(GROWTH.kinds)
    assert read["growth_pct"].count() > 100


def test_the_query_of_excel_asks_for_what_is_there(address: str) -> None:
    [query] = examples("powerquery", address)
    [site], [path] = re.findall(r'"(http[^"]+)"', query), re.findall(r'Path = "([^"]+)"', query)
    [asked] = re.findall(r"Query = \[([^]]+)\]", query)
    named = dict(re.findall(r'(\w+) = "([^"]*)"', asked))
    answer = httpx.get(f"{site}/{path}", params=named)
    assert (answer.status_code, len(named)) == (200, 3)
    header = answer.text.splitlines()[0].split(",")
    typed = dict(re.findall(r'\{"(\w+)", type (\w+)\}', query))
    assert len(typed) == 4
    assert [*typed] == [name for name in header if name in typed]
    assert typed == {name: GROWTH.kinds[name] for name in typed}

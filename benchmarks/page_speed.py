"""`python -m benchmarks.page_speed`: pages in Chromium beside pages that draw constants.

The same charts and HTML, taken from the dashboard, are drawn by a Streamlit app that only has
constants. Both are measured in turn in one run, so that what else the machine does weighs on both:
a cold opening in a browser that keeps nothing, and a page change, from the click on its link until
its first chart is drawn. Then readers who click once a second, without browsers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from unittest import mock
from urllib.parse import urlencode
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.pages.site import PAGES
from data.official.embedded import SWITCH
from tests.support import browser as chromium
from tests.support.checkout import ROOT
from tests.support.constant_site import SITE, Drawn, taken
from tests.support.sessions import clicks

REPEATS = 9
QUERY = {"reporter": "VNM", "partner": "KAZ", "lang": "en"}
PARTNERS = ("KAZ", "RUS", "AZE", "BLR")
READERS = (1, 5, 20)
SECONDS = 20  # of clicking, for each number of readers
AIMS = {"first chart": 1.15, "page change": 1.5}
# The chart of a key as it is when it is drawn: its own traces, not those of one that was there.
DRAWN = """
  const isDrawn = ([key, traces]) => {
    const chart = document.querySelector(`.st-key-${key} .js-plotly-plot`);
    return !!chart?.querySelector(".main-svg :is(.trace, .slice, path, .point)")
      && JSON.stringify(chart.data.map((one) => [one.type ?? "scatter", one.name ?? ""]))
        === traces;
  };
  const whenDrawn = (start, what, done) => {
    if (isDrawn(what)) done(performance.now() - start);
    else requestAnimationFrame(() => whenDrawn(start, what, done));
  };
"""
OPENED = f"(what) => {{ {DRAWN} return new Promise((done) => whenDrawn(0, what, done)); }}"
CLICKED = f"""([path, ...what]) => {{ {DRAWN}
  const links = [...document.querySelectorAll("a[href]")];
  const link = links.find((one) => new URL(one.href).pathname === path && one.offsetParent);
  const start = performance.now();
  link.click();
  return new Promise((done) => whenDrawn(start, what, done));
}}"""


def measure() -> None:
    """Print the ratios of the pages, then how readers fare who click at the same time."""
    path = chromium.executable() or chromium.install()
    if path is None:
        print("\npages: no Chromium here, and Playwright could not install one", file=sys.stderr)
        return
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # What people have after the first start: the book and the embedded data sets.
        kept = {name: value for name, value in os.environ.items() if name != SWITCH}
        stack.enter_context(mock.patch.dict(os.environ, kept, clear=True))
        stack.enter_context(mock.patch.dict(os.environ, {"TRADEPROOF_HOME": str(home)}))
        drawn = {name: taken(name, QUERY) for name in PAGES}
        ours = stack.enter_context(chromium.serving(home))
        constants = stack.enter_context(_constant_site(home, drawn))
        with sync_playwright() as playwright:
            shown = chromium.launch(playwright, path)
            _pages(shown, {"ours": ours, "constants": constants}, drawn)
            shown.close()
        _readers(ours, constants)


def _pages(shown: Browser, sites: dict[str, str], drawn: dict[str, Drawn]) -> None:
    charts = {name: one for name in drawn if (one := _first_chart(drawn[name]))}
    print(f"\n{'milliseconds':<14}{'page':<14}{'ours':>8}{'constants':>11}{'ratio':>8}{'aim':>8}")
    for what, aim in AIMS.items():
        ratios = []
        for name, chart in charts.items():
            took: dict[str, list[float]] = {site: [] for site in sites}
            others = [other for other in charts if other != name and charts[other] != chart]
            for turn in range(REPEATS):
                for site, address in sites.items():
                    if what == "first chart":
                        took[site].append(_opened(shown, address, name, chart))
                    elif others:
                        start = others[turn % len(others)]
                        took[site].append(
                            _changed(shown, address, (start, charts[start]), (name, chart))
                        )
            if took["ours"]:
                own, least = median(took["ours"]), median(took["constants"])
                ratios.append(own / least)
                print(f"{what:<14}{name:<14}{own:>8.0f}{least:>11.0f}{own / least:>8.2f}{aim:>8}")
        print(f"{what:<14}{'all':<14}{'':>19}{median(ratios):>8.2f}{aim:>8}")


def _readers(ours: str, constants: str) -> None:
    pages = [(name, "") for name in PAGES if name not in ("partner", "overview")]
    pages += [("partner", f"partner={partner}") for partner in PARTNERS] + [("", "")]
    addresses = [(name, f"reporter=VNM&lang=en&{more}".rstrip("&")) for name, more in pages]
    print(f"\n{'readers':<14}{'number':>8}{'pages':>8}{'pages/s':>9}{'median s':>10}{'p95 s':>8}")
    for site, address, asked in (
        ("ours", ours, addresses),
        ("constants", constants, [(name, "") for name, _ in addresses]),
    ):
        clicks(address, asked, 1, len(asked))  # so that nothing is measured for the first time
        for readers in READERS:
            start = time.perf_counter()
            took = clicks(address, asked, readers, SECONDS)
            each = time.perf_counter() - start
            slow = quantiles(took, n=20)[-1]
            print(
                f"{site:<14}{readers:>8}{len(took):>8}{len(took) / each:>9.1f}"
                f"{median(took):>10.2f}{slow:>8.2f}"
            )


def _first_chart(drawn: Drawn) -> list[str] | None:
    """The key of the first chart of a page and its traces; None where it has none."""
    for element in drawn:
        if "chart" in element:
            data: list[dict[str, Any]] = json.loads(element["spec"])["data"]
            traces = [[one.get("type", "scatter"), one.get("name", "")] for one in data]
            return [
                element["chart"],
                json.dumps(traces, ensure_ascii=False, separators=(",", ":")),
            ]
    return None


def _address(site: str, name: str) -> str:
    return f"{site}/{'' if name == 'overview' else name}?{urlencode(QUERY)}"


def _opened(shown: Browser, site: str, name: str, chart: list[str]) -> float:
    """Milliseconds from the address to the first chart, in a browser that has kept nothing."""
    context = chromium.patient(shown.new_context(locale="en-GB"))
    page = context.new_page()
    page.goto(_address(site, name), wait_until="commit")
    took = _when(page, OPENED, chart)
    context.close()
    return took


def _changed(
    shown: Browser, site: str, start: tuple[str, list[str]], end: tuple[str, list[str]]
) -> float:
    """Milliseconds from the click on the link of a page to its first chart."""
    context = chromium.patient(shown.new_context(locale="en-GB"))
    page = context.new_page()
    page.goto(_address(site, start[0]))
    _when(page, OPENED, start[1])
    page.locator(chromium.READY).wait_for()
    page.wait_for_timeout(300)
    took = _when(page, CLICKED, ["/" if end[0] == "overview" else f"/{end[0]}", *end[1]])
    context.close()
    return took


def _when(page: Page, script: str, argument: list[str]) -> float:
    """What a script gives once a chart is drawn; an error where that takes too long."""
    return page.evaluate(
        f"(given) => Promise.race([({script})(given), new Promise((_, late) => "
        f"setTimeout(() => late(new Error(`no chart ${{given}}`)), {chromium.DEADLINE * 1000}))])",
        argument,
    )


@contextmanager
def _constant_site(home: Path, drawn: dict[str, Drawn]) -> Generator[str]:
    """The app that draws constants, on a free port; gives its address."""
    kept = home / "constants.json"
    kept.write_text(json.dumps(drawn), "utf-8")
    port = chromium.free_port()
    app = ROOT / "tests" / "support" / "constant_site.py"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    log = (home / "constants.log").open("wb")
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {SITE: str(kept), "PYTHONPATH": str(ROOT)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + chromium.DEADLINE
        while True:
            try:
                with urlopen(f"{address}/_stcore/health", timeout=5):
                    break
            except OSError:  # it is not there yet
                if server.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=chromium.DEADLINE)
        log.close()


if __name__ == "__main__":
    measure()

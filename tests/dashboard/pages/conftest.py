"""Fixtures of the pages: a visitor without a browser, and one with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.answers.kept import Kept
from dashboard.pages import finished
from dashboard.pages.site import PAGES
from dashboard.serving import permission
from data.store import Edition
from tests.support.browser import executable, install, launch, patient, serving
from tests.support.checkout import ROOT
from tests.support.homes import FIRST, place
from tests.support.pages import Visit, without_exception


@pytest.fixture
def visit(edition, monkeypatch) -> Visit:
    """Opens a page at an address, as a new visitor of a dashboard that is running already."""
    return _visits(edition, monkeypatch)


@pytest.fixture
def visit_official(with_official, monkeypatch) -> Visit:
    """The same of a dashboard that has data sets of official statistics beside the book."""
    return _visits(with_official, monkeypatch)


@pytest.fixture
def visit_started(started, monkeypatch) -> Visit:
    """The same of a dashboard that has the data sets which come with it."""
    return _visits(started, monkeypatch)


@pytest.fixture
def visit_comparable(comparable, monkeypatch) -> Visit:
    """The same of a dashboard that has a made reporter with several partners beside the book."""
    return _visits(comparable, monkeypatch)


@pytest.fixture
def own(visit: Visit, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """The visitor of a home of their own, with the published edition in it."""
    monkeypatch.setenv("TRADEPROOF_HOME", str(place(tmp_path, edition, FIRST)))
    return visit


def _visits(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Visit:
    monkeypatch.setenv("TRADEPROOF_HOME", str(edition.path.parent.parent))
    # The runtime of an AppTest is a mock: its client, at this machine, has no address.
    monkeypatch.setattr(ContextProxy, "ip_address", None)
    # Tests replace what pages are made of: what one has kept is none of the next one's.
    monkeypatch.setattr(finished, "_parts", Kept(finished.MOST))
    # An AppTest comes from no address.
    monkeypatch.setattr(permission, "is_at_the_machine", lambda _: True)

    def open_page(page: str, **parameters: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name.rstrip("_")] = value
        if page != "overview":
            app.switch_page(f"dashboard/pages/{PAGES[page]}")
            # Before its first run an AppTest takes the name of the file for the address of a page.
            app._page_hash = calc_hash(page)
        return without_exception(app.run())

    return open_page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = executable() or install()
    if path is None:
        reason = "no Chromium or Chrome here, and Playwright could not install one"
        if os.environ.get("TRADEPROOF_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of editions that the dashboard in the browser serves."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def site(site_home: Path) -> Iterator[str]:
    with serving(site_home) as address:
        yield address


@pytest.fixture
def hosts() -> set[str]:
    """The hosts that the page of a test asked for anything."""
    return set()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who keeps what the dashboard is made of, as any second page of a person finds it."""
    context = patient(browser.new_context(locale="en-GB", accept_downloads=True))
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, hosts: set[str]) -> Iterator[Page]:
    page = visitor.new_page()
    page.on(
        "request", lambda request: hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc)
    )
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))
    yield page
    page.close()

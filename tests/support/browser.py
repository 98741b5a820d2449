"""A real dashboard in a real browser: for the browser tests and for the pictures of the docs."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Download, Page, Playwright, expect

from tests.support.checkout import ROOT
from tests.support.commands import command, environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# How long anything may take: far more than it needs, as other work may hold every core. A wait ends
# as soon as the state is there, so only a test that fails takes this long.
DEADLINE = 90  # seconds


def executable() -> str | None:
    """The browser of the system, else the one Playwright installed; None where there is none."""
    system = next((path for name in NAMES if (path := shutil.which(name))), None)
    if system:
        return system
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        installed = playwright.chromium.executable_path
    return installed if Path(installed).exists() else None


def install() -> str | None:
    """Let Playwright install its Chromium; the path, or None where that does not work."""
    install_it = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(install_it, capture_output=True, timeout=300, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return executable()


def launch(playwright: Playwright, path: str) -> Browser:
    """Chromium, from which every wait and every expectation has until the deadline."""
    expect.set_options(timeout=DEADLINE * 1000)
    return playwright.chromium.launch(
        executable_path=path, args=list(QUIET), timeout=DEADLINE * 1000
    )


def patient(context: BrowserContext) -> BrowserContext:
    """The context with the deadline for each of its waits."""
    context.set_default_timeout(DEADLINE * 1000)
    return context


@contextmanager
def serving(home: Path, *options: str) -> Iterator[str]:
    """`tradeproof serve` on a free port with its editions in `home`; gives the address."""
    with server_of(home, *options) as (_, address):
        yield address


@contextmanager
def server_of(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The same with its process; what it says is in `serve.log` of its home."""
    port = free_port()
    log = (home / "serve.log").open("wb")
    server = subprocess.Popen(
        command("serve", "--port", str(port), *options),
        cwd=ROOT,
        env=environment(home),
        stdout=log,
        stderr=log,
    )
    try:
        wait_until_healthy(server, port, home / "serve.log")
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=DEADLINE)
        log.close()


def settle(page: Page) -> None:
    """Wait until the dashboard has run its script and drawn the page, which follows its links.

    Until its own script has come, a link loads the page anew, which then takes no focus.
    """
    page.locator(READY).wait_for()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("window.tradeproofFollowsLinks === true")
    page.locator(READY).wait_for()


def be_still(page: Page) -> None:
    """Wait until nothing of the page has changed for half a second: all of it is in its place."""
    settle(page)
    page.evaluate(
        """() => new Promise(done => {
            const still = () => { watch.disconnect(); done(); };
            let timer = setTimeout(still, 500);
            const watch = new MutationObserver(() => {
                clearTimeout(timer);
                timer = setTimeout(still, 500);
            });
            watch.observe(document.body, {subtree: true, childList: true, attributes: true,
                                          characterData: true});
        })"""
    )


def download_from(page: Page, button: str) -> Download:
    """What a button downloads, once no run of the script can replace the button any more."""
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until a dashboard that was started answers on its port."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard did not start:\n{log.read_text()}")
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except OSError:  # refused, reset or late: it is not there yet
            time.sleep(0.2)
    raise RuntimeError(f"the dashboard did not answer within {DEADLINE} s")

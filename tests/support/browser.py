"""A real dashboard in a real browser: for the browser tests and for the pictures of the docs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page

from tests.support.checkout import ROOT

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
START_SECONDS = 120


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
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, capture_output=True, timeout=300, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return executable()


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """`tradeproof serve` on a free port with its editions in `home`; gives the address."""
    port = _free_port()
    command = [sys.executable, "-m", "dashboard.cli.main", "serve", "--port", str(port)]
    environment = {**os.environ, "TRADEPROOF_HOME": str(home)}
    log = (home / "serve.log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_healthy(server, port, home / "serve.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def settle(page: Page) -> None:
    """Wait until the dashboard has run its script and drawn the page."""
    page.locator(READY).wait_for()
    page.get_by_role("heading", level=1).wait_for()
    page.locator(READY).wait_for()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard did not start:\n{log.read_text()}")
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"the dashboard did not answer within {START_SECONDS} s")

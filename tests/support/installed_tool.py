"""The wheel of this checkout, and Tradeproof installed from it as somebody else has it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.asked_hosts import LOG, watch_in
from tests.support.browser import DEADLINE, free_port, wait_until_healthy
from tests.support.checkout import ROOT

# Packages of somebody else, in the site-packages that Tradeproof is installed to.
NEIGHBOURS = ("data", "analytics", "dashboard", "app")
NEIGHBOUR = "raise ImportError('this package is somebody else\\'s')\n"


def build(folder: Path, kind: str = "wheel", *, source: Path = ROOT) -> Path:
    """A wheel or an sdist, made by the pinned hatchling of this Python; it asks no network."""
    told = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory"]
    subprocess.run([*told, str(folder)], cwd=source, capture_output=True, check=True)
    [built] = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def contents(wheel: Path) -> dict[str, bytes]:
    """Each file of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@dataclass(frozen=True)
class Tool:
    """An installed Tradeproof, the empty folder where it is called, and its user's home."""

    venv: Path
    folder: Path
    user: Path

    @property
    def packages(self) -> Path:
        """The folder that packages are installed to."""
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self.venv)}))

    @property
    def elsewhere(self) -> Path:
        """A folder of packages that its user has on the path of every Python."""
        return self.user / "packages"

    @property
    def asked(self) -> Path:
        """Where it is written down what it asks of the network."""
        return self.user / "asked.log"

    @property
    def home(self) -> Path:
        """Where the platform keeps data of a user."""
        of_macos = self.user / "Library" / "Application Support"
        of_others = self.user / ".local" / "share"
        return (of_macos if sys.platform == "darwin" else of_others) / "tradeproof"

    def call(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run the command and wait for its end."""
        return subprocess.run(
            self._command(*arguments), cwd=self.folder, env=self._environment(), input=given,
            capture_output=True, check=False, timeout=DEADLINE,
        )  # fmt: skip

    def python(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run its Python."""
        return subprocess.run(
            [str(self.venv / "bin" / "python"), "-E", *arguments], cwd=self.folder,
            env=self._environment(), capture_output=True, check=False, timeout=DEADLINE,
        )  # fmt: skip

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Serve on a free port, which is given; what it says is in `serve.log` of the user."""
        port = free_port()
        with (self.user / "serve.log").open("wb") as log:
            server = subprocess.Popen(
                self._command("serve", "--port", str(port)),
                cwd=self.folder, env=self._environment(), stdout=log, stderr=log,
            )  # fmt: skip
            try:
                wait_until_healthy(server, port, self.user / "serve.log")
                yield port
            finally:
                server.terminate()
                server.wait(timeout=DEADLINE)

    def _command(self, *arguments: str) -> list[str]:
        """As pipx runs it, whatever Python's own variables say."""
        command = self.venv / "bin" / "tradeproof"
        return [str(self.venv / "bin" / "python"), "-E", str(command), *arguments]

    def _environment(self) -> dict[str, str]:
        variables = {"HOME": str(self.user), "PATH": os.defpath, LOG: str(self.asked)}
        return variables | {"PYTHONPATH": str(self.elsewhere), "PYTHONSAFEPATH": "1"}


def install(wheel: Path, folder: Path) -> Tool:
    """Install a wheel beside its neighbours into a fresh venv, without a network.

    Nothing but the wheel is installed: what it depends on is found in the packages of this Python,
    which come after its own on the path. What is `.pth` there, the checkout too, is not followed.
    """
    tool = Tool(folder / "venv", folder / "empty", folder / "user")
    venv.create(tool.venv, with_pip=False)
    for made in (tool.folder, tool.user, tool.elsewhere):
        made.mkdir()
    (tool.elsewhere / "streamlit.py").write_text(NEIGHBOUR, encoding="utf-8")
    for name in NEIGHBOURS:
        (tool.packages / name).mkdir()
        (tool.packages / name / "__init__.py").write_text(NEIGHBOUR, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(tool.venv / "bin" / "python"), "install"]
    alone = ["--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*pip, *alone, str(wheel)], capture_output=True, check=True)
    found = f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n"
    watch_in(tool.packages)
    (tool.packages / "packages_of_the_tests.pth").write_text(found, encoding="utf-8")
    return tool

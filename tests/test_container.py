"""The Containerfile names what there is: files, port, address and command, and copies enough."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from http import HTTPStatus
from pathlib import Path, PurePosixPath

import pytest

from dashboard.api.routes import ROUTES
from dashboard.cli.main import serve
from dashboard.serving import permission
from data import switches
from tests.support.checkout import ROOT
from tests.support.commands import helps
from tests.support.installed_tool import build, contents

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PORT = serve.__defaults__[1]


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """Each instruction with what it is given, in their order."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"^\s*#.*\n", "", text, flags=re.M).replace("\\\n", " ").splitlines()
    found = [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]
    return [(name, " ".join(given.split())) for name, given in found]


def given(steps: list[tuple[str, str]], name: str) -> list[str]:
    return [text for step, text in steps if step == name]


def variables(steps: list[tuple[str, str]]) -> dict[str, str]:
    [text] = given(steps, "ENV")
    return dict(part.split("=", 1) for part in text.split())


def copied(steps: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each path of the checkout that is copied, and to where."""
    for text in given(steps, "COPY"):
        *sources, target = text.split()
        if not sources[0].startswith("--from="):
            yield from ((source, target) for source in sources)


def test_what_is_copied_builds_the_wheel_of_the_checkout(steps, tmp_path: Path) -> None:
    for source, target in copied(steps):
        path, to = ROOT / source, tmp_path / "context" / target
        if path.is_dir():
            shutil.copytree(path, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            to = to / path.name if target.endswith(("/", ".")) else to
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    built = build(tmp_path, source=tmp_path / "context")
    assert contents(built) == contents(build(tmp_path / "whole"))


def test_the_engine_is_handed_what_is_copied_and_nothing_else(steps) -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    first, *rules = [line for line in lines if line and not line.startswith("#")]
    assert first == "*"
    let_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert let_in == {source for source, _ in copied(steps)}
    kept_out = [rule for rule in rules if not rule.startswith("!")]
    assert any(fnmatch("data/codes/__pycache__", rule) for rule in kept_out)


def test_each_package_comes_with_a_hash_or_from_here(steps) -> None:
    installs = [one for text in given(steps, "RUN") for one in text.split("&&") if "pip " in one]
    assert len(installs) == 4
    for one in installs:
        assert "--require-hashes" in one or "--no-deps" in one, one
        assert "pip install" not in one or "--require-hashes" in one or "--no-index" in one, one
        assert "pip wheel" not in one or "--no-build-isolation" in one, one


def test_the_python_is_one_that_the_program_takes(steps) -> None:
    images = {text.partition(" AS ")[0] for text in given(steps, "FROM")}
    [version] = {re.fullmatch(r"docker\.io/library/python:3\.(\d+)-slim", i)[1] for i in images}
    [lowest] = re.findall(r">=3\.(\d+)$", PROJECT["requires-python"])
    assert int(version) >= int(lowest)


def test_nobody_of_rank_writes_to_anything_but_the_volume(steps) -> None:
    [volume], [user] = given(steps, "VOLUME"), given(steps, "USER")
    assert re.fullmatch(r"[1-9]\d{4}:[1-9]\d{4}", user)  # a number, which Kubernetes can check
    owner = f"--owner={user.split(':')[0]} --group={user.split(':')[1]} {volume}"
    assert any(text.endswith(owner) for text in given(steps, "RUN"))
    said = variables(steps)
    for name in ("TRADEPROOF_HOME", "HOME", "TMPDIR"):
        assert PurePosixPath(said[name]).is_relative_to(volume), name
    assert said["TMPDIR"] == volume  # a folder below it would not be there in an empty volume
    assert said[permission.PRESENCE] == switches.NO


def test_it_serves_on_the_port_that_it_names(steps, tmp_path: Path) -> None:
    [entry], [command], [port] = (given(steps, name) for name in ("ENTRYPOINT", "CMD", "EXPOSE"))
    assert json.loads(entry) == [*PROJECT["scripts"]]
    name, *options = json.loads(command)
    assert f"  {options[0]} " in dict(helps(tmp_path, name))[name,]
    assert options == ["--host", "0.0.0.0"]
    assert port == str(PORT)
    [path] = set(re.findall(r"/opt/\w+/bin(?=:)", variables(steps)["PATH"]))
    assert any(text.startswith("--from=build ") and path.removesuffix("/bin") in text
               for text in given(steps, "COPY"))  # fmt: skip


@contextmanager
def answering(status: HTTPStatus) -> Iterator[tuple[int, list[str]]]:
    """A server that answers everything with a status; its port, and what it was asked."""
    asked: list[str] = []

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port, asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("status", [HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE])
def test_its_health_is_whether_it_can_say_what_it_has(steps, status) -> None:
    [check] = given(steps, "HEALTHCHECK")
    python, option, program = json.loads(check.partition(" CMD ")[2])
    assert (python, option) == ("python", "-c")
    with answering(status) as (port, asked):
        assert program.count(str(PORT)) == 1
        program = program.replace(str(PORT), str(port))
        proxy = {"http_proxy": "http://127.0.0.1:9"}
        done = subprocess.run([sys.executable, option, program], env=proxy, check=False)
    assert done.returncode == (status != HTTPStatus.OK)
    [path] = asked
    assert path in {route.path for route in ROUTES}

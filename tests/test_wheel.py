"""What the wheel holds, and that the sources that are handed on build the same one."""

from __future__ import annotations

import tarfile
import tomllib
from pathlib import Path

import pytest

from tests.support.checkout import ROOT
from tests.support.installed_tool import build, contents

PRIVATE = "tradeproof/_rooms"
ROOMS = ("data", "analytics", "dashboard")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


def test_a_wheel_installs_one_package_with_the_rooms_inside(wheel: Path) -> None:
    names = {name for name in contents(wheel) if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in names} == {"tradeproof"}
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    of_rooms = {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}
    assert len(of_rooms) > 400
    beside = {"app.py", ".streamlit/config.toml"}
    entry = {"tradeproof/__init__.py", "tradeproof/__main__.py"}
    assert names == {f"{PRIVATE}/{name}" for name in of_rooms | beside} | entry
    kinds = {name.rpartition(".")[2] for name in names}
    assert kinds == {"py", "sql", "csv", "toml", "css", "js", "json", "html"}


def test_a_wheel_says_what_it_is(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of = {name.partition(".dist-info/")[2]: text.decode() for name, text in contents(wheel).items()
          if ".dist-info/" in name}  # fmt: skip
    said = of["METADATA"].splitlines()
    assert f"Version: {project['version']}" in said
    needs = {line.removeprefix("Requires-Dist: ") for line in said if line.startswith("Requires-D")}
    extras = {
        f"{one}; extra == '{name}'"
        for name, named in project["optional-dependencies"].items()
        for one in named
    }
    assert needs == {*project["dependencies"], *extras}
    assert of["entry_points.txt"].split() == [
        "[console_scripts]", "tradeproof", "=", "tradeproof:main",
    ]  # fmt: skip


def test_the_sources_that_are_handed_on_build_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build(tmp_path, "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    [sources] = (path for path in tmp_path.iterdir() if path.is_dir())
    assert contents(build(tmp_path, source=sources)) == contents(wheel)


def test_the_pins_of_what_builds_are_one() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [pin] = told["build-system"]["requires"]
    assert told["dependency-groups"]["build"] == [pin]
    for name in ("requirements-build.txt", "requirements-dev.txt"):
        assert f"\n{pin} \\\n    --hash=" in (ROOT / name).read_text(encoding="utf-8")

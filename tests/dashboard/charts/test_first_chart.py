"""The first chart of a server, drawn while other readers load other pages."""

from __future__ import annotations

import subprocess
import sys

from tests.support.checkout import ROOT


def test_what_plotly_looks_for_among_the_loaded_modules_is_whole_before_a_chart() -> None:
    program = (
        "import sys\nimport dashboard.charts\n"
        "print(*(hasattr(sys.modules.get(name), part) for name, part in"
        " (('pandas', 'Series'), ('numpy', 'ndarray'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True True\n"


def test_the_command_line_loads_neither_charts_nor_pandas() -> None:
    program = (
        "import sys\nimport dashboard.cli.main\n"
        "print(*(name in sys.modules for name in ('dashboard.charts', 'plotly', 'pandas')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False False\n"

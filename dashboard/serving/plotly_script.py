"""Plotly for the reader's browser, from this machine: it makes the pictures to take away."""

from __future__ import annotations

from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PATH = f"/assets/plotly-{plotly.__version__}.js"


async def _answer(_: Request) -> Response:
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(SCRIPT, media_type="text/javascript", headers=forever)


PLOTLY = Route(PATH, _answer)

"""The entry: `streamlit run app.py`. No logic here; pages are in `dashboard/`.

The server imports this file for `app`, in which each request passes the door first; then Streamlit
runs it as the script of the pages.
"""

from pathlib import Path

from starlette.middleware import Middleware
from streamlit import config, file_util
from streamlit.starlette import App

from dashboard.api.routes import ROUTES
from dashboard.pages.site import FIRST_PAGE, PAGES, run
from dashboard.serving.door import Door
from dashboard.serving.no_page import NoPage
from dashboard.serving.plotly_script import PLOTLY
from dashboard.serving.start import origins_of_start

HOSTS = (config.get_option("server.address") or "", *config.get_option("server.allowedHosts"))
FILES = Path(file_util.get_static_dir())  # what Streamlit's pages are made of

app = App(
    __file__,
    routes=[PLOTLY, *ROUTES],
    middleware=[
        Middleware(Door, names=HOSTS, origins=origins_of_start()),
        Middleware(NoPage, pages=[*PAGES], first=FIRST_PAGE, files=FILES),
    ],
)

if __name__ == "__main__":
    run()

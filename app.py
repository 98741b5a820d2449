"""The entry: `streamlit run app.py`. No logic here; pages are in `dashboard/`.

The server imports this file for `app`, in which each request passes the door first; then Streamlit
runs it as the script of the pages.
"""

from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from dashboard.pages.site import run
from dashboard.serving.door import Door
from dashboard.serving.plotly_script import PLOTLY

HOSTS = (config.get_option("server.address") or "", *config.get_option("server.allowedHosts"))

app = App(__file__, routes=[PLOTLY], middleware=[Middleware(Door, names=HOSTS)])

if __name__ == "__main__":
    run()

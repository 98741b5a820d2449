"""The entry: `streamlit run app.py`. No logic here; pages are in `dashboard/`."""

from dashboard.pages.site import run

run()

"""A pair on one page of paper, to look at, download and print."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard.answers import pairs
from dashboard.pages import address_problems, frame, say
from dashboard.pages.frame import Context
from dashboard.pages.waiting import work_out
from dashboard.paper import made_sheet


def show(context: Context) -> None:
    """Draw the page: how to take the sheet away, then the sheet."""
    words, formats = context.words, context.formats
    reporter, partner = pairs.sides(context.edition, context.selection)
    if not pairs.frequencies(context.edition, reporter, partner):
        names = {"reporter": formats.area(reporter), "partner": formats.area(partner)}
        say.title(formats.pair(reporter, partner))
        say.info(words("partner.no_figures", **names))
        st.html(address_problems.ways(context, "factsheet", reporter, partner))
        return
    work_out(context)
    asked = (context.edition, reporter, partner, context.language)
    today = datetime.now(UTC).date().isoformat()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sheet"):
        for form, media in made_sheet.FORMS.items():
            say.download_button(
                words(f"sheet.download_{form}"),
                data=partial(made_sheet.made, *asked, form, today),
                file_name=f"tradeproof-factsheet-{reporter}-{partner}-{context.language}.{form}",
                mime=media,
                key=f"download_{form}",
                on_click="ignore",
            )
        label = words("sheet.to_partner", pair=formats.pair(reporter, partner))
        frame.link(context, "partner", label, reporter=(reporter,), partner=(partner,))
    say.caption(words("sheet.how_to_print"))
    st.html(made_sheet.sheet(*asked, today).body)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())

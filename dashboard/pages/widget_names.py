"""What Streamlit calls the parts of its widgets, in English only, and what a page calls them."""

from __future__ import annotations

from dashboard.wording.words import Words

# By the key of the words of a language; `{it}` is what the widget is of.
OF_STREAMLIT = {
    "heading_link": "Link to heading",
    "open": "Open",
    "close": "Close",
    "clear_all": "Clear all",
    "clear_value": "Clear value",
    "selected": "Selected values",
    "remove": "Remove {it}",
    "help": "Help for {it}",
    "first": "{it} — start",
    "last": "{it} — end",
    "skip": "Skip to main content",
    "choose": "Choose an option",
    "choose_some": "Choose options",
    "no_results": "No results",
    "select_all": "Select all",
    "file": "file upload",
    "tabs_left": "Scroll tabs left",
    "tabs_right": "Scroll tabs right",
    "date": "Choose date",
    "clear_date": "Clear date",
    "month_before": "Previous month",
    "month_after": "Next month",
    "search": "Search",
    "result_before": "Previous Result",
    "result_after": "Next Result",
    "search_end": "Close Search",
    "download": "Download as CSV",
    "columns": "Show/hide columns",
    "full": "Fullscreen",
    "full_end": "Close fullscreen",
    "column_menu": "Dataframe column menu",
    "column_name": "Copy column name",
    "ascending": "Sort ascending",
    "descending": "Sort descending",
    "autosize": "Autosize",
    "pin": "Pin column",
    "unpin": "Unpin column",
    "hide": "Hide column",
    "format": "Format",
    "enter": "Press Enter to apply",
    "enter_form": "Press Enter to submit form",
    "control_enter": "Press Ctrl+Enter to apply",
    "running": "Running...",
    "stop": "Stop script",
}
IT = "{it}"


def names(words: Words) -> list[tuple[str, str]]:
    """Each name of Streamlit's with that of the language, where the two differ."""
    told = {name: words(f"widget.{key}", it=IT) for key, name in OF_STREAMLIT.items()}
    return [(name, own) for name, own in told.items() if name != own]

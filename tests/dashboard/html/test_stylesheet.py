"""The style of the pages: every file of it is served, once and in its order."""

from __future__ import annotations

from dashboard.html import stylesheet


def test_every_file_is_in_the_order_and_in_the_style_of_the_pages():
    files = {path.stem: path.read_text(encoding="utf-8") for path in stylesheet.FOLDER.iterdir()}
    assert sorted(stylesheet.ORDER) == sorted(files)
    assert len(files) > 10
    style = stylesheet.style()
    assert style.startswith("<style>")
    assert style.endswith("</style>")
    places = [style.index(files[name]) for name in stylesheet.ORDER]
    assert places == sorted(places)
    assert all(text.count("{") == text.count("}") for text in files.values())
    assert "</" not in stylesheet.css()

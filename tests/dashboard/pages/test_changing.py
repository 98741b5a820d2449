"""Who reads from another machine finds no way to change anything, and is told why."""

from __future__ import annotations

import pytest

from dashboard.pages import own_figures
from dashboard.serving import permission
from data import switches
from tests.support.check_page import checked
from tests.support.pages import everything, keys, said, tables, without_exception

PLUS_99 = "mofa-kaz-2024-total-up"
NOT_HERE = {
    "en": "Figures are added and removed at the machine that serves this page. "
    "Here you can read and check.",
    "vi": "Chỉ có thể thêm hoặc xóa số liệu trên chính máy đang chạy chương trình này. "
    "Ở đây có thể xem và kiểm chứng.",
}
OWN = """\
reporter,partner,flow,period,value,unit,currency
BRA,ARG,export,2022,100.0,million,USD
"""


@pytest.fixture
def elsewhere(monkeypatch) -> None:
    """Whoever looks sits at another machine."""
    monkeypatch.setattr(permission, "is_at_the_machine", lambda _: False)


def test_statistics_are_not_fetched_for_others(own, elsewhere):
    for lang, text in NOT_HERE.items():
        app = own("sources", tab="official", lang=lang)
        assert text in said(app.info)
        assert "imf_fetch" not in keys(app)


def test_a_table_of_ones_own_is_looked_through_but_not_added(own, elsewhere):
    app = own("sources", tab="own", lang="en")
    app.get("file_uploader")[0].upload("own.csv", OWN.encode(), "text/csv").run()
    without_exception(app)
    assert own_figures.TABLE in app.session_state
    assert NOT_HERE["en"] in said(app.info)
    assert "own_add" not in keys(app)


def test_a_figure_settles_a_claim_but_is_not_kept(own, elsewhere):
    app = own("check", lang="en", claim=PLUS_99)
    app.text_input(key=f"settle_base_{PLUS_99}").set_value("402.3").run()
    without_exception(app)
    assert "With this figure" in tables(app)
    assert NOT_HERE["en"] in said(app.info)
    assert "settle_keep" not in keys(app)


def test_the_figures_of_a_text_are_checked_but_not_added(own, elsewhere):
    text = "Two-way trade of Viet Nam and Chile rose 10% to 110 million USD in 2021."
    app = checked(own, text, lang="en")
    assert "110 million USD" in everything(app)
    assert NOT_HERE["en"] in said(app.info)
    assert "text_add" not in keys(app)


@pytest.mark.parametrize("given", ["wrong", "right"])
def test_the_token_lets_who_has_it(own, elsewhere, monkeypatch, given):
    monkeypatch.setenv(permission.TOKEN, "right")
    app = own("sources", tab="official", lang="en")
    app.text_input(key="changes_token_imf").set_value(given).run()
    without_exception(app)
    assert ("imf_fetch" in keys(app)) is (given == "right")
    assert said(app.error) == ([] if given == "right" else ["That is not the token."])


def test_without_a_token_none_is_asked_for(own, elsewhere):
    app = own("sources", tab="official", lang="en")
    assert "changes_token_imf" not in keys(app)


def test_who_serves_may_let_everyone(own, elsewhere, monkeypatch):
    monkeypatch.setenv(permission.SWITCH, switches.YES)
    app = own("sources", tab="official", lang="en")
    assert "imf_fetch" in keys(app)
    assert NOT_HERE["en"] not in said(app.info)

"""One claim opened on the page Check: its proof, what would settle it, and the box that tests."""

from __future__ import annotations

import pytest

from dashboard.answers import newest_edition
from data.book import figure_book
from tests.support.claim_rows import claim_rows, html_of, links_of, text_of
from tests.support.pages import said, tables, without_exception

PLUS_99 = "mofa-kaz-2024-total-up"  # 800 million, up 99 percent on 2023
SETTLES = {
    "en": "What would settle it Viet Nam's two-way trade with Kazakhstan in 2023. If +99% holds, "
    "it is 400.7 to 403.3 million USD. With other figures of the same reporter (congthuong.vn "
    "(6 May 2025)): 401.0 to 403.3 million USD.",
    "vi": "Cần số liệu nào để kết luận Cần kim ngạch hai chiều của Việt Nam với Kazakhstan, "
    "năm 2023. Nếu +99% là đúng thì trị giá này là 400,7 đến 403,3 triệu USD. Tính cả "
    "các số liệu khác của cùng bên thống kê (congthuong.vn (6/5/2025)): 401,0 đến 403,3 triệu USD.",
}


def opened(app) -> str:
    return text_of(html_of(app, 'class="opened"'))


def settling(app) -> str:
    return text_of(html_of(app, 'class="settle"'))


def result(app) -> list[str]:
    bodies = [e.proto.body for e in app.get("html") if 'class="tested"' in e.proto.body]
    return [text_of(body) for body in bodies]


def field(app, name: str, claim: str = PLUS_99):
    return app.text_input(key=f"settle_{name}_{claim}")


def give(app, number: str, claim: str = PLUS_99):
    return without_exception(field(app, "base", claim).set_value(number).run())


def test_a_claim_in_the_address_stands_open_above_the_others_whatever_the_filters(visit):
    app = visit("check", lang="en", claim=PLUS_99, verdict="contradicted", reporter="VNM")
    heading = html_of(app, 'class="opened"')
    assert '<h2 id="claim" tabindex="-1">' in heading
    assert "Kazakhstan, two-way trade, 2024: up 99% on 2023" in opened(app)
    assert links_of(heading) == {"× Close": "/check?reporter=VNM&verdict=contradicted&lang=en"}
    bodies = [element.proto.body for element in app.get("html")]
    signs = ('class="opened"', 'class="settle"', 'class="proof"', "figures claims")
    at = [next(n for n, body in enumerate(bodies) if sign in body) for sign in signs]
    assert at == sorted(at)
    assert {row.verdict for row in claim_rows(app)} == {"✗ Contradicted"}
    none_opened = visit("check", lang="en", verdict="contradicted")
    assert not [e for e in none_opened.get("html") if 'class="proof"' in e.proto.body]


def test_a_claim_that_is_not_in_the_book_is_named(visit):
    [error] = visit("check", lang="en", claim="no-such").error
    assert error.value.startswith("Unknown value of “claim” in the address: no-such")


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "official figures of the same reporter: General Statistics Office of Viet Nam "
         "(September 2018)."),
        ("vi", "số liệu thống kê chính thức của cùng bên thống kê: Tổng cục Thống kê Việt Nam "
         "(tháng 9/2018)."),
    ],
)  # fmt: skip
def test_a_proof_names_publications_by_publisher_and_date(visit, language, named):
    [row] = claim_rows(visit("check", lang=language, reporter="VNM", partner="RUS",
                             verdict="contradicted"))  # fmt: skip
    proof = html_of(visit("check", lang=language, claim=row.claim), 'class="proof"')
    before_evidence, _, evidence = proof.rpartition("<table")
    assert named in before_evidence
    assert "gso-yearbook" not in before_evidence
    assert "gso-yearbook" in evidence  # where the id stands beside the publisher


@pytest.mark.parametrize("language", SETTLES)
def test_a_claim_that_cannot_be_tested_begins_with_what_would_settle_it(visit, language):
    app = visit("check", lang=language, claim=PLUS_99)
    assert settling(app) == SETTLES[language]
    assert result(app) == []


@pytest.mark.parametrize(
    ("claim", "sentence", "has_box"),
    [
        ("en079a-rate", "Both figures: Viet Nam's two-way trade with Armenia in 2024 and Viet "
         "Nam's two-way trade with Armenia in 2015.", True),
        ("vi059b-rate", "Nothing yet: it is a target or forecast. The figures of 2022 and of 2021 "
         "will tell whether it came true.", False),
        ("en001a-rate", "Russia's two-way trade with Viet Nam in January–August 2011. The "
         "publication does not say which period it compares with; this reads it as growth on "
         "January–August 2011, a year earlier. If +49.7% holds, it is", True),
        ("en080c-rate", "The period that the publication compares with: it names none, and the "
         "rate may look back over any span.", False),
        ("en006a-rate", "Viet Nam's exports to Russia in January–July 2017. If +21% holds", True),
    ],
)  # fmt: skip
def test_each_kind_of_missing_figure_has_its_sentence(visit, claim, sentence, has_box):
    app = visit("check", lang="en", claim=claim)
    assert settling(app).removeprefix("What would settle it ").startswith(sentence)
    assert [button.key for button in app.button if button.key == "settle_test"] == (
        ["settle_test"] if has_box else []
    )


# 799.5 / 402.35 to 800.5 / 402.25: +98.7076 to +99.0056 percent, within 98.5 to 99.5.
@pytest.mark.parametrize(
    ("language", "number", "found"),
    [
        ("en", "402.3", "With this figure ✓ Consistent recomputed +98.70% to +99.01%"),
        ("vi", "402,3", "Với số liệu này ✓ Khớp tính lại +98,70% đến +99,01%"),
        ("en", "nearly 402", "With this figure ✓ Consistent recomputed +98.88% to +99.63%"),
        ("vi", "gần 402", "Với số liệu này ✓ Khớp tính lại +98,88% đến +99,63%"),
        ("en", "402,3", "With this figure ✓ Consistent recomputed +98.70% to +99.01%"),
        ("en", "gần 402\u00a0triệu", "With this figure ✓ Consistent recomputed +98.88% to +99.63%"),
        ("vi", "nearly\u2009402 m", "Với số liệu này ✓ Khớp tính lại +98,88% đến +99,63%"),
        ("en", "402.3 million USD", "With this figure ✓ Consistent recomputed +98.70% to +99.01%"),
        ("en", "500", "With this figure ✗ Contradicted recomputed +59.74% to +60.27%"),
        ("en", "900.0", "With this figure ✗ Contradicted recomputed −11.18% to −11.05%"),
    ],
)
def test_a_figure_is_tested_at_once_with_its_proof_and_nothing_is_kept(
    own, tmp_path, language, number, found
):
    app = own("check", lang=language, claim=PLUS_99)
    give(app, number)
    [told] = result(app)
    assert told.startswith(found)
    proofs = [e.proto.body for e in app.get("html") if 'class="proof"' in e.proto.body]
    assert len(proofs) == 2  # with the figure, and without
    if number == "402.3":
        assert "Base, 2023: 402.3 million USD, which stands for 402.25 to 402.35 million USD "
        assert "[the figure you gave]" in text_of(proofs[0])
    assert figure_book.added(tmp_path) == []
    assert "402" not in str(dict(app.query_params))


def test_the_unit_can_be_chosen_and_the_source_is_named_in_the_proof(own):
    app = own("check", lang="en", claim=PLUS_99)
    app.selectbox(key=f"settle_unit_{PLUS_99}").set_value("thousand")
    field(app, "from").set_value("Bureau <b>of</b> statistics")
    give(app, "402300")
    [told] = result(app)
    assert "✓ Consistent recomputed +98.7" in told
    [proof, _] = [e.proto.body for e in app.get("html") if 'class="proof"' in e.proto.body]
    assert "Bureau &lt;b&gt;of&lt;/b&gt; statistics" in proof
    assert "<b>of" not in proof


@pytest.mark.parametrize(
    ("language", "number", "problem"),
    [
        ("en", "many", "“many” is not understood as one amount: write a number such as 402.3, "
         "also “nearly 402”, “402–410” or “402 million USD”."),
        ("vi", "402 EUR", "“402 EUR” không tính bằng USD, đồng tiền của công bố: hãy viết trị "
         "giá bằng USD, như 402,3."),
        ("en", "402 triệu đồng", "“402 triệu đồng” is not in USD, the currency of the claim: "
         "write the amount in USD, such as 402.3."),
        ("en", "-402", "“-402” is below zero, which an amount of trade never is: write a number "
         "such as 402.3."),
        ("en", "0", "“0” would be no trade at all, from which no growth can be worked out: write "
         "a number such as 402.3, in a smaller unit where it is small."),
        ("vi", "gần 0,0 triệu USD", "“gần 0,0 triệu USD” nghĩa là không có kim ngạch, nên không "
         "tính được tốc độ tăng: hãy viết một số như 402,3; số nhỏ thì chọn đơn vị nhỏ hơn."),
        ("vi", "402 và 500", "“402 và 500” gồm nhiều trị giá: hãy viết một trị giá, như 402,3, "
         "hoặc một khoảng, như 402–410."),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_said_in_one_sentence(own, language, number, problem):
    app = own("check", lang=language, claim=PLUS_99)
    give(app, number)
    assert said(app.error) == [problem]
    assert result(app) == []


def test_a_claim_without_a_level_wants_both_figures(own):
    claim = "en079d-rate"  # 34 percent, 2024 on 2015, of trade with Belarus
    app = own("check", lang="en", claim=claim)
    give(app, "100.0", claim)
    assert (
        "Both figures are needed, one for each period. Nothing is kept of them until you say so."
        in said(app.caption)
    )
    assert result(app) == []
    without_exception(field(app, "level", claim).set_value("134.0").run())
    [told] = result(app)
    assert told.startswith("With this figure ✓ Consistent recomputed +33.88% to +34.12%")


def keep(app, publisher: str, published: str):
    field(app, "from").set_value(publisher)
    field(app, "published").set_value(published)
    return without_exception(app.button(key="settle_keep").click().run())


def test_a_figure_is_kept_only_when_told_with_its_source_and_can_be_removed(own, tmp_path):
    newest_edition.forget()
    app = own("check", lang="en", claim=PLUS_99)
    give(app, "402.3")
    keep(app, "", "2025-06-01")
    assert said(app.error) == [
        "Say where the figure is from: every figure in the book names its source."
    ]
    keep(app, "Customs of Viet Nam", "last June")
    assert said(app.error) == ["“last June” is not a date. Write 2025-05-02, 2025-05 or 2025."]
    assert figure_book.added(tmp_path) == []
    keep(app, "Customs of Viet Nam", "2025-06-01")
    source = "user-2025-06-01-customs-of-viet-nam"
    assert [folder.name for folder in figure_book.added(tmp_path)] == [source]
    kept = (tmp_path / "figures" / source / "figures.csv").read_text("utf-8").splitlines()[1]
    assert f"{source}-f1,{source},VNM,KAZ,total,TOTAL,2023,402.3,,million,USD,exact" in kept
    app = own("check", lang="en", claim=PLUS_99)
    assert opened(app).endswith("✓ Consistent recomputed +98.70% to +99.01%")
    assert "Customs of Viet Nam" in tables(app)
    assert said(app.caption)[0] == (
        "This rests on what you kept: Viet Nam's two-way trade with Kazakhstan in 2023: 402.3 "
        "million USD (Customs of Viet Nam (1 June 2025))."
    )
    remove = app.button(key=f"settle_remove_{source}")
    assert remove.label == "Remove Viet Nam – Kazakhstan, 2023: 402.3 million USD"
    without_exception(app.button(key=f"settle_remove_{source}").click().run())
    assert figure_book.added(tmp_path) == []
    app = own("check", lang="en", claim=PLUS_99)
    assert settling(app) == SETTLES["en"]


def test_a_figure_is_kept_after_the_language_was_changed(own, tmp_path):
    newest_edition.forget()
    app = own("check", lang="vi", claim=PLUS_99)
    give(app, "402 triệu")
    app.selectbox(key=f"settle_kind_{PLUS_99}").set_value("official").run()
    without_exception(app.button_group(key="language").set_value("en").run())
    shown = [app.selectbox(key=f"settle_{name}_{PLUS_99}").proto for name in ("unit", "kind")]
    assert [one.raw_value for one in shown if one.set_value] == ["million USD", "official"]
    keep(app, "Hải quan", "2025-06-01")
    [source] = [folder.name for folder in figure_book.added(tmp_path)]
    kept = (tmp_path / "figures" / source / "figures.csv").read_text("utf-8").splitlines()[1]
    assert "VNM,KAZ,total,TOTAL,2023,402,,million,USD,exact" in kept

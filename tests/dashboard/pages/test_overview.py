"""The overview: its sentence, its cards, the chart of claims, and the lists under their names."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from dashboard.answers import claims_in_short, discrepancies, pairs
from dashboard.pages.overview import CARDS
from dashboard.wording.words import words
from tests.support.pages import address, everything, tables, without_exception

LISTS = ("partners", "differences", "gaps", "newest", "shares")


def html_with(app, mark: str) -> str:
    [found] = [e.proto.body for e in app.get("html") if mark in e.proto.body]
    return found


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def cards(app) -> list[str]:
    """The text of each card."""
    listed = html_with(app, 'class="partners"').removeprefix('<ul class="partners">')
    return [plain(card) for card in listed.split("<li>")[1:]]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Of 64 published growth rates 16 can be tested: 13 hold, 1 holds if rounded, 1 fits "
               "another reading only and 1 does not hold"),
        ("vi", "Trong 64 tốc độ tăng đã công bố, 16 tốc độ kiểm được: 13 khớp, 1 chỉ khớp nếu làm "
               "tròn, 1 chỉ khớp theo cách hiểu khác và 1 không khớp"),
    ],
)  # fmt: skip
def test_the_sentence_counts_the_whole_book_and_leads_to_each_count(
    visit, edition, language, expected
):
    sentence = html_with(visit("overview", lang=language, reporter="KAZ"), 'class="book"')
    assert plain(sentence).startswith(expected)
    links = re.findall(r'href="/check\?([^"]*)"[^>]*>([^<]*)<', sentence)
    lang = f"lang={language}"
    assert [unescape(query) for query, _ in links][:5] == [
        lang,
        f"verdict=consistent&{lang}",
        f"verdict=consistent_if_rounded&{lang}",
        f"verdict=explained&{lang}",
        f"verdict=contradicted&{lang}",
    ]
    short = claims_in_short.of_edition(edition)
    # The yearbook of Viet Nam's office gives a rate beside en002b-rate and en082a-rate, of Russia's
    # statistics, and has a year of others.
    assert short.other_side["rate"] == 2
    assert short.other_side["figures"] > 2
    assert [[unescape(part) for part in link] for link in links[5:]] == [
        [
            f"verdict=not_testable&other_side={of}&{lang}",
            words(language)(f"overview.n_other_{of}", n=short.other_side[of]),
        ]
        for of in ("figures", "rate")
    ]


def test_each_partner_is_a_card_with_its_newest_year(visit, edition):
    app = visit("overview", lang="en")
    known = pairs.partner_lines(edition, "VNM")
    found = cards(app)
    assert [card.split("USD")[0] for card in found] == [
        "Russia4.58 billion ", "Kazakhstan800 million ", "Belarus108.5 million ",
        "Azerbaijannearly 52 million ", "Eurasian Economic Union5.94 billion ",
    ]  # fmt: skip
    assert len(found) == len(known)
    azerbaijan = found[3]
    assert "2024 · " in azerbaijan
    assert "−79% −79.6% to −78.3%" in azerbaijan
    assert "Q1 2025: over 100 million USD" in azerbaijan
    assert azerbaijan.endswith("Balance −626.5 million USD 2022")
    # No figure is a dash, and says why where it can.
    assert "– no base in the source" in found[4]
    assert found[4].endswith("Balance – ")


def test_a_card_leads_to_the_pair_and_keeps_the_language(visit):
    listed = html_with(visit("overview", lang="vi"), 'class="partners"')
    links = re.findall(r'<a class="name" href="([^"]*)"', listed)
    assert unescape(links[0]) == "/partner?reporter=VNM&partner=RUS&lang=vi"
    assert len(links) == 5


def test_the_line_of_a_card_tells_its_years_to_who_cannot_see_it(visit):
    listed = html_with(visit("overview", lang="en"), 'class="partners"')
    told = re.findall(r'<img class="sparkline" alt="([^"]*)"', listed)
    assert told[3] == (
        "Two-way trade from 2016 to 2025; known are 2022, 2023 and 2024."
    )  # 2013 is before it
    assert "<span>2016</span><span>2025</span>" in listed


def test_many_partners_are_cards_of_the_largest_and_a_link_to_all(visit, edition, monkeypatch):
    of_book = pairs.partner_lines(edition, "VNM")
    many = [of_book[i % len(of_book)] for i in range(230)]
    monkeypatch.setattr(pairs, "partner_lines", lambda *_: many)
    app = visit("overview", lang="en")
    assert len(cards(app)) == CARDS == 10
    more = html_with(app, 'class="partners"').split("</ul>")[1]
    assert plain(more) == "The 10 largest of 230 partners are shown: every partner"
    assert 'href="/?tab=partners&amp;lang=en#lists"' in more
    opened = visit("overview", lang="en", tab="partners")
    bodies = [e.proto.body for e in opened.get("html") if "<table" in e.proto.body]
    assert sum(body.count("<tr>") - 1 for body in bodies[1:]) == 230
    assert opened.expander[-1].label == "220 more rows"


def test_the_chart_has_a_row_for_each_tested_change_of_the_reporter(visit):
    """Two publications claim the growth of trade with Russia in 2024: one row, two claims."""
    app = visit("overview", lang="en")
    finding = html_with(app, 'class="finding"')
    # Of the 16 five are of Belarus (1), Kazakhstan (2) and Russia (2), all consistent: 13 - 5.
    assert plain(finding).startswith(
        "Of 11 growth rates tested on Viet Nam's statistics 8 hold, 1 holds if rounded, 1 fits "
        "another reading only and 1 does not hold"
    )
    [chart] = app.get("plotly_chart")
    texts = [a["text"] for a in json.loads(chart.proto.spec)["layout"]["annotations"]]
    rows = [text for text in texts if text.startswith("<a ")]
    assert len(rows) == 10
    assert [text for text in rows if "2 sources" in text] == [
        '<a href="/check?claim=mofa-rus-2024-total-up&amp;lang=en" target="_self">'
        "<span>Russia, trade 2024: </span><b>+26%</b> · 2 sources</a>\u200b"
    ]
    listed = html_with(app, 'class="as_list"')
    assert listed.count("<tr>") == 12
    for row in rows:
        assert re.findall(r'href="([^"]*)"', row)[0] in listed


def test_a_reporter_without_a_tested_claim_says_so(visit):
    app = visit("overview", lang="en", reporter="EAEU")
    assert "No growth rate published of Eurasian Economic Union" in everything(app)
    assert not app.get("plotly_chart")
    assert 'href="/check?reporter=EAEU&amp;lang=en"' in html_with(app, 'class="further"')


def test_the_newest_figures_and_differences_stand_beside_the_chart(visit, edition):
    beside = html_with(visit("overview", lang="en"), 'class="beside"')
    assert beside.count("<li>") == 5
    assert beside.count('href="/sources?source=') == 5
    gaps = discrepancies.of_both_sides(edition)
    widest = max(row["gap"] for row in gaps)
    assert discrepancies.largest(gaps)["gap"] == widest
    assert f"The two sides differ on {len(gaps)} figures." in beside
    assert 'href="/?tab=gaps&amp;lang=en#lists"' in beside
    assert 'href="/?tab=differences&amp;lang=en#lists"' in beside


@pytest.mark.parametrize("name", LISTS)
def test_one_list_at_a_time_is_open_under_its_name_in_the_address(visit, name):
    app = visit("overview", lang="en")
    closed = tables(app)
    [choice] = [one for one in app.segmented_control if one.key == "overview_list"]
    assert choice.value is None
    without_exception(choice.set_value(name).run())
    assert address(app) == {"lang": ["en"], "tab": [name]}
    assert len(tables(app)) > len(closed) or name == "shares"
    [choice] = [one for one in app.segmented_control if one.key == "overview_list"]
    without_exception(choice.set_value(None).run())
    assert address(app) == {"lang": ["en"]}
    assert tables(app) == closed

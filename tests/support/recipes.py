"""What a newcomer would write who follows the recipes of CONTRIBUTING.md: one example of each."""

from __future__ import annotations

from tests.support.copied_checkout import Edits

LANGUAGE_FILES = "dashboard/wording/languages/{language}.toml"

INDICATOR: Edits = {
    "analytics/indicators/monthly.py": '''\
"""What a figure is for an average month of its period."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from analytics.indicators.observations import actual
from data.relations import derive


def monthly(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Each figure with the months of its period and its average month; null for a range."""
    return derive(
        actual(observations),
        """
        SELECT reporter, partner, flow, product, freq, period, currency, value::DOUBLE AS value,
               date_diff('month', first_month, last_month) + 1 AS months,
               value::DOUBLE / months AS monthly_value, source, first_month, last_month
        FROM observations
        """,
    )
''',
    "tests/analytics/indicators/test_monthly.py": '''\
"""The average month of a period."""

from __future__ import annotations

from analytics.indicators.monthly import monthly
from tests.support.made_observations import observations


def test_a_quarter_is_three_months_and_a_range_has_no_average():
    rows = observations(
        ("VNM", "KAZ", "export", "2024-Q1", "120"), ("VNM", "KAZ", "import", "2024", "25..30")
    )
    found = monthly(rows).order("flow").select("months", "monthly_value").fetchall()
    assert found == [(3, 40_000_000), (12, None)]
''',
}

FILE_WORDS = {  # by language: what stands there once, and the texts that come after it
    "en": [
        (
            '\nclaims = "Claims"\n',
            'monthly = "Average months"\n'
            'about_monthly = "Each figure, shared out over the months of its period."\n',
        ),
        ('explanation = "Explanation"\n', 'months = "Months"\nmonthly_value = "Average month"\n'),
        (
            "[column_meaning]\n",
            'months = "How many months the period has."\n'
            'monthly_value = "What the figure comes to in an average month."\n',
        ),
        ("[unit]\n", 'month = "months"\n'),
    ],
    "vi": [
        ("\nabout_observations = ", None),
        ("[data_column]\n", 'months = "Số tháng"\nmonthly_value = "Bình quân tháng"\n'),
        (
            "[column_meaning]\n",
            'months = "Thời kỳ gồm bao nhiêu tháng."\n'
            'monthly_value = "Trị giá bình quân một tháng của thời kỳ."\n',
        ),
        ("[unit]\n", 'month = "tháng"\n'),
    ],
}
VIETNAMESE_FILE = (
    '\nmonthly = "Bình quân tháng"\n'
    'about_monthly = "Từng số liệu chia đều cho các tháng của thời kỳ."'
)
MONTHLY_COLUMNS = (
    "reporter, partner, flow, product, freq, period, currency, value, months, monthly_value, source"
)

PUBLIC_FILE: Edits = {
    "dashboard/answers/public_files.py": [
        (
            "from analytics.indicators import mirror as mirror_statistics\n",
            "from analytics.indicators import mirror as mirror_statistics\n"
            "from analytics.indicators.monthly import monthly\n",
        ),
        (
            "def _claims(asked: Asked)",
            "def _monthly(asked: Asked) -> DuckDBPyRelation:\n"
            '    observations = asked.selection.by_key(asked.edition.relation("observation"))\n'
            "    return asked.selection.by_flow_and_period(monthly(observations))\n"
            "\n\n"
            "def _claims(asked: Asked)",
        ),
        (
            "FILES = {\n",
            "MONTHLY = PublicFile(\n"
            '    "monthly",\n'
            "    (\n"
            "        *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY,\n"
            '        _amount("value"), Column("months", NUMBER, unit="month"),\n'
            '        _amount("monthly_value", "value / months"), _SOURCE,\n'
            "    ),\n"
            "    tuple(FILTERS),\n"
            "    _monthly,\n"
            ")  # fmt: skip\n"
            "FILES = {\n",
        ),
        ("    )\n}\n", "        MONTHLY,\n    )\n}\n"),
    ],
    **{
        LANGUAGE_FILES.format(language=language): [
            (old, VIETNAMESE_FILE + old if new is None else old + new) for old, new in changes
        ]
        for language, changes in FILE_WORDS.items()
    },
    "docs/contract.md": [
        ("\n\nWith `--cite`", f"\n| `monthly` | {MONTHLY_COLUMNS} | all |\n\nWith `--cite`")
    ],
    "docs/commands.md": [
        ("`intra_industry` or `sources`,", "`intra_industry`, `sources` or `monthly`,")
    ],
    "tests/dashboard/answers/test_public_files.py": [
        (
            '    ("balance", "coverage_pct"),\n',
            '    ("balance", "coverage_pct"),\n    ("monthly", "monthly_value"),\n',
        )
    ],
}

ABOUT = {
    "en": "Everyone whose trade with a reporter some source of the figure book tells of, countries "
    "and groups of countries, each under the name that the other pages give it. Who is not in "
    "the list may trade all the same: nobody has told it in a publication that was read here.",
    "vi": "Mọi nước và nhóm nước có quan hệ thương mại được một nguồn trong sổ số liệu nhắc tới, "
    "dưới tên gọi dùng ở các trang khác. Nước không có trong danh sách vẫn có thể có trao đổi "
    "thương mại: chỉ là chưa có ấn phẩm nào được đọc ở đây nói tới mà thôi.",
}

PAGE: Edits = {
    "dashboard/pages/countries.py": '''\
"""Everyone whose trade the figures speak of."""

from __future__ import annotations

import streamlit as st

from dashboard.answers import filter_options
from dashboard.html.tables import table
from dashboard.pages import frame, say
from dashboard.pages.frame import Context


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    say.title(words("countries.title"))
    say.markdown(words("countries.about"))
    partners = filter_options.of_figures(context.edition)["partner"]
    st.html(table([words("filter.partner")], [[context.formats.area(one)] for one in partners]))


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
''',
    "dashboard/pages/site.py": [
        (
            '    "sources": "sources.py",\n',
            '    "sources": "sources.py",\n    "countries": "countries.py",\n',
        )
    ],
    "dashboard/answers/page_parameters.py": [
        (
            '    "check-text": PageParameters(),\n',
            '    "check-text": PageParameters(),\n    "countries": PageParameters(),\n',
        )
    ],
    "dashboard/wording/languages/en.toml": [
        (
            "\n[scale]\n",
            'countries = "Countries"\n\n[countries]\ntitle = "Partners of all kinds"\n'
            f'about = "{ABOUT["en"]}"\n\n[scale]\n',
        )
    ],
    "dashboard/wording/languages/vi.toml": [
        (
            "\n[scale]\n",
            'countries = "Các nước"\n\n[countries]\ntitle = "Mọi đối tác"\n'
            f'about = "{ABOUT["vi"]}"\n\n[scale]\n',
        )
    ],
    "docs/contract.md": [
        (
            "| `/sources` | `language`, `source` |",
            "| `/sources` | `language`, `source` |\n| `/countries` | `language` |",
        )
    ],
    "tests/dashboard/pages/test_every_page.py": [
        (
            '    "sources": ("Sources", "Nguồn số liệu"),\n',
            '    "sources": ("Sources", "Nguồn số liệu"),\n'
            '    "countries": ("Partners of all kinds", "Mọi đối tác"),\n',
        ),
    ],
}

SOURCE: Edits = {
    "data/book/figures/sources.toml": [
        (
            "[mofa-vn-2025-05-02]",
            '[made-up-customs]\npublisher = "Cục Hải quan"\npublished = "2025-01-12"\n'
            'language = "vi"\naddress = "https://example.org/2024"\nstatistics_of = ["VNM"]\n'
            'kind = "official"\n\n[mofa-vn-2025-05-02]',
        )
    ],
    "data/book/figures/figures.csv": [
        (
            "mofa-kaz-2024-total,",
            "made-2024,made-up-customs,VNM,LAO,total,TOTAL,2024,2248.6,,million,USD,exact,P,"
            "actual,,2248.6,table,,\n"
            "made-2023,made-up-customs,VNM,LAO,total,TOTAL,2023,1623.4,,million,USD,exact,A,"
            "actual,,1623.4,table,,\nmofa-kaz-2024-total,",
        )
    ],
    "data/book/figures/claims.csv": [
        (
            "mofa-kaz-2024-total-up,",
            "made-2024-up,made-2024,percent,up,38.5,,,exact,2023,38.5%,table,\n"
            "mofa-kaz-2024-total-up,",
        )
    ],
    "data/book/figures/words/en.toml": [
        ("[publisher]\n", '[publisher]\nmade-up-customs = "Customs"\n')
    ],
    "data/book/figures/words/vi.toml": [
        ("[publisher]\n", '[publisher]\nmade-up-customs = "Hải quan"\n')
    ],
    "docs/verdicts.md": [
        (
            "| mofa-rus-2024-total-up |",
            "| made-2024-up | VNM–LAO total 2024 on 2023 | up 38.5% "
            "| consistent | +38.50 to +38.52 %. |\n"
            "| mofa-rus-2024-total-up |",
        ),
        # of the book with the data sets that come with the program
        ("\n19 `consistent`,", "\n20 `consistent`,"),
        ("39 `not_testable`: 64 claims.", "39 `not_testable`: 65 claims."),
    ],
    "README.md": [
        ("167 figures and 64 growth claims from 39", "169 figures and 65 growth claims from 40"),
        ("Of these 925 figures 908 are rows", "Of these 927 figures 910 are rows"),
    ],
}

QUALIFIER: Edits = {
    "data/codes/lists.toml": [("over = [0, 1]\n", "over = [0, 1]\nat_least = [0, 1]\n")],
    "data/lexicon/en/quantities.toml": [
        ('"better than", "at least", ', '"better than", '),
        ("[qualifier]\n", '[qualifier]\nat_least = ["at least"]\n'),
    ],
    "data/lexicon/vi/quantities.toml": [
        ('"quá", "ít nhất", ', '"quá", '),
        ("[qualifier]\n", '[qualifier]\nat_least = ["ít nhất"]\n'),
    ],
    "data/lexicon/ru/quantities.toml": [
        ('"как минимум", ', ""),
        ("[qualifier]\n", '[qualifier]\nat_least = ["как минимум"]\n'),
    ],
    "dashboard/wording/languages/en.toml": [
        ('over = "over {figure}"\n', 'over = "over {figure}"\nat_least = "at least {figure}"\n'),
        ("[qualifier_name]\n", '[qualifier_name]\nat_least = "at least"\n'),
    ],
    "dashboard/wording/languages/vi.toml": [
        ("[qualifier]\n", '[qualifier]\nat_least = "ít nhất {figure}"\n'),
        ("[qualifier_name]\n", '[qualifier_name]\nat_least = "ít nhất"\n'),
    ],
    "docs/contract.md": [
        ("`nearly`, `over`, `range` |", "`nearly`, `over`, `at_least`, `range` |"),
        (
            "| 100 | `over` | 100 | 110 |",
            "| 100 | `over` | 100 | 110 |\n| 100 | `at_least` | 100 | 110 |",
        ),
    ],
    "tests/data/test_intervals_printed.py": [
        (
            '{"nearly": k, "over": 0, "about": k}',
            '{"nearly": k, "over": 0, "at_least": 0, "about": k}',
        ),
        (
            '{"nearly": 0, "over": k, "about": k}',
            '{"nearly": 0, "over": k, "at_least": k, "about": k}',
        ),
    ],
}

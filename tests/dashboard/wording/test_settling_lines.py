"""What would settle a claim, for every reason why it cannot be tested."""

from __future__ import annotations

import pytest

from analytics.checking.settling import Need, Role, need
from analytics.checking.verdicts import Reason, Verdict
from dashboard.wording.formats import Formats
from dashboard.wording.settling_lines import what_settles
from tests.support.made_claims import check, claim

OTHER = ("VNM", "BLR", "total", "2023", "1")
TESTED = {
    *("consistent", "consistent_implied", "points_of_growth", "points_of_share", "rounded"),
    *("rounded_implied", "explained", "contradicted", "contradicted_implied"),
}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("has_roles", [True, False])
@pytest.mark.parametrize("reason", [one for one in Reason if one not in TESTED])
def test_every_reason_has_its_sentence_in_every_language(reason, has_roles, language):
    found = check(claim("99", level="800"), OTHER)
    roles = {Role.BASE: "2023"} if has_roles else {}
    told = what_settles(found, Need(reason, roles, None), Formats(language))
    assert told.endswith(".")
    assert "None" not in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("columns", "figures", "sentence"),
    [
        # 799.5 / 1.995 to 800.5 / 1.985
        ({"level": "800"}, [OTHER], "Viet Nam's two-way trade with Kazakhstan in 2023. If +99% "
         "holds, it is 400.7 to 403.3 million USD."),
        ({"level": "800", "flow": "import"}, [("VNM", "KAZ", "import", "2023", "100..900")],
         "A closer figure of Viet Nam's imports from Kazakhstan in 2023."),
        ({"level": "800", "flow": "export", "currency": "EUR"},
         [("VNM", "KAZ", "export", "2023", "400")],
         "Viet Nam's exports to Kazakhstan in 2023, in EUR."),
    ],
)  # fmt: skip
def test_the_sentence_names_the_cell_and_where_it_must_lie(columns, figures, sentence):
    found = check(claim("99", **columns), *figures)
    assert found.verdict == Verdict.NOT_TESTABLE
    assert what_settles(found, need(found), Formats("en")).startswith(sentence)

"""`tradeproof read` and `tradeproof check`: what they print, their exit status, their errors."""

from __future__ import annotations

import errno
import json
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

import pytest

from dashboard.cli import terminal
from tests.support.commands import answer, call
from tests.support.made_documents import pdf

RUSSIA = "Vietnam's trade with Russia reached 4.58 billion USD in 2024, up {} from 2023."
PERU_VI = (
    "Năm 2022, xuất khẩu của Việt Nam sang Peru đạt 437 triệu USD. Năm 2023, xuất khẩu của Việt "
    "Nam sang Peru đạt 546 triệu USD, tăng {} so với năm 2022."
)
PERU_RU = "Экспорт Вьетнама в Перу в 2023 году вырос на {} до 546 млн долларов с 437 млн долларов "
PARTS = (
    "Vietnam's trade with Chile reached 1.60 billion USD in 2023, with exports of 1.10 billion "
    "USD and imports of 0.70 billion USD."
)
FIGURE = (
    "id", "reporter", "partner", "flow", "product", "period", "value", "low", "high", "currency",
    "qualifier", "kind", "printed", "span", "confidence", "doubts",
)  # fmt: skip
CLAIM = (
    "figure", "kind", "direction", "value", "value_high", "qualifier", "base_period",
    "base_figure", "printed", "span", "confidence", "doubts",
)  # fmt: skip
VERDICT = (
    "verdict", "recomputed_low", "recomputed_high", "implied_base_low", "implied_base_high",
    "decision_error", "explanation", "evidence",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


@pytest.fixture
def asked(built, tmp_path):
    """A command with a text in a file."""

    def ask(name: str, text: str, *options: str) -> CompletedProcess[bytes]:
        file = tmp_path / "text.txt"
        file.write_text(text, encoding="utf-8")
        return call(built, name, str(file), *options)

    return ask


def test_read_shows_a_figure_a_line_and_its_claims_below(asked):
    assert answer(asked("read", RUSSIA.format("26 %"))).decode() == (
        "f1  VNM-RUS total 2024: 4.58 billion USD\n      up 26% on 2023\nfigures: 1, claims: 1\n"
    )


DEFICIT = "Kenya's trade deficit with China was $3.4 billion in 2024. Inflation was 4%."


def test_read_tells_a_deficit_and_what_it_passed_over(asked):
    assert answer(asked("read", DEFICIT)).decode() == (
        "f1  KEN-CHN balance 2024: $3.4 billion (deficit)\n"
        "not taken for trade: “4%”\n"
        "figures: 1, claims: 0\n"
    )


def test_check_tells_what_it_passed_over(asked):
    assert "not taken for trade: “4%”\n" in answer(asked("check", DEFICIT)).decode()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (  # an index: 121.5 % of a base is growth of 21.5 %
            "В 2024 году экспорт Вьетнама в Россию составил 2,1 млрд долларов "
            "(121,5% к уровню 2023 года).",
            "up 21.5% on 2023 (printed: 121,5%)",
        ),
        (
            "Viet Nam's imports from Peru recorded a growth of -12% to $500 million in 2023.",
            "down 12% on 2022 (printed: -12%)",
        ),
        (
            "Viet Nam's trade with Peru tripled to $2 billion in 2024.",
            "grew to 3 times on 2023 (printed: tripled)",
        ),
        (
            "Between 2019 and 2024 Viet Nam's trade with Peru grew by an average of 8% a year "
            "to $2 billion.",
            "up 8% a year on average on 2019",
        ),
    ],
)
def test_a_change_is_printed_as_what_it_stands_for(asked, text, line):
    assert line in [one.strip() for one in answer(asked("read", text)).decode().splitlines()]
    said = answer(asked("check", text)).decode().splitlines()[0]
    assert f" {line}: " in said


AMBIGUOUS = "Vietnam's exports to Peru rose 16% to $1.160 million in 2024 from $1 billion in 2023."
NOTE = (
    "f1  “$1.160 million” is read as 1.160 billion USD, because more of the text's own figures and"
    " rates then agree; its separator could also make it 1.160 million USD.\n"
)


@pytest.mark.parametrize("name", ["read", "check"])
def test_the_answer_says_how_an_ambiguous_number_was_read(asked, name):
    told = answer(asked(name, AMBIGUOUS)).decode()
    assert NOTE in told
    assert told.count("could also make it") == 1
    said = json.loads(answer(asked(name, AMBIGUOUS, "--json")))
    assert [tuple(figure) for figure in said["figures"]] == [(*FIGURE, "separator"), FIGURE]
    assert said["figures"][0]["value"] == 1_160_000_000
    assert said["figures"][0]["separator"] == {
        "decided_by": "arithmetic", "other_value": 1_160_000, "other_low": 1_159_500,
        "other_high": 1_160_500,
    }  # fmt: skip


def test_read_answers_in_json_as_the_contract_says(asked):
    text = RUSSIA.format("26 %")
    said = json.loads(answer(asked("read", text, "--json")))
    assert list(said) == ["figures", "claims"]
    [figure], [claim] = said["figures"], said["claims"]
    assert (tuple(figure), tuple(claim)) == (FIGURE, CLAIM)
    assert figure == {
        "id": "f1", "reporter": "VNM", "partner": "RUS", "flow": "total", "product": None,
        "period": "2024", "value": 4_580_000_000, "low": 4_575_000_000, "high": 4_585_000_000,
        "currency": "USD", "qualifier": "exact", "kind": "actual", "printed": "4.58 billion USD",
        "span": [36, 52], "confidence": "read", "doubts": [],
    }  # fmt: skip
    assert claim == {
        "figure": "f1", "kind": "percent", "direction": "up", "value": 26, "value_high": None,
        "qualifier": "exact", "base_period": "2023", "base_figure": None, "printed": "26 %",
        "span": [65, 69], "confidence": "read", "doubts": [],
    }  # fmt: skip
    for one in (figure, claim):
        start, end = one["span"]
        assert text[start:end] == one["printed"]


def test_the_reasons_are_in_every_form_of_the_answer(asked, built, tmp_path):
    text = RUSSIA.format("26 %") + " It sold 40 tonnes of tea."
    [figure] = json.loads(answer(asked("read", text, "--json", "--why")))["figures"]
    assert tuple(figure) == (*FIGURE, "why")
    lines = answer(asked("read", text, "--why")).decode().splitlines()
    assert {f"    {rule}" for rule in figure["why"]} <= {*lines}
    assert "passed over 40 tonnes: tonnes or pieces, no sum of money" in lines
    batch = tmp_path / "texts.jsonl"
    batch.write_text(json.dumps({"id": 1, "text": text}), encoding="utf-8")
    told = json.loads(answer(call(built, "read", "--batch", str(batch), "--why")))
    assert told["figures"] == [figure]
    assert [tuple(claim) for claim in told["claims"]] == [(*CLAIM, "why")]
    start, end = text.index("40"), text.index(" of tea")
    why = ["tonnes or pieces, no sum of money"]
    assert told["passed_over"] == [{"printed": "40 tonnes", "span": [start, end], "why": why}]
    assert "why" not in answer(asked("read", text, "--json")).decode()


def test_what_rests_on_a_row_to_be_looked_at_is_no_conflict(asked):
    text = (
        "In 2023, Vietnam's exports to Peru were 546 million USD. Vietnam's exports to Peru "
        "reached 564 million USD in 2023."
    )
    done = asked("check", text, "--fail-on", "conflict")
    lines = answer(done).decode().splitlines()
    assert any(line.startswith("f2  check: “564 million USD”: ") for line in lines)
    [line] = [line for line in lines if "conflict of 2" in line]
    assert line.startswith("  if f2 is read rightly (see check), a conflict of 2, apart by ")
    assert lines[-1] == "claims: 0, conflicts: 0, doubtful conflicts: 1"
    told = json.loads(answer(asked("check", text, "--json")))
    assert list(told) == ["figures", "claims", "conflicts", "doubtful_conflicts"]
    [doubtful] = told["doubtful_conflicts"]
    assert (told["conflicts"], doubtful["rests_on"]) == ([], ["f2"])
    assert doubtful["figures"] == ["f1", "f2"]


def test_the_options_hold_where_the_text_says_nothing(asked):
    text = "Exports rose 7 percent to 120 million USD last year."
    plain = json.loads(answer(asked("read", text, "--json")))
    [figure] = plain["figures"]
    assert [figure[name] for name in ("reporter", "partner", "period")] == [None, None, None]
    options = ("--reporter", "VNM", "--partner", "PER", "--published", "2024-03-02")
    said = json.loads(answer(asked("read", text, "--json", "--lang", "en", *options)))
    [figure], [claim] = said["figures"], said["claims"]
    assert [figure[name] for name in ("reporter", "partner", "period")] == ["VNM", "PER", "2023"]
    assert claim["base_period"] == "2022"


def test_the_options_give_way_to_the_text(asked):
    options = ("--reporter", "KAZ", "--partner", "PER", "--published", "2020")
    said = json.loads(answer(asked("read", RUSSIA.format("26 %"), "--json", *options)))
    [figure] = said["figures"]
    assert [figure[name] for name in ("reporter", "partner", "period")] == ["VNM", "RUS", "2024"]


@pytest.mark.parametrize("name", ["read", "check"])
def test_a_text_may_come_from_standard_input(built, asked, name):
    text = RUSSIA.format("26 %")
    wanted = answer(asked(name, text))
    assert answer(call(built, name, "-", given=text.encode())) == wanted
    assert answer(call(built, name, given=b"\xef\xbb\xbf" + text.encode())) == wanted


def assert_refused(done: CompletedProcess[bytes], reason: str) -> None:
    error = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert error.startswith("tradeproof: ")
    assert error.count("\n") == 1
    assert reason in error


@pytest.mark.parametrize("name", ["read", "check"])
@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--lang", "fr"), "unknown language 'fr'; known: auto, en, vi, ru"),
        (("--published", "last May"), "'last May' is no date of publication; write 2025-05-02"),
        (("--published", "0001-01-01"), "'0001-01-01' is no date of publication; write 2025-05-02"),
        (("--reporter", "Vietnam"), "unknown reporter 'Vietnam'; known: VNM"),
        (("--partner", "XXQ"), "unknown partner 'XXQ'; nearest: "),
        (("--colour", "red"), "No such option"),
    ],
)
def test_a_wrong_option_is_refused(asked, name, options, reason):
    assert_refused(asked(name, RUSSIA.format("26 %"), *options), reason)


LAST_YEAR = "Vietnam's exports to Peru rose to $546 million last year."
NO_DATES = ("2025-13", "2025-00", "2025-02-30", "2023-02-29", "2025-06-00", "2025-6-1", "20250601",
            "0001", "0000-01", "２０２５", "2025-W10", "", " 2025", "9" * 200)  # fmt: skip


@pytest.mark.parametrize("date", NO_DATES)
def test_a_date_that_the_calendar_does_not_have_is_refused(asked, date):
    named = date if len(date) <= 100 else date[:99] + "…"
    reason = f"{named!r} is no date of publication; write 2025-05-02, 2025-05 or 2025"
    assert_refused(asked("read", LAST_YEAR, "--published", date), f"tradeproof: {reason}")


@pytest.mark.parametrize(
    ("date", "year"), [("2024-02-29", 2023), ("2025-12", 2024), ("1999", 1998)]
)
def test_a_date_of_the_calendar_tells_what_last_year_is(asked, date, year):
    said = answer(asked("read", LAST_YEAR, "--published", date)).decode()
    assert said.startswith(f"f1  VNM-PER export {year}: $546 million\n")


@pytest.mark.parametrize("name", ["read", "check"])
def test_a_file_that_is_no_text_is_refused(built, tmp_path, name):
    for data in (b"\x00\x01 exports", "xuất".encode("utf-16-le")):
        file = tmp_path / "text.txt"
        file.write_bytes(data)
        assert_refused(call(built, name, str(file)), str(file))


@pytest.mark.parametrize("option", [("read",), ("check",), ("read", "--batch")])
def test_what_is_no_file_is_refused(built, tmp_path, option):
    right = "; name a file, or - for standard input\n"
    none = tmp_path / "none.txt"
    for path, reason in ((none, "No such file or directory"), (tmp_path, "Is a directory")):
        assert_refused(call(built, *option, str(path)), f"cannot read {path} ({reason}){right}")
    closed = mock.Mock(side_effect=PermissionError(errno.EACCES, "Permission denied"))
    with mock.patch.object(terminal, "Path", return_value=mock.Mock(open=closed)):
        done = call(built, *option, "closed.txt")
    assert_refused(done, f"cannot read closed.txt (Permission denied){right}")
    assert_refused(call(built, *option, ""), "the name of a file is empty; name one, or - for")
    done = call(built, *option, "-", given=None)
    assert_refused(done, "standard input is closed; name a file, or pipe a text to it")


@pytest.mark.parametrize("text", ["-", "text.txt", ""])
def test_a_text_and_a_batch_at_once_are_refused(built, text):
    done = call(built, "read", text, "--batch", "texts.jsonl")
    wanted = f"two inputs: the text {text!r} and the batch 'texts.jsonl'; leave one of them out"
    assert_refused(done, wanted)


@pytest.mark.parametrize("name", ["read", "check"])
def test_pages_that_could_not_be_read_are_named_beside_the_answer(built, tmp_path, name):
    text = RUSSIA.format("26 %")
    whole, part = tmp_path / "whole.pdf", tmp_path / "part.pdf"
    whole.write_bytes(pdf(text))
    part.write_bytes(pdf(None, text, None, None))
    done = call(built, name, str(part), "--json")
    assert done.returncode == 0
    assert done.stdout == answer(call(built, name, str(whole), "--json"))
    assert len(json.loads(done.stdout)["claims"]) == 1
    assert done.stderr.decode() == (
        f"tradeproof: warning: nothing was read on pages 1 and 3–4 of {part}, which are blank or "
        "pictures; run a text recognition on them first, or add their text\n"
    )
    assert_refused(call(built, name, str(part), "--lang", "fr"), "unknown language 'fr'")


def test_check_shows_a_claim_a_line_then_the_conflicts(asked):
    text = PARTS + " " + RUSSIA.format("26 %")
    lines = answer(asked("check", text)).decode().splitlines()
    assert lines[0] == (
        "c1  VNM-RUS total 2024 up 26% on 2023: consistent. The figures give 25.85% to 26.49%, "
        "the claim stands for 25.5% to 26.5%: the two overlap, so the claim holds. This rests on "
        "other publications of the same reporter: mofa-vn-2025-05-02."
    )
    assert lines[1:] == [
        "",
        "VNM - CHL, TOTAL, million USD",
        "  conflict of 3, apart by 185.000:",
        "      f1 (text): total 2023 is 1,595 to 1,605",
        "      f2 (text): export 2023 is 1,095 to 1,105",
        "      f3 (text): import 2023 is 695 to 705",
        "      does not go away",
        "      left out: f1",
        "",
        "claims: 1, consistent: 1, conflicts: 1",
    ]


def test_check_answers_in_json_as_the_contract_says(asked):
    said = json.loads(answer(asked("check", RUSSIA.format("36 %"), "--json")))
    assert list(said) == ["figures", "claims", "conflicts"]
    [figure], [claim], [conflict] = said.values()
    assert (tuple(figure), tuple(claim)) == (FIGURE, CLAIM + VERDICT)
    # 4.575 / 3.635 to 4.585 / 3.625; 4.575 / 1.365 to 4.585 / 1.355
    ends = [claim[name] for name in VERDICT if name.endswith(("low", "high"))]
    assert ends == pytest.approx([25.8597, 26.4828, 3351.648e6, 3383.764e6], rel=1e-5)
    assert claim["verdict"] == "contradicted"
    assert claim["decision_error"] is False
    assert claim["explanation"].startswith("The figures give 25.85% to 26.49%, the claim stands")
    assert claim["evidence"] == {
        "sources": ["text", "mofa-vn-2025-05-02"], "figures": ["f1", "mofa-rus-2023-total"],
    }  # fmt: skip
    # 35.5 to 36.5 % here, 25.5 to 26.5 % in Viet Nam News: two rates on the same two figures
    assert [one["id"] for one in conflict["statements"]] == ["c1", "en044a-rate"]
    assert conflict["left_out"] == ["c1"]


def test_what_a_verdict_lacks_is_null(asked):
    text = "Exports rose 7 percent in 2023 from 2022."
    [claim] = json.loads(answer(asked("check", text, "--json")))["claims"]
    assert [claim[name] for name in VERDICT[:6]] == ["not_testable", *[None] * 4, False]
    assert claim["evidence"] == {"sources": [], "figures": []}


def test_a_side_that_the_text_does_not_name_is_null_in_a_conflict(asked):
    text = "Exports reached 546 million USD in 2023, up 35% from 437 million USD in 2022."
    [conflict] = json.loads(answer(asked("check", text, "--json")))["conflicts"]
    assert [conflict[name] for name in ("reporter", "partner", "product", "currency")] == [
        None, None, "TOTAL", "USD",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def plain(built) -> Callable[[str], bytes]:
    """The answer of a check without more being asked for; each text is checked once."""
    return cache(lambda text: answer(call(built, "check", "-", given=text.encode())))


FAILURES = [
    (RUSSIA.format("36 %"), ("contradicted",), 1),
    (RUSSIA.format("26 %"), ("contradicted",), 0),
    (RUSSIA.format("36 %"), (), 0),
    (RUSSIA.format("36 %"), ("explained", "not_testable"), 0),
    (RUSSIA.format("36 %"), ("explained", "contradicted"), 1),
    (RUSSIA.format("26 %"), ("consistent",), 1),
    (RUSSIA.format("26 %"), ("conflict",), 0),
    (PARTS, ("contradicted",), 0),
    (PARTS, ("conflict",), 1),
    (PARTS, ("contradicted", "conflict"), 1),
    (PERU_VI.format("35%"), ("contradicted",), 1),
    (PERU_VI.format("25%"), ("contradicted",), 0),
    (PERU_RU.format("35%") + "в 2022 году.", ("contradicted",), 1),
    (PERU_RU.format("25%") + "в 2022 году.", ("contradicted",), 0),
    ("", ("contradicted", "conflict"), 0),
]


@pytest.mark.parametrize(("text", "failures", "status"), FAILURES)
def test_bad_news_that_was_asked_for_is_exit_status_1(asked, plain, text, failures, status):
    options = [part for one in failures for part in ("--fail-on", one)]
    done = asked("check", text, *options)
    assert (done.returncode, done.stderr) == (status, b"")
    assert done.stdout == plain(text)


def test_a_verdict_that_is_none_is_refused(built):
    done = call(built, "check", "--fail-on", "wrong")
    assert_refused(
        done,
        "unknown verdict 'wrong'; known: consistent, consistent_if_rounded, explained, "
        "contradicted, not_testable, conflict",
    )


@pytest.mark.parametrize("name", ["read", "check"])
def test_both_forms_of_vietnamese_letters_give_the_same_figures(asked, name):
    composed, decomposed = (
        json.loads(answer(asked(name, unicodedata.normalize(f, PERU_VI.format("35%")), "--json")))
        for f in ("NFC", "NFD")
    )
    assert len(composed["figures"]) == 2
    for said in (composed, decomposed):
        for one in (*said["figures"], *said["claims"]):
            del one["span"]
            one["printed"] = unicodedata.normalize("NFC", one["printed"])
        for claim in said["claims"]:
            claim["explanation"] = unicodedata.normalize("NFC", claim.get("explanation", ""))
    assert composed == decomposed


def test_an_empty_text_has_an_answer(built, asked):
    assert answer(asked("read", "")) == b"figures: 0, claims: 0\n"
    assert answer(asked("check", "")) == b"claims: 0, conflicts: 0\n"
    assert answer(call(built, "read", "-")) == b"figures: 0, claims: 0\n"
    assert answer(call(built, "check", "-")) == b"claims: 0, conflicts: 0\n"
    assert answer(call(built, "read", "--batch", "-")) == b""
    assert json.loads(answer(asked("check", "", "--json"))) == {
        "figures": [], "claims": [], "conflicts": [],
    }  # fmt: skip

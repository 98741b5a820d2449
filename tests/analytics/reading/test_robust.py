"""The whole reader on any text: no exception, spans that hold, and time that grows evenly."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reading.marks.scan import LONGEST_SENTENCE, scan, sentences
from analytics.reading.out.reader import Read, read
from analytics.reading.text.texts import source_text
from data.codes import LANGUAGES
from data.lexicon import lexicon
from tests.support.examples import examples

SENTENCES = {
    "vi": "Xuất khẩu của Việt Nam sang Nga năm 2024 đạt 2,3 tỷ USD, tăng 12,5% so với năm 2023.",
    "en": "Vietnam's exports to Russia reached $2.3 billion in 2024, up 12.5% from 2023.",
    "ru": "Экспорт Вьетнама в Россию в 2024 году составил 2,3 млрд долларов, рост на 12,5%.",
}
FOUND = {
    "vi": ("VNM", "RUS", "export", "2024", 2_300_000_000, "2,3 tỷ USD"),
    "en": ("VNM", "RUS", "export", "2024", 2_300_000_000, "$2.3 billion"),
    "ru": ("VNM", "RUS", "export", "2024", 2_300_000_000, "2,3 млрд долларов"),
}
NUMBERS = [
    *(
        "5%",
        "3,5 triệu USD",
        "$1.2bn",
        "2024",
        "10-20",
        "1.234,5",
        "12 ",
        "(",
        ")",
        ". ",
        ", ",
        "; ",
    ),
    *("-", "\n\n", "\u0301", "\u00a0", "½", "Nga", "Russia", "в Россию", "\x00", "％", "５"),
]
PHRASES = {
    language: sorted(
        {phrase.replace("~", "") for senses in lexicon(language).values()
         for listed in senses.values() for phrase in listed}
    ) for language in LANGUAGES
}  # fmt: skip
MIXES = st.sampled_from(LANGUAGES).flatmap(
    lambda language: st.lists(
        st.one_of(
            st.sampled_from(PHRASES[language]), st.sampled_from(NUMBERS), st.text(max_size=4)
        ),
        max_size=30,
    ).map(lambda pieces: (language, " ".join(pieces)))
)
ANY_TEXT = st.tuples(st.sampled_from(["auto", *LANGUAGES]), st.text(max_size=200))


def check_spans_and_bounds(found: Read, text: str) -> None:
    records = found.as_records()
    names = [figure["id"] for figure in records["figures"]]
    assert len(names) == len(set(names))
    for mark in (*records["figures"], *records["claims"]):
        if mark["printed"] is not None:
            start, end = mark["span"]
            assert 0 <= start < end <= len(text)
            assert text[start:end] == mark["printed"]
    for figure in records["figures"]:
        if figure["low"] is not None and figure["value"] is not None:
            assert figure["low"] <= figure["value"] <= figure["high"]
    for claim in records["claims"]:
        assert claim["figure"] in names
        assert claim["base_figure"] in (None, *names)
        assert claim["printed"]
    for mark in found.passed_over:
        assert 0 <= mark.start < mark.end <= len(found.text.plain)


@given(given=ANY_TEXT | MIXES, published=st.sampled_from([None, "2025", "2025-05", "2025-05-02"]))
@settings(max_examples=examples(200, usual=50), deadline=None)
def test_any_text_is_read(given: tuple[str, str], published: str | None) -> None:
    language, text = given
    check_spans_and_bounds(read(text, language, published, "VNM", "RUS"), text)


@given(before=st.text(max_size=30), after=st.text(max_size=30))
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=examples(100, usual=30), deadline=None)
def test_a_sentence_is_read_between_any_two_texts(language: str, before: str, after: str) -> None:
    text = f"{before}\n\n{SENTENCES[language]}\n\n{after}"
    found = read(text, language, "2025-02-01")
    check_spans_and_bounds(found, text)
    assert FOUND[language][5] in [f["printed"] for f in found.as_records()["figures"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_itself(language: str) -> None:
    (figure,) = read(SENTENCES[language], language, "2025-02-01").as_records()["figures"]
    names = ("reporter", "partner", "flow", "period", "value", "printed")
    assert tuple(figure[name] for name in names) == FOUND[language]


def wide(text: str) -> str:
    return "".join(chr(ord(c) - ord("0") + 0xFF10) if c.isdigit() else c for c in text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rewritten",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\u2009"),
        lambda text: text.replace(" ", "\u202f"),
        wide,
        lambda text: text.replace(" ", " \u200b"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(" ", "\r\n"),
    ],
    ids=["NFD", "no-break", "thin", "narrow", "full-width", "zero-width", "mark", "lines"],
)
def test_the_same_text_in_other_characters_gives_the_same_answer(language: str, rewritten) -> None:
    text = rewritten(SENTENCES[language])
    expected = read(SENTENCES[language], language, "2025-02-01").as_records()
    found = read(text, language, "2025-02-01")
    check_spans_and_bounds(found, text)
    for kind, left_out in (("figures", ("printed", "span")), ("claims", ("printed", "span"))):
        assert [
            {name: value for name, value in record.items() if name not in left_out}
            for record in found.as_records()[kind]
        ] == [
            {name: value for name, value in record.items() if name not in left_out}
            for record in expected[kind]
        ]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "\x00\x01\x02", "\u0301\u0302", "\U0001f600" * 50, "1", "%", "$", "−",
     "９" * 400, "7" * 5000, "1." * 400, "1e999 tỷ USD", "xuất khẩu " + "9" * 60 + " triệu USD",
     "<script>exports</script>", "экспорт export xuất khẩu", "\ud800"],
)  # fmt: skip
def test_texts_without_a_figure(text: str) -> None:
    found = read(text, published="2025-02-01")
    assert found.as_records() == {"figures": [], "claims": []}


BOMBS = [
    "1-", "tăng ", "of ", "....", "((((", "))))", " ", "\n", "7", "123 ", "1,", "1.", "$1 ", "5% ",
    "3 tỷ 370 triệu ", "100 triệu USD, ", "exports to Russia rose 5% ", "trong đó ", "2024-", "A. ",
    "so với cùng kỳ ", "from 5 million to ", "a\u0301", "a", "twenty-", "два ", "Việt Nam - ", "½",
    "Exports to Russia were $5 million. ", "quý 1/2024, ", "1 million and ", "'", "по сравнению с ",
]  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_repeated_is_read(language: str, bomb: str) -> None:
    """What is begun over and over: cost that grows faster than the text would never end."""
    length = examples(12_000, usual=4_000)
    text = (bomb * length)[:length]
    check_spans_and_bounds(read(text, language, "2025-02-01"), text)


@pytest.mark.parametrize("separator", ["\n", "; ", ", ", " ", ""])
def test_a_sentence_without_an_end_is_cut_between_marks(separator: str) -> None:
    text = separator.join(["x" * 70, "$5,123,456"] * 200)
    whole = scan(source_text(text), "en", None)
    parts = sentences(whole)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert max(part.end - part.start for part in parts) <= LONGEST_SENTENCE + 20
    assert [a for part in parts for a in part.amounts] == whole.amounts
    assert all(part.amounts[-1].end <= part.end for part in parts if part.amounts)


def test_a_very_long_line_is_read() -> None:
    length = examples(10**6, usual=250_000)
    talk = "The two ministers agreed to meet again in the capital. "
    text = talk * (length // len(talk)) + SENTENCES["en"]
    found = read(text, "en", "2025-02-01")
    check_spans_and_bounds(found, text)
    assert [figure["printed"] for figure in found.as_records()["figures"]] == ["$2.3 billion"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_two_stand_for_in_lower_case_moves_no_span(language: str) -> None:
    text = f"{'İ' * 400}\n\n{SENTENCES[language]}"
    found = read(text, language, "2025-02-01")
    check_spans_and_bounds(found, text)
    assert [figure["printed"] for figure in found.as_records()["figures"]] == [FOUND[language][5]]

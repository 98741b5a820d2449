"""The words of tables: files without contradictions."""

from __future__ import annotations

import pytest

from data.codes.text_files import read_toml
from data.tables.folding import fold, in_one_script, without_footnote
from data.tables.vocabulary import SECTIONS, WORDS, is_aggregate, meaning, mentions

FILES = sorted(WORDS.glob("*.toml"))


def test_no_phrase_of_a_section_has_two_senses() -> None:
    senses: dict[tuple[str, str], set[str]] = {}
    for path in FILES:
        _, said = read_toml(path)
        for section, entries in said.items():
            assert section in SECTIONS, path.name
            for key, phrases in entries.items():
                for phrase in phrases:
                    senses.setdefault((section, fold(phrase)), set()).add(key)
    assert len(senses) > 500
    assert {phrase: keys for phrase, keys in senses.items() if len(keys) > 1} == {}


def test_words_within_a_text_are_found_from_left_to_right_the_longest_first() -> None:
    found = [said.key for said in mentions("flow", "Xuất khẩu, nhập khẩu và xuất nhập khẩu")]
    assert found == ["export", "import", "total"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Việt-Nam\n", "viet nam"),
        ("Đối tác", "doi tac"),
        ("Republic & Canton", "republic and canton"),
        ("Côte d’Ivoire", "cote d ivoire"),
    ],
)
def test_what_spellings_have_in_common(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_letters_that_look_alike_are_those_of_the_word() -> None:
    assert in_one_script("Китaй и USA") == "Китай и USA"
    assert in_one_script("Exроrt") == "Export"  # two Cyrillic letters


@pytest.mark.parametrize("text", ["Nga*", "Nga¹", "Nga (1)", "Nga 1)", "Nga [2]", "Nga **"])
def test_the_mark_of_a_footnote_is_no_part_of_a_name(text: str) -> None:
    assert without_footnote(text) == "Nga"


def test_patterns_of_groups() -> None:
    assert is_aggregate("Other countries")
    assert is_aggregate("Các nước khác")
    assert not is_aggregate("Another")
    assert meaning("world", "Tổng số") == "world"

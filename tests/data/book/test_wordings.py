"""The words of the book: every language has the same ids, and a broken file stops the build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.book import figure_book
from data.book.rows import Values
from data.errors import BookError

MADE_UP = "eo"


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    """A copy of the real book with a third language, its words those of English."""
    copied = Path(shutil.copytree(figure_book.FIGURES, tmp_path / "figures"))
    shutil.copyfile(copied / "words" / "en.toml", copied / "words" / f"{MADE_UP}.toml")
    return copied


def by_language(rows: list[Values]) -> dict[str, dict[tuple[str, str], str]]:
    """The texts by kind and id, for each language."""
    return {
        language: {
            (row["kind"], row["key"]): row["text"] for row in rows if row["language"] == language
        }
        for language in {row["language"] for row in rows}
    }


def test_every_event_and_goods_has_words_in_every_language(tables: dict[str, list[Values]]) -> None:
    wanted = {("event", row["event"]) for row in tables["event"]}
    wanted |= {("goods", row["goods"]) for row in tables["goods"]}
    said = by_language(tables["word"])
    assert {"en", "vi"} <= set(said)
    for texts in said.values():
        assert {key for key in texts if key[0] in ("event", "goods")} == wanted
    assert all(texts.keys() == said["en"].keys() for texts in said.values())
    assert said["en"]["goods", "tea"] == "tea"
    assert said["vi"]["goods", "tea"] == "chè"


def test_a_further_language_is_a_further_file(figures: Path) -> None:
    said = by_language(figure_book.read(figures).tables["word"])
    assert {"en", MADE_UP, "vi"} <= set(said)
    assert said[MADE_UP] == said["en"]


@pytest.mark.parametrize(
    ("old", "new", "named", "reason"),
    [
        ('tea = "tea"\n', "", "[goods]", "[goods] 'tea' has no words"),
        ('tea = "tea"', 'teas = "tea"', "teas", "[goods] 'teas' is the id of nothing"),
        ('tea = "tea"', 'tea = " "', "tea", "[goods] 'tea' needs a text"),
        ('tea = "tea"', "tea = 3", "tea", "[goods] 'tea' needs a text"),
        ("[goods]", "[good]", "[good]", "[good] 'good' is no section of words"),
        (
            'kaz-2025-visit = "State',
            'kaz-2025-visits = "State',
            "kaz-2025-visits",
            "[event] 'kaz-2025-visits' is the id of nothing",
        ),
        (
            'azertac-2025-05-07 = "No trade figure; visits and partnership only."\n',
            "",
            "[note]",
            "[note] 'azertac-2025-05-07' has no words",
        ),
        ("[note]\n", '[note]\nnowhere = "?"\n', "nowhere", "is the id of nothing"),
        (
            'gso-yearbook = "General',
            'vn-news-2025-05-07-baku = "General',
            "vn-news-2025-05-07-baku",
            "[publisher] 'vn-news-2025-05-07-baku' is the id of nothing",
        ),
        ('tea = "tea"', "tea = tea", "tea", "not valid TOML"),
    ],
)
def test_a_wrong_word_stops_with_file_line_and_key(
    figures: Path, old: str, new: str, named: str, reason: str
) -> None:
    file = figures / "words" / f"{MADE_UP}.toml"
    written = file.read_text(encoding="utf-8")
    assert old in written
    file.write_text(written.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BookError) as refused:
        figure_book.read(figures)
    line = file.read_text(encoding="utf-8").splitlines()[refused.value.line - 1]
    assert line.partition(" = ")[0] == named
    assert refused.value.file == f"words/{MADE_UP}.toml"
    assert reason in refused.value.reason


def test_a_book_without_words_stops(figures: Path) -> None:
    shutil.rmtree(figures / "words")
    with pytest.raises(BookError, match="there is no file of words in "):
        figure_book.read(figures)


def test_an_event_nobody_put_into_words_stops(figures: Path) -> None:
    events = figures / "events.csv"
    rows = events.read_text(encoding="utf-8")
    events.write_text(f"{rows}new-visit,gso-yearbook,VNM,KAZ,visit,2025,,table,\n", "utf-8")
    with pytest.raises(BookError) as refused:
        figure_book.read(figures)
    assert str(refused.value).startswith("words/en.toml, line ")
    assert str(refused.value).endswith("[event] 'new-visit' has no words")


def test_a_product_without_a_name_stops(figures: Path) -> None:
    file = figures / "figures.csv"
    written = file.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(written.splitlines(), 1) if ",cà-phê," in row)
    file.write_text(written.replace(",cà-phê,", ",gạo,", 1), encoding="utf-8")
    with pytest.raises(BookError) as refused:
        figure_book.read(figures)
    assert (refused.value.file, refused.value.line) == ("figures.csv", line)
    assert refused.value.reason == "product 'gạo' has no name in data/codes/names/*.toml"

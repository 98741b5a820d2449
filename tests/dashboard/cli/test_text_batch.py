"""`tradeproof read --batch`: an answer for each line, and one bad line costs no other."""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.cli import text_batch
from dashboard.cli.text_batch import LONGEST_LINE
from dashboard.documents.reading_limits import LONGEST
from tests.support.checkout import ROOT
from tests.support.commands import answer, call, command, environment
from tests.support.examples import examples

RUSSIA = "Vietnam's trade with Russia reached 4.58 billion USD in 2024, up 26 % from 2023."
RIGHT = '; an object with id and text is needed, as {"id": "a", "text": "…"}'
DEEP = "lists or objects too deep within each other"
KNOWN = "one of: id, text, published, lang, reporter, partner"
WRONG = {
    "{": "not JSON (Expecting property name enclosed in double quotes, column 2)" + RIGHT,
    '{"id": 1, "text": "a\tb"}': "not JSON (Invalid control character at, column 21)" + RIGHT,
    "\ufeff{}": "not JSON (Unexpected UTF-8 BOM (decode using utf-8-sig), column 1)" + RIGHT,
    "[1]": RIGHT[2:],
    '{"id": 1}': RIGHT[2:],
    '{"text": ""}': RIGHT[2:],
    "[" * 200_000: DEEP + RIGHT,
    '{"id": 1, "text": ' + '{"a": ' * 200_000: DEEP + RIGHT,
    '{"id": 1, "text": 5}': 'text is not a text; put it in quotes, "" where there is none',
    '{"id": 1, "text": null}': 'text is not a text; put it in quotes, "" where there is none',
    '{"id": null, "text": ""}': "id is neither a text nor a whole number; put it in quotes",
    '{"id": true, "text": ""}': "id is neither a text nor a whole number; put it in quotes",
    '{"id": 1.5, "text": ""}': "id is neither a text nor a whole number; put it in quotes",
    '{"id": 1e999, "text": ""}': "id is neither a text nor a whole number; put it in quotes",
    '{"id": ["a"], "text": ""}': "id is neither a text nor a whole number; put it in quotes",
    '{"id": NaN, "text": ""}': "NaN is no number of JSON; put it in quotes",
    '{"id": -Infinity, "text": ""}': "-Infinity is no number of JSON; put it in quotes",
    '{"id": %s, "text": ""}' % ("9" * 5000): "a number of more than 4,300 digits; put it in quotes",
    '{"id": "\\ud83d", "text": ""}':
        "id has half a character, '\\ud83d' after 0 others; write both halves of it",
    '{"id": 1, "text": "up \\udc00"}':
        "text has half a character, '\\udc00' after 3 others; write both halves of it",
    '{"id": 1, "text": "", "\\udfff": 1}': f"unknown field '\\udfff'; {KNOWN}",
    '{"id": 1, "text": "", "language": "vi"}': f"unknown field 'language'; {KNOWN}",
    '{"id": 1, "text": "", "%s": 1}' % ("a" * 999): f"unknown field '{'a' * 99}…'; {KNOWN}",
    '{"id": 1, "id": 2, "text": ""}': "field 'id' stands twice; leave one out",
    '{"id": 1, "text": "", "published": 2024}':
        "published is not a text; put it in quotes, or leave it out",
    '{"id": 1, "text": "", "lang": "fr"}': "unknown language 'fr'; known: auto, en, vi, ru",
    '{"id": 1, "text": "", "reporter": "VNN"}': "unknown reporter 'VNN'; nearest: VEN, VNM, ",
    '{"id": 1, "text": "", "published": "May"}':
        "'May' is no date of publication; write 2025-05-02, 2025-05 or 2025",
    '{"id": 1, "text": "", "published": "2024-99"}':
        "'2024-99' is no date of publication; write 2025-05-02, 2025-05 or 2025",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


def test_a_batch_answers_each_line_with_its_id(built, tmp_path):
    texts = [
        {"id": "a", "text": RUSSIA},
        {"id": 7, "text": "Xuất khẩu năm ngoái đạt 120 triệu USD.", "lang": "vi",
         "published": "2024-03-02", "reporter": "VNM", "partner": "PER"},
        {"id": "none", "text": "", "published": None, "lang": None},
        {"id": "a", "text": ""},
    ]  # fmt: skip
    lines = [json.dumps(one, ensure_ascii=False) for one in texts]
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join([lines[0], "", " \t\r", *lines[1:]]), encoding="utf-8-sig")
    done = answer(call(built, "read", "--batch", str(file), "--json"))
    said = [json.loads(line) for line in done.decode().splitlines()]
    assert [(one["id"], len(one["figures"]), len(one["claims"])) for one in said] == [
        ("a", 1, 1), (7, 1, 0), ("none", 0, 0), ("a", 0, 0),
    ]  # fmt: skip
    assert [list(one) for one in said] == [["id", "figures", "claims"]] * 4
    assert said[1]["figures"][0]["period"] == "2023"
    assert answer(call(built, "read", "--batch", "-", given=file.read_bytes())) == done


def test_the_options_hold_where_a_line_says_nothing(built):
    text = "Exports reached 120 million USD last year."
    plain, own = {"id": 1, "text": text}, {"id": 2, "text": text, "partner": "CHL"}
    lines = "\n".join(map(json.dumps, (plain, own, {**plain, "published": None})))
    options = ("--reporter", "VNM", "--partner", "PER", "--published", "2024", "--lang", "en")
    done = answer(call(built, "read", "--batch", "-", *options, given=lines.encode()))
    said = [json.loads(line)["figures"][0] for line in done.splitlines()]
    assert [(one["reporter"], one["partner"], one["period"]) for one in said] == [
        ("VNM", "PER", "2023"), ("VNM", "CHL", "2023"), ("VNM", "PER", "2023"),
    ]  # fmt: skip
    wrong = call(built, "read", "--batch", "-", "--lang", "fr", given=lines.encode())
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert wrong.stderr == b"tradeproof: unknown language 'fr'; known: auto, en, vi, ru\n"


def test_each_wrong_line_is_named_and_every_other_answered(built, tmp_path):
    wrong = {line.encode(): reason for line, reason in WRONG.items()}
    wrong[b'{"id": 1, "text": "\xff"}'] = (
        "not in UTF-8 (byte 20 of the line); save the file as UTF-8"
    )
    lines = [line for number, one in enumerate(wrong) for line in (good(number), one)]
    file = tmp_path / "texts.jsonl"
    file.write_bytes(b"\n".join([*lines, good(len(wrong))]))
    done = call(built, "read", "--batch", str(file))
    assert done.returncode == 1
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert ids == [f"good {number}" for number in range(len(wrong) + 1)]
    named = done.stderr.decode().splitlines()
    assert len(named) == len(wrong) > 25
    places = [f"tradeproof: {file}, line {2 * number}: " for number in range(1, len(named) + 1)]
    for told, place, reason in zip(named, places, wrong.values(), strict=True):
        assert told.startswith(place + reason)
        assert told == place + reason or "nearest" in reason


def good(number: int) -> bytes:
    return json.dumps({"id": f"good {number}", "text": ""}).encode()


@pytest.mark.parametrize("end", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_no_other_end_of_a_line_splits_a_text_or_an_answer(built, end):
    text = f"{end}Năm 2022, xuất khẩu của Việt Nam sang Peru đạt 437 triệu USD.{end}"
    line = json.dumps({"id": f"a{end}b", "text": text}, ensure_ascii=False)
    done = answer(call(built, "read", "--batch", "-", given=line.encode()))
    [only] = done.decode().splitlines()
    said = json.loads(only)
    assert said["id"] == f"a{end}b"
    [[start, stop]] = [figure["span"] for figure in said["figures"]]
    assert text[start:stop] == "437 triệu USD"


def test_a_text_and_a_line_have_a_longest_length(built):
    assert (LONGEST, LONGEST_LINE) == (2_000_000, 24_100_000)  # as docs/contract.md says
    cut = [f'{{"id": {number}, "text": "{"a" * length}"}}' for number, length in ((1, 9), (2, 10))]
    lines = [*cut, " " * 50 + "{}", '{"id": 4, "text": ""}', " " * 51 + '{"id": 5, "text": ""}']
    with (
        mock.patch.object(text_batch, "LONGEST", 9),
        mock.patch.object(text_batch, "LONGEST_LINE", 50),
        mock.patch.object(text_batch, "PASSED_OVER", 3),
    ):
        done = call(built, "read", "--batch", "-", given="\n".join(lines).encode())
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 4]
    place = "tradeproof: standard input, line "
    assert done.stderr.decode() == (
        f"{place}2: the text has more than 9 characters; split it\n"
        f"{place}3: the line has more than 50 bytes; split its text\n"
        f"{place}5: the line has more than 50 bytes; split its text\n"
    )
    assert done.returncode == 1


def test_a_line_is_answered_at_once_and_a_reader_that_has_gone_is_no_error(built):
    with subprocess.Popen(
        command("read", "--batch", "-"), cwd=ROOT, env=environment(built), bufsize=0,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        running.stdin.write(good(1) + b"\n")
        first = running.stdout.readline()  # while the rest of the input is still to come
        running.stdout.close()  # what `| head -1` does once it has its line
        with suppress(BrokenPipeError):
            running.stdin.write((good(2) + b"\n") * 99)
            running.stdin.close()
        said = running.stderr.read()
    assert first == b'{"id": "good 1", "figures": [], "claims": []}\n'
    assert (running.returncode, said) == (0, b"")


# Whatever the bytes, each line that is not blank is answered or named

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
OBJECTS = st.fixed_dictionaries(
    {"id": st.text() | st.integers() | VALUES, "text": st.text() | VALUES},
    optional=dict.fromkeys(("lang", "published", "reporter", "partner", "of"), VALUES),
)
LINES = st.one_of(
    st.binary(max_size=40),
    OBJECTS.map(lambda row: json.dumps(row).encode()),
    OBJECTS.map(lambda row: json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")),
    st.tuples(OBJECTS.map(json.dumps), st.integers(0, 99), st.binary(max_size=2)).map(
        lambda cut: cut[0].encode()[: cut[1]] + cut[2] + cut[0].encode()[cut[1] :]
    ),
).map(lambda line: line.replace(b"\n", b""))
NAMED = re.compile(r"tradeproof: standard input, line (\d+): \S.*")


@settings(max_examples=examples(1000, usual=40))
@given(lines=st.lists(LINES, max_size=8), mark=st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_whatever_the_bytes_each_line_is_answered_or_named(built, lines, mark):
    among = [line for number, one in enumerate(lines) for line in (one, good(number))]
    done = call(built, "read", "--batch", "-", given=mark + b"\n".join(among))
    named = [int(NAMED.fullmatch(line)[1]) for line in done.stderr.decode().splitlines()]
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert all(list(one) == ["id", "figures", "claims"] for one in told)
    ids = [one["id"] for one in told if str(one["id"]).startswith("good ")]
    assert ids == [f"good {number}" for number in range(len(lines))]
    filled = [number for number, line in enumerate(among, start=1) if line.strip()]
    assert set(named) <= set(filled)
    assert len(named) + len(told) == len(filled)
    assert named == sorted(set(named))
    assert done.returncode == (1 if named else 0)

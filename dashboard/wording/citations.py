"""A citation of a figure or view, with the sources behind it: as text, BibTeX and RIS.

BibTeX and RIS have an entry for the view and one for each source. Keys are made of ids and the
address, so that the same view has the same keys wherever it is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from dashboard.answers.cited_sources import IN_ROWS, Cited, CitedSource, cite, sources_of
from dashboard.answers.file_formats import Table
from dashboard.answers.long_tables import LongTable
from dashboard.answers.selection import Selection
from dashboard.wording.formats import ENGLISH, Formats
from data.store import Edition

PROGRAM = "Tradeproof"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
KEY_DIGITS = 8
# What TeX takes for markup. Braces are counted by BibTeX even where a backslash stands before them.
IN_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}  # fmt: skip
IN_ADDRESS = "!$&'()*+,-./:;=?@_~%#"  # kept as it is; braces and other letters are not


def as_text(cited: Cited, formats: Formats) -> str:
    """A line for the view, then one for each source."""
    words = formats.words
    view = words(
        "cite.view",
        title=_line(cited.title),
        edition=cited.edition,
        built=formats.date(f"{cited.built:%Y-%m-%d}"),
        address=cited.address,
        accessed=formats.date(cited.accessed.isoformat()),
    )
    if not cited.sources:
        return f"{view}\n{words('cite.no_source')}\n"
    heading = words("cite.sources", n=len(cited.sources))
    entries = [f"- {_entry(source, formats)}" for source in cited.sources]
    return "\n".join([view, "", heading, *entries]) + "\n"


def as_bibtex(cited: Cited) -> str:
    """An entry `@misc` for the view and for each source; letters stay as they are, in UTF-8."""
    return "\n".join([_bibtex(*entry) for entry in _bibtex_entries(cited)])


def as_ris(cited: Cited) -> str:
    """A reference for the view and for each source; lines end as RIS wants them, in CR LF."""
    lines = [f"{tag}  - {_line(text)}".rstrip(" ") if tag != "ER" else "ER  - "
             for entry in _ris_entries(cited) for tag, text in entry]  # fmt: skip
    return "".join(f"{line}\r\n" for line in lines)


def of_export(
    edition: Edition, table: Table | LongTable, selection: Selection, accessed: date
) -> str:
    """Where the rows of a public file come from, as text, in English as the file is."""
    words = ENGLISH.words
    title = words("cite.export", name=table.name, n=len(table))
    query = urlencode(selection.with_(table=table.name).to_query(), doseq=True)
    address = f"/data?{query}" if query else "/data"
    sources = sources_of(edition, table, selection)
    cited = cite(edition, title, address, sources, accessed, ENGLISH.language)
    how = [words("cite.how", column=name) for name in IN_ROWS if name in table.columns]
    return "\n".join([as_text(cited, ENGLISH).rstrip("\n"), *(["", *how] if how else [])]) + "\n"


def view_key(cited: Cited) -> str:
    """The key of a view: the same for the same address, in whatever language it is read."""
    _, _, path, asked, _ = urlsplit(cited.address)
    pairs = sorted(pair for pair in parse_qsl(asked) if pair[0] != "lang")
    same = f"{path}?{urlencode(pairs)}|{cited.edition}"
    return f"tradeproof-{sha256(same.encode()).hexdigest()[:KEY_DIGITS]}"


def _entry(source: CitedSource, formats: Formats) -> str:
    words = formats.words
    publisher = source.publisher or words("sources.no_publisher")
    parts = [publisher if not source.title else words(
        "cite.titled", publisher=publisher, title=_line(source.title))]  # fmt: skip
    parts.append(words("cite.published", date=formats.date(source.published)))
    if source.release and source.release != source.published:
        parts.append(words("cite.release", release=source.release))
    if source.address:
        parts.append(source.address)
    if source.file and source.checksum and not source.address:
        parts.append(words("cite.file", file=source.file, checksum=source.checksum))
    if source.retrieved:
        parts.append(words("cite.retrieved", date=formats.date(source.retrieved)))
    if source.licence:
        parts.append(words("cite.licence", licence=_line(source.licence)))
    return ". ".join(part.rstrip(".") for part in parts) + f". [{source.source}]"


# BibTeX


def _bibtex_entries(cited: Cited) -> Iterator[tuple[str, dict[str, str]]]:
    yield (
        view_key(cited),
        {
            "author": f"{{{PROGRAM}}}",
            "title": f"{{{_tex(cited.title)}}}",
            "year": str(cited.built.year),
            "url": _url(cited.address),
            "urldate": cited.accessed.isoformat(),
            "version": _tex(cited.edition),
            "note": _tex(f"{cited.edition}; sources: {', '.join(_ids(cited)) or 'none'}"),
        },
    )
    for source in cited.sources:
        yield _key(source.source), _bibtex_source(source, cited.accessed)


def _bibtex_source(source: CitedSource, accessed: date) -> dict[str, str]:
    year, month = (*source.published.split("-"), "")[:2]
    told = (
        f"Published {source.published}",
        source.release and f"release {source.release}",
        source.retrieved and f"loaded {source.retrieved}",
        source.checksum and f"file {source.file}, SHA-256 {source.checksum}",
        source.licence and f"licence: {source.licence}",
    )
    fields = {
        "author": f"{{{_tex(source.publisher)}}}" if source.publisher else "",
        "title": f"{{{_tex(source.title or source.source)}}}",
        "year": year,
        "month": MONTHS[int(month) - 1] if month else "",
        "url": _url(source.address) if source.address else "",
        "urldate": (source.retrieved or accessed.isoformat()) if source.address else "",
        "language": source.language,
        "note": _tex("; ".join(part for part in told if part)),
    }
    return {name: text for name, text in fields.items() if text}


def _bibtex(key: str, fields: dict[str, str]) -> str:
    """An entry; the name of a month is BibTeX's own word, all else stands in braces."""
    lines = [
        f"  {name} = {text if name == 'month' else f'{{{text}}}'}," for name, text in fields.items()
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _tex(text: str) -> str:
    return "".join(IN_TEX.get(character, character) for character in _line(text))


def _url(address: str) -> str:
    """An address that needs no escape: what is no letter of an address is percent-encoded."""
    return quote(_line(address).replace(" ", "%20"), safe=IN_ADDRESS)


def _key(source: str) -> str:
    """An id as a key: letters, digits and signs that BibTeX gives no meaning."""
    return re.sub(r"[^A-Za-z0-9:._-]", "-", source)


# RIS


def _ris_entries(cited: Cited) -> Iterator[list[tuple[str, str]]]:
    yield [
        ("TY", "DATA"),
        ("ID", view_key(cited)),
        ("AU", PROGRAM),
        ("TI", cited.title),
        ("PY", str(cited.built.year)),
        ("DA", f"{cited.built:%Y/%m/%d}"),
        ("ET", cited.edition),
        ("UR", cited.address),
        ("Y2", f"{cited.accessed:%Y/%m/%d}"),
        *(("N1", f"Source: {source}") for source in _ids(cited)),
        ("ER", ""),
    ]
    for source in cited.sources:
        yield [*_ris_source(source, cited.accessed), ("ER", "")]


def _ris_source(source: CitedSource, accessed: date) -> Iterator[tuple[str, str]]:
    year, month, day = (*source.published.split("-"), "", "")[:3]
    yield "TY", "ELEC" if source.kind == "press" else "DATA"
    yield "ID", _key(source.source)
    if source.publisher:
        yield from (("AU", source.publisher), ("PB", source.publisher))
    yield "TI", source.title or source.source
    yield "PY", year
    yield "DA", "/".join((year, month, day, ""))
    yield "LA", source.language
    if source.release:
        yield "ET", source.release
    if source.address:
        yield "UR", source.address
        yield "Y2", (source.retrieved or accessed.isoformat()).replace("-", "/")
    if source.checksum:
        yield "N1", f"File {source.file}, SHA-256 {source.checksum}"
    if source.licence:
        yield "N1", f"Licence: {source.licence}"


def _ids(cited: Cited) -> Iterable[str]:
    return [source.source for source in cited.sources]


def _line(text: str) -> str:
    """A text on one line, without what is no character of a text."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

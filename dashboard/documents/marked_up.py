"""The plain text of HTML and of Word documents, walked element by element."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath

from lxml import etree  # ty: ignore[missing-module-member]  # compiled, without stubs

from dashboard.documents.reading_limits import NotReadable, Unreadable

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "svg", "math", "object", "iframe",
     "select", "textarea", "button", "audio", "video", "canvas"}
)  # fmt: skip
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
     "p", "pre", "section", "summary", "ul"}
)  # fmt: skip
ROWS = frozenset({"table", "tbody", "tfoot", "thead", "tr"})
CELLS = frozenset({"td", "th"})
HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

BLOCK, CELL, ROW = "\x00", "\x01", "\x02"  # between pieces of text; they stand in none
LABEL = 80  # characters: a longer block in a cell is a paragraph, as where tables make a layout
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OLE = b"\xd0\xcf\x11\xe0"
# What zipfile and lxml let through for a file that is not what the format says: a damaged member,
# one packed in a way that is not known, one behind a password, one that is not there.
BROKEN_WORD = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError,
    NotImplementedError, OSError, RuntimeError, ValueError, etree.XMLSyntaxError,
)  # fmt: skip


def text_of_html(source: str) -> str:
    """The text that a page shows, without what it hides."""
    if not source.strip():
        return ""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = _tree(source.encode(), parser)
    return _laid_out(_html_pieces(root)) if root is not None else ""


def _tree(source: bytes, parser: etree._FeedParser) -> etree._Element:
    """The root element.

    Raises
    ------
    MemoryError
        There was too little, which lxml calls a fault of the document.
    """
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise


def _html_pieces(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag
        is_hidden = _is_hidden(element)
        if event == "start" and is_hidden:
            walk.skip_subtree()
        elif event == "start":
            yield _mark(name)
            yield _spaced(element.text)
        else:
            yield "" if is_hidden else "\n" if name == "br" else _mark(name)
            yield _spaced(element.tail)


def _mark(name: str) -> str:
    """What an element's two ends do to the text."""
    return BLOCK if name in BLOCKS else ROW if name in ROWS else CELL if name in CELLS else ""


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.tag in UNSEEN
        or "hidden" in element.attrib
        or bool(HIDING_STYLE.search(element.get("style", "")))
    )


def _spaced(text: str | None) -> str:
    return re.sub(r"[\x00-\x20]+", " ", text) if text else ""


def text_of_docx(data: bytes, most: int) -> str:
    """The text of a Word document: its body, then its footnotes and endnotes.

    Deleted and hidden text is left out, inserted text is not. `most` bytes are unpacked.
    """
    if data[:4] == OLE:
        raise NotReadable(Unreadable.OLD_WORD)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > most:
                raise NotReadable(Unreadable.UNPACKS_TOO_LARGE, limit=most)
            body = _main_part(packed)
            notes = [normpath(join(body, "..", name)) for name in ("footnotes.xml", "endnotes.xml")]
            parts = [body, *(note for note in notes if note in packed.namelist())]
            pieces = [piece for part in parts for piece in _docx_pieces(_parsed(packed, part))]
    except BROKEN_WORD as error:
        raise NotReadable(Unreadable.DAMAGED_WORD) from error
    return _laid_out(iter(pieces))


def _main_part(packed: zipfile.ZipFile) -> str:
    """The part that holds the body, as the package names it."""
    for relation in _parsed(packed, "_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError("officeDocument")


def _parsed(packed: zipfile.ZipFile, part: str) -> etree._Element:
    """The XML of a part; a document type, which could hold an entity bomb, is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = _tree(packed.read(part), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotReadable(Unreadable.DOCUMENT_TYPE)
    return root


def _docx_pieces(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _word_name(element)
        if event == "end":
            yield {"p": BLOCK, "tr": ROW, "tc": CELL, "tbl": ROW}.get(name, "")
        elif name in ("moveFrom", "fallback") or (name == "r" and _is_vanished(element)):
            walk.skip_subtree()
        elif name in ("tbl", "t"):
            yield ROW if name == "tbl" else element.text or ""
        elif name in ("tab", "br", "cr", "noBreakHyphen"):
            yield {"tab": " ", "noBreakHyphen": "-"}.get(name, "\n")


def _word_name(element: etree._Element) -> str:
    """The local name of an element of Word, and nothing of any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag == FALLBACK:
        return "fallback"
    for space in (WORD, STRICT_WORD):
        if tag.startswith(space):
            return tag.removeprefix(space)
    return ""


def _is_vanished(run: etree._Element) -> bool:
    space = run.tag.removesuffix("r")
    vanish = run.find(f"{space}rPr/{space}vanish")
    return vanish is not None and vanish.get(f"{space}val", "true") not in ("0", "false", "off")


def _laid_out(pieces: Iterator[str]) -> str:
    """Blocks apart by a blank line; the cells of a row in one line, apart by a tab."""
    rows = ("\t".join(_cells(row)) for row in "".join(pieces).split(ROW))
    return "\n\n".join(row for row in rows if row)


def _cells(row: str) -> Iterator[str]:
    for cell in row.split(CELL):
        blocks = [block for block in map(_trimmed, cell.split(BLOCK)) if block]
        is_labels = CELL in row and all(len(block) <= LABEL for block in blocks)
        if blocks:
            yield (" " if is_labels else "\n\n").join(blocks)


def _trimmed(block: str) -> str:
    return "\n".join(line.strip(" ") for line in block.strip().split("\n"))

"""A factsheet as a Word file of one A4 page, with the texts and numbers of its HTML."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analytics.checking.verdicts import Verdict
from dashboard.wording.pair_sheet_text import Cell, Listed, SheetText, Table
from dashboard.wording.verdict_names import ICONS
from dashboard.wording.words import words

WIDTH, MARGIN, EDGE = 186, 12, 8  # millimetres: between the margins, beside and above the text
FONT = "Arial"
INK, MUTED, RULE = "1C2733", "55606B", "C9D0D6"
VERDICT_INK = {
    Verdict.CONTRADICTED: "A04600",
    Verdict.EXPLAINED: "7A5300",
    Verdict.CONSISTENT_IF_ROUNDED: "1F5F86",
    Verdict.CONSISTENT: "00664B",
    Verdict.NOT_TESTABLE: "4C5862",
}
LOCALES = {"en": "en-GB", "vi": "vi-VN"}
SIZES = {"usual": (8.0, 6.5, 6.0), "dense": (7.2, 6.0, 5.5)}  # points: text, small, foot
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # of the parts of the file: the same sheet is the same bytes


def as_docx(text: SheetText, chart: bytes, built: datetime) -> bytes:
    """The file; `chart` is a PNG, `built` the day that its properties name."""
    return _Writer(text).whole(chart, built)


class _Writer:
    """Puts the texts of a sheet into a document, from top to bottom."""

    def __init__(self, text: SheetText) -> None:
        from docx import Document
        from docx.shared import Mm

        self.text = text
        self.size, self.small, self.foot = SIZES["dense" if text.is_dense else "usual"]
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(EDGE)
        section.header_distance = section.footer_distance = Mm(EDGE / 2)
        self._styles()

    def whole(self, chart: bytes, built: datetime) -> bytes:
        """Write every part and give the bytes."""
        text = self.text
        self._heading(text.title, 1)
        self._paragraph(text.subtitle, color=MUTED, after=3)
        first, *others = text.sentences
        self._paragraph(first, size=self.size + 2, bold=True, after=1)
        for sentence in others:
            self._paragraph(sentence, size=self.size + 0.5)
        self._heading(text.chart_title, 2)
        self._picture(chart)
        self._table(text.figures)
        if text.sides:
            self._table(text.sides)
        self._columns()
        for note in (" ".join(text.notes), None, text.foot):
            self._sources() if note is None else self._paragraph(note, size=self.foot)
        properties = self.document.core_properties
        properties.title, properties.author = _printable(text.title), "Tradeproof"
        properties.subject, properties.language = text.subtitle, text.language
        properties.created = properties.modified = built.replace(tzinfo=None)
        properties.comments = properties.last_modified_by = ""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _same_bytes(buffer.getvalue())

    def _styles(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        for name in ("Normal", "Heading 1", "Heading 2"):
            style = self.document.styles[name]
            properties = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), FONT)
            for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
            style.font.color.rgb = RGBColor.from_string(INK)
            style.font.size = Pt({"Normal": self.size, "Heading 1": 18}.get(name, self.size + 0.5))
            style.paragraph_format.space_before = Pt(4 if name == "Heading 2" else 0)
            style.paragraph_format.space_after = Pt(1 if name == "Heading 2" else 0)
            style.paragraph_format.line_spacing = 1.0
        language = (
            self.document.styles["Normal"]
            .element.get_or_add_rPr()
            .makeelement(
                qn("w:lang"), {qn("w:val"): LOCALES.get(self.text.language, self.text.language)}
            )
        )
        self.document.styles["Normal"].element.get_or_add_rPr().append(language)

    def _heading(self, text: str, level: int, place: Any = None) -> None:
        into = place or self.document
        into.add_paragraph(_printable(text), style=f"Heading {level}")

    def _paragraph(
        self,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        color: str = INK,
        after: float = 0,
        place: Any = None,
    ) -> Any:
        from docx.shared import Pt

        paragraph = (place or self.document).add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        self._run(paragraph, text, size=size, bold=bold, color=color)
        return paragraph

    def _run(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        color: str = INK,
        raised: bool = False,
    ) -> None:
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(_printable(text))
        run.font.size = Pt(size or self.size)
        run.font.color.rgb = RGBColor.from_string(color)
        run.bold, run.italic, run.font.superscript = bold, italic, raised or None

    def _picture(self, chart: bytes) -> None:
        from docx.shared import Mm

        shape = self.document.add_picture(io.BytesIO(chart), width=Mm(WIDTH))
        shape._inline.docPr.set("descr", self.text.chart_alt)

    def _table(self, table: Table) -> None:
        self._heading(table.title, 2)
        head = 2 if table.grouped else 1
        made = self._grid(head + len(table.rows), 1 + len(table.columns), 30)
        if table.grouped:
            at = 1
            for title, span in table.grouped:
                merged = made.cell(0, at).merge(made.cell(0, at + span - 1))
                self._put(merged, Cell(title), color=INK, is_centred=True)
                at += span
        self._put(made.cell(head - 1, 0), Cell(table.first), color=MUTED, is_left=True)
        for at, column in enumerate(table.columns, start=1):
            self._put(made.cell(head - 1, at), Cell(column.header), color=MUTED)
        for down, (_, period, cells) in enumerate(table.rows, start=head):
            self._put(made.cell(down, 0), Cell(period), bold=True, is_left=True)
            for at, column in enumerate(table.columns, start=1):
                self._put(made.cell(down, at), cells[column.key])
        for row in made.rows[:head]:
            _repeat(row)

    def _grid(self, rows: int, columns: int, first: float) -> Any:
        """A table with lines below its rows, the first column so wide and the others alike."""
        from docx.shared import Mm

        made = self.document.add_table(rows, columns)
        made.autofit = False
        rest = (WIDTH - first) / (columns - 1)
        for at, column in enumerate(made.columns):
            column.width = Mm(rest if at else first)
            for cell in column.cells:
                cell.width = Mm(rest if at else first)
        _borders(made, RULE)
        return made

    def _put(
        self,
        cell: Any,
        content: Cell,
        *,
        bold: bool = False,
        color: str = INK,
        is_left: bool = False,
        is_centred: bool = False,
    ) -> None:
        """A cell of figures: its text, the reported rate with its verdict, sources, bounds."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

        aligned = ALIGN.LEFT if is_left else ALIGN.CENTER if is_centred else ALIGN.RIGHT
        paragraph = cell.paragraphs[0]
        paragraph.alignment = aligned
        if content.text:
            self._run(paragraph, content.text, bold=bold, italic=content.is_implied, color=color)
        if content.verdict is not None:
            said = f"{ICONS[content.verdict]} {content.claimed}"
            space = " " if content.text else ""
            self._run(paragraph, space + said, color=VERDICT_INK[content.verdict])
        self._refs(paragraph, content)
        if content.small:
            below = cell.add_paragraph()
            below.alignment = aligned
            self._run(below, content.small, size=self.small, color=MUTED)

    def _refs(self, paragraph: Any, content: Cell) -> None:
        if content.refs:
            numbers = " ".join(map(str, content.refs))
            self._run(paragraph, numbers, size=self.size, color=MUTED, raised=True)

    def _columns(self) -> None:
        """Claims on the left, the other lists on the right."""
        from docx.shared import Mm

        if not (self.text.claims or self.text.lists):
            return
        made = self.document.add_table(1, 2)
        made.autofit = False
        left, right = made.rows[0].cells
        left.width = right.width = Mm(WIDTH / 2)
        if self.text.claims:
            self._claims(self.text.claims, left)
        for one in self.text.lists:
            self._list(one, right)
        for cell in (left, right):
            _without_first(cell)

    def _claims(self, claims: Listed, place: Any) -> None:
        spoken = words(self.text.language)
        self._heading(claims.title, 2, place)
        self._paragraph(claims.lead, size=self.small, color=MUTED, after=1, place=place)
        for what, cell in claims.lines:
            paragraph = self._paragraph("", after=1.5, place=place)
            if cell.verdict is not None:
                name = f"{ICONS[cell.verdict]} {spoken(f'verdict.{cell.verdict}')} "
                self._run(paragraph, name, bold=True, color=VERDICT_INK[cell.verdict])
            self._run(paragraph, what, bold=True)
            self._run(paragraph, f" · {cell.text}")
            self._refs(paragraph, cell)
        if claims.more:
            self._paragraph(claims.more, size=self.small, color=MUTED, place=place)

    def _list(self, listed: Listed, place: Any) -> None:
        self._heading(listed.title, 2, place)
        for what, cell in listed.lines:
            paragraph = self._paragraph(f"{what}: ", color=MUTED, after=0.8, place=place)
            self._run(paragraph, cell.text)
            self._refs(paragraph, cell)

    def _sources(self) -> None:
        paragraph = self._paragraph(f"{self.text.sources_title}: ", size=self.foot, bold=True)
        last = len(self.text.sources)
        for at, (number, name) in enumerate(self.text.sources, start=1):
            self._run(paragraph, str(number), size=self.foot, color=MUTED, raised=True)
            self._run(paragraph, f" {name}{'' if at == last else '; '}", size=self.foot)


def _borders(table: Any, colour: str) -> None:
    """Thin lines between and below the rows, none between columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("insideH", "bottom"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.insert(0, line)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)


def _repeat(row: Any) -> None:
    """Mark a row as a heading: it is read out as one, and stands again on another page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _without_first(cell: Any) -> None:
    """A new cell has an empty paragraph, which it needs only where it has no other."""
    first, *others = cell.paragraphs
    if others and not first.text:
        first._element.getparent().remove(first._element)


def _printable(text: str) -> str:
    """XML has no place for control characters; each becomes U+FFFD."""
    return "".join(c if c.isprintable() or c == " " else "\ufffd" for c in text)


def _same_bytes(written: bytes) -> bytes:
    """The same parts with one date, so that a sheet made twice is one file."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(written)) as given, ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(ZipInfo(name, LONG_AGO), given.read(name), ZIP_DEFLATED)
    return buffer.getvalue()

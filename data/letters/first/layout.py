"""The look of the first templates: A4, real Word styles, Dutch as the language of the text."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

TEXT_WIDTH = 16.0
"""Centimetres between the margins of A4."""
BLANK = "Invulplek"
"""The character style of what the Province fills in: [naam behandelaar]."""
MARK = "Merk"
"""The character style of the mark in the header."""
FONT = "Arial"
INK, GREY, WARNING = RGBColor(0x1B, 0x2A, 0x41), RGBColor(0x55, 0x55, 0x55), RGBColor(0x9C, 0, 0)
LANGUAGE = "nl-NL"

TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Brieftabel">
  <w:name w:val="Brieftabel"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="1B2A41"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B2A41"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFC5CE"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECF2"/></w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def house_style(document: Document) -> None:
    """Give a new document its page, styles and language."""
    _page(document)
    _language(document)
    _thumbnail_off(document)
    _table_styles_off(document)
    document.styles.element.append(parse_xml(TABLE_STYLE))
    normal = _paragraph(document, "Normal", 10, after=8)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    for name, size, before in (("Title", 14, 16), ("Heading 1", 11.5, 14), ("Heading 2", 10, 10)):
        heading = _paragraph(document, name, size, before=before, after=4, bold=True, colour=INK)
        heading.paragraph_format.keep_with_next = True
    document.styles["Title"].paragraph_format.space_after = Pt(10)
    _border_off(document.styles["Title"])
    for name in ("List Bullet", "List Number"):
        _paragraph(document, name, 10, after=3)
    _new(document, "Adres", 10, after=0)
    particulars = _new(document, "Briefgegevens", 10, after=0)
    particulars.paragraph_format.left_indent = Cm(3.4)
    particulars.paragraph_format.first_line_indent = Cm(-3.4)
    particulars.paragraph_format.tab_stops.add_tab_stop(Cm(3.4), WD_TAB_ALIGNMENT.LEFT)
    _new(document, "Ondertekening", 10, after=4)
    _new(document, "Toelichting", 8.5, before=10, after=4, colour=GREY)
    _new(document, "Tabeltekst", 9, after=0)
    _new(document, "Tabelkop", 9, after=0, bold=True)
    _frame(_new(document, "Concept", 10.5, after=8, bold=True, colour=WARNING))
    for name in ("Header", "Footer"):
        style = _paragraph(document, name, 8.5, after=0, colour=GREY)
        _tabs_off(style)
    mark = document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.bold, mark.font.size, mark.font.color.rgb = True, Pt(10), WARNING
    blank = document.styles.add_style(BLANK, WD_STYLE_TYPE.CHARACTER)
    blank.element.get_or_add_rPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFF2B3"/>')
    )


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.7), Cm(2.3)
    section.header_distance = section.footer_distance = Cm(1.2)


def _language(document: Document) -> None:
    """Dutch for the spelling check and the screen reader; Word 2013 and later as the target."""
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), LANGUAGE)
    settings = document.settings.element
    for name in ("w:themeFontLang", "w:compat"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    mode = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    # The schema asks for an order: compat before rsids, themeFontLang before clrSchemeMapping.
    settings.find(qn("w:rsids")).addprevious(mode)
    font_language = parse_xml(f'<w:themeFontLang {nsdecls("w")} w:val="{LANGUAGE}"/>')
    settings.find(qn("w:clrSchemeMapping")).addprevious(font_language)


def _thumbnail_off(document: Document) -> None:
    """python-docx ships a picture of its own blank document."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _table_styles_off(document: Document) -> None:
    """Leave out the hundred table styles of the blank document; the letters have their own."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _new(document: Document, name: str, size: float, **look: object) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return _paragraph(document, name, size, **look)


def _paragraph(
    document: Document,
    name: str,
    size: float,
    *,
    before: float = 0,
    after: float,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> ParagraphStyle:
    style = document.styles[name]
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = colour or RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _border_off(style: ParagraphStyle) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    style.element.rPr.remove(style.element.rPr.find(qn("w:spacing")))


def _tabs_off(style: ParagraphStyle) -> None:
    """The tabs of the blank document are for another page."""
    for tabs in style.element.pPr.findall(qn("w:tabs")):
        style.element.pPr.remove(tabs)


def _frame(style: ParagraphStyle) -> None:
    """A line around the mark, so that it stands out in black and white too."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="9C0000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )

"""A letter as a Word file: the highest version of its template, filled in, and marked CONCEPT.

Whatever is filled in comes out as it was written: `&`, `<` and braces mean nothing in it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from supervision.errors import LetterTemplateInvalid
from supervision.exports.fixed_zip import EARLIEST, files_in, zip_of
from supervision.reference import DATA
from supervision.views.letters import Letter, specimen

FOLDER = DATA / "letters"
CONCEPT = "CONCEPT"
"""Stands at the top and in every header: what leaves the product has still to be decided on."""
_TOP = 6
"""Paragraphs of the body within which the mark stands."""
_LONGEST_PROPERTY = 255
_HOLDS_NO_TEXT = frozenset({"body", "p", "r", "tbl", "tr", "tc"})
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""Those that docxtpl fills in; it would escape them as if they were XML."""


def to_docx(letter: Letter, folder: Path = FOLDER) -> bytes:
    """Return the letter as DOCX, the same bytes each time.

    Raises LetterTemplateInvalid, which names template and field, where it cannot be filled in.
    """
    path = template_path(letter.template, folder)
    name, _, version = path.stem.rpartition(".v")
    known = {**letter.fields, **letter.rows, "sjabloon": name, "sjabloonversie": version}
    template = DocxTemplate(path)
    try:
        _refuse_broken(template, known)
        template.render(known, _environment(literal=True))
        _fill_properties(template.docx, path, known)
    except UndefinedError as error:
        raise LetterTemplateInvalid(
            template=path.name, reason="unknown_field", value=_field_in(str(error))
        ) from error
    except (TemplateError, TypeError, ArithmeticError, SyntaxError) as error:
        raise LetterTemplateInvalid(template=path.name, reason="tags", value=str(error)) from error
    except (OpcError, BadZipFile, OSError, ValueError, KeyError) as error:
        raise LetterTemplateInvalid(
            template=path.name, reason="unreadable", value=str(error)
        ) from error
    _stamp(template.docx, letter)
    if not _marked(template.docx):
        raise LetterTemplateInvalid(template=path.name, reason="no_concept", value=CONCEPT)
    made = io.BytesIO()
    template.save(made)
    return zip_of(files_in(made.getvalue()))


def to_zip(letters: Iterable[Letter], folder: Path = FOLDER) -> bytes:
    """Return the letters in one zip file, by name, dated as the last of them.

    Raises LetterTemplateInvalid.
    """
    ordered = sorted(letters, key=lambda letter: letter.file_name)
    files = [(letter.file_name, to_docx(letter, folder)) for letter in ordered]
    return zip_of(files, max((letter.on for letter in ordered), default=EARLIEST))


def template_path(template: str, folder: Path = FOLDER) -> Path:
    """Return the highest version of a template; raises LetterTemplateInvalid where there is none.

    The version is a number: v10 is higher than v9.
    """
    versions = {
        int(found[1]): path
        for path in folder.glob(f"{template}.v*.docx")
        if (found := re.fullmatch(re.escape(template) + r"\.v(\d+)\.docx", path.name))
    }
    if not versions:
        raise LetterTemplateInvalid(template=template, reason="missing", value=folder)
    return versions[max(versions)]


def try_templates(templates: Iterable[str]) -> None:
    """Fill in specimens, so that a fault shows before somebody asks for a letter.

    Raises LetterTemplateInvalid.
    """
    for template in templates:
        path = template_path(template)
        _tried(template, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _tried(template: str, path: Path, changed: int) -> int:
    """Once for each version of the file."""
    return len(to_docx(specimen(template), path.parent))


def _refuse_broken(template: DocxTemplate, known: Mapping[str, object]) -> None:
    """Refuse tags that break the structure of the document, or put text where Word shows none.

    docxtpl would drop such text silently. Raises ParseError (a SyntaxError) and TemplateError.
    """
    template.render_init()
    body = ET.fromstring(template.build_xml(known, _environment(literal=True)))
    for element in body.iter():
        inside = element.text if element.tag.rpartition("}")[2] in _HOLDS_NO_TEXT else ""
        lost = f"{inside or ''}{element.tail or ''}".strip()
        if lost:
            raise TemplateError(lost)


def _environment(*, literal: bool) -> SandboxedEnvironment:
    """Templates are edited by people: an unknown field is an error, and no code gets out."""
    if literal:
        return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_literal)
    return SandboxedEnvironment(undefined=StrictUndefined)


def _literal(value: object) -> Markup:
    """A value as XML in which nothing has a meaning, neither for Word nor for docxtpl."""
    text = _NOT_IN_XML.sub("", str(value).replace("\r\n", "\n"))
    escaped = str(escape(text))
    return Markup(escaped.replace("{", "&#123;").replace("}", "&#125;"))


def _field_in(message: str) -> str:
    """The name in jinja's message: `'naam' is undefined`, `… has no attribute 'naam'`."""
    names = re.findall(r"'([^']+)'", message)
    return names[-1] if names else message


def _fill_properties(document: Document, path: Path, known: Mapping[str, object]) -> None:
    """Fill in the properties again, as the plain text that they are."""
    environment = _environment(literal=False)
    written = DocxTemplate(path).get_docx().core_properties
    for name in _PROPERTIES:
        text = environment.from_string(getattr(written, name)).render(known)
        cleaned = _NOT_IN_XML.sub("", text)[:_LONGEST_PROPERTY]
        setattr(document.core_properties, name, cleaned)


def _stamp(document: Document, letter: Letter) -> None:
    """The date of the letter instead of the moment and the person of the last edit."""
    properties = document.core_properties
    properties.created = properties.modified = datetime.combine(letter.on, time())
    properties.last_modified_by = ""
    properties.revision = 1


def _marked(document: Document) -> bool:
    """Whether the mark stands at the top and in every header that is used."""
    headers = [section.header for section in document.sections] + [
        section.first_page_header
        for section in document.sections
        if section.different_first_page_header_footer
    ]
    in_headers = all(any(CONCEPT in each.text for each in part.paragraphs) for part in headers)
    return in_headers and any(CONCEPT in each.text for each in document.paragraphs[:_TOP])

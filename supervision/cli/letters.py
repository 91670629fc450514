"""The export of letters: one Word file, or several in a zip."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.cli.arguments import actor, store
from supervision.errors import InvalidRequest
from supervision.exports.docx_file import to_docx, to_zip
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import clock, letters
from supervision.views.letters import Letter
from supervision.words import Words


def letters_bytes(chosen: Namespace, t: Words) -> bytes:
    """Return the letters as DOCX or zip, and keep that they were taken along.

    A DOCX holds the letter to the municipality only. Raises NotFound, InvalidRequest,
    LetterTemplateInvalid, NotAllowed.
    """
    suffix = Path(chosen.out).suffix.lower()
    if suffix not in (".docx", ".zip"):
        raise InvalidRequest(name="--out", value=chosen.out, reason="not_a_letter")
    if not Path(chosen.out).parent.is_dir():
        raise InvalidRequest(name="--out", value=chosen.out, reason="unwritable")
    database = store()
    found = _letters(chosen, database)
    if suffix == ".docx":
        if len({(each.code, each.decision) for each in found}) > 1:
            raise InvalidRequest(name="--out", value=chosen.out, reason="one_letter")
        found, along = found[:1], found[1:]
        content = to_docx(found[0])
        if along:
            names = ", ".join(each.template for each in along)
            print(t("With --out FILE.zip also: {names}", names=names))
    else:
        content = to_zip(found)
    letters.handed_out(database, actor(chosen), found)
    _tell(chosen, found, t)
    return content


def _letters(chosen: Namespace, database: Database) -> tuple[Letter, ...]:
    if chosen.decision is not None:
        for name, value in (("--on", chosen.on), ("--municipality", chosen.municipality)):
            if value is not None:
                raise InvalidRequest(name=name, value=value, reason="not_here")
        return letters.of_decision(database, chosen.decision)
    on, codes = chosen.on or clock.today(), chosen.municipality
    if codes is not None and len(codes) == 1:
        return letters.of_municipality(database, codes[0], on)
    every = [each.code for each in register().municipalities]
    found = letters.of_selection(database, codes or every, on)
    if not found:
        raise InvalidRequest(name="--on", value=on, reason="no_letter")
    return found


def _tell(chosen: Namespace, found: tuple[Letter, ...], t: Words) -> None:
    print(t.plural("{n} letter, marked CONCEPT", "{n} letters, marked CONCEPT", len(found)))
    asked, written = chosen.municipality or [], {each.code for each in found}
    without = [register().by_code[code].name for code in asked if code not in written]
    if without:
        print(t("Nothing to write about: {names}", names=", ".join(without)))

"""The verbs that write: init, import, withdraw, opening, boundaries."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from supervision.cli.arguments import actor, day, half_year, store, verb
from supervision.cli.output import print_json
from supervision.config import settings
from supervision.errors import InvalidRequest
from supervision.importing import Field, FileKind, Problem
from supervision.importing.changes import ChangeKind
from supervision.storage.database import database
from supervision.usecases import administration, imports, setup, statements, swaps
from supervision.usecases.imports import Check
from supervision.words import Words
from supervision.words.problems import message


def add_verbs(verbs: object) -> None:
    """Add the verbs to the parser."""
    added = verb(verbs, "init", _init, "create or upgrade the store", writes=True)
    added.add_argument("--demo", action="store_true", help="load the sample half-years")

    added = verb(
        verbs, "import", _import, "read a file into the store, whole or not at all", writes=True
    )
    added.add_argument("file", type=Path, metavar="FILE")
    added.add_argument("--kind", type=FileKind, choices=list(FileKind))
    added.add_argument("--half-year", type=half_year, metavar="H", help="like 2025-1")
    added.add_argument("--as-of", type=day, metavar="DATE", help="like 2025-04-01")
    basis = added.add_mutually_exclusive_group()
    basis.add_argument(
        "--net",
        dest="basis",
        action="store_const",
        const="net",
        help="a plain Taakstelling is the net target",
    )
    basis.add_argument(
        "--corrected",
        dest="basis",
        action="store_const",
        const="corrected",
        help="a plain Taakstelling is the corrected target",
    )
    added.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="read a column as this field: " + ", ".join(Field),
    )
    added.add_argument("--dry-run", action="store_true", help="check only, store nothing")
    added.set_defaults(refusal=_refused_import)
    added.add_argument("--json", action="store_true")

    added = verb(verbs, "withdraw", _withdraw, "make an import no longer count", writes=True)
    added.add_argument("batch", type=int, metavar="BATCH")
    added.add_argument("--reason", required=True, metavar="TEXT")

    added = verb(verbs, "opening", _opening, "state an unknown opening", writes=True)
    added.add_argument("code", metavar="CODE")
    added.add_argument("--half-year", type=half_year, required=True, metavar="H")
    added.add_argument(
        "--persons",
        type=int,
        required=True,
        metavar="N",
        help="positive is backlog, negative is lead",
    )
    added.add_argument("--note", required=True, metavar="TEXT")

    added = verb(verbs, "boundaries", _boundaries, "draw other boundaries on the map", writes=True)
    added.add_argument("file", type=Path, metavar="FILE", help="GeoJSON or GeoPackage of CBS")

    added = verb(verbs, "swap", _swap, "record targets moved by agreement", writes=True)
    added.add_argument("--half-year", type=half_year, required=True, metavar="H")
    added.add_argument("--from", dest="giver", required=True, metavar="CODE")
    added.add_argument("--to", dest="taker", required=True, metavar="CODE")
    added.add_argument("--persons", type=int, required=True, metavar="N")
    added.add_argument("--agreed-on", type=day, required=True, metavar="DATE")

    added = verb(verbs, "withdraw-swap", _withdraw_swap, "make a swap no longer count", writes=True)
    added.add_argument("swap", type=int, metavar="SWAP")
    added.add_argument("--reason", required=True, metavar="TEXT")


def _init(chosen: Namespace, t: Words) -> int:
    opened = database(settings().database_url)
    opened.upgrade()
    print(t("Store ready: {url}", url=opened.shown))
    if chosen.demo:
        loaded = setup.load_samples(opened, actor(chosen))
        print(
            t("Sample data (made up) loaded: {n} files", n=loaded)
            if loaded
            else t("The store holds imports already: no sample data loaded")
        )
    return 0


def _import(chosen: Namespace, t: Words) -> int:
    try:
        data = chosen.file.read_bytes()
    except OSError as error:
        raise InvalidRequest(name="FILE", value=chosen.file, reason="unreadable") from error
    request = replace(
        setup.request_for(chosen.file.name),
        kind=chosen.kind,
        half_year=chosen.half_year,
        as_of=chosen.as_of,
        basis=chosen.basis,
        columns=dict(_mapping(each) for each in chosen.column),
    )
    opened = store()
    if chosen.dry_run:
        check, batch = imports.check(opened, data, request), None
    else:
        check, batch = imports.import_file(opened, actor(chosen), data, request)
    if chosen.json:
        print_json(_report(check, batch, t))
    else:
        _print_check(check, batch, t)
    return 0 if check.reading.accepted else 1


def _refused_import(found: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The JSON of an import that did not come as far as the file; the keys are the contract's."""
    nowhere = dict.fromkeys(("row", "column", "value"))
    problems = [{"code": code} | nowhere | {"message": text, "sheet": None} for code, text in found]
    return {
        "accepted": False,
        **dict.fromkeys(("batch", "kind", "half_year", "as_of")),
        **dict.fromkeys(("rows", "ignored", *(kind.value for kind in ChangeKind)), 0),
        "problems": problems,
        "warnings": [],
    }


def _mapping(text: str) -> tuple[str, Field]:
    heading, _, field = text.rpartition("=")
    try:
        return heading.strip(), Field(field.strip())
    except ValueError as error:
        raise InvalidRequest(name="--column", value=text, reason="not_a_field") from error


def _report(check: Check, batch: int | None, t: Words) -> dict[str, object]:
    reading = check.reading
    return {
        "accepted": reading.accepted,
        "batch": batch,
        "kind": reading.kind,
        "half_year": reading.half_year,
        "as_of": reading.as_of,
        "rows": reading.rows,
        "ignored": reading.ignored,
        **{kind.value: check.count(kind) for kind in ChangeKind},
        "problems": [_problem(problem, t) for problem in reading.problems],
        "warnings": [_problem(problem, t) for problem in check.warnings],
    }


def _problem(problem: Problem, t: Words) -> dict[str, object]:
    return {
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": message(problem, t),
        "sheet": problem.sheet,
    }


def _print_check(check: Check, batch: int | None, t: Words) -> None:
    reading = check.reading
    for problem in (*reading.problems, *check.warnings):
        where = t("row {n}", n=problem.row) + ": " if problem.row else ""
        print(where + message(problem, t))
    if not reading.accepted:
        print(t("Not stored: nothing has changed."))
        return
    counts = {kind.value: check.count(kind) for kind in ChangeKind}
    print(
        t(
            "{rows} rows: {new} new, {changed} changed, {unchanged} unchanged, {absent} absent",
            rows=reading.rows,
            **counts,
        )
    )
    print(
        t("Stored as import {batch}", batch=batch) if batch else t("Checked only: nothing stored.")
    )


def _withdraw(chosen: Namespace, t: Words) -> int:
    imports.withdraw(store(), actor(chosen), chosen.batch, chosen.reason)
    print(t("Import {batch} no longer counts", batch=chosen.batch))
    return 0


def _opening(chosen: Namespace, t: Words) -> int:
    statements.state_opening(
        store(), actor(chosen), chosen.code, chosen.half_year, chosen.persons, chosen.note
    )
    print(
        t("Opening of {half_year} stated for {code}", half_year=chosen.half_year, code=chosen.code)
    )
    return 0


def _swap(chosen: Namespace, t: Words) -> int:
    number = swaps.record_swap(
        store(),
        actor(chosen),
        chosen.half_year,
        chosen.giver,
        chosen.taker,
        chosen.persons,
        chosen.agreed_on,
    )
    print(t("Swap {number} recorded", number=number))
    return 0


def _withdraw_swap(chosen: Namespace, t: Words) -> int:
    swaps.withdraw_swap(store(), actor(chosen), chosen.swap, chosen.reason)
    print(t("Swap {number} no longer counts", number=chosen.swap))
    return 0


def _boundaries(chosen: Namespace, t: Words) -> int:
    administration.publish_boundaries(store(), actor(chosen), chosen.file)
    print(t("The map now draws the boundaries in {file}", file=chosen.file.name))
    return 0

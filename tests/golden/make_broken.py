"""Writes `broken/`: files with mistakes, and `broken/expected.json` with what must be said of each.

Run by hand when a case is added: `python tests/golden/make_broken.py`. The files are what counts:
they are kept, so that a change in a library that writes spreadsheets changes nothing here.
What is expected is written here by a person; it is never taken from the reader.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter
import xlwt

HERE = Path(__file__).parent / "broken"
TITLE = "Taakstelling huisvesting vergunninghouders eerste helft 2025"
REALISED = "Realisatie per 1 april 2025"

cases: dict[str, dict[str, object]] = {}


def case(name: str, content: str | bytes, *expected: tuple[object, ...], **asked: object) -> None:
    """Write one file. `expected`: (code, row, column, value), cut off where the rest is null."""
    data = content.encode() if isinstance(content, str) else content
    (HERE / name).write_bytes(data)
    keys = ("code", "row", "column", "value")
    padded = [(*each, None, None, None, None)[:4] for each in expected]
    cases[name] = {
        "request": asked,
        "problems": [dict(zip(keys, each, strict=True)) for each in padded],
    }


def targets(
    *rows: str, header: str = "Gemeentecode;Gemeente;Taakstelling", title: str = TITLE
) -> str:
    """A targets file: title in row 1, header in row 2, first row of figures in row 3."""
    return "\n".join((title, header, *rows)) + "\n"


def realised(*rows: str, header: str = "Gemeente;Gerealiseerd", title: str = REALISED) -> str:
    """A realisation file: title in row 1, header in row 2, first row of figures in row 3."""
    return "\n".join((title, header, *rows)) + "\n"


def xlsx(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """A workbook with these sheets."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "dd-mm-yyyy"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def the_file() -> None:
    """Bytes that are no table."""
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    sheet = xlsx(("Blad1", [["Gemeente", "Taakstelling"], ["Beek", 12]]))
    case("leeg.csv", b"", ("empty_file",))
    case("alleen-witregels.csv", "\n \n\n", ("empty_file",))
    case("leeg-werkblad.xlsx", xlsx(("Blad1", [])), ("empty_file",))
    case("png-als.csv", png, ("not_a_table",))
    case("pdf-als.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("not_a_table",))
    case("nul-bytes.csv", b"Gemeente;Gerealiseerd\nBeek;\x0012\n", ("not_a_table",))
    case("stuurtekens.csv", b"Gemeente;Gerealiseerd\nBeek;\x0112\n", ("not_a_table",))
    case(
        "webpagina-als.xls", "<html><table><tr><td>Beek</td></tr></table></html>", ("not_a_table",)
    )
    case("xml-als.csv", "<?xml version='1.0'?><rijen/>", ("not_a_table",))
    case("xlsx-als.csv", sheet, ("wrong_extension",))
    case("csv-als.xlsx", targets("GM0888;Beek;12"), ("wrong_extension",))
    case("afgebroken.xlsx", sheet[: len(sheet) // 2], ("damaged_spreadsheet",))
    case("kapot.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, ("damaged_spreadsheet",))
    case("met-wachtwoord.xlsx", encrypted(), ("password_protected",))
    case("zip-zonder-werkblad.xlsx", zipped({"readme.txt": b"niets"}), ("not_a_table",))
    bomb = zipped(
        {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000}
    )
    case("zipbom.xlsx", bomb, ("unpacked_too_large",))
    far = xlsx(("Blad1", [["Gemeente", "Taakstelling"]]))
    case("cel-ver-weg.xlsx", moved(far, b'r="B1"', b'r="XFD1048576"'), ("damaged_spreadsheet",))
    many = "Gemeente;Gerealiseerd\n" + "Beek;1\n" * 20_100
    case("twintigduizend-rijen.csv", many, ("too_many_rows",))
    case("veel-rijen.xls", xls_with_cell(25_000, 1), ("too_many_rows",))
    case("veel-kolommen.csv", ";".join(map(str, range(201))) + "\n", ("too_many_columns", 1))
    case("veel-kolommen.xls", xls_with_cell(1, 220), ("too_many_columns",))
    case("lange-regel.csv", "Gemeente;" + "x" * 150_000 + "\n", ("line_too_long",))
    case("aanhalingsteken-open.csv", realised('"Beek;12', "Stein;3"), ("unclosed_quote", 3))
    case("aanhalingsteken-midden.csv", realised('"Beek" (L.);12'), ("unclosed_quote", 3))
    table: list[list[object]] = [["Gemeente", "Taakstelling"], ["Beek", 12]]
    case(
        "twee-tabbladen.xlsx", xlsx(("Concept", table), ("Definitief", table)), ("several_sheets",)
    )


def the_columns() -> None:
    """Headings that do not suffice."""
    case("zonder-kop.csv", "GM0888;Beek;12\nGM0971;Stein;3\n", ("no_header",))
    case("onbekende-koppen.csv", "Plaats;Hoeveel\nBeek;12\n", ("no_header",))
    case(
        "zonder-gemeente.csv",
        targets("Zuid;12", header="Regio;Taakstelling"),
        ("missing_column", 2),
    )
    case(
        "zonder-cijfers.csv",
        targets("GM0888;Beek", header="Gemeentecode;Gemeente"),
        ("missing_column", 2),
    )
    case(
        "alleen-provincie.csv",
        targets("Limburg;Zuid", header="Provincie;Regio"),
        ("missing_column", 2),
        ("missing_column", 2),
    )
    case(
        "taakstelling-als-realisatie.csv",
        targets("GM0888;Beek;12"),
        ("missing_column", 2),
        kind="realisation",
    )
    case(
        "realisatie-als-taakstelling.csv",
        realised("Beek;12"),
        ("missing_column", 2),
        ("kind_differs", 2, "Gerealiseerd"),
        kind="targets",
    )
    case(
        "percentage-is-geen-realisatie.csv",
        realised("Beek;50%", header="Gemeente;% gerealiseerd"),
        ("missing_column", 2),
    )
    case(
        "taakstelling-twee-keer.csv",
        targets("Beek;12;13", header="Gemeente;Taakstelling;Taakstelling"),
        ("column_twice", 2, "Taakstelling"),
    )
    case(
        "gerealiseerd-en-gehuisvest.csv",
        realised("Beek;12;13", header="Gemeente;Gerealiseerd;Gehuisvest"),
        ("column_twice", 2, "Gehuisvest"),
    )
    case(
        "saldo-en-achterstand.csv",
        targets("Beek;12;3;3", header="Gemeente;Taakstelling;Achterstand/voorsprong;Achterstand"),
        ("column_twice", 2, "Achterstand"),
    )
    case(
        "aantal.csv",
        realised("Beek;12", header="Gemeente;Aantal personen"),
        ("ambiguous_column", 2, "Aantal personen"),
    )
    case(
        "saldo.csv",
        realised("Beek;40;3;12", header="Gemeente;Taakstelling;Saldo;Gerealiseerd"),
        ("ambiguous_column", 2, "Saldo"),
    )
    case(
        "voorsprong-achterstand.csv",
        targets("Beek;12;-3", header="Gemeente;Taakstelling;Voorsprong/achterstand"),
        ("ambiguous_column", 2, "Voorsprong/achterstand"),
    )
    case(
        "teken-omgekeerd.csv",
        targets("Beek;12;-3", header="Gemeente;Taakstelling;Achterstand (-) / voorsprong (+)"),
        ("ambiguous_column", 2, "Achterstand (-) / voorsprong (+)"),
    )
    case(
        "netto-naast-taakstelling.csv",
        targets("Beek;12;13", header="Gemeente;Netto taakstelling;Taakstelling"),
        ("ambiguous_column", 2, "Taakstelling"),
    )
    case(
        "gehuisvest-of-gekoppeld.csv",
        realised("Beek;12", header="Gemeente;Gehuisvest of gekoppeld"),
        ("ambiguous_column", 2, "Gehuisvest of gekoppeld"),
    )
    case(
        "koppeling-niet-gevonden.csv",
        targets("GM0888;Beek;12"),
        ("heading_not_found", 2, "Opdracht"),
        columns={"Opdracht": "target"},
    )


def the_circumstances() -> None:
    """Half-year and as-of date."""
    with_half_year = "Gemeente;Halfjaar;Taakstelling"
    with_as_of = "Gemeente;Gerealiseerd;Peildatum"
    case(
        "halfjaar-onbekend.csv",
        targets("GM0888;Beek;12", title="Taakstelling"),
        ("half_year_unknown",),
    )
    case(
        "twee-halfjaren-in-titel.csv",
        targets("GM0888;Beek;12", title="Stand 2024-2 en 2025-1"),
        ("half_year_unknown",),
    )
    case(
        "halfjaar-anders-gekozen.csv",
        targets("GM0888;Beek;12"),
        ("half_year_differs", None, None, "2025-2"),
        half_year="2025-2",
    )
    case(
        "titel-tegen-kolom.csv",
        targets("Beek;2025-2;12", header=with_half_year),
        ("half_year_differs", None, None, "2025-1"),
    )
    case(
        "halfjaren-gemengd.csv",
        targets("Beek;2025-1;12", "Stein;2025-2;3", header=with_half_year, title=""),
        ("mixed_half_years", 4, "Halfjaar", "2025-2"),
    )
    case(
        "geen-halfjaar.csv",
        targets("Beek;voorjaar;12", header=with_half_year),
        ("not_a_half_year", 3, "Halfjaar", "voorjaar"),
    )
    case(
        "derde-helft.csv",
        targets("Beek;2025-3;12", header=with_half_year),
        ("not_a_half_year", 3, "Halfjaar", "2025-3"),
    )
    case(
        "halfjaar-werd-datum.xlsx",
        xlsx(("Blad1", [["Gemeente", "Halfjaar", "Taakstelling"], ["Beek", date(2025, 1, 1), 12]])),
        ("not_a_half_year", 2, "Halfjaar", "2025-01-01"),
    )
    case(
        "peildatum-onbekend.csv", realised("Beek;12", title="Realisatie 2025-1"), ("as_of_unknown",)
    )
    case(
        "maand-zonder-dag.csv",
        realised("Beek;12", title="Realisatie april 2025"),
        ("as_of_unknown",),
    )
    case(
        "peildatum-anders-gekozen.csv",
        realised("Beek;12"),
        ("as_of_differs", None, None, "2025-05-01"),
        as_of="2025-05-01",
    )
    case(
        "peildata-gemengd.csv",
        realised("Beek;12;1-4-2025", "Stein;3;1-5-2025", header=with_as_of, title="Realisatie"),
        ("mixed_dates", 4, "Peildatum", "1-5-2025"),
    )
    case(
        "geen-datum.csv",
        realised("Beek;12;begin april", header=with_as_of),
        ("not_a_date", 3, "Peildatum", "begin april"),
    )
    case(
        "jaar-van-twee-cijfers.csv",
        realised("Beek;12;1-4-25", header=with_as_of),
        ("not_a_date", 3, "Peildatum", "1-4-25"),
    )
    case(
        "31-februari.csv",
        realised("Beek;12;31-2-2025", header=with_as_of),
        ("not_a_date", 3, "Peildatum", "31-2-2025"),
    )
    case(
        "maand-dertien.csv",
        realised("Beek;12;4/13/2025", header=with_as_of),
        ("not_a_date", 3, "Peildatum", "4/13/2025"),
    )
    case(
        "peildatum-in-toekomst.csv",
        realised("Beek;12", title="Stand per 1 januari 2027"),
        ("as_of_in_future", None, None, "2027-01-01"),
    )
    case(
        "peildatum-buiten-halfjaar.csv",
        realised("Beek;12", title="Realisatie 2025-1, stand per 1 oktober 2025"),
        ("as_of_outside_half_year", None, None, "2025-10-01"),
    )
    case(
        "een-juli-hoort-bij-eerste-helft.csv",
        realised("Beek;12", title="Stand per 1 juli 2025"),
        ("as_of_outside_half_year", None, None, "2025-07-01"),
        half_year="2025-2",
    )


def the_municipalities() -> None:
    """Rows that name no municipality, or the wrong one."""
    case("bergen.csv", realised("Bergen;12"), ("ambiguous_municipality", 3, "Gemeente", "Bergen"))
    case(
        "tikfout.csv",
        realised("Maastrict;12"),
        ("unknown_municipality", 3, "Gemeente", "Maastrict"),
    )
    case(
        "onbekende-plaats.csv",
        realised("Atlantis;12", "Beek;3"),
        ("unknown_municipality", 3, "Gemeente", "Atlantis"),
    )
    case(
        "wijk-is-geen-gemeente.csv",
        realised("Blerick;12"),
        ("unknown_municipality", 3, "Gemeente", "Blerick"),
    )
    case("onbekende-code.csv", targets("GM9999;;12"), ("unknown_code", 3, "Gemeentecode", "GM9999"))
    case(
        "code-te-lang.csv",
        targets("GM08888;Beek;12"),
        ("unknown_code", 3, "Gemeentecode", "GM08888"),
    )
    case(
        "code-tegen-naam.csv",
        targets("GM0888;Stein;12"),
        ("code_and_name_differ", 3, "Gemeente", "Stein"),
    )
    case(
        "code-tegen-onbekende-naam.csv",
        targets("GM0888;Maastricht Airport;12"),
        ("code_and_name_differ", 3, "Gemeente", "Maastricht Airport"),
    )
    case("gemeente-leeg.csv", realised(";12"), ("municipality_missing", 3, "Gemeente"))
    case("heringedeeld.csv", realised("Nuth;12"), ("merged_municipality", 3, "Gemeente", "Nuth"))
    case(
        "heringedeeld-op-code.csv",
        targets("GM0962;;12"),
        ("merged_municipality", 3, "Gemeentecode", "GM0962"),
    )
    case(
        "nog-niet-ontstaan.csv",
        realised("Beekdaelen;12", title="Stand per 1 oktober 2018"),
        ("municipality_not_yet_there", 3, "Gemeente", "Beekdaelen"),
    )
    case(
        "dubbel.csv",
        realised("Beek;12", "Stein;3", "Beek;12"),
        ("duplicate_municipality", 5, "Gemeente", "Beek"),
    )
    case(
        "dubbel-anders-gespeld.csv",
        targets("GM0888;Beek;12", "888;Beek (L.);13"),
        ("duplicate_municipality", 4, "Gemeente", "Beek (L.)"),
    )
    case("geen-rijen.csv", targets(), ("no_rows",))
    case("alleen-totaal.csv", targets(";Totaal;120"), ("no_rows",))
    case("geen-limburg.csv", realised("Amsterdam;12", "Utrecht;3"), ("no_rows_in_province",))


def the_values() -> None:
    """Cells that hold no number of persons."""
    values = {
        "leeg": ("", "missing_value"),
        "streepje": ("-", "missing_value"),
        "nvt": ("n.v.t.", "missing_value"),
        "woord": ("twaalf", "not_a_number"),
        "met-eenheid": ("12 personen", "not_a_number"),
        "letter-o": ("1O", "not_a_number"),
        "wetenschappelijk": ("1e5", "not_a_number"),
        "komma": ("12,5", "not_whole"),
        "punt": ("12.5", "not_whole"),
        "procent": ("50%", "percentage"),
        "engels-duizendtal": ("1,234", "ambiguous_number"),
        "komma-nullen": ("12,000", "ambiguous_number"),
        "negatief": ("-3", "negative"),
        "te-hoog": ("123456", "too_high"),
        "zestig-cijfers": ("9" * 60, "too_high"),
        "excel-fout": ("#VERW!", "formula_error"),
    }
    for name, (value, code) in values.items():
        case(
            f"gerealiseerd-{name}.csv",
            realised(f"Beek;{value}", "Stein;3"),
            (code, 3, "Gerealiseerd", value or None),
        )
    case(
        "punt-heeft-twee-lezingen.csv",
        realised("Beek;1.234;45.5", header="Gemeente;Gerealiseerd;Realisatie %"),
        ("ambiguous_number", 3, "Gerealiseerd", "1.234"),
    )
    case(
        "taakstelling-negatief.csv",
        targets("GM0888;Beek;-12"),
        ("negative", 3, "Taakstelling", "-12"),
    )
    case(
        "gekoppeld-negatief.csv",
        realised("Beek;12;-1", header="Gemeente;Gerealiseerd;Gekoppeld"),
        ("negative", 3, "Gekoppeld", "-1"),
    )
    case(
        "achterstand-negatief.csv",
        targets("Beek;12;-1", header="Gemeente;Taakstelling;Achterstand"),
        ("negative", 3, "Achterstand", "-1"),
    )
    case(
        "achterstand-en-voorsprong.csv",
        targets("Beek;12;3;4", header="Gemeente;Taakstelling;Achterstand;Voorsprong"),
        ("backlog_and_lead", 3, "Achterstand", "3"),
    )
    case(
        "rij-verschoven.csv",
        "Stand per 1-4-2025\nGemeente,Gerealiseerd\nBeek,1,234\n",
        ("row_too_long", 3, None, "234"),
    )
    case(
        "onbekende-bron.csv",
        realised("Beek;12;krant", header="Gemeente;Gerealiseerd;Bron"),
        ("unknown_source", 3, "Bron", "krant"),
    )
    case(
        "bron-leeg.csv",
        realised(
            "Beek;12;COA", "Stein;3;gemeente", "Weert;4;", header="Gemeente;Gerealiseerd;Bron"
        ),
        ("unknown_source", 5, "Bron"),
    )
    case(
        "halve-persoon.xlsx",
        xlsx(("Blad1", [[REALISED], ["Gemeente", "Gerealiseerd"], ["Beek", 0.5]])),
        ("not_whole", 3, "Gerealiseerd", "0.5"),
    )
    case(
        "datum-als-aantal.xlsx",
        xlsx(("Blad1", [[REALISED], ["Gemeente", "Gerealiseerd"], ["Beek", date(2025, 2, 1)]])),
        ("not_a_number", 3, "Gerealiseerd", "2025-02-01"),
    )
    case(
        "drie-fouten.csv",
        realised("Beek;twaalf", "Bergen;3", "Venlo;", "Weert;4"),
        ("not_a_number", 3, "Gerealiseerd", "twaalf"),
        ("ambiguous_municipality", 4, "Gemeente", "Bergen"),
        ("missing_value", 5, "Gerealiseerd"),
    )
    case(
        "twee-fouten-in-een-rij.csv",
        realised("Maastrict;12,5"),
        ("unknown_municipality", 3, "Gemeente", "Maastrict"),
        ("not_whole", 3, "Gerealiseerd", "12,5"),
    )


def encrypted() -> bytes:
    """The outside of a workbook with a password: a compound file with the name of its stream."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def moved(book: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with one cell at another address."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return zipped({n: archive.read(n).replace(old, new) for n in archive.namelist()})


def xls_with_cell(row: int, column: int) -> bytes:
    """An old workbook with a header and one cell far away."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Blad1")
    sheet.write(0, 0, "Gemeente")
    sheet.write(row, column, 12)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def main() -> None:
    """Write all of it anew."""
    HERE.mkdir(exist_ok=True)
    for old in HERE.iterdir():
        old.unlink()
    for part in (the_file, the_columns, the_circumstances, the_municipalities, the_values):
        part()
    expected = json.dumps(cases, indent=1, ensure_ascii=False)
    (HERE / "expected.json").write_text(expected + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

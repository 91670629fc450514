import csv
import subprocess
import sys
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from supervision.domain.halfyear import HalfYear, half_years, pace_norm
from supervision.reference import DATA

SAMPLES = DATA / "samples"
HALF_YEARS = half_years(HalfYear(2022, 1), HalfYear(2026, 2))
CLOSED = [str(each) for each in HALF_YEARS[:-1]]
LAST_AS_OF = "2026-11-01"
ALL_FILES = sorted(SAMPLES.glob("*/*.csv"))

VENLO, KERKRADE, ROERMOND = "GM0983", "GM0928", "GM0957"
ECHT_SUSTEREN, GULPEN_WITTEM, SITTARD_GELEEN = "GM1711", "GM1729", "GM1883"
HORST, PEEL_EN_MAAS, BEESEL, MOOK, VAALS = "GM1507", "GM1894", "GM0889", "GM0944", "GM0981"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows below the title and the empty line, the total last."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert lines[1] == []
    return [dict(zip(lines[2], line, strict=True)) for line in lines[3:]]


@cache
def overview(as_of: str) -> dict[str, tuple[int, int, int]]:
    """Return obligation, realised and linked by code."""
    (path,) = SAMPLES.glob(f"*/realisatie_{as_of}_*.csv")
    return {
        row["Gemeentecode"]: (
            int(row["Gecorrigeerde taakstelling"]),
            int(row["Gerealiseerd"]),
            int(row["Gekoppeld"]),
        )
        for row in read(path)[:-1]
    }


@cache
def targets(half_year: str, *, revised: bool = False) -> dict[str, int]:
    name = f"taakstelling_{half_year}{'_herzien' if revised else ''}_voorbeeldgegevens.csv"
    rows = read(SAMPLES / half_year / name)[:-1]
    return {row["Gemeentecode"]: int(row["Netto taakstelling"]) for row in rows}


@cache
def accounts() -> dict[str, dict[str, int]]:
    """Return the closings by code and half-year, from targets and realisations alone."""
    letter = read(SAMPLES / "2022-1" / "taakstelling_2022-1_voorbeeldgegevens.csv")[:-1]
    opening = {row["Gemeentecode"]: int(row["Achterstand/voorsprong"]) for row in letter}
    closings: dict[str, dict[str, int]] = defaultdict(dict)
    for half_year in HALF_YEARS[:-1]:
        target = targets(str(half_year), revised=str(half_year) == "2025-1")
        closing = overview(str(half_year.reference_date))
        for code in target:
            figures = closing.get(code) or last_stated(code, half_year)
            if figures is None:
                del opening[code]
                continue
            if code in opening:
                assert figures[0] == target[code] + opening[code]
            opening[code] = figures[0] - figures[1]
            if code in closing:
                closings[code][str(half_year)] = opening[code]
    return closings


def last_stated(code: str, half_year: HalfYear) -> tuple[int, int, int] | None:
    reports = sorted((SAMPLES / str(half_year)).glob("realisatie_*"))
    stated = [overview(each.name.split("_")[1]).get(code) for each in reports]
    return next((each for each in reversed(stated) if each), None)


def missed_in_a_row(code: str, half_year: str) -> int:
    count = 0
    for each in reversed(CLOSED[: CLOSED.index(half_year) + 1]):
        if accounts()[code].get(each, 0) <= 0:
            break
        count += 1
    return count


def closings(code: str, first: str, last: str) -> list[int]:
    return [accounts()[code][each] for each in CLOSED if first <= each <= last]


def behind_pace(as_of: str) -> set[str]:
    norm = pace_norm(HalfYear.of(date.fromisoformat(as_of)), date.fromisoformat(as_of))
    return {code for code, (due, housed, _) in overview(as_of).items() if housed < norm * due}


def test_generating_again_gives_the_same_bytes(tmp_path: Path) -> None:
    script = str(SAMPLES / "generate.py")
    subprocess.run([sys.executable, script, "--out", str(tmp_path)], check=True)
    again = sorted(tmp_path.glob("*/*"))
    assert [each.relative_to(tmp_path) for each in again] == [
        each.relative_to(SAMPLES) for each in ALL_FILES
    ]
    for ours, fresh in zip(ALL_FILES, again, strict=True):
        assert ours.read_bytes() == fresh.read_bytes(), ours.name


def test_there_are_eleven_letters_and_an_overview_for_every_month() -> None:
    assert len([each for each in ALL_FILES if each.name.startswith("taakstelling_")]) == 11
    assert len([each for each in ALL_FILES if each.name.startswith("realisatie_")]) == 9 * 6 + 4


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda each: each.name)
def test_a_file_says_that_it_is_made_up_and_its_total_is_the_sum(path: Path) -> None:
    assert path.name.endswith("_voorbeeldgegevens.csv")
    content = path.read_bytes()
    assert content.startswith("\ufeffVoorbeeldgegevens (verzonnen): ".encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    *rows, total = read(path)
    codes = [row["Gemeentecode"] for row in rows]
    assert codes == sorted(codes)
    assert len(set(codes)) == (31 if VAALS in codes else 30)
    assert (total["Gemeentecode"], total["Gemeente"]) == ("", "Totaal Limburg")
    for heading in set(total) - {"Gemeentecode", "Gemeente", "Halfjaar", "Herkomst"}:
        assert int(total[heading]) == sum(int(row[heading]) for row in rows)


def test_corrected_targets_are_net_targets_and_the_closing_before() -> None:
    assert len(accounts()) == 31  # the account itself asserts it for each half-year


def test_the_revision_of_2025_lowers_the_targets_after_1_april() -> None:
    first, revised = targets("2025-1"), targets("2025-1", revised=True)
    assert first[HORST] == 43
    assert sum(revised.values()) < sum(first.values())
    for code in first:
        lowered = overview("2025-04-01")[code][0] - overview("2025-05-01")[code][0]
        assert lowered == first[code] - revised[code]


@pytest.mark.parametrize(
    ("code", "missed", "slide"),
    [(VENLO, 4, [14, 27, 41, 58]), (KERKRADE, 3, [7, 15, 24])],
    ids=["Venlo", "Kerkrade"],
)
def test_who_slides_still_does_so_on_1_july_2026(code: str, missed: int, slide: list[int]) -> None:
    assert missed_in_a_row(code, "2026-1") == missed
    assert closings(code, CLOSED[-missed], "2026-1") == slide
    assert code in behind_pace(LAST_AS_OF)


def test_echt_susteren_slid_and_had_cleared_it_by_1_july_2025() -> None:
    assert closings(ECHT_SUSTEREN, "2023-1", "2025-1") == [7, 16, 23, 11, -2]


def test_gulpen_wittem_slid_and_recovers_now() -> None:
    assert closings(GULPEN_WITTEM, "2023-2", "2026-1") == [-1, 4, 8, 11, 13, 5]
    assert GULPEN_WITTEM not in behind_pace(LAST_AS_OF)


def test_sittard_geleen_recovered_from_a_large_backlog() -> None:
    assert closings(SITTARD_GELEEN, "2022-1", "2024-1") == [44, 38, 25, 12, -2]


@pytest.mark.parametrize("code", [HORST, PEEL_EN_MAAS, BEESEL, MOOK])
def test_leads_are_kept_in_every_half_year(code: str) -> None:
    assert max(accounts()[code].values()) < 0


def test_horst_follows_the_published_figures() -> None:
    obligation, realised, _ = overview("2025-01-01")[HORST]
    assert (obligation, realised) == (6, 22)
    assert overview("2025-02-01")[HORST][0] == 27


def test_there_is_an_obligation_below_zero_and_persons_are_housed_all_the_same() -> None:
    obligation, realised, _ = overview(LAST_AS_OF)[MOOK]
    assert obligation < 0 < realised


def test_vaals_has_a_half_year_without_figures_and_a_missing_closing_figure() -> None:
    absent = [each.name.split("_")[1] for each in ALL_FILES if VAALS not in each.read_text("utf-8")]
    months = ["2023-08-01", "2023-09-01", "2023-10-01", "2023-11-01", "2023-12-01", "2024-01-01"]
    assert absent == [*months, "2025-07-01"]


def test_nobody_else_has_missed_more_than_two_in_a_row_since_2024() -> None:
    for half_year in ("2024-2", "2025-1", "2025-2", "2026-1"):
        long = {code for code in accounts() if missed_in_a_row(code, half_year) > 2}
        assert long <= {VENLO, KERKRADE, ECHT_SUSTEREN, GULPEN_WITTEM}


def test_too_few_are_linked_at_two_dates_only() -> None:
    short = {
        (code, as_of)
        for as_of in (each.name.split("_")[1] for each in ALL_FILES if "realisatie" in each.name)
        for code, (obligation, realised, linked) in overview(as_of).items()
        if realised + linked < obligation
    }
    assert short == {(KERKRADE, "2026-10-01"), (GULPEN_WITTEM, "2025-04-01")}


def test_on_1_november_2026_six_to_nine_are_behind_pace() -> None:
    behind = behind_pace(LAST_AS_OF)
    assert 6 <= len(behind) <= 9
    assert {VENLO, KERKRADE, ROERMOND} <= behind
    obligation, realised, _ = overview(LAST_AS_OF)[ROERMOND]
    assert obligation - realised >= 20


def test_a_figure_goes_down_twice_and_otherwise_never() -> None:
    down = []
    for half_year in HALF_YEARS:
        reports = sorted((SAMPLES / str(half_year)).glob("realisatie_*"))
        dates = [each.name.split("_")[1] for each in reports]
        for earlier, later in pairwise(dates):
            before, after = overview(earlier), overview(later)
            down += [(c, later) for c in after if c in before and after[c][1] < before[c][1]]
    assert down == [("GM0935", "2024-05-01"), ("GM0988", "2026-04-01")]


def test_the_province_realises_between_45_and_110_percent_of_each_half_year() -> None:
    for half_year in HALF_YEARS[:-1]:
        figures = overview(str(half_year.reference_date)).values()
        share = sum(each[1] for each in figures) / sum(each[0] for each in figures)
        assert 0.45 < share < 1.10

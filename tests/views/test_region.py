"""The regions: sums that are never guessed, closings on one scale, rankings, joint solutions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from supervision.domain.proposals import Basis
from supervision.domain.province import Totals
from supervision.reference import register
from supervision.storage.database import Database
from supervision.usecases import assessing, joint
from supervision.views.joint import Joint
from supervision.views.joint import joint as joint_view
from supervision.views.ranking import BASES
from supervision.views.region import Regions, region_file_name, regions
from supervision.views.standing import standings
from supervision.views.table import Table
from supervision.words import words
from tests.cli.office import HORST, VENLO, Office

DUTCH, ENGLISH = words("nl"), words("en")
NOVEMBER, JULY = date(2026, 11, 24), date(2026, 7, 1)
NORTH, MIDDLE, SOUTH = "Noord-Limburg", "Midden-Limburg", "Zuid-Limburg"


def see(store: Database, on: date) -> Regions:
    snapshot = assessing.snapshot(store, on)
    found = standings(snapshot, DUTCH)
    return regions(found, snapshot, joint.proposals(store, on), register(), DUTCH)


@cache
def shown(store: Database, on: date) -> Regions:
    """The regions in a store that nobody writes to."""
    return see(store, on)


def column(table: Table, heading: str) -> list[object]:
    index = [each.heading for each in table.columns].index(heading)
    return [row[index] for row in table.rows]


# --- side by side ---------------------------------------------------------------------------


@pytest.mark.parametrize("on", [NOVEMBER, JULY], ids=str)
def test_the_balance_of_a_region_is_the_sum_of_its_assessments(
    shown_samples: Database, on: date
) -> None:
    province = assessing.snapshot(shown_samples, on).province
    table = shown(shown_samples, on).balances
    assert column(table, "Regio") == [NORTH, MIDDLE, SOUTH, "Limburg"]
    for index, name in enumerate((NORTH, MIDDLE, SOUTH, None)):
        totals = Totals.of(
            province.assessments[each.code]
            for each in province.municipalities
            if name in (None, each.region)
        )
        assert [
            column(table, heading)[index]
            for heading in (
                "Gemeenten",
                "Opgave",
                "Gerealiseerd",
                "Nog te huisvesten",
                "Voorsprong",
            )
        ] == [
            totals.municipalities,
            totals.obligation.persons,
            totals.realised.persons,
            totals.backlog.persons,
            totals.lead.persons,
        ]
        share = Fraction(totals.comparable_realised, totals.comparable_obligation)
        assert column(table, "Realisatie %")[index] == share
        assert column(table, "Saldo onbekend")[index] == totals.closing.unknown


@pytest.mark.parametrize("on", [NOVEMBER, JULY], ids=str)
def test_the_regions_make_up_limburg(shown_samples: Database, on: date) -> None:
    table = shown(shown_samples, on).balances
    for index, each in enumerate(table.columns):
        if each.kind == "persons":
            *parts, whole = (row[index] for row in table.rows)
            assert sum(parts) == whole, each.heading


def test_only_the_running_half_year_has_expectations(shown_samples: Database) -> None:
    running, closed = shown(shown_samples, NOVEMBER), shown(shown_samples, JULY)
    expected = {"Verwachte achterstand", "Verwachte voorsprong", "Weg te nemen door uitruil"}
    assert expected <= {each.heading for each in running.balances.columns}
    assert not expected & {each.heading for each in closed.balances.columns}
    proposals = joint.proposals(shown_samples, NOVEMBER)
    assert (
        column(running.balances, "Weg te nemen door uitruil")[0] == proposals.plans[NORTH].cleared
    )


def test_the_sentence_compares_the_regions_with_the_norm(shown_samples: Database) -> None:
    view = shown(shown_samples, NOVEMBER)
    shares = column(view.balances, "Realisatie %")[:3]
    last = (NORTH, MIDDLE, SOUTH)[shares.index(min(shares))]
    first = (NORTH, MIDDLE, SOUTH)[shares.index(max(shares))]
    assert view.sentence.startswith(f"Op 1 november 2026 had {last} het kleinste deel")
    assert f"en {first} het grootste, {DUTCH.percent(max(shares), 0)}" in view.sentence
    assert DUTCH.percent(Fraction(2, 3), 0) in view.sentence
    assert view.parts[NORTH].sentence == (
        f"Op 1 november 2026 had {NORTH} {DUTCH.percent(shares[0], 0)} van de opgave "
        f"gerealiseerd; de norm is {DUTCH.percent(Fraction(2, 3), 0)}."
    )


def test_without_figures_nothing_is_guessed(office: Office) -> None:
    view = see(office.database, NOVEMBER)
    assert view.sentence == "Van 2026-2 zijn nog geen cijfers ingelezen."
    for heading in ("Opgave", "Gerealiseerd", "Realisatie %", "Norm", "Verwachte achterstand"):
        assert column(view.balances, heading) == [None] * 4
    assert column(view.balances, "Weg te nemen door uitruil") == [None] * 4
    assert column(view.balances, "Saldo onbekend") == [8, 7, 16, 31]
    assert view.parts[NORTH].title == "Er is nog geen saldo bekend."
    assert view.closings.title == "Van het laatste halfjaar zijn nog geen saldi bekend"
    assert "nog geen saldo bekend" in view.joint[NORTH].title


# --- the last half-years --------------------------------------------------------------------


def test_the_closings_are_those_of_the_accounts_on_one_scale(shown_samples: Database) -> None:
    view = shown(shown_samples, NOVEMBER)
    accounts = assessing.snapshot(shown_samples, NOVEMBER).province.accounts
    codes = [each.code for each in register().municipalities if each.region == NORTH]
    north = view.closings.series[0]
    assert [str(each.half_year) for each in north.closings] == [
        *("2022-2", "2023-1", "2023-2", "2024-1", "2024-2", "2025-1", "2025-2", "2026-1")
    ]
    for each in north.closings:
        lines = [accounts[code].line(each.half_year) for code in codes]
        closings = [line.latest.closing for line in lines if line]
        assert each.backlog == sum(max(closing, 0) for closing in closings)
        assert each.lead == sum(max(-closing, 0) for closing in closings)
    everything = [each for series in view.closings.series for each in series.closings]
    assert view.closings.highest == max(each.backlog for each in everything)
    assert view.closings.lowest == -max(each.lead for each in everything)


def test_who_has_no_closing_and_whose_is_provisional_is_named(shown_samples: Database) -> None:
    """Vaals is not in the closing figures of 2023-2 and of 2025-1."""
    table = shown(shown_samples, NOVEMBER).closings.table
    remarks = dict(zip(column(table, "Halfjaar"), column(table, "Opmerking"), strict=True))
    assert remarks["2023-2"] == "Zuid-Limburg: zonder Vaals"
    assert remarks["2025-1"] == "Zuid-Limburg: voorlopig vanwege Vaals"
    assert remarks["2024-2"] == ""
    assert column(table, "Halfjaar")[0] == "2026-1", "the last one first"


def test_a_closed_half_year_ends_its_own_series_and_a_short_history_is_short(
    shown_samples: Database,
) -> None:
    for on, first, last in ((JULY, "2022-2", "2026-1"), (date(2023, 1, 1), "2022-1", "2022-2")):
        closings = shown(shown_samples, on).closings.series[0].closings
        assert (str(closings[0].half_year), str(closings[-1].half_year)) == (first, last)


def test_the_titles_say_how_it_went(shown_samples: Database) -> None:
    closings = shown(shown_samples, NOVEMBER).closings
    for series in closings.series:
        first, last = series.closings[0].backlog, series.closings[-1].backlog
        assert series.title == f"{series.region}: achterstand van {first} naar {last}"
    worst = max(closings.series, key=lambda each: each.closings[-1].backlog)
    assert worst.region in closings.title
    assert f"{worst.closings[-1].backlog} van de " in closings.title


# --- one region -----------------------------------------------------------------------------


@pytest.mark.parametrize("region", [NORTH, MIDDLE, SOUTH])
@pytest.mark.parametrize("on", [NOVEMBER, JULY], ids=str)
def test_the_ranking_goes_from_behind_to_ahead(
    shown_samples: Database, on: date, region: str
) -> None:
    part = shown(shown_samples, on).parts[region]
    balances = [each.balance for each in part.ranked]
    assert balances == sorted(balances, reverse=True)
    assert column(part.ranking, "Gemeente") == [each.standing.name for each in part.ranked]
    assert {each.standing.region for each in part.ranked} == {region}
    assert part.ranked[0].standing.name in part.title
    assert part.ranked[-1].standing.name in part.title


def test_the_balance_is_the_closing_or_what_is_expected(shown_samples: Database) -> None:
    proposals = joint.proposals(shown_samples, NOVEMBER)
    running = shown(shown_samples, NOVEMBER).parts[NORTH]
    for each in running.ranked:
        assert each.balance == proposals.balances[each.standing.code].closing
        assert each.basis is Basis.FORECAST
    assert column(running.ranking, "Verwacht saldo") == [each.balance for each in running.ranked]
    closed = shown(shown_samples, JULY).parts[NORTH]
    assert all(each.balance == each.standing.closing for each in closed.ranked)
    assert column(closed.ranking, "Saldo") == [each.balance for each in closed.ranked]
    assert "Verwachting berust op" not in {each.heading for each in closed.ranking.columns}


def test_who_has_no_balance_comes_last(office: Office) -> None:
    text = "Taakstelling 2026-2\nGemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    office.import_("t.csv", f"{text}{HORST};10;0\n{VENLO};20;5\n")
    office.import_("r.csv", f"Stand per 1 oktober 2026\nGemeentecode;Gerealiseerd\n{HORST};9\n")
    part = see(office.database, NOVEMBER).parts[NORTH]
    assert [(each.standing.code, each.balance) for each in part.ranked][:1] == [(HORST, -8)]
    assert {each.balance for each in part.ranked[1:]} == {None}
    assert part.title.endswith("Grootste voorsprong: Horst aan de Maas (8).")


def test_all_who_are_equally_far_behind_are_named(office: Office) -> None:
    text = "Taakstelling 2026-2\nGemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    office.import_("t.csv", f"{text}{HORST};10;0\n{VENLO};20;0\n")
    rows = f"{HORST};0\n{VENLO};5\n"
    office.import_("r.csv", f"Stand per 1 oktober 2026\nGemeentecode;Gerealiseerd\n{rows}")
    title = see(office.database, NOVEMBER).parts[NORTH].title
    assert "op 1 januari 2027: Horst aan de Maas, Venlo (10)." in title
    assert title.endswith("Niemand loopt voor.")


def test_everyone_flagged_is_on_a_step_or_preventive(shown_samples: Database) -> None:
    for part in shown(shown_samples, NOVEMBER).parts.values():
        named = ", ".join(str(each) for each in column(part.steps, "Aangewezen trede") if each)
        flagged = {each.standing.name for each in part.ranked if each.standing.flagged}
        assert set(named.split(", ")) == flagged
        assert all(any(row[1:]) for row in part.steps.rows)


def test_every_basis_has_words() -> None:
    assert BASES.keys() == set(Basis)


# --- the joint solution ---------------------------------------------------------------------


@pytest.mark.parametrize("region", [NORTH, MIDDLE, SOUTH])
def test_the_moves_and_their_effects_are_those_of_the_proposals(
    shown_samples: Database, region: str
) -> None:
    proposals = joint.proposals(shown_samples, NOVEMBER)
    view = shown(shown_samples, NOVEMBER).joint[region]
    plan = proposals.plans[region]
    assert tuple(view.options.values()) == plan.moves
    assert column(view.moves, "Personen") == [move.persons for move in plan.moves]
    changes = column(view.effects, "Wijziging taakstelling")
    before, after = column(view.effects, "Verwacht saldo"), column(view.effects, "Met de uitruil")
    assert sum(changes) == 0
    assert changes == sorted(changes), "whoever hands over most comes first"
    assert [was + moved for was, moved in zip(before, changes, strict=True)] == after
    backlog = sum(
        max(proposals.balances[each.standing.code].closing, 0)
        for each in shown(shown_samples, NOVEMBER).parts[region].ranked
    )
    assert f"van {backlog} naar {backlog - plan.cleared} personen" in view.title
    assert view.title.startswith(f"{len(plan.moves)} keer uitruilen")


def test_whose_step_would_be_lower_is_said_with_both_steps(shown_samples: Database) -> None:
    """Venlo has missed four in a row: with a smaller backlog it would shrink for once."""
    view = shown(shown_samples, NOVEMBER).joint[NORTH]
    effect = joint.proposals(shown_samples, NOVEMBER).consequences[VENLO].closing
    assert (effect.before.indicated_step, effect.after.indicated_step) == (3, 1)
    assert view.effect == (
        "Op 1 januari 2027 zou een lagere trede zijn aangewezen voor Venlo (3 → 1)."
    )
    then = dict(
        zip(
            column(view.effects, "Gemeente"),
            column(view.effects, "Aangewezen trede op 01-01-2027"),
            strict=True,
        )
    )
    assert then["Venlo"] == "3 → 1"
    assert then["Horst aan de Maas"] == "geen"


def test_it_says_that_it_is_a_calculation_and_what_it_rests_on(shown_samples: Database) -> None:
    notes = " ".join(shown(shown_samples, NOVEMBER).joint[NORTH].notes)
    for part in ("Een berekening om te bespreken", "art. 29, tweede lid", "geen plan dat meer"):
        assert part in notes
    assert "te gebruiken is, is dan op" in notes, "Venlo has more than the others can take"


def test_a_closed_half_year_says_why_nothing_is_proposed(shown_samples: Database) -> None:
    view = shown(shown_samples, JULY).joint[NORTH]
    assert view.title.startswith("2026-1 is afgesloten")
    assert (view.options, view.notes, view.effect) == ({}, (), "")
    assert view.moves.rows == view.effects.rows == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f"{HORST};10;0;9\n{VENLO};20;0;5\n", "1 keer uitruilen"),
        (f"{HORST};10;0;9\n{VENLO};20;0;10\n", "Uitruil is niet nodig"),
        (f"{HORST};10;0;4\n{VENLO};20;0;5\n", "niemand in Noord-Limburg een voorsprong"),
        (f"{HORST};10;0;9\n{VENLO};0;20;5\n", "geen taakstelling bekend om over te dragen"),
    ],
    ids=["one swap", "nobody behind", "nobody ahead", "nothing to hand over"],
)
def test_why_there_are_swaps_or_not(office: Office, rows: str, said: str) -> None:
    """Code, target, opening and persons housed by halfway."""
    cells = [row.split(";") for row in rows.split()]
    heading = "Taakstelling 2026-2\nGemeentecode;Netto taakstelling;Achterstand/voorsprong\n"
    office.import_("t.csv", heading + "".join(f"{a};{b};{c}\n" for a, b, c, _ in cells))
    heading = "Stand per 1 oktober 2026\nGemeentecode;Gerealiseerd\n"
    office.import_("r.csv", heading + "".join(f"{a};{d}\n" for a, _, _, d in cells))
    view = see(office.database, NOVEMBER).joint[NORTH]
    assert said in view.title
    assert bool(view.options) == said.startswith("1")


def test_who_is_unknown_is_left_out_by_name_and_a_search_cut_short_says_so(
    shown_samples: Database,
) -> None:
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    found = standings(snapshot, DUTCH)
    proposals = joint.proposals(shown_samples, NOVEMBER)
    unknown = replace(proposals.balances["GM0889"], closing=None)
    doubtful = replace(
        proposals,
        balances={**proposals.balances, "GM0889": unknown},
        plans={**proposals.plans, NORTH: replace(proposals.plans[NORTH], optimal=False)},
    )
    rows = [row for row in found.rows if row.region == NORTH]
    notes = " ".join(joint_view(NORTH, rows, found, snapshot, doubtful, DUTCH).notes)
    assert "Buiten beschouwing, omdat het saldo niet bekend is: Beesel." in notes
    assert "afgebroken" in notes
    assert "geen plan dat meer" not in notes


def test_a_higher_step_is_said_too(shown_samples: Database) -> None:
    """The sentence does not hide what speaks against a swap."""
    snapshot = assessing.snapshot(shown_samples, NOVEMBER)
    found = standings(snapshot, DUTCH)
    proposals = joint.proposals(shown_samples, NOVEMBER)
    effect = proposals.consequences[VENLO]
    turned = replace(effect, closing=type(effect.closing)(*reversed(effect.closing)))
    against = replace(proposals, consequences={**proposals.consequences, VENLO: turned})
    rows = [row for row in found.rows if row.region == NORTH]
    view = joint_view(NORTH, rows, found, snapshot, against, DUTCH)
    assert "zou een hogere trede zijn aangewezen voor Venlo (1 → 3)" in view.effect


def recorded(view: Joint) -> list[tuple[object, ...]]:
    return [row[1:] for row in view.agreed.rows]


def test_swaps_that_were_recorded_are_listed_in_the_regions_of_both(samples: Office) -> None:
    assert recorded(see(samples.database, NOVEMBER).joint[NORTH]) == []
    arguments = ("--half-year", "2026-2", "--from", VENLO, "--to", "GM0988", "--persons", "3")
    answer = samples.run("swap", *arguments, "--agreed-on", "2026-11-20")
    assert answer.status == 0, answer.text
    view = see(samples.database, NOVEMBER).joint
    row = ("Venlo", "Weert", 3, date(2026, 11, 20))
    assert (recorded(view[NORTH]), recorded(view[MIDDLE]), recorded(view[SOUTH])) == (
        [row],
        [row],
        [],
    )


# --- to take along --------------------------------------------------------------------------


def test_a_download_says_of_which_half_year_and_that_samples_are_made_up(
    shown_samples: Database,
) -> None:
    view = shown(shown_samples, NOVEMBER)
    for table in (view.figures, view.parts[NORTH].figures):
        assert set(column(table, "Halfjaar")) == {"2026-2"}
        assert set(column(table, "Opmerking")) == {"voorbeeldgegevens (verzonnen)"}
        said = dict(table.notes)
        assert said["Halfjaar"] == "2026-2"
        assert "limburg-2013" in said["Kader"]
    assert dict(view.parts[NORTH].figures.notes)["Regio"] == NORTH
    assert column(view.figures, "Regio") == column(view.balances, "Regio")
    figures = view.parts[NORTH].figures
    assert column(figures, "Gemeente") == column(view.parts[NORTH].ranking, "Gemeente")


def test_the_name_of_the_download(shown_samples: Database) -> None:
    found = standings(assessing.snapshot(shown_samples, NOVEMBER), DUTCH)
    name = region_file_name(found, NORTH, ".csv", DUTCH)
    assert name == "Noord-Limburg_2026-2_2026-11-24_voorbeeldgegevens.csv"
    real = replace(found, sample=False)
    assert region_file_name(real, None, ".xlsx", ENGLISH) == "regions_2026-2_2026-11-24.xlsx"

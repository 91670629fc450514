"""The early warning in words and tables: the message first, the sum to redo, honest remarks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from supervision.domain.account import Account
from supervision.domain.backtest import Score, Trial, scores, trials
from supervision.domain.forecast import Forecast, Silence, forecast
from supervision.domain.history import History
from supervision.exports.csv_file import to_csv
from supervision.exports.xlsx_file import to_xlsx
from supervision.storage.batches import Batch
from supervision.storage.database import Database
from supervision.views.early_warning import EarlyWarning, early_warning
from supervision.views.expectation import Expectation, expectation, expected_closings
from supervision.views.snapshot import Snapshot
from supervision.views.table import ColumnKind, Table, Value, cell
from supervision.views.track_record import TrackRecord, track_record
from supervision.words import expectation as say
from supervision.words import words
from tests.domain.paces import EVEN, Figures, paced, simulated
from tests.domain.stories import HORST, VENLO, day, half
from tests.domain.test_outlook import SHORT, SIX, province
from tests.views.seen import snapshot_on

NL, EN = words("nl"), words("en")
NOVEMBER = date(2026, 11, 24)
APRIL = "2025-04-01"
IMPORTED = datetime(2025, 4, 2, tzinfo=UTC)
SAMPLE = Batch(
    1,
    "realisation",
    half("2025-1"),
    day(APRIL),
    "x.csv",
    "0",
    1,
    sample=True,
    rows=1,
    ignored=0,
    warnings="",
    imported_at=IMPORTED,
    imported_by="anna",
    withdrawn_at=None,
    withdrawn_by=None,
    reason=None,
)


def seen(on: str, *accounts: Account, sample: bool = False) -> Snapshot:
    """A snapshot of these municipalities and no others."""
    return Snapshot(province(on, *accounts), {1: SAMPLE} if sample else {}, revision=1)


def history_of(snapshot: Snapshot) -> History:
    return History.of(snapshot.province.accounts.values())


def tried_in(snapshot: Snapshot) -> tuple[Trial, ...]:
    """Every trial, also those closed after the day of the snapshot, which are left out."""
    return trials(snapshot.province.accounts.values(), history_of(snapshot), date.max)


def about(snapshot: Snapshot, code: str = HORST, language: str = "nl") -> Expectation:
    return expectation(code, snapshot, history_of(snapshot), words(language))


def warned(snapshot: Snapshot, language: str = "nl") -> EarlyWarning:
    return early_warning(snapshot, history_of(snapshot), words(language))


def record(snapshot: Snapshot, code: str | None = None) -> TrackRecord:
    return track_record(snapshot, tried_in(snapshot), NL, code)


def horst(*figures: int | None, before: tuple = SIX, target: int = 60) -> Account:
    return paced("2022-1", *before, (target, figures))


def column(table: Table, heading: str) -> list[Value]:
    return [row[[each.heading for each in table.columns].index(heading)] for row in table.rows]


# --- the dossier ----------------------------------------------------------------------------

SURE = (
    "De berekende bandbreedte bestaat alleen uit dit getal. Voor deze gemeente is nog geen eerdere "
    "bandbreedte met de uitkomst te vergelijken: gebruik haar met voorbehoud."
)


@pytest.mark.parametrize(
    ("target", "figures", "title", "sentences"),
    [
        (
            60,
            (10, 20, 18),
            "Verwacht op 1 juli 2025: een achterstand van 18 personen",
            (
                f"De berekening wijst op een achterstand. {SURE}",
                "Om de opgave te halen moeten na 1 april 2025 nog 42 personen worden gehuisvest: "
                "14,0 per maand. Tot dan toe waren het er 6,0 per maand.",
            ),
        ),
        (
            60,
            (10, 20, 30),
            "Verwacht op 1 juli 2025: een saldo van 0",
            (
                f"De berekening wijst erop dat de opgave wordt gehaald. {SURE}",
                "Om de opgave te halen moeten na 1 april 2025 nog 30 personen worden gehuisvest: "
                "10,0 per maand. Tot dan toe waren het er 10,0 per maand.",
            ),
        ),
        (
            60,
            (10, 20, 66),
            "Verwacht op 1 juli 2025: een voorsprong van 54 personen",
            (f"Voor zover gemeld is de opgave al gehaald. {SURE}",),
        ),
        (
            3,
            (0, 1, 2),
            "Verwacht op 1 juli 2025: een voorsprong van 1 persoon",
            (
                f"De berekening wijst erop dat de opgave wordt gehaald. {SURE}",
                "Om de opgave te halen moet na 1 april 2025 nog 1 persoon worden gehuisvest: "
                "0,4 per maand. Tot dan toe waren het er 0,7 per maand.",
            ),
        ),
        (
            0,
            (0, 0, 0),
            "Geen verwachting voor 1 juli 2025",
            ("Er is geen opgave en er is nog niemand gehuisvest: de gemeente is al klaar.",),
        ),
    ],
)
def test_the_message_and_what_it_takes(
    target: int, figures: Figures, title: str, sentences: tuple[str, ...]
) -> None:
    view = about(seen(APRIL, horst(*figures, target=target)))
    assert (view.title, view.sentences) == (title, sentences)


def ending(*ends: int) -> tuple[tuple[int, Figures], ...]:
    """Half-years with an obligation of 60, thirty housed halfway, that ended so."""
    closings = (0, *(60 - end for end in ends))
    return tuple(
        (60 - before, (10, 20, 30, 40, 50, end))
        for before, end in zip(closings, ends, strict=False)
    )


SPREAD = ending(54, 58, 62, 66, 60, 60)
"""With a spread of seven either way."""


@pytest.mark.parametrize(
    ("halfway", "said"),
    [
        (
            30,
            "Of de opgave wordt gehaald, is nog onzeker. In 8 van de 10 gevallen als dit ligt het "
            "saldo tussen een voorsprong van 7 personen en een achterstand van 7 personen.",
        ),
        (
            10,
            "Zoals het nu gaat, wordt de opgave waarschijnlijk niet gehaald. In 8 van de 10 "
            "gevallen als dit is de achterstand 25 tot 35 personen.",
        ),
        (
            44,
            "Zoals het nu gaat, wordt de opgave waarschijnlijk gehaald. In 8 van de 10 gevallen "
            "als dit is de voorsprong 14 tot 28 personen.",
        ),
    ],
)
def test_how_sure_it_is(halfway: int, said: str) -> None:
    assert say.chance(spread(halfway), scored(8, 10), NL) == said


def spread(halfway: int) -> Forecast:
    snapshot = seen(APRIL, horst(10, 20, halfway, before=SPREAD))
    account = snapshot.province.accounts[HORST]
    return forecast(account, day(APRIL), history_of(snapshot))


def scored(within: int, cases: int) -> Score:
    return Score(None, cases, Fraction(0), Fraction(1), Fraction(within, cases))


FEW, LOW = "pas in {} met de uitkomst vergeleken; in {} daarvan", "tot nu toe maar in {} van de {}"


@pytest.mark.parametrize(
    ("record", "care"),
    [
        (None, "nog geen eerdere bandbreedte met de uitkomst te vergelijken"),
        (scored(1, 1), FEW.format("1 geval", 1)),
        (scored(9, 9), FEW.format("9 gevallen", 9)),
        (scored(6, 10), None),
        (scored(8, 20), LOW.format(8, 20)),
        (scored(59, 100), LOW.format(59, 100)),
        (scored(60, 100), None),
    ],
    ids=["never", "once", "nine", "ten", "40 %", "59 %", "60 %"],
)
@pytest.mark.parametrize(
    ("halfway", "computed"),
    [
        (30, "van een voorsprong van 7 personen tot een achterstand van 7 personen"),
        (10, "een achterstand van 25 tot 35 personen"),
        (44, "een voorsprong van 14 tot 28 personen"),
    ],
)
def test_an_interval_that_did_not_hold_before_is_not_promised(
    halfway: int, computed: str, record: Score | None, care: str | None
) -> None:
    """Thresholds: docs/decisions.md, 21."""
    said = say.chance(spread(halfway), record, NL)
    assert ("In 8 van de 10 gevallen" in said) == (care is None)
    assert "waarschijnlijk" not in said or care is None
    if care is not None:
        assert f"Berekende bandbreedte: {computed}." in said
        assert care in said
        assert said.endswith("gebruik haar met voorbehoud.")


def test_the_dossier_weighs_the_record_of_the_municipality_itself() -> None:
    account = paced("2022-1", *SIX, (60, (10, 20, 30, 40, 50, 57)), (60, (10,)))
    view = about(seen("2025-08-01", account))
    assert view.caution.startswith("Voor deze gemeente is de bandbreedte pas in 5 gevallen")
    assert view.caution in view.sentences[0]
    assert about(seen(APRIL, horst(1, 2, 3, before=SIX[1:]))).caution == "", "no expectation"


def test_the_sum_can_be_redone() -> None:
    view = about(seen(APRIL, horst(10, 20, 18)))
    assert view.reckoning == (
        "Zou het vanaf nu precies volgens de norm gaan, dan komt het totaal uit op "
        "18 + 60 × 3/6 = 48,0. In eerdere halfjaren kwam daarvan na deze maand nog "
        "50,0\N{NO-BREAK SPACE}% bij; dat is hier 24 (afgerond). Het aandeel is voor "
        "50\N{NO-BREAK SPACE}% dat van de gemeente zelf (6 halfjaren) en voor de rest dat van de "
        "provincie."
    )


def test_persons_per_month_are_rounded_upwards() -> None:
    """A third of ten a month would leave some out."""
    view = about(seen(APRIL, horst(10, 20, 50)))
    assert (view.needed, view.needed_per_month) == (10, "3,4")


@pytest.mark.parametrize(
    ("account", "on", "why"),
    [
        (horst(*EVEN), "2025-07-01", "Het eindcijfer is binnen"),
        (horst(), "2025-03-01", "nog geen cijfer binnen"),
        (horst(10), "2025-07-05", "De opgave is niet bekend"),
        (horst(10, before=SIX[1:]), "2024-08-01", "De historie is te kort"),
    ],
)
def test_without_an_expectation_it_says_why_and_shows_no_number(
    account: Account, on: str, why: str
) -> None:
    view = about(seen(on, account))
    assert "Geen verwachting" in view.title
    assert why in view.sentences[0]
    assert (view.closing, view.fan, view.reckoning) == (None, None, "")
    assert (view.closing_lowest, view.closing_highest, view.interval) == (None, None, "–")


def test_a_short_history_is_counted_and_what_it_takes_is_told_all_the_same() -> None:
    view = about(seen("2024-08-01", horst(10, before=SIX[1:])))
    assert view.sentences[0].endswith("Er zijn er 5.")
    assert "zijn 6 eerdere halfjaren" in view.sentences[0]
    assert view.needed_per_month == "10,0"
    assert len(view.precedents.rows) == 5


def test_chart_and_table_show_the_same_figures() -> None:
    view = about(seen(APRIL, horst(10, 20, 18, before=SPREAD)))
    assert view.fan is not None
    fan = view.fan
    assert [(each.day, each.persons) for each in fan.reported] == [
        (row[0], row[1]) for row in view.course.rows[:-1]
    ]
    assert view.course.rows[-1] == (
        fan.end.day,
        None,
        Fraction(fan.obligation),
        fan.end.persons,
        fan.lowest,
        fan.highest,
    )
    assert column(view.course, "Volgens de norm") == [10, 20, 30, 60]
    assert fan.obligation - fan.end.persons == view.closing
    assert fan.obligation - fan.highest == view.closing_lowest
    assert fan.obligation - fan.lowest == view.closing_highest


def test_the_text_of_the_chart_says_what_it_shows() -> None:
    view = about(seen(APRIL, horst(10, 20, 18)))
    assert view.fan is not None
    assert view.fan.title == "18 van 60 gehuisvest, 42 verwacht"
    assert view.fan.text == (
        "Gehuisvest op 1 april 2025: 18; opgave: 60; verwacht op 1 juli 2025: 42, met een "
        "bandbreedte van 42 tot 42."
    )


def test_a_chart_without_obligation_says_so() -> None:
    view = about(seen(APRIL, horst(1, 2, 3, target=0)))
    assert view.fan is not None
    assert view.fan.title == "3 gehuisvest, 5 verwacht; geen opgave"
    assert view.course.rows[-1][2] == 0


def test_a_later_report_is_not_on_the_chart() -> None:
    view = about(seen("2025-04-30", horst(10, 20, 18, 40)))
    assert view.fan is not None
    assert [each.persons for each in view.fan.reported] == [10, 20, 18]
    assert len(view.course.rows) == 4


def test_the_earlier_half_years_are_shown_the_last_first() -> None:
    view = about(seen(APRIL, horst(10, 20, 18)))
    assert column(view.precedents, "Halfjaar")[:2] == ["2024-2", "2024-1"]
    assert view.precedents.rows[0] == (
        "2024-2",
        day("2024-10-01"),
        30,
        Fraction(60),
        60,
        30,
        Fraction(1, 2),
    )


def test_the_record_of_the_municipality_is_told() -> None:
    account = paced("2022-1", *SIX, (60, (10, 20, 30, 40, 50, 57)), (60, (10,)))
    view = about(seen("2025-08-01", account))
    assert view.remarks == (
        "Eerdere verwachtingen voor deze gemeente zaten er gemiddeld 3,0 personen naast; 0 van de "
        "5 eindsaldi lagen binnen de bandbreedte.",
    )


def test_sample_data_and_a_provisional_opening_are_told() -> None:
    real = seen(APRIL, horst(10, 20, 18))
    made_up = seen(APRIL, horst(10, 20, 18), sample=True)
    assert about(real).remarks == ()
    assert about(made_up).remarks == ("Verzonnen, net als de voorbeeldgegevens waarop dit berust.",)
    late = paced("2022-1", *SIX, (60, (10, 20, 30, 40, 50, None)), (60, (10,)))
    assert any("voorlopig" in each for each in about(seen("2025-08-01", late)).remarks)


# --- the map --------------------------------------------------------------------------------


def test_the_map_gets_a_closing_or_a_reason_for_everybody() -> None:
    snapshot = seen(APRIL, horst(10, 20, 18, before=SPREAD), Account(VENLO))
    found = expected_closings(snapshot, history_of(snapshot), NL)
    assert set(found) == {HORST, VENLO}
    ours = about(snapshot)
    assert found[HORST].closing == ours.closing == 18
    assert found[HORST].text == f"verwacht saldo +18 (80 %: {ours.interval})"
    assert ours.interval == "+12 tot +24"
    assert found[VENLO].closing is None
    assert "De opgave is niet bekend" in found[VENLO].text


# --- the overview ---------------------------------------------------------------------------


def neighbour(number: int, *figures: int, before: tuple = SIX) -> Account:
    return paced("2022-1", *before, (60, figures), code=f"GM{number:04}")


def test_the_sentence_counts_the_expected_backlogs() -> None:
    accounts = [neighbour(1, 10, 20, 18), neighbour(2, 10, 20, 30), neighbour(3, 9, 18, 24)]
    view = warned(seen(APRIL, *accounts))
    assert view.sentence == (
        "Naar verwachting hebben 2 van de 3 gemeenten op 1 juli 2025 een achterstand, "
        "samen 27 personen."
    )
    assert warned(seen(APRIL, *accounts[1:])).sentence == (
        "Naar verwachting heeft 1 van de 2 gemeenten op 1 juli 2025 een achterstand: 9 personen."
    )
    assert warned(seen(APRIL, accounts[1])).sentence == (
        "Naar verwachting heeft geen gemeente op 1 juli 2025 een achterstand."
    )


def test_who_has_nothing_due_counts_as_without_backlog() -> None:
    idle = paced("2022-1", *SIX, (0, (0, 0, 0)), code=VENLO)
    view = warned(seen(APRIL, horst(10, 20, 18), idle))
    assert "1 van de 2 gemeenten" in view.sentence
    assert view.remarks == ()


@pytest.mark.parametrize(
    ("figures", "before", "on", "text"),
    [
        (
            (10, 20, 30, 31),
            SIX,
            "2025-05-01",
            "Verwacht op 1 juli 2025: een achterstand van 12 personen. Op grond van de cijfers "
            "van 1 april 2025 was dat een saldo van 0. Naar verwachting is dan trede 1 aangewezen.",
        ),
        (
            (3,),
            SHORT,
            "2025-02-01",
            "Verwacht op 1 juli 2025: een achterstand van 16 personen. Het halfjaar 2024-2 sloot "
            "met een achterstand van 6 personen. Naar verwachting is dan trede 3 aangewezen; "
            "eerder was dat trede 1.",
        ),
        (
            (10, 20, 20, 25),
            ((60, (10, 20, None, 40, 50, 60)), *SIX[:5]),
            "2025-05-01",
            "Verwacht op 1 juli 2025: een achterstand van 20 personen. Eerder was er geen "
            "verwachting. Naar verwachting is dan trede 1 aangewezen.",
        ),
    ],
)
def test_an_alert_says_what_was_expected_and_what_is(
    figures: Figures, before: tuple, on: str, text: str
) -> None:
    (line,) = warned(seen(on, horst(*figures, before=before))).first
    assert (line.code, line.name, line.text) == (HORST, HORST, text)


def test_five_alerts_come_first_and_the_others_after() -> None:
    accounts = [neighbour(number, number) for number in range(8)]
    view = warned(seen("2025-02-01", *accounts))
    assert [each.code for each in view.first] == [f"GM{n:04}" for n in range(5)]
    assert [each.code for each in view.others] == [f"GM{n:04}" for n in range(5, 8)]


def test_without_a_change_there_is_no_alert() -> None:
    view = warned(seen(APRIL, horst(10, 20, 30)))
    assert (view.first, view.others) == ((), ())


def test_of_whom_nothing_is_expected_is_told_once_per_reason() -> None:
    accounts = [
        horst(10, 20, 18),
        paced("2023-1", *SIX[:4], (60, (10, 20, 18)), code="GM0001"),
        paced("2023-1", *SIX[:4], (60, (10, 20, 18)), code="GM0002"),
        Account("GM0003"),
    ]
    view = warned(seen(APRIL, *accounts))
    assert len(view.remarks) == 2
    assert view.remarks[0].startswith("Geen verwachting voor GM0003. De opgave is niet bekend")
    assert view.remarks[1].startswith("Geen verwachting voor GM0001, GM0002. De historie is te")


def test_where_nothing_is_expected_of_anybody_there_is_no_sentence() -> None:
    view = warned(seen("2024-08-01", horst(10, before=SIX[1:])))
    assert view.sentence == ""
    (remark,) = view.remarks
    assert remark.startswith("Voor geen enkele gemeente is er een verwachting. De historie is")


def test_once_closing_figures_come_in_nothing_is_said() -> None:
    snapshot = seen("2025-07-01", horst(*EVEN), neighbour(1, 10, 20, 30, 40, 50))
    view = warned(snapshot)
    assert (view.sentence, view.first, view.remarks) == ("", (), ())


# --- how well it did ------------------------------------------------------------------------


def test_the_record_is_that_of_the_trials(shown_samples: Database) -> None:
    snapshot = snapshot_on(shown_samples, NOVEMBER)
    history = history_of(snapshot)
    group = trials(snapshot.province.accounts.values(), history, NOVEMBER)
    view, whole = record(snapshot), Score.of(group)
    assert [row[1:] for row in view.table.rows[:-1]] == [
        (each.cases, each.mean_error, each.mean_absolute_error, each.coverage)
        for each in scores(group)
    ]
    assert column(view.table, "Gegeven") == [
        "na 1 maand",
        *(f"na {n} maanden" for n in range(2, 6)),
        "alle samen",
    ]
    assert view.table.rows[-1][1] == whole.cases == sum(view.table.rows[n][1] for n in range(5))  # type: ignore[misc]
    assert NL.decimal(whole.mean_absolute_error) in view.title
    assert NL.percent(whole.coverage, 0) in view.title
    assert view.remarks[-1].startswith("Verzonnen")


def test_the_record_can_be_of_one_municipality(shown_samples: Database) -> None:
    snapshot = snapshot_on(shown_samples, NOVEMBER)
    own = record(snapshot, "GM0983")
    assert own.table.rows[-1][1] == 15
    assert "Weinig gevallen: deze cijfers zeggen weinig." in own.remarks


def test_without_trials_there_is_no_table_and_no_pretence() -> None:
    view = record(seen(APRIL, horst(10, 20, 18)))
    assert view.table.rows == ()
    assert view.title == "Er is nog geen verwachting die met de uitkomst kan worden vergeleken"
    assert len(view.remarks) == 1


@pytest.mark.parametrize(
    ("last", "remark"), [(57, "te smal"), (60, "ruimer dan nodig")], ids=["never", "always"]
)
def test_a_coverage_that_is_off_is_told(last: int, remark: str) -> None:
    """Eight municipalities, five months: forty cases, all outside or all inside."""
    accounts = [
        paced("2022-1", *SIX, (60, (10, 20, 30, 40, 50, last)), code=f"GM{n:04}") for n in range(8)
    ]
    view = record(seen("2025-07-02", *accounts))
    assert any(remark in each for each in view.remarks)


def test_a_coverage_that_is_right_needs_no_remark() -> None:
    (said,) = record(seen("2025-01-01", *simulated(1, size=12))).remarks
    assert said.startswith("Elke verwachting zoals zij op die dag zou zijn gegeven")


# --- on the samples, in both languages, in every format -------------------------------------


def test_the_stories_of_the_samples_are_alerted(shown_samples: Database) -> None:
    view = warned(snapshot_on(shown_samples, NOVEMBER))
    assert [each.name for each in view.first][:2] == ["Venlo", "Kerkrade"]
    assert "van de 31 gemeenten" in view.sentence


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_is_filled_in(shown_samples: Database, language: str) -> None:
    t = words(language)
    for on in (NOVEMBER, date(2025, 7, 1), date(2023, 5, 10), date(2021, 1, 1)):
        snapshot = snapshot_on(shown_samples, on)
        history = history_of(snapshot)
        views = [
            early_warning(snapshot, history, t),
            track_record(snapshot, tried_in(snapshot), t),
            *expected_closings(snapshot, history, t).values(),
            *(
                expectation(each.code, snapshot, history, t)
                for each in snapshot.province.municipalities
            ),
        ]
        assert not [each for each in map(repr, views) if "{" in each or "msg" in each]


@pytest.mark.parametrize("t", [NL, EN], ids=["nl", "en"])
def test_every_reason_to_be_silent_has_words(t: object) -> None:
    assert len({say.reason(each, t) for each in Silence}) == len(Silence)  # type: ignore[arg-type]


def test_the_words_of_nothing_are_empty() -> None:
    account = horst()
    nothing = forecast(account, day("2025-03-01"), History.of([account]))
    assert (say.chance(nothing, None, NL), say.need(nothing, NL), say.reckoning(nothing, NL)) == (
        "",
        "",
        "",
    )
    assert say.silence(replace(nothing, silence=None), NL) == ""


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (Fraction(-1, 3), "−0,3", "−0.3"),
        (Fraction(0), "0,0", "0.0"),
        (Fraction(2469, 2), "1.234,5", "1,234.5"),
        (None, "–", "–"),
    ],
)
def test_a_mean_has_one_decimal(value: Fraction | None, dutch: str, english: str) -> None:
    assert cell(value, ColumnKind.MEAN, NL) == dutch
    assert cell(value, ColumnKind.MEAN, EN) == english


def test_the_tables_can_be_downloaded() -> None:
    view = record(seen("2025-07-02", *(horst(10, 20, 30, 40, 50, 57),)))
    lines = to_csv(view.table, NL).decode("utf-8-sig").splitlines()
    assert lines[1] == "na 1 maand;1;3,0;3,0;0,0"
    assert to_xlsx(view.table, NL).startswith(b"PK")

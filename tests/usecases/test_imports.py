"""Importing, withdrawing, drafts, samples and stated openings, as the screens use them."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.domain.vintages import Attribution
from supervision.errors import AlreadyWithdrawn, InvalidRequest, NotFound, Overtaken
from supervision.importing import Field, FileKind
from supervision.importing.changes import ChangeKind
from supervision.storage import audit, batches
from supervision.storage.audit import Event
from supervision.storage.database import Database, database
from supervision.usecases import assessing, drafts, imports, setup, statements
from tests.cli.office import HORST, OVERVIEW, VENLO, Office

ANNA = Actor("anna", Role.EDITOR)
FILE = OVERVIEW.encode()
CORRECTED = OVERVIEW.replace("27;12", "27;13").encode()
BROKEN = OVERVIEW.replace("27;12", "27;twaalf").encode()
FIRST, SECOND = HalfYear(2025, 1), HalfYear(2025, 2)


@pytest.fixture
def store(office: Office) -> Database:
    """An empty store."""
    return office.database


def import_(store: Database, data: bytes, name: str = "overview.csv", **how: int) -> int | None:
    return imports.import_file(store, ANNA, data, setup.request_for(name), **how)[1]


def trail(store: Database) -> tuple[Event, ...]:
    with store.read() as connection:
        return audit.events(connection)


def realised(store: Database) -> int | None:
    line = assessing.account(store, HORST, Attribution.CURRENT_FIRST).line(FIRST)
    return None if line is None else line.latest.realised


# --- imports --------------------------------------------------------------------------------


def test_an_import_is_one_audit_event_and_one_step_of_the_revision(store: Database) -> None:
    assert import_(store, FILE) == 1
    (event,) = trail(store)
    assert (event.who, event.action, event.about, event.result) == (
        *("anna", "import", "batch 1", "done"),
    )
    assert event.details["sha256"] == hashlib.sha256(FILE).hexdigest()
    assert (event.details["file"], event.details["rows"]) == ("overview.csv", 2)
    assert store.revision() == 1


def test_the_file_itself_is_kept_byte_for_byte(store: Database) -> None:
    import_(store, FILE)
    with store.read() as connection:
        assert batches.content(connection, 1) == FILE


def test_a_file_with_problems_stores_nothing(store: Database) -> None:
    import_(store, FILE)
    assert import_(store, BROKEN) is None
    assert (store.revision(), len(imports.history(store)), realised(store)) == (1, 1, 12)


def test_checking_says_what_would_change_and_changes_nothing(store: Database) -> None:
    import_(store, FILE)
    found = imports.check(store, CORRECTED, setup.request_for("overview.csv"))
    counts = {kind.value: found.count(kind) for kind in ChangeKind}
    assert counts == {"new": 0, "changed": 1, "unchanged": 1, "absent": 29}
    assert (found.revision, store.revision(), realised(store)) == (1, 1, 12)


def test_who_looked_at_figures_that_moved_since_is_overtaken(store: Database) -> None:
    seen = imports.check(store, CORRECTED, setup.request_for("overview.csv")).revision
    import_(store, FILE)
    with pytest.raises(Overtaken):
        import_(store, CORRECTED, seen=seen)
    assert (store.revision(), realised(store)) == (1, 12)
    assert [event.result for event in trail(store)] == ["done", "refused"]
    assert import_(store, CORRECTED, seen=store.revision()) == 2
    assert realised(store) == 13


def test_a_correction_counts_until_it_is_withdrawn(store: Database) -> None:
    import_(store, FILE)
    import_(store, CORRECTED)
    found = [realised(store)]
    imports.withdraw(store, ANNA, 2, "  wrong file  ")
    found.append(realised(store))
    imports.withdraw(store, ANNA, 1, "wrong too")
    assert [*found, realised(store)] == [13, 12, None]
    assert [each.reason for each in imports.history(store)] == ["wrong file", "wrong too"]
    assert assessing.stored_half_years(store) == ()


def test_a_withdrawal_is_one_audit_event_with_its_reason(store: Database) -> None:
    import_(store, FILE)
    imports.withdraw(store, ANNA, 1, "wrong file")
    event = trail(store)[-1]
    assert (event.action, event.about, event.details["reason"]) == (
        *("withdraw", "batch 1", "wrong file"),
    )
    assert store.revision() == 2


@pytest.mark.parametrize(
    ("batch", "reason", "error"),
    [(2, "wrong file", NotFound), (1, "", InvalidRequest), (1, " x ", InvalidRequest)],
)
def test_what_cannot_be_withdrawn(
    store: Database, batch: int, reason: str, error: type[Exception]
) -> None:
    import_(store, FILE)
    with pytest.raises(error):
        imports.withdraw(store, ANNA, batch, reason)
    assert (store.revision(), realised(store)) == (1, 12)


def test_nothing_is_withdrawn_twice(store: Database) -> None:
    import_(store, FILE)
    imports.withdraw(store, ANNA, 1, "wrong file")
    with pytest.raises(AlreadyWithdrawn):
        imports.withdraw(store, ANNA, 1, "wrong file")
    assert store.revision() == 2


# --- drafts ---------------------------------------------------------------------------------

CHOICES = drafts.Choices(
    FileKind.REALISATION, FIRST, date(2025, 4, 1), {"Aantal": Field.REALISED, "Doel": Field.NET}
)


def after_a_restart(store: Database) -> Database:
    """The same store as a new process opens it."""
    store.engine.dispose()
    return database.__wrapped__(store.url)


def test_drafts_and_the_choices_for_them_survive_a_restart(store: Database) -> None:
    number = drafts.keep(store, ANNA, "overview.csv", FILE)
    drafts.choose(store, ANNA, number, CHOICES)
    reopened = after_a_restart(store)
    (draft,) = drafts.waiting(reopened)
    assert (draft.id, draft.file_name, draft.content) == (number, "overview.csv", FILE)
    assert (draft.uploaded_by, drafts.Choices.from_json(draft.choices)) == ("anna", CHOICES)
    request = drafts.request_of(draft)
    assert (request.kind, request.half_year, request.as_of) == (
        *(FileKind.REALISATION, FIRST, date(2025, 4, 1)),
    )
    assert request.columns == CHOICES.columns
    reopened.engine.dispose()


def test_drafts_do_not_move_the_revision_but_are_audited(store: Database) -> None:
    number = drafts.keep(store, ANNA, "overview.csv", FILE)
    drafts.choose(store, ANNA, number, CHOICES)
    drafts.discard(store, ANNA, number)
    assert store.revision() == 0
    assert [event.action for event in trail(store)] == ["draft", "draft", "discard"]
    assert drafts.waiting(store) == ()


def test_an_import_settles_its_draft_and_no_other(store: Database) -> None:
    first = drafts.keep(store, ANNA, "overview.csv", FILE)
    second = drafts.keep(store, ANNA, "corrected.csv", CORRECTED)
    import_(store, FILE, draft=first)
    assert [draft.id for draft in drafts.waiting(store)] == [second]


def test_a_draft_waits_on_when_the_file_is_refused_or_the_user_overtaken(store: Database) -> None:
    number = drafts.keep(store, ANNA, "overview.csv", BROKEN)
    assert import_(store, BROKEN, draft=number) is None
    import_(store, FILE)
    with pytest.raises(Overtaken):
        import_(store, CORRECTED, draft=number, seen=0)
    assert [draft.id for draft in drafts.waiting(store)] == [number]


def test_uploading_does_not_overtake_anybody(store: Database) -> None:
    seen = imports.check(store, FILE, setup.request_for("overview.csv")).revision
    drafts.keep(store, ANNA, "other.csv", CORRECTED)
    assert import_(store, FILE, seen=seen) == 1


# --- samples --------------------------------------------------------------------------------

ADMIN = Actor("bea", Role.ADMIN)


def test_samples_do_not_mix_with_real_imports_not_even_withdrawn_ones(store: Database) -> None:
    import_(store, FILE)
    assert setup.load_samples(store, ADMIN) == 0
    imports.withdraw(store, ANNA, 1, "wrong file")
    assert setup.load_samples(store, ADMIN) == 0
    assert len(imports.history(store)) == 1


def test_sample_files_come_in_the_order_in_which_an_office_sends_them() -> None:
    names = [path.name for path in setup.sample_files()]
    assert len(names) == 69
    revised = names.index("taakstelling_2025-1_herzien_voorbeeldgegevens.csv")
    assert names[revised - 1].startswith("realisatie_2025-04-01")
    assert names[revised + 1].startswith("realisatie_2025-05-01")
    assert names[0].startswith("taakstelling_2022-1")


# --- openings -------------------------------------------------------------------------------


def state(store: Database, code: str = HORST, half_year: HalfYear = FIRST, **how: object) -> int:
    given = {"persons": -16, "note": "letter of COA"} | how
    return statements.state_opening(store, ANNA, code, half_year, **given)


def opening(store: Database, half_year: HalfYear = FIRST) -> int | None:
    line = assessing.account(store, HORST, Attribution.CURRENT_FIRST).line(half_year)
    return None if line is None else line.opening.persons


def test_an_unknown_opening_can_be_stated_and_stated_again(store: Database) -> None:
    import_(store, FILE)
    state(store)
    assert opening(store) == -16
    state(store, persons=-15)
    assert (opening(store), store.revision()) == (-15, 3)
    told = {"old": {"opening": -16}, "new": {"opening": -15}, "note": "letter of COA"}
    assert trail(store)[-1].details == told


def test_an_opening_can_be_stated_before_any_file(store: Database) -> None:
    state(store)
    assert opening(store) == -16


STATED_IN_FILE = (
    b"Taakstelling eerste helft 2025\nGemeentecode;Taakstelling;Achterstand/voorsprong\n"
    b"GM1507;43;-16\n"
)
CLOSING = b"Stand per 1 juli 2025\nGemeentecode;Taakstelling;Gerealiseerd\nGM1507;27;30\n"
NEXT = b"Taakstelling 2025-2\nGemeentecode;Taakstelling\nGM1507;40\n"


def test_an_opening_that_a_file_states_is_refused(store: Database) -> None:
    import_(store, STATED_IN_FILE)
    with pytest.raises(InvalidRequest) as refused:
        state(store, persons=0)
    assert refused.value.fields["reason"] == "opening_known"
    assert (opening(store), store.revision()) == (-16, 1)


def test_an_opening_that_the_account_gives_is_refused(store: Database) -> None:
    import_(store, CLOSING)
    import_(store, NEXT)
    assert opening(store, SECOND) == -3
    with pytest.raises(InvalidRequest):
        state(store, half_year=SECOND, persons=0)
    assert (opening(store, SECOND), store.revision()) == (-3, 2)


def test_an_opening_is_known_as_soon_as_the_half_year_before_has_a_closing(store: Database) -> None:
    """The next half-year has no file yet, but its opening is the closing of the one before."""
    import_(store, CLOSING)
    with pytest.raises(InvalidRequest):
        state(store, half_year=SECOND, persons=0)


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({"code": "GM9999"}, NotFound),
        ({"note": ""}, InvalidRequest),
        ({"note": " a "}, InvalidRequest),
    ],
)
def test_a_statement_needs_a_municipality_and_a_note(
    store: Database, how: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        state(store, **how)
    assert store.revision() == 0


def test_the_opening_of_a_neighbour_stays_unknown(store: Database) -> None:
    import_(store, FILE)
    state(store)
    line = assessing.account(store, VENLO, Attribution.CURRENT_FIRST).line(FIRST)
    assert line is not None
    assert line.opening.persons is None

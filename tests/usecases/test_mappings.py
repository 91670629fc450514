"""What the user said of the columns is remembered for files with the same headings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from supervision.domain.actor import Actor, Role
from supervision.domain.halfyear import HalfYear
from supervision.errors import NotFound
from supervision.importing import Field, ProblemCode
from supervision.storage import audit
from supervision.storage.database import Database
from supervision.usecases import clock, drafts, imports, mappings, setup
from tests.cli.office import Office

ANNA, BRAM = Actor("anna", Role.EDITOR), Actor("bram", Role.EDITOR)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
FILE = "Plaats;Stand per {day}\nBeek;{n}\nVenlo;3\n"
SAID = {"Plaats": Field.NAME, "Stand per 1 april 2025": Field.REALISED}


@pytest.fixture
def store(office: Office, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An empty store, at noon."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return office.database


def file(day: str = "1 april 2025", n: int = 12) -> bytes:
    return FILE.format(day=day, n=n).encode()


def import_(
    store: Database, data: bytes, columns: dict[str, Field] | None = None, actor: Actor = ANNA
) -> tuple[imports.Check, int | None]:
    choices = drafts.Choices(columns=columns or {})
    return imports.import_file(store, actor, data, choices.apply(setup.request_for("stand.csv")))


def asked(store: Database, data: bytes) -> dict[str, Field]:
    request = mappings.remembered(store, data, setup.request_for("stand.csv"))
    return dict(request.columns)


def test_a_file_that_is_not_understood_is_read_with_the_users_mapping(store: Database) -> None:
    assert import_(store, file())[1] is None
    check, batch = import_(store, file(), SAID)
    assert (check.reading.half_year, check.reading.rows, batch) == (HalfYear(2025, 1), 2, 1)


def test_the_next_file_with_these_headings_is_read_the_same_way(store: Database) -> None:
    import_(store, file(), SAID)
    assert asked(store, file(n=13)) == SAID
    assert import_(store, file(n=13))[1] == 2


def test_the_date_in_a_heading_is_not_part_of_what_is_remembered(store: Database) -> None:
    import_(store, file(), SAID)
    check, batch = import_(store, file("1 mei 2025", 14))
    assert (batch, str(check.reading.as_of)) == (2, "2025-05-01")


def test_who_said_it_and_when_can_be_told(store: Database) -> None:
    import_(store, file(), SAID)
    reading = imports.check(store, file(n=13), setup.request_for("stand.csv")).reading
    found = mappings.last(store, reading)
    assert found == mappings.Remembered(SAID, NOON, "anna")


def test_what_was_remembered_is_not_said_anew_by_using_it(store: Database) -> None:
    import_(store, file(), SAID)
    check, _ = import_(store, file(n=13), actor=BRAM)
    found = mappings.last(store, check.reading)
    assert found is not None
    assert found.saved_by == "anna"


def test_the_last_mapping_counts_and_the_users_own_goes_before_it(store: Database) -> None:
    headings = b"Gemeente;Taakstelling 2025-1;Regio\nBeek;12;Zuid\n"
    net, whole = {"Taakstelling 2025-1": Field.NET}, {"Taakstelling 2025-1": Field.OBLIGATION}
    for said in (net, whole):
        import_(store, headings, said)
    assert asked(store, headings) == whole
    own = drafts.Choices(columns=net).apply(setup.request_for("stand.csv"))
    assert mappings.remembered(store, headings, own) is own


@pytest.mark.parametrize(
    "data",
    [
        b"Plaats;Stand per 1 april 2025;Regio\nBeek;12;Zuid\n",
        b"Stand per 1 april 2025;Plaats\n12;Beek\n",
        b"\x89PNG\r\n\x1a\n",
        b"",
    ],
    ids=["a column more", "another order", "no table", "nothing"],
)
def test_other_headings_are_another_file(store: Database, data: bytes) -> None:
    import_(store, file(), SAID)
    assert asked(store, data) == {}


def test_two_headings_that_differ_by_their_date_only_are_told_apart(store: Database) -> None:
    data = b"Gemeente;Taakstelling 2025-1;Taakstelling 2024-2\nBeek;12;11\n"
    said = {"Taakstelling 2025-1": Field.NET, "Taakstelling 2024-2": Field.UNUSED}
    choices = drafts.Choices(half_year=HalfYear(2025, 1), columns=said)
    request = choices.apply(setup.request_for("doelen.csv"))
    assert imports.import_file(store, ANNA, data, request)[1] == 1
    assert asked(store, data) == said
    later = b"Gemeente;Taakstelling 2025-2;Taakstelling 2025-1\nBeek;12;11\n"
    assert asked(store, later) == {}


def test_a_file_that_is_refused_leaves_nothing_to_remember(store: Database) -> None:
    import_(store, FILE.format(day="1 april 2025", n="twaalf").encode(), SAID)
    assert asked(store, file()) == {}
    assert store.revision() == 0


def test_the_mapping_is_part_of_the_one_write_of_the_import(store: Database) -> None:
    import_(store, file(), SAID)
    with store.read() as connection:
        (event,) = audit.events(connection)
    assert event.action == "import"
    assert event.details["columns"] == {each: field.value for each, field in SAID.items()}
    assert store.revision() == 1


def test_columns_given_on_the_command_line_are_remembered(office: Office) -> None:
    given = [f"--column={heading}={field}" for heading, field in SAID.items()]
    first = office.import_("stand.csv", file().decode(), *given).json
    second = office.import_("stand.csv", file(n=13).decode()).json
    assert (first["batch"], second["batch"], second["changed"]) == (1, 2, 1)


def test_a_mapping_that_no_longer_suffices_is_a_problem_and_no_crash(store: Database) -> None:
    import_(store, file(), SAID)
    check, batch = import_(store, file(), {"Plaats": Field.NAME})
    assert batch is None
    assert [each.code for each in check.reading.problems] == [ProblemCode.AMBIGUOUS_COLUMN]


# --- drafts in two windows --------------------------------------------------------------------


def test_putting_aside_twice_is_the_same_as_once(store: Database) -> None:
    number = drafts.keep(store, ANNA, "stand.csv", file())
    for _ in range(2):
        drafts.discard(store, ANNA, number)
    with store.read() as connection:
        assert [each.action for each in audit.events(connection)] == ["draft", "discard"]


def test_choosing_for_a_draft_that_was_settled_is_refused(store: Database) -> None:
    number = drafts.keep(store, ANNA, "stand.csv", file())
    drafts.discard(store, BRAM, number)
    with pytest.raises(NotFound):
        drafts.choose(store, ANNA, number, drafts.Choices(columns=SAID))
    with store.read() as connection:
        told = [(each.action, each.result) for each in audit.events(connection)]
    assert told == [("draft", "done"), ("discard", "done"), ("draft", "refused")]

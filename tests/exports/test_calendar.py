"""The calendar of terms, read back by the library as a calendar program would."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from supervision.exports.ics_file import to_ics
from supervision.views.worklist import TermEvent

SINCE = date(2026, 1, 12)
EVENTS = (
    TermEvent(
        "term-GM0928-2026-01-12-3", SINCE, date(2026, 7, 13), "Termijn Kerkrade", "Sinds januari"
    ),
    TermEvent("excuse-1", SINCE, date(2026, 12, 31), "Naam; met, tekens\nen regels – é", "a\\b"),
)


def test_each_term_is_a_whole_day_with_a_reminder_a_week_before() -> None:
    found = Calendar.from_ical(to_ics(EVENTS)).walk("VEVENT")
    assert [(each["uid"], each.decoded("dtstart")) for each in found] == [
        ("term-GM0928-2026-01-12-3@statushouders-limburg", date(2026, 7, 13)),
        ("excuse-1@statushouders-limburg", date(2026, 12, 31)),
    ]
    for each in found:
        assert each.decoded("dtend") - each.decoded("dtstart") == timedelta(days=1)
        assert each.decoded("dtstamp").date() == SINCE, "not in the future"
        (alarm,) = each.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(days=-7)


def test_texts_come_out_as_they_went_in() -> None:
    found = Calendar.from_ical(to_ics(EVENTS)).walk("VEVENT")[1]
    assert str(found["summary"]) == EVENTS[1].title
    assert str(found["description"]) == EVENTS[1].text


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    long = TermEvent("x", SINCE, date(2026, 7, 13), "Termijn " * 40, "")
    lines = to_ics([long]).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)


def test_the_same_terms_give_the_same_bytes() -> None:
    assert to_ics(EVENTS) == to_ics(EVENTS)
    assert Calendar.from_ical(to_ics(())).walk("VEVENT") == []

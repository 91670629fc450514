"""Terms as a calendar file (iCalendar) that Outlook opens, with a reminder a week before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from supervision.views.worklist import TermEvent

REMINDER = timedelta(days=-7)


def to_ics(events: Iterable[TermEvent]) -> bytes:
    """Return the calendar; whole days, the same bytes for the same events."""
    calendar = Calendar()
    calendar.add("prodid", "-//Provincie Limburg//Statushouders Limburg//NL")
    calendar.add("version", "2.0")
    for each in events:
        event = Event()
        event.add("uid", f"{each.uid}@statushouders-limburg")
        event.add("dtstamp", datetime.combine(each.since, time(), UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.title)
        event.add("description", each.text)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", each.title)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())

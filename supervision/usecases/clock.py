"""The only clock: below the use cases every date comes in as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from supervision.words import TIME_ZONE


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date in the Netherlands."""
    return date_of(now())


def date_of(moment: datetime) -> date:
    """Return the date in the Netherlands at a moment."""
    return moment.astimezone(TIME_ZONE).date()


def end_of(day: date) -> datetime:
    """Return the last moment of a day in the Netherlands."""
    midnight = datetime.combine(day + timedelta(days=1), time(), TIME_ZONE)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)

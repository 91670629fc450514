"""One entry of the record in words: what it is about, what it changed, and what more it tells.

An entry may be of an older version of the product, or tampered with: what is not understood
is shown as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum

from supervision import errors
from supervision.domain.decision import DecisionKind, Status
from supervision.domain.excuse import Cause
from supervision.importing import FileKind
from supervision.reference import register
from supervision.storage.audit import Event
from supervision.words import UNKNOWN, Words
from supervision.words.errors import messages
from supervision.words.labels import label
from supervision.words.record import detail_name, in_order, object_name, role_name

_PART = re.compile(r"[A-Za-z_][\w-]*|\d+|\d{4}-[12]|\d{4}-\d\d-\d\d|,")
_LISTS: Mapping[str, tuple[type[StrEnum], ...]] = {
    "kind": (DecisionKind, FileKind),
    "status": (Status,),
    "cause": (Cause,),
}
_BETWEEN = " \N{MIDDLE DOT} "
_CODES = {"municipality", "giver", "taker"}
_ELSEWHERE = {"old", "new", "ruleset"}
"""What an entry tells in columns of its own."""


def about(event: Event, t: Words) -> str:
    """Return what an entry is about: `batch 7` as import 7, a code with the name it goes by."""
    parts = event.about.replace(",", " ,").split()
    if event.about.startswith("user "):
        return event.about.replace("user", t("user"), 1)
    if not all(_PART.fullmatch(part) for part in parts):
        return event.about
    return " ".join(_part(part, t) for part in parts).replace(" ,", ",")


def _part(part: str, t: Words) -> str:
    if part.startswith("GM"):
        return _municipality(part)
    return object_name(part, t) or _listed("cause", part, t) or t.day_in(part)


def change(event: Event, t: Words) -> str:
    """Return old and new value in words; empty for an entry that changed none."""
    old, new = (_mapping(event.details.get(name)) for name in ("old", "new"))
    told = []
    for name in in_order(old | new):
        values = [each.get(name) for each in (old, new)]
        if values != [None, None]:
            words = " → ".join(_value(name, each, t) for each in values)
            told.append(f"{detail_name(name, t)}: {words}")
    return _BETWEEN.join(told)


def ruleset(event: Event) -> str:
    """Return the id and version of the rule set under which it was done; empty for none."""
    return str(event.details.get("ruleset") or "")


def further(event: Event, t: Words) -> str:
    """Return everything else that an entry tells; of a refusal why it was refused."""
    if event.result == "refused" and "refused" in event.details:
        origin = {name: event.details[name] for name in ("origin",) if name in event.details}
        return _BETWEEN.join(filter(None, (_refusal(event.details, t), _told(origin, t))))
    return _told({k: v for k, v in event.details.items() if k not in _ELSEWHERE}, t)


def _refusal(details: Mapping[str, object], t: Words) -> str:
    """What was said to whoever asked, in the language of the reader."""
    fields = {name: value for name, value in details.items() if name != "refused"}
    kind = vars(errors).get(str(details["refused"]))
    try:
        return " ".join(text for _, text in messages(kind(**fields), t))  # type: ignore[misc]
    except (KeyError, TypeError, ValueError, AttributeError):
        return _told(details, t)


def _told(details: Mapping[str, object], t: Words) -> str:
    return _BETWEEN.join(
        f"{detail_name(name, t)}: {_value(name, details[name], t)}"
        for name in in_order(details)
        if details[name] not in (None, "", {}, [])
    )


def _value(name: str, value: object, t: Words) -> str:
    """One value as people read it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, dict):
        return _told(value, t)
    if isinstance(value, list):
        return ", ".join(_value(name, each, t) for each in value)
    if name == "step" and value == 0:
        return t("off the ladder")
    if name == "opening" and isinstance(value, int):
        return t.signed(value)
    text = str(value)
    if name == "choices":
        return _value("", _mapping(_parsed(text)), t)
    if name == "role":
        return role_name(text, t)
    if name in _CODES:
        return _municipality(text)
    return _listed(name, text, t) or t.day_in(text)


def _municipality(code: str) -> str:
    found = register().by_code.get(code)
    return f"{found.name} ({code})" if found else code


def _listed(name: str, text: str, t: Words) -> str | None:
    """The name of a member of a closed list."""
    for closed_list in _LISTS.get(name, ()):
        if text in closed_list.__members__.values():
            return label(closed_list(text), t)
    return None


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {"unreadable": text}

"""The record in words: actions, roles, results, and the names of what an entry tells."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.domain.actor import Role
from supervision.words import Words, mark

_ACTIONS: Mapping[str, str] = {
    "draft": mark("keep an upload"),
    "discard": mark("put an upload aside"),
    "import": mark("import a file"),
    "withdraw": mark("withdraw an import"),
    "opening": mark("state an opening"),
    "swap": mark("record a swap"),
    "withdraw_swap": mark("withdraw a swap"),
    "load_samples": mark("load sample data"),
    "remove_samples": mark("remove sample data"),
    "boundaries": mark("replace the boundaries"),
    "backup": mark("make a backup"),
    "restore": mark("restore a backup"),
    "decide": mark("record a decision"),
    "confirm": mark("confirm a decision"),
    "reject": mark("reject a draft"),
    "excuse": mark("excuse a backlog"),
    "withdraw_excuse": mark("withdraw an excuse"),
    "note": mark("write a note"),
    "view": mark("view a dossier"),
    "download": mark("download a letter or file"),
    "sign_in": mark("sign in"),
    "sign_out": mark("sign out"),
    "enter": mark("enter"),
    "users": mark("look at the users"),
    "give_role": mark("give a role"),
    "end_sessions": mark("end sessions"),
}

_ROLES: Mapping[str, str] = {
    Role.VIEWER.value: mark("viewer"),
    Role.EDITOR.value: mark("editor"),
    Role.SUPERVISOR.value: mark("supervisor"),
    Role.ADMIN.value: mark("functional administrator"),
    Role.LOCAL.value: mark("without login"),
    "none": mark("no role"),
}

_RESULTS: Mapping[str, str] = {"done": mark("done"), "refused": mark("refused")}

_OBJECTS: Mapping[str, str] = {
    "batch": mark("import"),
    "draft": mark("upload"),
    "swap": mark("swap"),
    "decision": mark("decision"),
    "excuse": mark("excuse"),
    "note": mark("note"),
    "letter": mark("letter"),
    "dossier": mark("dossier"),
    "step": mark("step"),
    "samples": mark("sample half-years"),
    "known": mark("as known on"),
    "user": mark("user"),
}

_DETAILS: Mapping[str, str] = {
    "step": mark("step"),
    "status": mark("status"),
    "counts": mark("counts"),
    "opening": mark("opening"),
    "kind": mark("kind"),
    "decided_on": mark("date of the decision"),
    "proposed": mark("proposed step"),
    "term": mark("term"),
    "named": mark("named number of persons"),
    "counted_from": mark("counted from"),
    "municipality": mark("municipality"),
    "cause": mark("cause"),
    "valid_from": mark("from"),
    "valid_until": mark("until and including"),
    "rationale": mark("rationale"),
    "deviation": mark("reason for the deviation"),
    "urgency": mark("urgency"),
    "corrects": mark("corrects decision"),
    "draft": mark("waits for a second person"),
    "prepared_by": mark("prepared by"),
    "reason": mark("reason"),
    "note": mark("note"),
    "text": mark("text"),
    "half_year": mark("half-year"),
    "as_of": mark("as of"),
    "giver": mark("hands over"),
    "taker": mark("takes over"),
    "persons": mark("persons"),
    "agreed_on": mark("agreed on"),
    "file": mark("file"),
    "files": mark("files"),
    "rows": mark("rows"),
    "size": mark("size in bytes"),
    "sha256": mark("fingerprint (SHA-256)"),
    "columns": mark("columns"),
    "choices": mark("chosen for the file"),
    "role": mark("role"),
    "origin": mark("from where"),
    "refused": mark("refused because"),
    "unreadable": mark("unreadable"),
}


def action_name(action: str, t: Words) -> str:
    """Return what was done or tried; an action of another version as it stands in the record."""
    return t(_ACTIONS.get(action, action))


def role_name(role: str, t: Words) -> str:
    """Return the role in which somebody did it."""
    return t(_ROLES.get(role, role))


def result_name(result: str, t: Words) -> str:
    """Return whether it was done or refused."""
    return t(_RESULTS.get(result, result))


def object_name(word: str, t: Words) -> str | None:
    """Return the name of a kind of thing that an entry is about; None for any other word."""
    return t(_OBJECTS[word]) if word in _OBJECTS else None


def detail_name(name: str, t: Words) -> str:
    """Return the name of something that an entry tells; as it stands where there is none."""
    return t(_DETAILS.get(name, name))


def in_order(names: Mapping[str, object]) -> list[str]:
    """Return the names of what an entry tells in the order in which people want to read them."""
    rank = {name: number for number, name in enumerate(_DETAILS)}
    return sorted(names, key=lambda name: (rank.get(name, len(rank)), name))

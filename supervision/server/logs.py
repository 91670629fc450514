"""What the server says while it runs: one JSON object on each line of standard error.

The fields are those that BIO2 8.15 asks of an event: when (`at`), who, in which role, what, about
which object, with what result, from where (`origin`). What was written in the audit trail stands
here too, with the number of its entry. Never in a line: a query (it can hold the code of a login),
a cookie, a header, a body, the content of a file, or a secret of the settings.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import streamlit.logger as streamlit_logger

from supervision.config import settings
from supervision.errors import SettingsInvalid

FIELDS = (
    *("what", "who", "role", "object", "result", "origin"),
    *("entry", "reason", "reference", "milliseconds"),
)
"""What a line can hold besides when, how grave, which part of the server, and a message."""
HIDDEN = "[hidden]"
_OURS = ("supervision", "uvicorn")
"""Whose ordinary messages are kept; of all others only warnings and worse."""


class JsonLines(logging.Formatter):
    """One event as one line of ASCII, so that nothing in it can be taken for another line."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted({each for each in secrets if each}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; where it would hold a secret, that is hidden."""
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "source": record.name,
        }
        line |= {each: getattr(record, each) for each in FIELDS if hasattr(record, each)}
        line["message"] = record.getMessage()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps({key: self._safe(value) for key, value in line.items()})

    def _safe(self, value: object) -> object:
        if value is None or isinstance(value, int | float):
            return value
        text = str(value)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


class _StandardError(logging.Handler):
    """Standard error as it is at the moment of writing."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr, flush=True)  # noqa: T201


def configure() -> None:
    """Let all that is said in this process be JSON lines, by whatever library it is said."""
    root = logging.getLogger()
    if any(isinstance(each, _StandardError) for each in root.handlers):
        return
    handler = _StandardError()
    handler.setFormatter(JsonLines(_secrets()))
    root.addHandler(handler)
    # Streamlit gives each of its loggers a handler of its own, also those that it makes later.
    streamlit_logger.setup_formatter = _join
    streamlit_logger.update_formatter()
    for name in _OURS:
        logger = logging.getLogger(name)
        _join(logger)
        logger.setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").addFilter(_is_no_address)
    # Its lines hold the query; ours do not (access_log.py).
    logging.getLogger("uvicorn.access").disabled = True


def _join(logger: logging.Logger) -> None:
    """Let a logger speak through the root."""
    logger.handlers = []
    logger.propagate = True


def _is_no_address(record: logging.LogRecord) -> bool:
    """Leave out uvicorn's lines about websockets: they too hold the query."""
    return not str(record.msg).startswith('%s - "WebSocket')


def _secrets() -> list[str]:
    """The values that must never stand in a line, whoever puts them there."""
    try:
        found = settings()
    except SettingsInvalid:
        return []
    password = urlsplit(found.database_url).password or ""
    return [
        found.cookie_secret.get_secret_value(),
        found.oidc_client_secret.get_secret_value(),
        password,
        unquote(password),
    ]

"""Settings, read from the environment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings

ROOT = Path(__file__).resolve().parent.parent
_LOCAL_STORE = ROOT / "data" / "local" / "supervision.db"


class Settings(BaseSettings):
    """The settings of one process; every one of them can be set in the environment."""

    database_url: str = f"sqlite:///{_LOCAL_STORE}"
    """Where the store is; default: SQLite in data/local/."""


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()

"""kill -9 of PostgreSQL itself: what was acknowledged is there when it comes up again."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from supervision.errors import StoreTrouble
from supervision.storage.database import Database, database
from supervision.usecases import imports
from tests.storage.clusters import Cluster, cluster
from tests.storage.killing import importing, until_the_server_is_gone
from tests.storage.test_kills import assert_whole

__all__ = ["cluster"]

KILLS = 3


def comes_back(store: Database) -> None:
    """Forget the connections to the server that was killed, and see that this one answers."""
    store.engine.dispose()
    engine = create_engine(store.url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_what_was_acknowledged_outlives_the_server(cluster: Cluster, tmp_path: Path) -> None:
    store, chance = database(cluster.url), Random("server")
    store.upgrade()
    for _ in range(KILLS):
        before = len(imports.history(store))
        told, trouble = until_the_server_is_gone(
            importing, cluster.url, tmp_path, chance.uniform(0.1, 0.6), cluster.kill
        )
        assert trouble == StoreTrouble.CLOSED
        with pytest.raises(OperationalError), store.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        cluster.start()
        comes_back(store)
        assert_whole(store)
        for batch, said in told:
            assert imports.original(store, batch) == said.encode()
        assert len(imports.history(store)) - before - len(told) in (0, 1)
    store.engine.dispose()

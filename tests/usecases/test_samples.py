"""The sample data goes with one button, and nothing of it is lost."""

from __future__ import annotations

from datetime import date

from supervision.domain.actor import Actor, Role
from supervision.usecases import assessing, imports, setup
from tests.cli.office import OVERVIEW, Office

ADMIN = Actor("ada", Role.ADMIN)
NOVEMBER = date(2026, 11, 24)


def test_all_sample_files_stop_counting_at_once_and_stay_on_record(samples: Office) -> None:
    before = samples.database.revision()
    files = len(imports.history(samples.database))
    assert setup.remove_samples(samples.database, ADMIN, "echte cijfers") == files
    assert samples.database.revision() == before + 1, "one write"
    after = imports.history(samples.database)
    assert len(after) == files
    assert {(each.withdrawn_by, each.reason) for each in after} == {("ada", "echte cijfers")}
    province = assessing.snapshot(samples.database, NOVEMBER)
    assert not province.sample
    assert all(each.obligation is None for each in province.province.assessments.values())


def test_real_figures_stay(samples: Office) -> None:
    samples.import_("overview.csv", OVERVIEW)
    setup.remove_samples(samples.database, ADMIN, "echte cijfers")
    assert [each.file_name for each in imports.history(samples.database) if not each.reason] == [
        "overview.csv"
    ]
    assert setup.remove_samples(samples.database, ADMIN, "nogmaals") == 0

"""What every test shares: the hypothesis profiles.

`quick` (the default) tries the same examples on every run; `HYPOTHESIS_PROFILE=thorough` looks
for new ones.
"""

import os

from hypothesis import HealthCheck, settings

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "quick", max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW_TO_DRAW
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=SLOW_TO_DRAW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

"""Settings of the whole suite."""

import os

from hypothesis import settings

settings.register_profile("minimojo", deadline=None, derandomize=bool(os.environ.get("MINIMOJO_CI")))
settings.load_profile("minimojo")

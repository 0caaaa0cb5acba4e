"""Settings of the whole suite."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("minimojo", deadline=None, derandomize=bool(os.environ.get("MINIMOJO_CI")))
settings.load_profile("minimojo")


@pytest.fixture(scope="session")
def verdicts(request: pytest.FixtureRequest) -> Path:
    """The folder in which the compiler's answers are kept between runs."""
    folder: Path = request.config.cache.mkdir("mojo-verdicts")
    return folder

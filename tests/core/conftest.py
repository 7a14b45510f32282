from collections.abc import Callable

import pytest

from healthtui.core.rulebook import Rulebook
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(config_dir())


@pytest.fixture(scope="session")
def rules(rulebook: Rulebook) -> Callable[[], Rulebook]:
    """The rulebook for tests with many examples: a failing one does not print all of the law."""
    return lambda: rulebook

"""Loads the rooms beside the program before the program takes their folder off the search path."""

import gc
from collections.abc import Iterator

import hatch_build
import pytest
import tools

__all__ = ["hatch_build", "tools"]


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    """An app that opens keeps all there is from being looked through; here many open in turn."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)

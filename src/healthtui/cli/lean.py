"""Keeps out what a library loads for uses of it that are not ours."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType


@contextmanager
def without(module: str) -> Iterator[None]:
    """Let what is imported inside find that a module is not installed, unless it is loaded."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def empty(module: str) -> Iterator[None]:
    """Let what is imported inside find a module whose names are all empty classes.

    Only for what is named there and never used by us; later the module is as it is.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = _Empty(module)
    try:
        yield
    finally:
        del sys.modules[module]


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def own_hashes() -> None:
    """Load Python's own hashes in place of those of OpenSSL, where this Python has them.

    OpenSSL takes 3.6 MiB and is five times as fast: that pays off for more than a case has.
    """
    # Some systems build Python with OpenSSL's hashes alone.
    if any(find_spec(name) for name in ("_sha2", "_sha256")):
        with without("_hashlib"):
            import hashlib  # noqa: F401, PLC0415

"""Ids of what the person adds: short, because commands name them too."""

import uuid


def draw_id() -> str:
    """A candidate for a new id."""
    return uuid.uuid4().hex[:6]

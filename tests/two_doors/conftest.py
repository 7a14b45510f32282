from tests.tui.conftest import opened, rulebook

__all__ = ["opened", "rulebook"]

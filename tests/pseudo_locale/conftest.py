from tests.plain.conftest import _environment, folder, moroccan, run
from tests.tui.conftest import opened, rulebook

__all__ = ["_environment", "folder", "moroccan", "opened", "rulebook", "run"]

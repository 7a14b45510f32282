import pytest
from hypothesis.vendor.pretty import RepresentationPrinter, for_type

from healthtui.core.rulebook import Rulebook
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import load


def _by_version(rulebook: Rulebook, printer: RepresentationPrinter, _: bool) -> None:  # noqa: FBT001
    printer.text(f"rulebook {rulebook.version}")


for_type(Rulebook, _by_version)  # a falsified example names the rulebook, not all of its text


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(config_dir())

from pathlib import Path

import pytest

from healthtui.files import places


def test_a_checkout_finds_its_rules_beside_the_sources() -> None:
    found = places.config_dir()
    assert found.is_dir()
    assert str(found) == str(Path(places.__file__).parents[3] / "config")


def test_an_installed_package_finds_its_rules_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    monkeypatch.setattr(places, "files", lambda _: tmp_path)
    assert str(places.config_dir()) == str(tmp_path / "config")


def test_missing_rules_are_told_with_both_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "files", lambda _: tmp_path / "package")
    monkeypatch.setattr(places, "_checked_out", lambda: tmp_path / "checkout" / "config")
    with pytest.raises(FileNotFoundError) as caught:
        places.config_dir()
    assert str(tmp_path / "package" / "config") in str(caught.value)
    assert str(tmp_path / "checkout" / "config") in str(caught.value)


def test_the_saved_case_is_where_the_desktop_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert places.data_dir() == tmp_path / "healthtui"
    assert not (tmp_path / "healthtui").exists()


def test_a_relative_place_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert places.data_dir() == tmp_path / ".local" / "share" / "healthtui"


def test_the_person_can_name_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert places.data_dir("~/mine") == tmp_path / "mine"
    assert places.data_dir("mine") == tmp_path / "mine"

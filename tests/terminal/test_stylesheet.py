"""A node that is left alone has just the styles that Textual would give it."""

from datetime import date
from random import Random
from typing import Any

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Input

from healthtui.files.places import config_dir
from healthtui.files.rulebook import load
from healthtui.texts.speaker import Speaker
from healthtui.tui.app import HealthApp
from healthtui.tui.terminal.stylesheet import SteadyStylesheet

TODAY = date(2026, 11, 23)
STUDENT: dict[str, Any] = {
    "situation": {"nationalities": ["MA"], "insured_in": "MA", "birth_date": date(2004, 3, 12)},
    "log": {
        f"5f01a{n}": {"act": "gp_consultation", "care_date": date(2026, 9, 1 + n)} for n in range(9)
    },
}
KEYS = ("f2", "f3", "f4", "f5", "tab", "down", "down", "up", "enter", "escape", "2", "ctrl+p", "w")


@pytest.fixture(scope="module")
def rulebook() -> Any:
    return load(config_dir())


class Counted:
    """How often Textual made styles, and how often ours were held to them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made = self.compared = 0
        self.wrong: list[Any] = []
        stock, ours = Stylesheet.apply, SteadyStylesheet.apply

        def counting(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
            self.made += 1
            stock(sheet, node, **options)

        def comparing(sheet: SteadyStylesheet, node: DOMNode, **options: Any) -> None:
            before = self.made
            ours(sheet, node, **options)
            if self.made == before:
                self.compared += 1
                left = node.styles.base.get_rules()
                self._compare(sheet, node, left)

        def _stock(sheet: Stylesheet, node: DOMNode) -> None:
            stock(sheet, node)

        self._stock = _stock
        monkeypatch.setattr(Stylesheet, "apply", counting)
        monkeypatch.setattr(SteadyStylesheet, "apply", comparing)

    def _compare(self, sheet: Stylesheet, node: DOMNode, left: Any) -> None:
        part = type(node) is DOMNode
        again = DOMNode(classes=" ".join(node.classes)) if part else node
        if part and node.parent is not None:
            again._attach(node.parent)  # noqa: SLF001 - as Textual makes parts
        self._stock(sheet, again)
        if again.styles.base.get_rules() != left:
            self.wrong.append((node, left))


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_left_alone_has_the_styles_it_would_be_given(
    rulebook: Any, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    counted = Counted(monkeypatch)
    app = HealthApp(rulebook, STUDENT, TODAY, Speaker("en"))
    chance = Random(seed)  # noqa: S311 - the same keys in every run
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(20):
            await pilot.press(chance.choice(KEYS))
            await pilot.pause()
        await pilot.resize_terminal(50, 18)
        app.action_theme("light")
        await pilot.pause()
        await pilot.press("down", "up", "f2", "f3")
        await pilot.pause()
    assert counted.wrong == []
    assert counted.compared > counted.made > 50


async def test_a_class_a_focus_and_another_theme_change_the_styles() -> None:
    class Small(App[None]):
        CSS = "Input { color: $primary; } .-narrow Input { width: 9; } Input:focus { height: 2; }"

        def __init__(self) -> None:
            super().__init__()
            self.stylesheet = SteadyStylesheet(variables=self.get_css_variables())

        def compose(self) -> Any:
            yield Input(id="a")
            yield Input(id="b")

    app = Small()
    async with app.run_test() as pilot:
        first, second = app.query(Input)
        assert (str(first.styles.height), str(second.styles.height)) == ("2", "3")
        assert str(first.styles.width) == "100w"
        colour = first.styles.color
        app.screen.add_class("-narrow")
        second.focus()
        await pilot.pause()
        assert (str(first.styles.height), str(second.styles.height)) == ("3", "2")
        assert str(first.styles.width) == "9"
        app.theme = "textual-light"
        await pilot.pause()
        assert first.styles.color != colour
        app.stylesheet.add_source("Input { width: 7 !important; }")
        app.refresh_css()
        assert str(first.styles.width) == "7"

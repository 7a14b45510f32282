"""The floor: what any Textual app of a header, a footer, a field and a label costs."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Header, Input, Label


class FloorApp(App[None]):
    """Echoes what is typed."""

    TITLE = "floor"
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit", "Quit"), ("f1", "bell", "Help")]

    def compose(self) -> ComposeResult:
        """The four widgets."""
        yield Header()
        yield Input(placeholder="type here")
        yield Label("nothing typed yet", id="echo")
        yield Footer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Echo the text."""
        self.query_one("#echo", Label).update(event.value)


if __name__ == "__main__":
    FloorApp().run()

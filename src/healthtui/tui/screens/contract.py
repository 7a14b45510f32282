"""The numbers of a mutuelle, as a guarantee table prints them, or a usual level to try."""

from typing import Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from healthtui.core.answers import BadAnswerError, Kind
from healthtui.core.kinds import MAX_LINE, Flag, Line, Price
from healthtui.core.offer import Offer
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say
from healthtui.core.visit import CONTRACT_PARTS
from healthtui.texts.contract import PART_WORDS
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import YES_NO
from healthtui.tui.drafted_page import DraftedPage
from healthtui.tui.widgets.one_line import OneLine

_WHOLE: Final = 72
"""Columns of a window in which no line is cut."""


class ContractScreen(DraftedPage[Offer | None]):
    """Enter keeps the numbers as they stand; escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "keep", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = "#name, #percent"
    """The first of them that there is."""
    DEFAULT_CSS = """
    ContractScreen { align: center middle; background: $background 60%; }
    ContractScreen > Vertical {
        width: 66; max-width: 100%; height: auto; max-height: 100%;
        border: double $primary; background: $surface; padding: 0 1;
    }
    ContractScreen #parts {
        layout: grid; grid-size: 2; grid-columns: 42 1fr; grid-rows: 1; height: auto;
    }
    ContractScreen.-narrow #parts { grid-columns: 1fr 13; }
    ContractScreen.-low > Vertical { height: 100%; }
    ContractScreen.-low #parts { height: 1fr; overflow-y: auto; scrollbar-size: 1 1; }
    ContractScreen.-low #intro, ContractScreen.-low #examples { display: none; }
    ContractScreen Static { height: auto; }
    ContractScreen #parts Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ContractScreen #hint, ContractScreen #examples { color: $text-muted; }
    ContractScreen #problem { color: $error; text-style: bold; }
    """

    def __init__(
        self, rulebook: Rulebook, speaker: Speaker, offer: Offer, place: str, *, named: bool = False
    ) -> None:
        super().__init__(place)
        self._rulebook = rulebook
        self._speaker = speaker
        self._offer = offer
        self._contract = dict(offer.terms)
        self._named = named

    def compose(self) -> ComposeResult:
        """A line for each number, the usual levels, and how to leave."""
        speaker = self._speaker
        with Vertical() as box:
            box.border_title = Content(speaker.word("Your mutuelle"))
            yield Static(
                speaker.word("As in the guarantee table; an empty % takes the first one."),
                id="intro",
                markup=False,
            )
            with Container(id="parts"):
                if self._named:
                    yield Static(speaker.word("Name"), markup=False)
                    yield OneLine(self._offer.name, id="name", max_length=MAX_LINE)
                for name, kind in CONTRACT_PARTS:
                    yield Static(speaker.text(PART_WORDS[name]), markup=False)
                    yield OneLine(self._written(name, kind), id=name, max_length=12)
            yield Static(id="problem", markup=False)
            yield Static(
                speaker.word("Tab or arrows: move. Enter: keep. Esc: leave it as it is."),
                id="hint",
                markup=False,
            )
            # Last, so that a low window cuts these and not the way out.
            yield Static(self._examples(), id="examples", markup=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say in full what is asked, where a narrow window cuts it."""
        asked = PART_WORDS.get(str(event.widget.id), say("Name"))
        keys = self._speaker.word("Tab or arrows: move. Enter: keep. Esc: leave it as it is.")
        cut = self.app.size.width < _WHOLE
        told = f"{self._speaker.text(asked)}\n{keys}" if cut else keys
        self.query_one("#hint", Static).update(told)

    def action_keep(self) -> None:
        """Close with the numbers, or say which cannot be read."""
        kinds = (*((("name", Line()),) if self._named else ()), *CONTRACT_PARTS)
        given: dict[str, Any] = {}
        for name, kind in kinds:
            text = self.query_one(f"#{name}", Input).value.strip()
            if not text and name != "name":
                continue
            try:
                given[name] = kind.read(text, self._rulebook.vocabulary)
            except BadAnswerError as bad:
                label = PART_WORDS.get(name, say("Name"))
                told = say("{field}: {problem}", field=label, problem=bad.sentence)
                self.query_one("#problem", Static).update(Content(self._speaker.text(told)))
                self.query_one(f"#{name}", Input).focus()
                return
        name = given.pop("name", "")
        self.dismiss(Offer(name, tuple((part, int(number)) for part, number in given.items())))

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def _written(self, name: str, kind: Kind) -> str:
        """A number as a person writes it; empty where there is none."""
        if name not in self._contract:
            return ""
        if isinstance(kind, Flag):
            return self._speaker.text(YES_NO[bool(self._contract[name])])
        written = str(kind.plain(self._contract[name]))
        return written.removesuffix(".00") if isinstance(kind, Price) else written

    def _examples(self) -> str:
        titles = (each.title for each in self._rulebook.contract_examples.values())
        told = (self._speaker.word("Usual levels:"), *map(self._speaker.word, titles))
        return "\n".join(told)

"""The French words on one page: found by typing, what they mean below the list."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from healthtui.core.rulebook import Rulebook
from healthtui.texts import glossary
from healthtui.texts.speaker import Speaker
from healthtui.tui.blocks import heading, lines
from healthtui.tui.widgets.picker import Picker, match_count


class GlossaryScreen(Picker):
    """Enter on a word leads to its step, if it has one; escape leaves."""

    DEFAULT_CSS = """
    GlossaryScreen > Vertical { width: 76; height: 90%; }
    GlossaryScreen OptionList { height: 1fr; max-height: 100%; }
    GlossaryScreen #meaning {
        height: auto; max-height: 9; border-top: solid $border; scrollbar-size: 1 1;
    }
    GlossaryScreen.-low #meaning { max-height: 6; }
    GlossaryScreen #meaning Static { color: $foreground; }
    """

    def __init__(self, rulebook: Rulebook, speaker: Speaker, first: str = "") -> None:
        self._rulebook = rulebook
        self._speaker = speaker
        super().__init__(
            speaker.word("Glossary"),
            self._words,
            speaker.word("Type to find; up and down; Enter: its step; Esc leaves."),
            lambda n: match_count(speaker, n),
            first or glossary.in_order(rulebook.glossary)[0],
            sure=True,
        )

    def compose_below(self) -> ComposeResult:
        """What the highlighted word means."""
        with VerticalScroll(id="meaning", can_focus=False):
            yield Static(id="told", markup=False)

    def _words(self, typed: str) -> list[tuple[str, str]]:
        keys = glossary.found(typed, self._rulebook, self._speaker)
        return [(key, self._rulebook.glossary[key].term) for key in keys]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell the word that was moved to."""
        event.stop()
        if event.option_index < len(self.answers):
            self._tell(self.answers[event.option_index])

    def _tell(self, key: str) -> None:
        term = self._rulebook.glossary[key]
        sentences = (self._speaker.text(each) for each in glossary.told(term, self._rulebook))
        told = lines(heading(term.term), *(Content(each) for each in sentences))
        self.query_one("#told", Static).update(told)

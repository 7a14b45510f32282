"""The French words: found by name or by what they mean, then told with their step."""

from healthtui.core.sentence import say, word
from healthtui.plain.choose import Menu, menu_loop
from healthtui.plain.dialogue import Dialogue
from healthtui.texts.glossary import found, told


def glossary(dialogue: Dialogue) -> None:
    """The room, until the person goes back."""
    menu_loop(dialogue, lambda: _menu(dialogue), lambda key: _tell(dialogue, key))


def _menu(dialogue: Dialogue) -> Menu:
    def fitting(typed: str) -> tuple[tuple[str, str], ...]:
        return tuple((key, terms[key].term) for key in found(typed, rulebook, dialogue.speaker))

    rulebook = dialogue.desk.rulebook
    terms = rulebook.glossary
    return Menu((word("French words, and what they mean"),), fitting(""), find=fitting)


def _tell(dialogue: Dialogue, key: str) -> None:
    rulebook = dialogue.desk.rulebook
    term = rulebook.glossary[key]
    dialogue.tell(say("{heading}:", heading=term.term), *told(term, rulebook))

"""Another language for everything that is said, now and at the next start."""

from healthtui.core.sentence import say, word
from healthtui.plain.choose import Menu, choose
from healthtui.plain.dialogue import KEPT, Dialogue
from healthtui.texts.language import OWN_NAMES, available
from healthtui.texts.speaker import Speaker


def choose_language(dialogue: Dialogue) -> None:
    """Ask for a language, go on in it and remember it; no act that an undo takes back."""
    code = choose(dialogue, lambda: _menu(dialogue))
    if code is KEPT:
        return
    dialogue.speak(Speaker(code))
    dialogue.desk.edit(lambda case: case.in_language(code), undoable=False)
    dialogue.tell(say("Language: {name}", name=OWN_NAMES[code]))
    dialogue.tell_news()


def _menu(dialogue: Dialogue) -> Menu:
    present = OWN_NAMES[dialogue.speaker.language]
    return Menu(
        (word("Which language?"),),
        tuple((code, OWN_NAMES[code]) for code in available()),
        keeps=say("Language: {name}", name=present),
    )

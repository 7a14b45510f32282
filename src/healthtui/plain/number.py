"""What can be known of a social security number, which is kept nowhere."""

from healthtui.core.number import read_number
from healthtui.core.sentence import say, word
from healthtui.plain.dialogue import BackError, Dialogue


def number(dialogue: Dialogue) -> None:
    """Read numbers until the person goes back."""
    dialogue.tell(word("A social security number: what it says of itself. It is kept nowhere."))
    while True:
        try:
            typed = dialogue.hear(say("The 13 or 15 characters; Enter alone goes back:"))
        except BackError:
            return
        if typed == "":
            return
        if typed is not None:
            dialogue.tell(*read_number(typed).told)

"""The signs and words of states: a sign and a word for each, so that colour is never needed."""

from typing import Final

from healthtui.core.sentence import Sentence, say

BLOCKED: Final = "blocked"

SIGNS: Final = {
    "to-do": "[ ]",
    "ready": "[ ]",
    "sent": "[>]",
    "waiting": "[.]",
    "refused": "[!]",
    "accepted": "[x]",
    "not-needed": "[-]",
    BLOCKED: " · ",
}

STATUS_WORDS: Final[dict[str, Sentence]] = {
    "to-do": say("to do"),
    "ready": say("ready"),
    "sent": say("sent"),
    "waiting": say("waiting"),
    "refused": say("refused"),
    "accepted": say("accepted"),
    "not-needed": say("not needed"),
    BLOCKED: say("blocked"),
}

COVER_WORDS: Final[dict[str, Sentence]] = {
    "home": say("your card from home"),
    "cpam": say("French cover"),
    "work": say("French cover, by your work"),
    "scheme": say("your own scheme"),
    "private": say("private cover, bought by you"),
    "gap": say("no cover"),
}

COVER_MARKS: Final = {
    "home": "=",
    "cpam": "█",
    "work": "▓",
    "scheme": "=",
    "private": "-",
    "gap": "░",
}

CONFIDENCE_WORDS: Final[dict[str, Sentence]] = {
    "high": say("well established"),
    "medium": say("one good source"),
    "low": say("weakly established"),
}

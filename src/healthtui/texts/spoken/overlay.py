"""What an institution adds, in lines of text: below what is shipped, and never without its name."""

from collections.abc import Iterable, Iterator

from healthtui.core.pack import Pack
from healthtui.core.sentence import say
from healthtui.texts import packs as words
from healthtui.texts.speaker import Speaker


def lines(packs: Iterable[Pack], speaker: Speaker) -> Iterator[str]:
    """Each pack under a heading that says whose it is; what it says is set in."""
    for pack in packs:
        yield speaker.text(say("{whose}:", whose=words.origin_of(pack)))
        for addition in pack.additions:
            yield from (f"   {line}" for line in words.addition_lines(addition, speaker))
        yield from (f"   {speaker.text(page)}" for page in words.page(pack))

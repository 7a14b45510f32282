"""A year of acts in lines of text."""

from collections.abc import Iterator

from healthtui.cli.spoken.quote import LABELS
from healthtui.core.ledger import TOTALS
from healthtui.core.quote import Quote
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import say, word
from healthtui.core.year import Year
from healthtui.texts.speaker import Speaker
from healthtui.texts.wording import amount


def lines(rulebook: Rulebook, found: Year, speaker: Speaker) -> Iterator[str]:
    """Each act with what comes back and what stays, then the sums."""
    for number, each in enumerate((entry.quote for entry in found.entries), 1):
        yield _act(number, each, rulebook, speaker)
    yield speaker.text(say("Together:"))
    for name in TOTALS:
        value = amount(found.totals[name])
        yield speaker.text(say("{label}: {value}", label=LABELS[name], value=value))


def _act(number: int, found: Quote, rulebook: Rulebook, speaker: Speaker) -> str:
    act = word(rulebook.acts[found.visit.known("act")].label)
    day = found.visit.known("care_date")
    if found.unknown is not None:
        return speaker.text(
            say(
                "{n}. {act}, {day}: {problem}",
                n=str(number),
                act=act,
                day=day,
                problem=found.unknown,
            )
        )
    return speaker.text(
        say(
            "{n}. {act}, {day}: price {price}, CPAM {net}, mutuelle {mutuelle}, you {remainder}",
            n=str(number),
            act=act,
            day=day,
            **{
                name: amount(found.amounts[name])
                for name in ("price", "net", "mutuelle", "remainder")
            },
        )
    )

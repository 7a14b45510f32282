"""What a quote cannot be made without, and which of its figures are supposed or doubtful."""

from collections.abc import Iterable

from healthtui.core.reasons import Reason
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import Visit


def doubts(explained: Iterable[Iterable[Reason]]) -> tuple[Sentence, ...]:
    """A sentence for each figure that was used although it is not established."""
    doubtful = (
        say("not established, check it: {figure}", figure=reason.text)
        for reasons in explained
        for reason in reasons
        if reason.applied and reason.provenance and reason.provenance.uncertain
    )
    return tuple(dict.fromkeys(doubtful))


def price_decides(rulebook: Rulebook, visit: Visit) -> bool:
    """Whether the base is the price itself, and the price is not known."""
    rule = rulebook.acts[visit.known("act")]
    uncounted = bool(rule.measure) and visit.known("quantity") is None
    return visit.known("price_eur") is None and (_is_by_price(rulebook, visit) or uncounted)


def _is_by_price(rulebook: Rulebook, visit: Visit) -> bool:
    by_price = "price" in rulebook.acts[visit.known("act")].base.values()
    return by_price and visit.known("tariff_eur") is None


def base_assumed(rulebook: Rulebook, visit: Visit) -> tuple[Sentence, ...]:
    """A price that is not fixed by law is only assumed to be the base."""
    kind = rulebook.kinds[rulebook.acts[visit.known("act")].kind]
    if kind.price_is_base or not _is_by_price(rulebook, visit):
        return ()
    return (say("the base is the whole price; ask for the base (BRSS) and give it as the tariff"),)

"""A complementary insurance that somebody could buy: a name, and the numbers of its contract."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from healthtui.core.answers import BadAnswerError, Field, Kind, Vocabulary
from healthtui.core.kinds import Line, Terms
from healthtui.core.money import Cents
from healthtui.core.sentence import Listing, say
from healthtui.core.visit import CONTRACT_PARTS

NAME: Final = Field("name", Line())
TERMS: Final = Terms(CONTRACT_PARTS)
FIELDS: Final = {
    "name": NAME,
    **{name: Field(name, kind) for name, kind in CONTRACT_PARTS},
}


class Offer(Struct, frozen=True):
    """A contract by its numbers; `terms` as a visit's `contract` holds them."""

    name: str
    terms: tuple[tuple[str, int], ...] = ()

    @property
    def monthly(self) -> Cents | None:
        """The price of a month in cents, None where it was not given."""
        return dict(self.terms).get("monthly_eur")

    def answered(self, name: str, answer: Any) -> "Offer":
        """The offer with another name or number; None takes a number back, never the name."""
        if name == "name":
            return self if answer is None else Offer(str(answer), self.terms)
        numbers = {**dict(self.terms), name: answer}
        kept = ((part, numbers.get(part)) for part, _ in CONTRACT_PARTS)
        return Offer(self.name, tuple((part, n) for part, n in kept if n is not None))


def plain_offer(offer: Offer) -> dict[str, Any]:
    """The offer as a table of plain values: its name beside its numbers."""
    return {"name": offer.name, **TERMS.plain(offer.terms)}


def read_offer(place: str, table: object, words: Vocabulary) -> Offer:
    """The offer in a table; BadAnswerError names what is not accepted, at `place`."""
    if not isinstance(table, Mapping):
        raise BadAnswerError(say("{field}: this is not a table.", field=place))
    for name in table:
        if name not in FIELDS:
            known = Listing(tuple(FIELDS))
            problem = say(
                "“{name}” is not a field; the fields are {known}.", name=str(name), known=known
            )
            raise BadAnswerError(say("{field}: {problem}", field=place, problem=problem))
    numbers = tuple(
        (part, _value(f"{place}.{part}", kind, table[part], words))
        for part, kind in CONTRACT_PARTS
        if table.get(part) is not None
    )
    return Offer(_value(f"{place}.name", NAME.kind, table.get("name"), words), numbers)


def _value(place: str, kind: Kind, raw: object, words: Vocabulary) -> Any:
    try:
        return kind.read(raw, words)
    except BadAnswerError as bad:
        raise BadAnswerError(say("{field}: {problem}", field=place, problem=bad.sentence)) from None

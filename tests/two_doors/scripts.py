"""What a person says and does, as data that any door can be asked to act out."""

from dataclasses import dataclass

UNSURE = "I don't know"
BACK = "take the answer back"


@dataclass(frozen=True)
class Answer:
    """A question of the situation, and what is typed."""

    field: str
    typed: str


@dataclass(frozen=True)
class Step:
    """How far a step is, or one of its papers."""

    step: str
    status: str
    day: str
    detail: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Note:
    step: str
    text: str


@dataclass(frozen=True)
class Visit:
    """A question of the visit that is calculated."""

    field: str
    typed: str


@dataclass(frozen=True)
class Mutuelle:
    """The numbers of the mutuelle of the visit; an empty one is taken out."""

    parts: dict[str, str]


@dataclass(frozen=True)
class Log:
    """The visit goes into the year."""


@dataclass(frozen=True)
class Care:
    """Care that took place: act, day, price."""

    act: str
    day: str
    price: str


@dataclass(frozen=True)
class Correct:
    """Another answer about an act of the log, by its place in the year."""

    place: int
    field: str
    typed: str


@dataclass(frozen=True)
class Computed:
    """Received as computed."""

    place: int


@dataclass(frozen=True)
class Delete:
    place: int


@dataclass(frozen=True)
class Contract:
    """A contract to compare: a new one, or in place of the one that was called so."""

    name: str
    parts: dict[str, str]
    was: str = ""


@dataclass(frozen=True)
class NoContract:
    name: str


@dataclass(frozen=True)
class Aid:
    """A condition of the C2S."""

    field: str
    typed: str


@dataclass(frozen=True)
class Undo:
    """The last act is taken back, on any screen."""


@dataclass(frozen=True)
class Redo:
    pass


Act = (
    Answer | Step | Note | Visit | Mutuelle | Log | Care | Correct | Computed | Delete | Contract
    | NoContract | Aid | Undo | Redo
)  # fmt: skip

SITTINGS: dict[str, tuple[tuple[Act, ...], ...]] = {
    "situation": (
        (Answer("nationalities", "morocco"),),
        (Answer("insured_in", "maroc"), Answer("card", "none")),
        (Answer("birth_date", "12/3/2004"), Answer("programme", "degree")),
        (Answer("enrolled_in_france", "yes"), Answer("enrolled_on", "2026-09-07")),
        (Answer("stay_from", "1.9.2026"), Answer("stay_until", "31/07/2027")),
        (Answer("work", UNSURE), Undo(), Answer("work", "apprenticeship"), Undo(), Redo()),
        (Answer("work", UNSURE), Answer("birth_date", UNSURE)),
        (Answer("nationalities", UNSURE), Answer("card", BACK), Answer("stay_until", BACK)),
        (Answer("nationalities", "Côte d'Ivoire"), Answer("birth_date", BACK)),
    ),
    "steps": (
        (Step("portal-identity", "accepted", "10/9/2026"),),
        (Step("portal-documents", "sent", "2/10/2026", "on the portal"),),
        (
            Step("validate-visa", "waiting", "2/10/2026", "the prefecture"),
            Step("validate-visa", "waiting", "3/10/2026", "OFII"),
            Undo(),
        ),
        (Step("portal-documents", "refused", "5/11/2026", "blurred"),),
        (
            Step("portal-documents", "refused", "6/11/2026", "no stamp", paper="iban"),
            Step("portal-documents", "accepted", "20/11/2026", paper="iban"),
        ),
        (Note("portal-documents", "called on Monday"), Note("validate-visa", "ask in room 12")),
        (Step("validate-visa", "not needed", "1/11/2026"), Undo(), Redo()),
        (Step("portal-identity", "to do", "11/11/2026"),),
    ),
    "visits": (
        (Visit("price_eur", "45"),),
        (Visit("act", "dental scaling"), Visit("care_date", "31/10/2026")),
        (Visit("act", "gp visit"), Visit("sector", "sector 2"), Visit("pathway", UNSURE)),
        (Mutuelle({"percent": "150", "monthly_eur": "9,90"}), Log()),
        (Mutuelle({"percent": "200", "monthly_eur": ""}), Log(), Undo(), Undo(), Redo()),
        (Visit("price_eur", UNSURE), Visit("care_date", BACK), Visit("third_party", "yes")),
        (Visit("sector", BACK), Visit("price_eur", "26,50"), Log()),
    ),
    "year": (
        (Care("gp visit", "20/11/2026", "30"),),
        (Care("dental scaling", "3/11/2026", "43,38"), Care("gp visit", "1/10/2026", "")),
        (Correct(2, "price_eur", "35"), Correct(1, "claimed_on", "2/10/2026")),
        (Computed(3), Correct(2, "note", "with x-ray"), Correct(2, "professional", "Dr A")),
        (Delete(1), Undo(), Delete(2)),
        (Correct(1, "price_eur", UNSURE), Correct(2, "received_eur", BACK)),
    ),
    "mutuelle": (
        (Contract("Campus", {"percent": "100", "monthly_eur": "9,90"}),),
        (
            Contract("Cheap", {"percent": "100", "monthly_eur": "4"}),
            Contract("Wide", {"percent": "", "dental_percent": "200", "on_top": "yes"}),
        ),
        (Contract("Campus 2", {"percent": "125", "monthly_eur": ""}, was="Campus"),),
        (NoContract("Cheap"), Undo(), NoContract("Wide")),
        (Aid("rights_open", "yes"), Aid("household", "1"), Aid("income_eur", "9000")),
        (Aid("own_household", UNSURE), Aid("household", UNSURE), Aid("income_eur", BACK), Undo()),
    ),
}
"""Scripts by the room that they are about; in each, one begins where the one before ended."""

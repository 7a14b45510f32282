"""Every key of the rulebook under the name that reasons give it."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from healthtui.core.dated import Dated, DatedValue, Group, Unit
from healthtui.core.money import Money, Percent, plain
from healthtui.core.pack import Pack
from healthtui.core.route_rules import Reading, Row
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Country, Listing, Sentence, Value, say, word
from healthtui.core.step_rules import Wait
from healthtui.texts.packs import addition_lines, origin_of
from healthtui.texts.speaker import Speaker


class Entry(Struct, frozen=True):
    """One key: its title, its dated statements, and for an act or a fact what it is made of."""

    key: str
    title: Sentence
    statements: tuple[Dated, ...] = ()
    unit: Unit | None = None
    parts: tuple[tuple[str, str], ...] = ()

    def on(self, rulebook: Rulebook, day: date) -> Dated | None:
        """The statement in force and known on a day."""
        known = (s for s in self.statements if s.holds_on(day) and day <= rulebook.trusted_until(s))
        return next(known, None)


def entries(rulebook: Rulebook, prefix: str = "") -> tuple[Entry, ...]:
    """The entries whose key begins with a prefix, in the order of the files."""
    return tuple(entry for entry in _all(rulebook) if entry.key.startswith(prefix))


def pack_entries(packs: Iterable[Pack], speaker: Speaker) -> tuple[Entry, ...]:
    """The packs of an institution, each as one entry that says what it adds."""
    return tuple(
        Entry(f"packs.{pack.name}", origin_of(pack), parts=tuple(_additions(pack, speaker)))
        for pack in packs
    )


def _additions(pack: Pack, speaker: Speaker) -> Iterator[tuple[str, str]]:
    for each in pack.additions:
        yield f"{each.kind}.{each.id}", "; ".join(addition_lines(each, speaker))
        if each.steps:
            yield f"{each.kind}.{each.id}.steps", ", ".join(each.steps)
    if pack.page:
        yield "page", pack.page


def _all(rulebook: Rulebook) -> Iterator[Entry]:
    for key, parameter in rulebook.parameters.items():
        yield Entry(key, word(parameter.title), parameter.values, parameter.unit)
    yield from _care(rulebook)
    yield from _of_contracts_and_covers(rulebook)
    for key, groups in rulebook.groups.items():
        yield Entry(f"groups.{key}", word(groups[0].title), groups)
    for row in rulebook.rows:
        yield Entry(f"routes.{row.id}", word(row.reason), (row,), parts=_conditions(row))
    for key, route in rulebook.routes.items():
        if route.readings:
            yield Entry(f"routes.{key}.reading", word(route.title), route.readings)
    yield from _facts(rulebook)
    yield from _checklist(rulebook)
    for key, source in rulebook.sources.items():
        parts = (("url", source.url), ("page_date", source.page_date))
        yield Entry(f"sources.{key}", word(source.publisher), parts=parts)


def _checklist(rulebook: Rulebook) -> Iterator[Entry]:
    for key, step in rulebook.steps.items():
        yield Entry(f"steps.{key}", word(step.title), (step,))
    for key, paper in rulebook.papers.items():
        yield Entry(f"papers.{key}", word(paper.title), (paper,))
    for key, rule in rulebook.deadlines.items():
        yield Entry(f"deadlines.{key}", word(rule.reason), (rule,))
    for key, wait in rulebook.waits.items():
        yield Entry(f"waits.{key}", word(wait.reason), (wait,))
    for key, contact in rulebook.contacts.items():
        parts = (("phone", contact.phone), ("phone_abroad", contact.phone_abroad))
        named = tuple(pair for pair in parts if pair[1])
        yield Entry(f"contacts.{key}", word(contact.title), (contact,), parts=named)


def _care(rulebook: Rulebook) -> Iterator[Entry]:
    for key, act in rulebook.acts.items():
        bases = tuple((f"base.{sector}", _tariff(name)) for sector, name in act.base.items())
        out = tuple((f"base_out.{sector}", _tariff(name)) for sector, name in act.base_out.items())
        yield Entry(f"acts.{key}", word(act.label), parts=(("kind", act.kind), *bases, *out))
    for key, kind in rulebook.kinds.items():
        named_rates = ("rate", "rate_out", "rate_undeclared", "rate_local")
        rates = tuple((name, f"rates.{getattr(kind, name)}") for name in named_rates)
        named = tuple(pair for pair in rates if not pair[1].endswith("."))
        yield Entry(f"kinds.{key}", word(kind.title), parts=named)


def _of_contracts_and_covers(rulebook: Rulebook) -> Iterator[Entry]:
    choices = rulebook.visit_questions["situation"].choices
    for key, cover in rulebook.covers.items():
        parts = tuple(
            (name, str(getattr(cover, name)))
            for name in ("rate", "kept", "pathway", "daily", "heavy", "rest")
        )
        yield Entry(f"covers.{key}", word(choices[key]), (cover,), parts=parts)
    for key, example in rulebook.contract_examples.items():
        terms = tuple((name, str(number)) for name, number in example.terms.items())
        yield Entry(f"contract_examples.{key}", word(example.title), (example,), parts=terms)
    for key, proposal in rulebook.proposals.items():
        changes = tuple((name, plain(amount)) for name, amount in proposal.changes.items())
        parts = (("stage", proposal.stage), *changes)
        yield Entry(f"proposals.{key}", word(proposal.title), (proposal,), parts=parts)


def _tariff(name: str) -> str:
    return name if name == "price" else f"tariffs.{name}"


def _facts(rulebook: Rulebook) -> Iterator[Entry]:
    for key, fact in rulebook.facts.items():
        made_of = {
            "field": fact.field,
            "one_of": ", ".join(fact.one_of),
            "in_group": fact.in_group,
            "day": " + ".join(filter(None, (fact.day, fact.day_plus))),
            "is_after": " + ".join(filter(None, (fact.is_after, fact.is_after_plus))),
            "all_of": ", ".join(fact.all_of),
            "any_of": ", ".join(fact.any_of),
            "none_of": ", ".join(fact.none_of),
        }
        parts = tuple((name, text) for name, text in made_of.items() if text)
        yield Entry(f"facts.{key}", word(fact.when_true), parts=parts)


def _conditions(row: Row) -> tuple[tuple[str, str], ...]:
    return (("route", row.route), *(("if", f"facts.{name}") for name in row.when))


def content(statement: Dated, unit: Unit | None) -> Value:
    """What a statement says, as it stands in a sentence."""
    match statement:
        case DatedValue():
            told = _in_unit(statement.value, unit)
        case Group():
            told = Listing(tuple(Country(code) for code in statement.members))
        case Wait():
            told = _in_unit(statement.days, "days")
        case Reading():
            told = word(statement.text)
        case _:
            told = say("in force")
    return told


def _in_unit(number: int, unit: Unit | None) -> Value:
    match unit:
        case "eur":
            return Money(number)
        case "percent":
            return Percent(number)
        case "months":
            return say("{n} months", n=number)
        case "days":
            return say("{n} days", n=number)
        case _:
            return number


class Difference(Struct, frozen=True):
    """A key whose statement in force differs between two days; None where none is known."""

    entry: Entry
    before: Dated | None
    after: Dated | None


def changes(rulebook: Rulebook, first: date, second: date) -> tuple[Difference, ...]:
    """The keys whose statement in force differs between two days."""
    found = (
        Difference(entry, entry.on(rulebook, first), entry.on(rulebook, second))
        for entry in entries(rulebook)
        if entry.statements
    )
    return tuple(d for d in found if d.before is not d.after and not _same(d))


def _same(difference: Difference) -> bool:
    """Whether only the dates differ, not what is said."""
    before, after = difference.before, difference.after
    if isinstance(before, DatedValue) and isinstance(after, DatedValue):
        return before.value == after.value
    if isinstance(before, Group) and isinstance(after, Group):
        return set(before.members) == set(after.members)
    return False

"""How fast the engine is: `python -m benchmarks.engine [--json] [--most N] [--rounds N]`.

Figures are medians over rounds that take everything in turn; ratios are medians of the ratios of
the rounds, which a busy machine disturbs less than it does times. Run it in the checkout.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import Ran, interleaved, ran, ratio
from benchmarks.plain_loop import Act, loop, same, tables
from msgspec.structs import replace

from healthtui.core.answers import UNSURE
from healthtui.core.case import Case
from healthtui.core.eligibility import eligibility
from healthtui.core.outlook import outlook
from healthtui.core.quoting import quote
from healthtui.core.rulebook import Rulebook
from healthtui.core.situation import BY_NAME, Situation
from healthtui.core.visit import Visit
from healthtui.files import rulebook_json, rulebook_toml
from healthtui.files.places import config_dir

TODAY = date(2026, 11, 23)
BASES = {"gp_consultation": "gp_s1", "specialist_consultation": "specialist_s1_plain"}
PROGRAM = ("-m", "healthtui", "--ephemeral", "--today", TODAY.isoformat())
STUDENT = Situation(
    nationalities=("MA",),
    insured_in="MA",
    card="none",
    birth_date=date(2004, 3, 12),
    stay_from=date(2026, 9, 1),
    stay_until=date(2027, 7, 31),
    programme="degree",
    enrolled_in_france=True,
    enrolled_on=date(2026, 9, 7),
    work="none",
    french_number="none",
    international_organisation=False,
)

Figures = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--most", type=int, default=100_000, help="quotes in the longest stream")
    args = parser.parse_args(arguments)
    rulebook = rulebook_toml.load(config_dir())
    figures = {
        **of_loading(args.rounds),
        **of_quotes(rulebook, args.rounds),
        **of_cases(rulebook, args.rounds),
        **of_commands(args.rounds),
        **of_streams(args.most),
    }
    if args.json:
        print(json.dumps(figures, indent=2))
        return 0
    for name, value in figures.items():
        print(f"{name:<58}{value:>12,.2f}")
    return 0


def of_loading(rounds: int) -> Figures:
    """Loading the rules, compiled and from the TOML."""
    folder = config_dir()
    if rulebook_json.read(folder) is None:
        sys.exit("The compiled rules are missing or stale: python -m tools.rulebook compile")
    spent = interleaved(
        {
            "compiled": lambda: rulebook_json.read(folder),
            "toml": lambda: rulebook_toml.load(folder),
        },
        rounds,
    )
    return {
        "rules, compiled: ms": 1e3 * median(spent["compiled"]),
        "rules, from the TOML: ms": 1e3 * median(spent["toml"]),
    }


def of_quotes(rulebook: Rulebook, rounds: int) -> Figures:
    """A quote with its reasons against the plain loop, over the same visits."""
    acts = list(_acts(1000))
    visits = [_visit(act) for act in acts]
    figures = tables(rulebook, BASES)
    for plain, visit in zip(loop(figures, acts), visits, strict=True):
        found = quote(rulebook, visit, TODAY).one
        if found is None or not same(plain, found[1]):
            sys.exit(f"the plain loop and the engine differ for {visit}")
    spent = interleaved(
        {
            "plain": lambda: list(loop(figures, acts)),
            "quote": lambda: [quote(rulebook, visit, TODAY) for visit in visits],
        },
        rounds,
    )
    return {
        "plain loop in integer cents: us an act": 1e6 * median(spent["plain"]) / len(acts),
        "quote with reasons: us an act": 1e6 * median(spent["quote"]) / len(acts),
        "quote with reasons, x plain loop (at most 10)": ratio(spent["quote"], spent["plain"]),
    }


def of_cases(rulebook: Rulebook, rounds: int) -> Figures:
    """The verdict where nothing is known, and the outlook after a keystroke."""
    days = iter(range(100 * rounds))
    unsure = Situation(**dict.fromkeys(BY_NAME, UNSURE))

    def another_day() -> date:
        return TODAY + timedelta(days=next(days))  # what was kept of the day before is no help

    def typed() -> None:
        outlook(rulebook, Case(replace(STUDENT, stay_until=another_day())), TODAY)

    things: dict[str, Callable[[], object]] = {
        "verdict, nothing asked yet: ms (at most 16)": lambda: eligibility(
            rulebook, Situation(), another_day()
        ),
        "verdict, unsure of everything: ms (at most 16)": lambda: eligibility(
            rulebook, unsure, another_day()
        ),
        "outlook after a key, certain case: ms": typed,
        "outlook after a key, nothing asked yet: ms": lambda: outlook(
            rulebook, Case(Situation(birth_date=another_day() - timedelta(8000))), TODAY
        ),
    }
    for thing in things.values():
        thing()
    spent = interleaved(things, rounds)
    return {name: 1e3 * median(each) for name, each in spent.items()}


def of_commands(rounds: int) -> Figures:
    """The CPU of one question against that of a Python that does nothing."""
    asked = {
        "quote": [*PROGRAM, "quote", "--json"],
        "check": [*PROGRAM, "check", "--json"],
        "--help": [*PROGRAM, "--help"],
        "--version": [*PROGRAM, "--version"],
    }
    spent: dict[str, list[float]] = {name: [] for name in ("pass", *asked)}
    for _ in range(rounds):
        spent["pass"].append(ran(["-c", "pass"]).cpu)
        for name, arguments in asked.items():
            spent[name].append(ran(arguments).cpu)
    found = {"python -c pass: ms of CPU": 1e3 * median(spent["pass"])}
    for name in asked:
        found[f"{name}: CPU, x python -c pass (at most 8)"] = ratio(spent[name], spent["pass"])
    return found


def of_streams(most: int) -> Figures:
    """JSON Lines through the program: how many a second, and in how much memory."""
    found: Figures = {}
    with TemporaryDirectory() as folder:
        for command, lines in (("quote", _quotes), ("check", _checks)):
            start = ran([*PROGRAM, command, "--input", "-", "--json"], _file(folder, lines(1)))
            count = 100
            while count <= (most if command == "quote" else most // 10):
                given = _file(folder, lines(count))
                used = ran([*PROGRAM, command, "--input", "-", "--json"], given)
                found |= _of_stream(f"{command}, stream of {count}", used, start, count)
                count *= 10
    return found


def _of_stream(name: str, used: Ran, start: Ran, count: int) -> Figures:
    return {
        f"{name}: a second, start included": count / used.wall,
        f"{name}: us of CPU each, beyond the start": 1e6 * (used.cpu - start.cpu) / count,
        f"{name}: MiB": used.mib,
    }


def _file(folder: str, lines: Iterator[str]) -> Path:
    path = Path(folder) / "lines.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def _acts(count: int) -> Iterator[Act]:
    chance = random.Random(1)  # noqa: S311 - the same visits in every run
    for _ in range(count):
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(690))
        price = chance.randrange(2000, 9000)
        yield Act(chance.choice(list(BASES)), day, price, chance.random() < 0.3)


def _visit(act: Act) -> Visit:
    return Visit(
        act=act.name,
        care_date=act.day,
        price_eur=act.price,
        sector="1",
        pathway="out" if act.outside else "in",
        patient_age=24,
        situation="standard",
    )


def _quotes(count: int) -> Iterator[str]:
    for number, act in enumerate(_acts(count)):
        yield json.dumps(
            {
                "id": number,
                "act": act.name,
                "care_date": act.day.isoformat(),
                "price_eur": f"{act.price // 100}.{act.price % 100:02d}",
                "sector": "1",
                "pathway": "out" if act.outside else "in",
                "patient_age": 24,
                "situation": "standard",
            }
        )


def _checks(count: int) -> Iterator[str]:
    """Students of many countries, each with dates of their own."""
    chance = random.Random(2)  # noqa: S311 - the same students in every run
    for number in range(count):
        country, card = chance.choice(
            (("MA", "none"), ("US", "none"), ("ES", "ehic"), ("DE", "ehic"))
        )
        begins = date(2026, 9, 1) + timedelta(days=chance.randrange(60))
        ends = begins + timedelta(days=chance.randrange(120, 700))
        born = date(2000, 1, 1) + timedelta(days=chance.randrange(2500))
        answers = {name: field.plain(getattr(STUDENT, name)) for name, field in BY_NAME.items()}
        answers |= {
            "nationalities": [country],
            "insured_in": country,
            "card": card,
            "card_valid_until": ends if card == "ehic" else None,
            "birth_date": born,
            "stay_from": begins,
            "stay_until": ends,
            "enrolled_on": begins,
            "work": chance.choice(("none", "none", "job")),
        }
        given = {name: answer for name, answer in answers.items() if answer is not None}
        yield json.dumps({"id": number, **given}, default=date.isoformat)


if __name__ == "__main__":
    sys.exit(main())

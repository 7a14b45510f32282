"""One calculation of OpenFisca France, to hold a quote against.

Run it by `python -m benchmarks.openfisca_france`. It needs `openfisca-france` in an environment of
its own; nothing of healthtui is imported, so that the two need not agree about libraries. Compare
with "quote with reasons" of `benchmarks.engine`.
"""

import time
from statistics import median
from typing import Any

from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

MONTH = "2024-01"
VARIABLE = "salaire_net"
ROUNDS = 25


def main() -> None:
    """Print what one person's variable of one month costs, with and without building the case."""
    system = FranceTaxBenefitSystem()
    whole, alone = [], []
    for salary in range(2000, 2000 + ROUNDS):
        start = time.perf_counter()
        simulation = SimulationBuilder().build_from_entities(system, _person(salary))
        built = time.perf_counter()
        simulation.calculate(VARIABLE, MONTH)
        end = time.perf_counter()
        whole.append(end - start)
        alone.append(end - built)
    print(f"{VARIABLE} of one person and month: {1e6 * median(alone):,.0f} us,")
    print(f"with the case that it is asked of: {1e6 * median(whole):,.0f} us")


def _person(salary: int) -> dict[str, Any]:
    person = {"salaire_de_base": {MONTH: salary}, "date_naissance": {"ETERNITY": "2000-01-01"}}
    return {
        "individus": {"one": person},
        "familles": {"f": {"parents": ["one"]}},
        "foyers_fiscaux": {"d": {"declarants": ["one"]}},
        "menages": {"m": {"personne_de_reference": ["one"]}},
    }


if __name__ == "__main__":
    main()

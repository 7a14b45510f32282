"""Draws the pictures in `screenshots/` from the real app, each with a text twin.

    python -m tools.screenshots           draws them anew
    python -m tools.screenshots --check   fails if a picture is not what the app shows today

Day, person, language and size are fixed, so that only a change of the app changes a picture.
"""

import asyncio
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

for variable in (
    "NO_COLOR",
    "COLORTERM",
    *(name for name in os.environ if name.startswith("TEXTUAL")),
):
    os.environ.pop(variable, None)

from healthtui.files.places import config_dir  # noqa: E402 - Textual reads the environment above
from healthtui.files.rulebook_toml import load  # noqa: E402
from healthtui.texts.speaker import Speaker  # noqa: E402
from healthtui.tui.app import HealthApp  # noqa: E402

FOLDER: Final = Path(__file__).parent.parent / "screenshots"
TODAY: Final = date(2026, 11, 23)
STUDENT: Final[dict[str, Any]] = {
    "situation": {
        "nationalities": ["MA"],
        "insured_in": "none",
        "card": "none",
        "birth_date": date(2004, 3, 12),
        "stay_from": date(2026, 9, 1),
        "stay_until": date(2027, 7, 31),
        "programme": "degree",
        "enrolled_in_france": True,
        "enrolled_on": date(2026, 9, 7),
        "work": "none",
        "residence_document": "vls-ts",
        "entered_france_on": date(2026, 9, 1),
        "french_number": "none",
        "international_organisation": False,
        "birth_certificate_language": "ar",
    },
    "visit": {"price_eur": "30.00", "contract": {"percent": 100}},
    "steps": {
        "birth-certificate": {"status": "accepted", "since": date(2026, 8, 3)},
        "translate-birth-certificate": {"status": "accepted", "since": date(2026, 8, 20)},
        "pay-cvec": {"status": "accepted", "since": date(2026, 8, 25)},
        "enrol": {"status": "accepted", "since": date(2026, 9, 7)},
        "portal-identity": {"status": "accepted", "since": date(2026, 9, 20)},
        "portal-documents": {"status": "waiting", "since": date(2026, 10, 2)},
    },
    "log": {
        "5f01a2": {
            "act": "gp_consultation",
            "care_date": date(2026, 9, 21),
            "claimed_on": date(2026, 9, 28),
            "received_eur": "19.00",
        },
        "5f01a3": {
            "act": "medicine_box_65",
            "care_date": date(2026, 9, 21),
            "price_eur": "11.40",
            "quantity": 2,
            "claimed_on": date(2026, 9, 28),
        },
        "5f01a4": {
            "act": "dentist_consultation",
            "care_date": date(2026, 10, 12),
        },
        "5f01a5": {
            "act": "specialist_coordinated_consultation",
            "care_date": date(2026, 11, 5),
            "price_eur": "45.00",
            "sector": "2_optam",
        },
    },
    "contracts": {
        "5f02b1": {"name": "Student 100", "percent": 100, "monthly_eur": "4.90"},
        "5f02b2": {"name": "Comfort 150", "percent": 150, "monthly_eur": "15.00"},
        "5f02b3": {"name": "Bank offer", "percent": 100, "monthly_eur": "10.00"},
    },
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, the person, the keys to press, the window and the language."""

    name: str
    plain: dict[str, Any]
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (80, 24)
    language: str = "en"


PICTURES: Final = (
    Picture("situation", STUDENT),
    Picture("steps", STUDENT, ("2",)),
    Picture("costs", STUDENT, ("3",)),
    Picture("year", STUDENT, ("4",)),
    Picture("compare", STUDENT, ("4", "c")),
    Picture("why", STUDENT, ("w",)),
    Picture("first-start", {}),
    Picture("situation-fr", STUDENT, language="fr"),
    Picture("costs-fr", STUDENT, ("3",), language="fr"),
    Picture("year-fr", STUDENT, ("4",), language="fr"),
    Picture("situation-es", STUDENT, language="es"),
    Picture("steps-es", STUDENT, ("2",), language="es"),
    Picture("situation-zh", STUDENT, language="zh"),
    Picture("costs-zh", STUDENT, ("3",), language="zh"),
    Picture("situation-40x15", STUDENT, size=(40, 15)),
    Picture("steps-40x15", STUDENT, ("2",), size=(40, 15)),
    Picture("costs-40x15", STUDENT, ("3",), size=(40, 15)),
    Picture("year-40x15", STUDENT, ("4",), size=(40, 15)),
    Picture("situation-60x20", STUDENT, size=(60, 20)),
    Picture("year-60x20", STUDENT, ("4",), size=(60, 20)),
    Picture("steps-120x40", STUDENT, ("2",), size=(120, 40)),
)


async def drawn(picture: Picture) -> tuple[str, str]:
    """The picture as SVG and as text."""
    app = HealthApp(load(config_dir()), picture.plain, TODAY, Speaker(picture.language))
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause()
        svg = app.export_screenshot(title="healthtui", simplify=True)
        width, height = picture.size
        lines = app.screen._compositor.render_strips()  # noqa: SLF001 - the only way to the text
        text = "\n".join(strip.text[:width].rstrip() for strip in lines[:height]) + "\n"
    return _self_contained(svg), text


def _self_contained(svg: str) -> str:
    """The picture without the fonts it would fetch, and with the reader's own instead."""
    without = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    local = without.replace("Fira Code", "DejaVu Sans Mono")
    return re.sub(r"[ \t]+$", "", local, flags=re.MULTILINE)


def draw(folder: Path) -> None:
    """Write every picture into a folder."""
    for picture in PICTURES:
        svg, text = asyncio.run(drawn(picture))
        (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
        (folder / f"{picture.name}.txt").write_text(text, encoding="utf-8")


def stale() -> list[str]:
    """The names of files in `screenshots/` that differ from what the app shows."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        draw(fresh)
        names = {path.name for path in (*fresh.iterdir(), *FOLDER.iterdir())}
        return sorted(
            name
            for name in names
            if not ((fresh / name).exists() and (FOLDER / name).exists())
            or (fresh / name).read_bytes() != (FOLDER / name).read_bytes()
        )


def main(arguments: list[str]) -> int:
    """Draw, or check with `--check`; 1 if a picture is stale."""
    if arguments != ["--check"]:
        draw(FOLDER)
        return 0
    found = stale()
    for name in found:
        print(f"stale: screenshots/{name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

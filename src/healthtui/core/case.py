"""All that is saved about a person: situation, progress, visit, care log, contracts.

A case never changes; its verbs return a new one.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from healthtui.core.c2s import C2sAnswers
from healthtui.core.care import Care
from healthtui.core.care import answered as care_answered
from healthtui.core.offer import Offer
from healthtui.core.plain_text import one_line
from healthtui.core.progress import Progress, Status
from healthtui.core.situation import Situation
from healthtui.core.visit import Visit

SCREENS: Final = ("situation", "steps", "costs", "year")
MAX_DRAFT: Final = 500
"""Characters of a text that is no answer yet: no field is longer."""
THEMES: Final = ("dark", "light", "high-contrast-dark", "high-contrast-light", "terminal")


def draft_text(text: str) -> str:
    """What is kept of a text that is no answer yet: one line that steers no terminal."""
    return one_line(text)[:MAX_DRAFT].strip()


class Case(Struct, frozen=True):
    """Situation, progress by step id, the visit being calculated, and the screen last seen.

    `theme` and `language` are those that the person chose; empty while none was chosen. `mouse` and
    `cursor` tell whether the screens take the mouse and show the cursor of the terminal.

    `log` is the care of all years by id, `offers` are contracts to compare by id, `c2s` what was
    said of the conditions of the C2S.
    `calendar` are the days of the calendars that were exported, by entry: what is no longer due
    can only be taken back if it is known that it is there. `calendars` is how often that was saved.
    `drafts` is text that was typed and is no answer yet, by the place where it was typed, such as
    `situation.birth_date` or `log.a1.price_eur`. It is shown there again and never taken by itself.
    """

    situation: Situation = Situation()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    visit: Visit = Visit()
    log: Mapping[str, Care] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    c2s: C2sAnswers = C2sAnswers()
    screen: str = "situation"
    theme: str = ""
    mouse: bool = True
    cursor: bool = False
    language: str = ""
    calendar: Mapping[str, date] = field(default_factory=dict)
    calendars: int = 0
    drafts: Mapping[str, str] = field(default_factory=dict)

    def answered(self, name: str, answer: Any) -> "Case":
        """The case with one answer of the situation; None takes the answer back."""
        situation = replace(self.situation, **{name: answer})
        return replace(self.settled(f"situation.{name}"), situation=situation)

    def visiting(self, name: str, answer: Any) -> "Case":
        """The case with one answer about the visit; None takes the answer back."""
        visit = replace(self.visit, **{name: answer})
        return replace(self.settled(f"visit.{name}"), visit=visit)

    def visited(self, visit: Visit) -> "Case":
        """The case with other answers about the visit."""
        return replace(self, visit=visit)

    def stepped(self, step: str, status: Status, since: date, detail: str = "") -> "Case":
        """The case with a step in a new status since a day; its note and papers stay.

        `detail` is how it was sent, on whom it waits or why it was refused. BadAnswerError if it
        is too long.
        """
        return self._with(step, self.step(step).moved(status, since, detail))

    def papered(
        self, step: str, paper: str, status: Status, since: date, detail: str = ""
    ) -> "Case":
        """The case with a paper of a step in a new status; BadAnswerError as for a step."""
        progress = self.step(step)
        moved = progress.papers.get(paper, Progress()).moved(status, since, detail)
        return self._with(step, replace(progress, papers={**progress.papers, paper: moved}))

    def noted(self, step: str, note: str) -> "Case":
        """The case with another note on a step; BadAnswerError if it is too long."""
        return self._with(step, self.step(step).noted(note))

    def step(self, step: str) -> Progress:
        """What was said of a step so far."""
        return self.progress.get(step, Progress())

    def _with(self, step: str, progress: Progress) -> "Case":
        return replace(self, progress={**self.progress, step: progress})

    def logged(self, name: str, care: Care) -> "Case":
        """The case with one act in its log, new or in place of the one of that id."""
        return replace(self, log={**self.log, name: care})

    def cared(self, name: str, field_name: str, answer: Any) -> "Case":
        """The case with one answer about a logged act; None takes the answer back."""
        if name not in self.log:
            return self
        care = care_answered(self.log[name], field_name, answer)
        return self.settled(f"log.{name}.{field_name}").logged(name, care)

    def unlogged(self, names: Collection[str]) -> "Case":
        """The case without some acts of its log, and what was typed about them."""
        case = self
        for name in names if self.drafts else ():
            case = case.settled(f"log.{name}")
        return replace(case, log={key: self.log[key] for key in self.log if key not in names})

    def offered(self, name: str, offer: Offer) -> "Case":
        """The case with one contract to compare, new or in place of the one of that id."""
        return replace(self, offers={**self.offers, name: offer})

    def not_offered(self, name: str) -> "Case":
        """The case without a contract to compare."""
        return replace(self, offers={key: self.offers[key] for key in self.offers if key != name})

    def c2s_answered(self, name: str, answer: Any) -> "Case":
        """The case with one answer about the C2S; None takes the answer back."""
        c2s = replace(self.c2s, **{name: answer})
        return replace(self.settled(f"c2s.{name}"), c2s=c2s)

    def drafted(self, place: str, text: str) -> "Case":
        """The case with what is typed in a place and is no answer yet; empty forgets it."""
        kept = draft_text(text)
        if not kept:
            return self.settled(place)
        return replace(self, drafts={**self.drafts, place: kept})

    def drafts_at(self, place: str) -> dict[str, str]:
        """What is typed in the fields of a place and is no answer yet, by field."""
        start = f"{place}."
        return {
            key.removeprefix(start): text
            for key, text in self.drafts.items()
            if key.startswith(start)
        }

    def settled(self, place: str) -> "Case":
        """The case without what was typed in a place, or in the places within it."""
        kept = {
            key: text
            for key, text in self.drafts.items()
            if key != place and not key.startswith(f"{place}.")
        }
        return self if len(kept) == len(self.drafts) else replace(self, drafts=kept)

    def calendared(self, days: Mapping[str, date]) -> "Case":
        """The case that remembers the days of a calendar; the same days change nothing."""
        if days == self.calendar:
            return self
        return replace(self, calendar=dict(days), calendars=self.calendars + 1)

    def on_screen(self, screen: str) -> "Case":
        """The case with another screen in front."""
        return replace(self, screen=screen)

    def in_theme(self, theme: str) -> "Case":
        """The case with another theme."""
        return replace(self, theme=theme)

    def with_mouse(self, mouse: bool) -> "Case":  # noqa: FBT001 - a verb with one object
        """The case whose screens take the mouse, or leave it to the terminal."""
        return replace(self, mouse=mouse)

    def with_cursor(self, cursor: bool) -> "Case":  # noqa: FBT001 - a verb with one object
        """The case whose screens show the cursor of the terminal, or hide it."""
        return replace(self, cursor=cursor)

    def in_language(self, language: str) -> "Case":
        """The case in another language, by its code."""
        return replace(self, language=language)

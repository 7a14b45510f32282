"""How the person says how far a step or a paper is: by a key, from a list, with day and detail."""

from collections.abc import Callable
from datetime import date
from functools import reduce

from healthtui.core.case import Case
from healthtui.core.progress import STATUSES, Progress, Status
from healthtui.core.sentence import say
from healthtui.texts.steps import DETAIL_WORDS, STATUS_WORDS
from healthtui.tui.live import CaseScreen
from healthtui.tui.screens.standing import Standing, StandingScreen
from healthtui.tui.widgets.picker import Picked, Picker, match_count

Place = tuple[str, str | None]
"""A step, or one paper of it."""


class StepChanges:
    """Changes places of the case on behalf of a screen; `settle` runs before each change."""

    def __init__(self, screen: CaseScreen, settle: Callable[[], None]) -> None:
        self._screen = screen
        self._settle = settle

    def choose(self, places: tuple[Place, ...]) -> None:
        """Choose a status from the list of all; asks for the detail where there is one."""
        if not places:
            return
        app = self._screen.app
        options = [(status, app.speaker.text(STATUS_WORDS[status])) for status in STATUSES]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._set(places, picked.answer)
                if picked.answer in DETAIL_WORDS:
                    self._ask(places, picked.answer)

        app.push_screen(
            Picker(
                self._title_of(places),
                lambda query: [pair for pair in options if query.casefold() in pair[1].casefold()],
                app.speaker.word("How far is this? Only “accepted” counts as done."),
                lambda n: match_count(app.speaker, n),
                self._progress(places[0]).status,
            ),
            chosen,
        )

    def put(self, places: tuple[Place, ...], status: Status) -> None:
        """Set a status as of today; accepted twice is to do again, refused asks for the reason."""
        if not places:
            return
        if status == "accepted" and self._all_accepted(places):
            status = "to-do"
        self._set(places, status)
        if status == "refused":
            self._ask(places, status)

    def correct(self, place: Place) -> None:
        """Ask for another day and detail of the present status."""
        progress = self._progress(place)
        if progress.since is not None:
            self._ask((place,), progress.status)
            return
        app = self._screen.app
        told = say("First set the status; then its day can be corrected.")
        app.notify(app.speaker.text(told), markup=False)

    def _set(self, places: tuple[Place, ...], status: Status) -> None:
        kept = {place: self._progress(place) for place in places}

        def put(case: Case, place: Place) -> Case:
            same = kept[place].status == status and kept[place].since is not None
            return case if same else _put(case, place, status, self._screen.app.today, "")

        self._change(lambda case: reduce(put, places, case))

    def _ask(self, places: tuple[Place, ...], status: Status) -> None:
        """Ask since when, and what goes with the status; escape leaves it as it is."""
        app = self._screen.app
        before = self._progress(places[0])
        usual = "" if status != "waiting" else self._usual_office(places[0])
        standing = Standing(
            self._title_of(places),
            app.today,
            before.since or app.today,
            before.detail or usual,
            DETAIL_WORDS.get(status),
        )

        def told(answer: tuple[date, str] | None) -> None:
            if answer is not None:
                since, detail = answer
                self._change(
                    lambda case: reduce(
                        lambda made, place: _put(made, place, status, since, detail), places, case
                    )
                )

        step, paper = places[0]
        place = f"standing.{step}.{paper or ''}".rstrip(".")
        page = StandingScreen(standing, app.rulebook.vocabulary, app.speaker, place)
        app.push_screen(page, told)

    def _change(self, change: Callable[[Case], Case]) -> None:
        """One act for the history, however many steps it moves."""
        app = self._screen.app
        self._settle()
        app.history.seal()
        app.edit(change)
        app.history.seal()

    def _all_accepted(self, places: tuple[Place, ...]) -> bool:
        done = {task.id for task in self._screen.app.now.checklist.tasks if task.done}
        return all(
            step in done if paper is None else self._progress((step, paper)).status == "accepted"
            for step, paper in places
        )

    def _progress(self, place: Place) -> Progress:
        step, paper = place
        progress = self._screen.app.now.case.step(step)
        return progress if paper is None else progress.papers.get(paper, Progress())

    def _usual_office(self, place: Place) -> str:
        app = self._screen.app
        return app.speaker.word(app.rulebook.steps[place[0]].waiting_for)

    def _title_of(self, places: tuple[Place, ...]) -> str:
        (step, paper), *others = places
        app = self._screen.app
        if others:
            return app.speaker.plural("{n} step", "{n} steps", len(places))
        title = app.rulebook.papers[paper].title if paper else app.rulebook.steps[step].title
        return app.speaker.word(title)


def _put(case: Case, place: Place, status: Status, since: date, detail: str) -> Case:
    step, paper = place
    if paper is None:
        return case.stepped(step, status, since, detail)
    return case.papered(step, paper, status, since, detail)

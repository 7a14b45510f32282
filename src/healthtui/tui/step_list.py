"""The lines of the list of steps: groups with a heading, each step with its sign."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets.option_list import Option

from healthtui.core.checklist import Checklist
from healthtui.core.task import Document, Group, Task
from healthtui.texts.country_search import fold
from healthtui.texts.speaker import Speaker
from healthtui.texts.steps import (
    GROUP_WORDS,
    STATUS_WORDS,
    days,
    days_left,
    how_far,
    incomplete,
    state_of,
)
from healthtui.tui.glyphs import FULL, PART
from healthtui.tui.signs import SIGNS, STYLES

_BAR = 20


def step_options(
    listed: Checklist, speaker: Speaker, width: int, wanted: str, marked: frozenset[str]
) -> list[Option]:
    """The list in groups, what is to be done first on top; `wanted` is what was typed to find."""
    options: list[Option] = []
    why = incomplete(listed)
    if why is not None and not wanted:
        options.append(Option(Content.styled(speaker.text(why), "$warning"), disabled=True))
    for group, tasks in listed.grouped:
        found = [task for task in tasks if _fits(task, speaker, wanted)]
        if found:
            options.append(_heading(group, len(found), speaker))
        options += [
            Option(_line(task, listed, speaker, width, marked), id=task.id) for task in found
        ]
    return options


def paper_options(task: Task, speaker: Speaker, width: int) -> list[Option]:
    """The papers of a step, each with its sign."""
    return [Option(_paper(document, speaker, width), id=document.id) for document in task.documents]


def progress_bar(listed: Checklist, speaker: Speaker) -> Content:
    """How much is accepted, as a bar and in words."""
    told = speaker.text(how_far(listed))
    if not listed.complete:
        return Content(told)
    cells = _BAR * listed.accepted // max(1, listed.applicable)
    return Content.assemble((FULL * cells, "$success"), PART * (_BAR - cells), " ", told)


def _heading(group: Group, count: int, speaker: Speaker) -> Option:
    title = f"{speaker.text(GROUP_WORDS[group])} ({count})"
    return Option(Content.styled(title, "bold $primary"), disabled=True)


def _line(
    task: Task, listed: Checklist, speaker: Speaker, width: int, marked: frozenset[str]
) -> Content:
    state = state_of(task)
    mark = "*" if task.id in marked else " "
    title = speaker.word(task.step.title) + (" ?" if task.maybe else "")
    left = Content.assemble((SIGNS[state], STYLES.get(state, "")), mark, title)
    right, style = _right(task, listed, speaker)
    room = width - cell_len(right) - (1 if right else 0)
    shown = left.truncate(max(1, room), ellipsis=True)
    gap = " " * max(0, width - shown.cell_length - cell_len(right))
    return Content.assemble(shown, gap, (right, style)) if right else shown


def _right(task: Task, listed: Checklist, speaker: Speaker) -> tuple[str, str]:
    """The days that press: since when an answer is awaited, or how many are left."""
    if task.late is not None:
        return days(task.late.days, speaker), "bold $error"
    if task.refused:
        return f"! {len(task.refused)}", "bold $error"
    if task.deadline is None or not listed.is_soon(task):
        return "", ""
    left = task.deadline.days_left(listed.today)
    return days_left(left, speaker), "bold $error" if left < 0 else "bold $warning"


def _paper(document: Document, speaker: Speaker, width: int) -> Content:
    state = document.progress.status
    sign = (SIGNS[state], STYLES.get(state, ""))
    line = Content.assemble(sign, " ", speaker.word(document.paper.title))
    return line.truncate(max(1, width), ellipsis=True)


def _fits(task: Task, speaker: Speaker, wanted: str) -> bool:
    """Whether a step holds what was typed: in its title, text, papers, place, state or note."""
    if not wanted:
        return True
    step = task.step
    papers = (document.paper.title for document in task.documents)
    texts = (step.title, step.what, step.where, step.waiting_for, *papers)
    said = [speaker.word(text) for text in texts]
    said += [speaker.text(STATUS_WORDS[state_of(task)]), task.progress.note, task.progress.detail]
    return any(fold(wanted) in fold(text) for text in said)

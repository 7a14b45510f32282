"""The steps: by group, one in full, its status with day and detail, its papers and its note."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final, Literal

from healthtui.core.answers import BadAnswerError
from healthtui.core.case import Case
from healthtui.core.kinds import Day
from healthtui.core.pack import for_everybody, on_step
from healthtui.core.progress import (
    MAX_DETAIL,
    MAX_NOTE,
    STATUSES,
    Progress,
    Status,
    since_when,
)
from healthtui.core.sentence import Sentence, say, word
from healthtui.core.task import Document, Group, Task
from healthtui.plain.choose import Menu, choose, menu_loop
from healthtui.plain.dialogue import KEPT, BackError, Dialogue, Told, read_out
from healthtui.texts import steps as texts
from healthtui.texts.packs import heading
from healthtui.texts.spoken import overlay
from healthtui.texts.spoken import steps as spoken

Place = tuple[str, str | None]
"""A step, or one paper of it."""

_ADDED: Final = "added"


def steps(dialogue: Dialogue) -> None:
    """The room, until the person goes back."""
    menu_loop(dialogue, lambda: _groups(dialogue), partial(_group_or_added, dialogue))


def _groups(dialogue: Dialogue) -> Menu:
    listed, speaker = dialogue.now.checklist, dialogue.speaker
    following, why = listed.next_task(), texts.incomplete(listed)
    told = [say("Your steps: {how_far}", how_far=texts.how_far(listed))]
    told += [why] if why else []
    if following is not None:
        told.append(say("Next: {title}", title=word(following.step.title)))
    if not listed.grouped:
        told.append(
            say("Answer the questions on your situation first: the steps follow from them.")
        )
    options: list[tuple[str, Told]] = [
        (
            group,
            speaker.plural(
                "{group}: {n} step",
                "{group}: {n} steps",
                len(tasks),
                group=texts.GROUP_WORDS[group],
            ),
        )
        for group, tasks in listed.grouped
    ]
    if for_everybody(dialogue.packs, listed.today):
        options.append((_ADDED, say("Hear what your institution adds for everybody")))
    return Menu(tuple(told), tuple(options))


def _group_or_added(dialogue: Dialogue, chosen: Group | Literal["added"]) -> None:
    if chosen == _ADDED:
        added = for_everybody(dialogue.packs, dialogue.desk.today)
        read_out(dialogue, overlay.lines(added, dialogue.speaker))
    else:
        _group(dialogue, chosen)


def _group(dialogue: Dialogue, group: Group) -> None:
    menu_loop(dialogue, lambda: _tasks(dialogue, group), partial(_step, dialogue))


def _tasks(dialogue: Dialogue, group: Group) -> Menu:
    tasks = dict(dialogue.now.checklist.grouped).get(group, ())
    if not tasks:
        raise BackError  # what was in it went elsewhere
    options = tuple((task.id, _task_line(dialogue, task)) for task in tasks)
    return Menu((texts.GROUP_WORDS[group],), options)


def _task_line(dialogue: Dialogue, task: Task) -> str:
    title, state = word(task.step.title), texts.STATUS_WORDS[texts.state_of(task)]
    if task.presses and task.deadline is not None:
        told = say("{title}: {status}, by {day}", title=title, status=state, day=task.deadline.day)
        return dialogue.speaker.text(told)
    return dialogue.speaker.text(say("{title}: {status}", title=title, status=state))


def _step(dialogue: Dialogue, step: str) -> None:
    doings: dict[str, Callable[[Dialogue, Task], None]] = {
        "hear": _in_full,
        "status": lambda dialogue, task: _set(dialogue, (task.id, None)),
        "papers": _papers,
        "note": _note,
    }
    menu_loop(
        dialogue,
        lambda: _one(dialogue, step),
        lambda chosen: doings[chosen](dialogue, _task(dialogue, step)),
    )


def _task(dialogue: Dialogue, step: str) -> Task:
    task = dialogue.now.checklist.task(step)
    if task is None:
        raise BackError  # another answer took it off the list
    return task


def _one(dialogue: Dialogue, step: str) -> Menu:
    task = _task(dialogue, step)
    listed, rulebook = dialogue.now.checklist, dialogue.desk.rulebook
    pressing = texts.situation_of(task, listed, rulebook, dialogue.speaker)
    standing = texts.standing(task.progress, dialogue.speaker, listed.today)
    options = [("hear", say("Hear this step in full")), ("status", say("Say how far it is"))]
    options += [("papers", say("Its papers"))] if task.documents else []
    added = on_step(dialogue.packs, step, listed.today)
    whose = (say("{whose}. Hear this step in full.", whose=heading(pack)) for pack in added)
    return Menu(
        (_task_line(dialogue, task), *filter(None, (standing,)), *pressing, *whose),
        (*options, ("note", say("Your note on it"))),
    )


def _in_full(dialogue: Dialogue, task: Task) -> None:
    listed, rulebook = dialogue.now.checklist, dialogue.desk.rulebook
    told = spoken.step(task, listed, rulebook, dialogue.speaker, named=False)
    added = on_step(dialogue.packs, task.id, listed.today)
    read_out(dialogue, (*told, *overlay.lines(added, dialogue.speaker)))


def _papers(dialogue: Dialogue, task: Task) -> None:
    menu_loop(
        dialogue,
        lambda: _paper_menu(dialogue, _task(dialogue, task.id)),
        lambda paper: _paper(dialogue, task.id, paper),
    )


def _paper_menu(dialogue: Dialogue, task: Task) -> Menu:
    options = tuple((each.id, _paper_line(dialogue, each)) for each in task.documents)
    return Menu((say("Papers of: {title}", title=word(task.step.title)),), options)


def _paper_line(dialogue: Dialogue, document: Document) -> str:
    title, state = word(document.paper.title), texts.STATUS_WORDS[document.progress.status]
    return dialogue.speaker.text(say("{title}: {status}", title=title, status=state))


def _paper(dialogue: Dialogue, step: str, paper: str) -> None:
    """Tell what to know about a paper, then ask how far it is."""
    task = _task(dialogue, step)
    document = next((each for each in task.documents if each.id == paper), None)
    if document is None:
        raise BackError
    standing = texts.standing(document.progress, dialogue.speaker, dialogue.desk.today)
    past = texts.past(document.progress, dialogue.speaker)
    dialogue.tell(*filter(None, (standing, *past)), *texts.about(document))
    if document.progress.status == "refused":
        dialogue.tell(word(document.paper.fix))
    _set(dialogue, (step, paper))


def _progress(case: Case, place: Place) -> Progress:
    step, paper = place
    progress = case.step(step)
    return progress if paper is None else progress.papers.get(paper, Progress())


def _put(case: Case, place: Place, status: Status, since: date, detail: str) -> Case:
    step, paper = place
    if paper is None:
        return case.stepped(step, status, since, detail)
    return case.papered(step, paper, status, since, detail)


def _set(dialogue: Dialogue, place: Place) -> None:
    """Ask for a status, its day and what goes with it: one act, confirmed in one line."""
    status = choose(dialogue, lambda: _statuses(dialogue, place))
    if status is KEPT:
        return
    before = _progress(dialogue.now.case, place)
    same = before.status == status
    since = _since(dialogue, (before.since if same else None) or dialogue.desk.today)
    detail = _detail(dialogue, place, status, before.detail if same else "")
    moved = _progress(_put(dialogue.now.case, place, status, since, detail), place)
    stands = texts.standing(moved, dialogue.speaker, dialogue.desk.today)
    told = say(
        "Recorded: {title}: {status}",
        title=_title(dialogue, place),
        status=stands or texts.STATUS_WORDS[moved.status],
    )
    dialogue.edit(lambda case: _put(case, place, status, since, detail), told)


def _title(dialogue: Dialogue, place: Place) -> Sentence:
    step, paper = place
    rulebook = dialogue.desk.rulebook
    return word(rulebook.papers[paper].title if paper else rulebook.steps[step].title)


def _statuses(dialogue: Dialogue, place: Place) -> Menu:
    present = _progress(dialogue.now.case, place).status
    options = tuple((each, dialogue.speaker.text(texts.STATUS_WORDS[each])) for each in STATUSES)
    state = texts.STATUS_WORDS[present]
    return Menu(
        (
            word("How far is this? Only “accepted” counts as done."),
            say("Now: {status}. Enter keeps it.", status=state),
        ),
        options,
        keeps=say(
            "Unchanged: {question}: {answer}", question=_title(dialogue, place), answer=state
        ),
    )


def _since(dialogue: Dialogue, usual: date) -> date:
    about = (say("A day such as 1/9/2026; Enter takes {day}.", day=usual),)
    while True:
        typed = dialogue.hear(say("Since which day? Enter: {day}", day=usual), about)
        if typed is None:
            raise BackError  # what was said of it may be gone
        if not typed:
            return usual
        try:
            day = Day().read(typed, dialogue.desk.rulebook.vocabulary)
            return since_when(day, dialogue.desk.today)
        except BadAnswerError as bad:
            dialogue.tell(bad.sentence)


def _detail(dialogue: Dialogue, place: Place, status: Status, known: str) -> str:
    """How it was sent, on whom one waits, or why it was refused; nothing for the other statuses."""
    if status not in texts.DETAIL_WORDS:
        return known
    step, paper = place
    if status == "waiting" and paper is None and not known:
        known = dialogue.speaker.word(dialogue.desk.rulebook.steps[step].waiting_for)
    question = texts.DETAIL_WORDS[status]
    prompt = say("{question} Enter: nothing to add", question=question)
    if known:
        prompt = say("{question} Enter: {answer}", question=question, answer=known)
    about = (say("A text of at most 500 characters; Enter alone goes on."),)
    while True:
        typed = dialogue.hear(prompt, about)
        if typed is None:
            raise BackError
        if len(typed) <= MAX_DETAIL:
            return typed or known
        dialogue.tell(say("This text has at most 500 characters."))


def _note(dialogue: Dialogue, task: Task) -> None:
    """Write a note, add a line to it, or delete it."""
    present = dialogue.now.case.step(task.id).note
    if not present:
        _write(dialogue, task, lambda text: text)
        return
    dialogue.tell(say("Your note: {note}", note=present))
    doing = choose(dialogue, _note_menu)
    if doing == "add":
        _write(dialogue, task, lambda text: f"{present}\n{text}")
    elif doing == "anew":
        _write(dialogue, task, lambda text: text)
    elif doing == "delete":
        dialogue.edit(lambda case: case.noted(task.id, ""), say("Deleted: your note"))


def _note_menu() -> Menu:
    options = (
        ("add", say("Add a line")),
        ("anew", say("Write it anew")),
        ("delete", say("Delete it")),
    )
    return Menu((), options, keeps=say("Your note stays as it is."))


def _write(dialogue: Dialogue, task: Task, made: Callable[[str], str]) -> None:
    typed = dialogue.hear(say("Your note, on one line. Enter: leave it as it is"))
    if typed is None:
        raise BackError
    if not typed:
        dialogue.tell(say("Your note stays as it is."))
        return
    note = made(typed)
    if len(note) > MAX_NOTE:
        dialogue.tell(say("A note has at most 10 000 characters."))
        return
    dialogue.edit(
        lambda case: case.noted(task.id, note), say("Recorded: your note: {note}", note=typed)
    )

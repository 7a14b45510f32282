"""What the right side of the steps screen tells: about a step, or about one of its papers."""

from collections.abc import Iterable

from textual.content import Content

from healthtui.core.checklist import Checklist
from healthtui.core.pack import Pack
from healthtui.core.reasons import Provenance
from healthtui.core.rulebook import Rulebook
from healthtui.core.task import Document, Task
from healthtui.texts import packs as of_packs
from healthtui.texts import steps as words
from healthtui.texts.speaker import Speaker
from healthtui.tui.blocks import heading, lines
from healthtui.tui.why import source_line

Line = Content | str


def step_details(task: Task, listed: Checklist, rulebook: Rulebook, speaker: Speaker) -> Content:
    """Everything about a step: how far, what presses, what to do, where, whom to ask, who says."""
    step = task.step
    told: list[Line] = [
        heading(speaker.word(step.title)),
        *_standing(task, listed, speaker),
        *_pressing(task, listed, rulebook, speaker),
        "",
        speaker.word(step.what),
        *_section(
            speaker.word("Where and at what cost"),
            [speaker.word(text) for text in (step.where, step.cost) if text],
        ),
        *_help(task, speaker),
        *_section(
            speaker.word("Before"), [f"- {line}" for line in words.past(task.progress, speaker)]
        ),
        *_section(speaker.word("Who says so"), _sources(task, speaker)),
    ]
    return lines(*told)


def added(packs: Iterable[Pack], speaker: Speaker) -> Content:
    """What institutions add, each under its name; to stand below what is shipped."""
    told: list[Line] = []
    for pack in packs:
        told += ["", heading(speaker.text(of_packs.heading(pack)))]
        told.append(Content.styled(speaker.text(of_packs.origin(pack)), "$warning"))
        for addition in pack.additions:
            told += of_packs.addition_lines(addition, speaker)
        told += map(speaker.text, of_packs.page(pack))
    return lines(*told)


def paper_details(document: Document, listed: Checklist, speaker: Speaker) -> Content:
    """Everything about a paper: how far, which forms and languages are taken, what if refused."""
    paper = document.paper
    progress = document.progress
    state = words.standing(progress, speaker, listed.today)
    told: list[Line] = [
        heading(speaker.word(paper.title)),
        state or speaker.text(words.STATUS_WORDS[progress.status]),
        *words.past(progress, speaker),
        "",
        *(speaker.text(text) for text in words.about(document)),
        *_section(speaker.word("If it is refused"), [speaker.word(paper.fix)]),
        *_section(speaker.word("Who says so"), _source(document.provenance, speaker)),
    ]
    return lines(*told)


def _standing(task: Task, listed: Checklist, speaker: Speaker) -> list[Line]:
    state = words.standing(task.progress, speaker, listed.today)
    return [state or speaker.text(words.STATUS_WORDS[words.state_of(task)])]


def _pressing(
    task: Task, listed: Checklist, rulebook: Rulebook, speaker: Speaker
) -> Iterable[Line]:
    urgent = bool(task.late or task.refused or task.days_late(listed.today))
    for place, sentence in enumerate(words.situation_of(task, listed, rulebook, speaker)):
        style = "bold $error" if urgent and place == 0 else "$warning"
        yield Content.styled(speaker.text(sentence), style)


def _help(task: Task, speaker: Speaker) -> list[Line]:
    if task.done:
        return []
    told = [speaker.word(task.step.if_late)] if task.step.if_late else []
    if task.letter is not None:
        told.append(speaker.word("Press c for a message in French, ready to copy."))
    whom = [speaker.text(words.contact(task.contact))] if task.contact else []
    return [
        *_section(speaker.word("If nothing comes"), told),
        *_section(speaker.word("Whom to ask"), whom),
    ]


def _sources(task: Task, speaker: Speaker) -> list[Line]:
    told = _source(task.provenance, speaker)
    for found in (task.deadline, task.late):
        if found is not None and not task.done:
            told += _source(found.provenance, speaker)
    return list(dict.fromkeys(told))


def _source(found: Provenance, speaker: Speaker) -> list[Line]:
    told: list[Line] = [Content.styled(source_line(found, speaker), "$text-muted")]
    if found.source.url:
        told.append(Content.styled(found.source.url, "$text-muted"))
    if found.uncertain:
        doubt = speaker.word("This is not established: check before you rely on it.")
        told.append(Content.styled(doubt, "$warning"))
    return told


def _section(title: str, told: Iterable[Line]) -> list[Line]:
    kept = [line for line in told if line]
    return ["", heading(title), *kept] if kept else []

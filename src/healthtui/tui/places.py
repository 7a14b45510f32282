"""Everything that the palette can lead to, from where the person is."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from healthtui.core import c2s
from healthtui.core.case import SCREENS
from healthtui.core.quote import with_act
from healthtui.core.sentence import say, word
from healthtui.core.visit_fields import fields_read
from healthtui.texts.language import OWN_NAMES, available
from healthtui.tui.keys import KEYS, help_of
from healthtui.tui.screens.aid import AidScreen
from healthtui.tui.screens.glossary import GlossaryScreen
from healthtui.tui.screens.palette import Place
from healthtui.tui.theme import THEME_WORDS

if TYPE_CHECKING:
    from healthtui.tui.app import HealthApp


def places(app: "HealthApp", in_front: str) -> Iterator[Place]:
    """The actions first, then themes, languages, actions elsewhere, fields, steps, acts, words."""
    yield from _actions(app, in_front)
    yield from _themes(app)
    yield from _hands(app)
    yield from _languages(app)
    yield from _actions_elsewhere(app, in_front)
    yield from _fields(app)
    yield from _steps(app)
    yield from _acts(app)
    yield from _words(app)


def _actions(app: "HealthApp", in_front: str) -> Iterator[Place]:
    for key in app.keys_of(in_front):
        if key.action != "command_palette":
            told = app.speaker.text(help_of(key, kept=app.keeps_answers))
            more = f"{told} ({app.speaker.word(key.shown)})"
            yield Place(app.speaker.text(key.label), partial(_run, app, key.action), more)
    last = app.messages.last or app.speaker.word("nothing was told yet")
    yield Place(app.speaker.word("Messages"), app.action_messages, last)
    if app.trouble is not None:
        yield Place(
            app.speaker.word("Quit without saving"),
            app.action_abandon,
            app.speaker.word("Leave although the last changes are not on disk"),
        )


def _themes(app: "HealthApp") -> Iterator[Place]:
    for name, words in THEME_WORDS.items():
        told = app.speaker.text(say("Theme: {name}", name=words))
        yield Place(told, partial(app.action_theme, name))


def _hands(app: "HealthApp") -> Iterator[Place]:
    """What the terminal is told: whose the mouse is, whether its cursor is seen."""
    text = app.speaker.text
    mouse = (
        say("Mouse: leave it to the terminal")
        if app.uses_mouse
        else say("Mouse: click and scroll in the app")
    )
    yield Place(text(mouse), app.action_mouse, text(say("to select text as anywhere else")))
    cursor = (
        say("Cursor: hide it") if app.shows_cursor else say("Cursor: show it where the focus is")
    )
    told = say("for screen readers, magnifiers and Braille displays")
    yield Place(text(cursor), app.action_cursor, text(told))


def _languages(app: "HealthApp") -> Iterator[Place]:
    lasting = say("Say everything in this language, also next time")
    told = lasting if app.keeps_answers else say("Say everything in this language, until you leave")
    for code in available():
        if code != app.speaker.language:
            yield Place(
                app.speaker.text(say("Language: {name}", name=OWN_NAMES.get(code, code))),
                partial(_speak, app, code),
                app.speaker.text(told),
            )


def _actions_elsewhere(app: "HealthApp", in_front: str) -> Iterator[Place]:
    """What other screens of the case do; it is done there."""
    for key in KEYS:
        for screen in key.screens:
            if screen in SCREENS and screen != in_front and in_front not in key.screens:
                more = app.speaker.text(key.help)
                go = partial(_run_on, app, screen, key.action)
                yield Place(app.speaker.text(key.label), go, more, quiet=True)


def _fields(app: "HealthApp") -> Iterator[Place]:
    questions = app.rulebook.questions
    for name, question in questions.items():
        yield _field(app, question.label, partial(_focus_on, app, "situation", name))
    read = fields_read(app.rulebook, app.now.quote.visit)
    for name, question in app.rulebook.visit_questions.items():
        if name in read:
            yield _field(app, question.label, partial(_focus_on, app, "costs", name))
    for name in c2s.BY_NAME:
        label = app.rulebook.c2s_questions[name].label
        yield _field(app, label, partial(_focus_on_aid, app, name))


def _field(app: "HealthApp", label: str, go: "partial[None]") -> Place:
    return Place(app.speaker.word(label), go, app.speaker.word("a question"), quiet=True)


def _steps(app: "HealthApp") -> Iterator[Place]:
    for task in app.now.checklist.tasks:
        title = app.speaker.word(task.step.title)
        yield Place(title, partial(app.show_step, task.id), app.speaker.word("a step"), quiet=True)


def _acts(app: "HealthApp") -> Iterator[Place]:
    for key, act in app.rulebook.acts.items():
        go = partial(_price, app, key)
        told = app.speaker.word("who pays what")
        yield Place(app.speaker.word(act.label), go, told, quiet=True)


def _words(app: "HealthApp") -> Iterator[Place]:
    for key, term in app.rulebook.glossary.items():
        told = app.speaker.text(say("Glossary: {term}", term=word(term.term)))
        yield Place(told, partial(_explain, app, key), quiet=True)


def _run(app: "HealthApp", action: str) -> None:
    app.call_later(app.run_action, action)


def _speak(app: "HealthApp", code: str) -> None:
    app.call_later(app.action_language, code)


def _run_on(app: "HealthApp", screen: str, action: str) -> None:
    app.action_go(screen)
    app.screen.call_after_refresh(app.run_action, action)


def _focus_on(app: "HealthApp", screen: str, field: str) -> None:
    app.action_go(screen)
    front = app.screen

    def focus() -> None:
        widget = front.query_one(f"#{field}")
        widget.focus()
        if widget.disabled:
            told = app.speaker.word("This question changes nothing for you: it is passed by.")
            app.notify(told, markup=False)

    front.call_after_refresh(focus)


def _focus_on_aid(app: "HealthApp", field: str) -> None:
    app.action_go("year")
    screen = AidScreen()
    app.push_screen(screen)
    screen.call_after_refresh(lambda: screen.query_one(f"#{field}").focus())


def _price(app: "HealthApp", act: str) -> None:
    app.action_go("costs")
    app.history.seal()
    app.edit(lambda case: case.visited(with_act(app.rulebook, case.visit, act)))
    app.history.seal()


def _explain(app: "HealthApp", key: str) -> None:
    app.push_screen(GlossaryScreen(app.rulebook, app.speaker, key), app.to_step_of)

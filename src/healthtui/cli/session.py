"""What every command starts from: language, day, rules, and the saved case."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from healthtui.cli.output import complain
from healthtui.cli.refused import FAILURE, Refused
from healthtui.core.answers import BadAnswerError, Vocabulary
from healthtui.core.case import Case
from healthtui.core.case_plain import change, from_plain
from healthtui.core.pack import Pack
from healthtui.core.pack_reader import Known
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import BY_NAME
from healthtui.files.packs import Overlay, load_packs
from healthtui.files.places import config_dir
from healthtui.files.rulebook_toml import RulebookError, load
from healthtui.files.store import Loaded, NotSaved, Saved, Store
from healthtui.texts.speaker import Speaker

NO_WORDS: Final = Vocabulary(frozenset(), {}, frozenset(), ())
"""For values that need no vocabulary: days and amounts."""


class Session:
    """One run of the program; the rules and the saved case are read only if a command asks."""

    def __init__(self, speaker: Speaker, today: date, folder: Path, *, ephemeral: bool) -> None:
        self.speaker = speaker
        self.today = today
        self.folder = folder
        self.ephemeral = ephemeral
        self.overlay_folder: Path | None = None

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules; Refused names the command that tells what is wrong with them."""
        try:
            return load(self.rules_folder)
        except RulebookError as error:
            raise Refused(
                say(
                    "The rules cannot be used ({problem}). See: healthtui rules check",
                    problem=str(error.problems[0]),
                ),
                FAILURE,
            ) from error

    @cached_property
    def rules_folder(self) -> Traversable:
        """Where the rules are."""
        try:
            return config_dir()
        except FileNotFoundError as error:
            raise Refused(
                say("The rules are missing; install the program again."), FAILURE
            ) from error

    @cached_property
    def overlay(self) -> Overlay:
        """What the institution adds, and what of it cannot be used."""
        publishers = frozenset(source.publisher for source in self.rulebook.sources.values())
        return load_packs(self.overlay_folder, Known(self.rulebook.steps, publishers))

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """What the institution adds; what cannot be used is told once on standard error."""
        self.warn(self.overlay.notices)
        return self.overlay.packs

    @cached_property
    def store(self) -> Store | None:
        """Where the case is saved, None where nothing may be."""
        return None if self.ephemeral else Store(self.folder)

    def loaded(self) -> Loaded:
        """What is saved, as plain tables; nothing if nothing may be."""
        if self.store is None:
            return Loaded({}, 0)
        try:
            return self.store.load()
        except NotSaved as trouble:
            raise Refused(trouble.sentence, FAILURE) from trouble

    def generation(self) -> int:
        """How often the case was saved; 0 where it never was, or may not be."""
        try:
            return 0 if self.store is None else self.store.newest_generation()
        except NotSaved as trouble:
            raise Refused(trouble.sentence, FAILURE) from trouble

    def case(self) -> Case:
        """The saved case; what could not be read is told on standard error."""
        loaded = self.loaded()
        case, problems = from_plain(loaded.plain, self.rulebook.vocabulary)
        self.warn([notice.sentence for notice in loaded.notices])
        self.warn(problems)
        return case

    def save(self, before: Case, after: Case) -> Saved | None:
        """Make a change of the case durable; None where nothing changed."""
        patch = change(before, after)
        if self.store is None or not patch.changes:
            return None
        try:
            return self.store.commit(patch)
        except NotSaved as trouble:
            raise Refused(trouble.sentence, FAILURE) from trouble

    def warn(self, sentences: Sequence[Sentence]) -> None:
        """Tell sentences on standard error."""
        for sentence in sentences:
            complain(self.speaker.text(sentence))


def day_in(option: str, text: str) -> date:
    """The date given with an option; Refused says what is accepted."""
    try:
        day: date = BY_NAME["care_date"].kind.read(text, NO_WORDS)
    except BadAnswerError as bad:
        raise Refused(say("{field}: {problem}", field=option, problem=bad.sentence)) from None
    return day

"""What every command starts from: language, day, rules, and the saved case."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from healthtui.cli.lean import empty
from healthtui.cli.output import complain
from healthtui.cli.refused import FAILURE, Refused
from healthtui.core.answers import BadAnswerError, Vocabulary
from healthtui.core.case import Case
from healthtui.core.case_plain import change, from_plain
from healthtui.core.kinds import FIRST_YEAR, LAST_YEAR, Number
from healthtui.core.rulebook import Rulebook
from healthtui.core.sentence import Sentence, say
from healthtui.core.visit import BY_NAME
from healthtui.files.places import config_dir, data_dir, overlay_dir
from healthtui.files.rulebook import load
from healthtui.files.rulebook_trouble import RulebookError
from healthtui.files.trouble import NotSaved
from healthtui.texts.language import available
from healthtui.texts.speaker import Speaker

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from healthtui.core.pack import Pack
    from healthtui.files.packs import Overlay
    from healthtui.files.session_store import SessionStore
    from healthtui.files.store import Loaded, Saved

NO_WORDS: Final = Vocabulary(frozenset(), {}, frozenset(), frozenset())
"""For values that need no vocabulary: days and amounts."""


class Session:
    """One run of the program; the rules and the saved case are read only if a command asks."""

    def __init__(self, speaker: Speaker, today: date, *, ephemeral: bool) -> None:
        self.speaker = speaker
        self.today = today
        self.ephemeral = ephemeral
        self.folder_named: str | None = None
        self.overlay_named: str | None = None
        self.language_named = False

    @cached_property
    def folder(self) -> Path:
        """Where the case is saved: as named, or the usual place."""
        with empty("tempfile"):  # of no use to what finds the place; 2 ms
            return data_dir(self.folder_named)

    @cached_property
    def overlay_folder(self) -> Path | None:
        """Where an institution's packs are: as named, by the environment, or for the host."""
        with empty("tempfile"):  # as above
            return overlay_dir(self.overlay_named)

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
    def rules_folder(self) -> "Traversable":
        """Where the rules are."""
        try:
            return config_dir()
        except FileNotFoundError as error:
            raise Refused(
                say("The rules are missing; install the program again."), FAILURE
            ) from error

    @cached_property
    def overlay(self) -> "Overlay":
        """What the institution adds, and what of it cannot be used."""
        # Not before steps are asked for: other questions load nothing that reads packs.
        from healthtui.core.pack_reader import Known  # noqa: PLC0415
        from healthtui.files.packs import load_packs  # noqa: PLC0415

        publishers = frozenset(source.publisher for source in self.rulebook.sources.values())
        return load_packs(self.overlay_folder, Known(self.rulebook.steps, publishers))

    @cached_property
    def packs(self) -> "tuple[Pack, ...]":
        """What the institution adds; what cannot be used is told once on standard error."""
        self.warn(self.overlay.notices)
        return self.overlay.packs

    @cached_property
    def store(self) -> "SessionStore | None":
        """Where the case is saved, None where nothing may be."""
        if self.ephemeral:
            return None
        from healthtui.files.session_store import SessionStore  # noqa: PLC0415 - many answers need no disk

        return SessionStore(self.folder)

    def loaded(self) -> "Loaded":
        """What is saved, as plain tables; nothing if nothing may be."""
        from healthtui.files.store import Loaded  # noqa: PLC0415 - many answers need no disk

        if self.store is None:
            return Loaded({}, 0)
        try:
            return self.store.load()
        except NotSaved as trouble:
            raise Refused(trouble.sentence, FAILURE) from trouble

    def opened(self) -> "Loaded":
        """What is saved; from now on in the language chosen there, unless an option names one."""
        loaded = self.loaded()
        view = loaded.plain.get("view")
        language = view.get("language") if isinstance(view, Mapping) else None
        if not self.language_named and language in available():
            self.speaker = Speaker(str(language))
        return loaded

    def generation(self) -> int:
        """How often the case was saved; 0 where it never was, or may not be."""
        try:
            return 0 if self.store is None else self.store.newest_generation()
        except NotSaved as trouble:
            raise Refused(trouble.sentence, FAILURE) from trouble

    def case(self) -> Case:
        """The saved case; what could not be read is told on standard error."""
        if self.ephemeral:
            return Case()
        loaded = self.loaded()
        case, problems = from_plain(loaded.plain, self.rulebook.vocabulary)
        self.warn([notice.sentence for notice in loaded.notices])
        self.warn(problems)
        return case

    def save(self, before: Case, after: Case) -> "Saved | None":
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


def year_in(text: str | None, today: date) -> int:
    """The calendar year given with `--year`, without it that of today; Refused as for a day."""
    return number_in("--year", text or str(today.year), FIRST_YEAR, LAST_YEAR)


def number_in(option: str, text: str, least: int, most: int) -> int:
    """The whole number given with an option; Refused says what is accepted."""
    try:
        return Number(least, most).read(text, NO_WORDS)
    except BadAnswerError as bad:
        raise Refused(say("{field}: {problem}", field=option, problem=bad.sentence)) from None

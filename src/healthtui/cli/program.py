"""Runs one command: reads the arguments, answers, and turns every ending into an exit code."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date

from healthtui.cli import app
from healthtui.cli.kiosk import keeps_nothing, refuse_commands
from healthtui.cli.output import complain, tolerant
from healthtui.cli.parser import parsed
from healthtui.cli.privacy import leave_no_trace
from healthtui.cli.refused import CLOSED_PIPE, FAILURE, INTERRUPTED, Refused
from healthtui.cli.session import Session, day_in
from healthtui.core.sentence import say
from healthtui.texts.language import chosen
from healthtui.texts.speaker import Speaker


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv` (the program's own arguments where None) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    tolerant()
    speaker = Speaker(chosen(_language_in(arguments), os.environ))
    try:
        code = _ended(lambda: _run(arguments, speaker), speaker)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:  # the last lines did not fit on the disk
        complain(_of_the_system(error, speaker))
        _forget_output()
        return FAILURE
    return code


def _ended(run: Callable[[], int], speaker: Speaker) -> int:
    """The exit code of a run; each way to fail is one sentence on standard error."""
    try:
        return run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILURE
    except Refused as refused:
        complain(speaker.text(refused.sentence))
        return refused.code
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(_of_the_system(error, speaker))
        _forget_output()
        return FAILURE
    except Exception as error:  # noqa: BLE001 - no defect may show a traceback or the answers
        complain(_of_ours(error, speaker))
        return FAILURE


def _run(arguments: list[str], speaker: Speaker) -> int:
    args = parsed(arguments, speaker)
    if args.run is not app.run:
        refuse_commands(args)
    leave_no_trace()
    return int(args.run(_session(args, speaker), args))


def _session(args: Namespace, speaker: Speaker) -> Session:
    today = day_in("--today", args.today) if args.today else _today()
    session = Session(speaker, today, ephemeral=keeps_nothing(args))
    session.folder_named = args.data_dir
    session.overlay_named = args.overlay
    session.language_named = bool(args.lang)
    return session


def _today() -> date:
    # Here and nowhere else the clock is asked; the day is the one on the person's wall.
    return date.today()  # noqa: TID251, DTZ011


def _language_in(arguments: Sequence[str]) -> str | None:
    """The language asked for, read before the parser so that its own words are in it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang":
            return next(iter(arguments[place + 1 : place + 2]), None)
    return None


def _of_the_system(error: OSError, speaker: Speaker) -> str:
    reason = error.strerror or type(error).__name__
    return speaker.text(say("The system refused: {reason}.", reason=reason))


def _of_ours(error: Exception, speaker: Speaker) -> str:
    # The kind alone: the message of an error may hold what the person entered.
    return speaker.text(
        say(
            "The program made a mistake ({kind}). What was saved is untouched; please report it.",
            kind=type(error).__name__,
        )
    )


def _forget_output() -> None:
    """Send what is left in the buffer nowhere, so that the interpreter ends in silence."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return

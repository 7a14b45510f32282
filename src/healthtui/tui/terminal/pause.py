"""Whether whoever started the app can bring it back after it was stopped."""

import os
import signal


def has_job_control() -> bool:
    """Whether a shell put the app into a group of its own, as it does with what `fg` continues.

    What leads its session, as a command that a host runs at login does, would be stopped for good.
    """
    try:
        return os.getpgrp() != os.getsid(0)
    except OSError:
        return False


def stop() -> None:
    """Stop this process until it is continued."""
    os.kill(os.getpid(), signal.SIGSTOP)

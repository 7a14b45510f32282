"""All that is saved, for programs and for moving house."""

import json
from datetime import date
from typing import Final

from healthtui.core.case import Case
from healthtui.core.case_plain import to_plain

SCHEMA: Final = "healthtui/case/1"


def data(case: Case) -> bytes:
    """The case as JSON; its dates are ISO text."""
    document = {"schema": SCHEMA, **to_plain(case)}
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_iso)
    return f"{text}\n".encode()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)

"""What an institution adds, as JSON: each addition names its pack and says whose it is."""

from collections.abc import Iterable

from healthtui.cli.documents import parts
from healthtui.cli.documents.parts import Document
from healthtui.core.pack import Addition, Pack
from healthtui.texts import packs as words
from healthtui.texts.speaker import Speaker


def additions(packs: Iterable[Pack], speaker: Speaker) -> list[Document]:
    """The additions of all packs, in the order of the packs."""
    return [_addition(pack, each, speaker) for pack in packs for each in pack.additions]


def _addition(pack: Pack, each: Addition, speaker: Speaker) -> Document:
    return {
        "pack": pack.name,
        "id": each.id,
        "kind": each.kind,
        "publisher": pack.publisher,
        "checked_on": parts.day(pack.checked_on),
        "page": pack.page,
        "reason": speaker.text(words.origin(pack)),
        "title": each.title,
        "text": each.text,
        "day": parts.day(each.day),
        "phone": each.phone,
        "email": each.email,
        "where": each.where,
        "hours": each.hours,
        "languages": each.languages,
    }

import hashlib
import tomllib
from copy import deepcopy
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tools.reliability.hostile import HOSTILE, with_body

from healthtui.core.patch import Change, Patch, difference
from healthtui.files.applying import applied
from healthtui.files.encoding import Encoder
from healthtui.files.generation import HEAD_KEYS, Head, decode
from healthtui.files.guard import Broken
from healthtui.files.migrations import CURRENT, Schema
from healthtui.files.prune import CAP, doomed
from healthtui.files.trouble import NotSaved

HEAD = Head(1, 7, "a" * 32, "b" * 32, "0.1.0")
CASE: dict[str, Any] = {
    "situation": {"nationalities": ["MA"], "birth_date": date(2004, 5, 6), "work": "none"},
    "log": {"e1": {"price": 30, "note": 'quote " and\r\nlines = 3 # no'}, "e2": {"price": 26}},
    "acts": [{"act": "gp", "n": 1}, {"act": "x", "n": 2}],
}

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = (
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | TEXT
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.just(UTC))
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(TEXT.filter(lambda key: key not in HEAD_KEYS), VALUES, max_size=5))
def test_what_is_encoded_is_decoded(plain: dict[str, Any]) -> None:
    decoded = decode(encode(plain, HEAD))
    assert decoded.plain == plain
    assert typed(decoded.plain) == typed(plain)
    assert (decoded.head, decoded.edited) == (HEAD, False)


def encode(plain: dict[str, Any], head: Head) -> bytes:
    return Encoder().encode(plain, head).data


def typed(value: object) -> object:
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return type(value), value


CASES = st.dictionaries(TEXT.filter(lambda key: key not in HEAD_KEYS), VALUES, max_size=4)


@settings(max_examples=100, deadline=None)
@given(st.lists(CASES, min_size=2, max_size=4))
def test_what_an_encoder_remembers_changes_no_byte(cases: list[dict[str, Any]]) -> None:
    encoder = Encoder()
    for plain in (*cases, *cases, {k: v for case in cases for k, v in case.items()}):
        assert encoder.encode(plain, HEAD).data == encode(plain, HEAD)


@settings(max_examples=100, deadline=None)
@given(st.lists(CASES, min_size=2, max_size=4))
def test_what_an_encoder_gave_out_may_come_in_again(cases: list[dict[str, Any]]) -> None:
    encoder = Encoder()
    before: dict[str, Any] = {}
    for plain in cases:
        mixed = {**before, **plain}
        encoded = encoder.encode(mixed, HEAD)
        assert encoded.data == encode(mixed, HEAD)
        assert typed(encoded.plain) == typed(decode(encoded.data).plain)
        assert encoded.digest == hashlib.sha256(encoded.data).hexdigest()
        before = encoded.plain


def test_an_encoder_sees_a_change_of_kind_alone() -> None:
    encoder = Encoder()
    values = [1, 1.0, True, 0.0, -0.0, "1", [1], [True], date(2004, 5, 6), time(1)]
    for value in (*values, *values):
        data = encoder.encode({"log": {"a": {"x": value}, "b": {"x": 2}}}, HEAD).data
        assert repr(decode(data).plain["log"]["a"]["x"]) == repr(value)


def test_an_encoder_proves_only_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Encoder()
    log = {f"{n:05d}": {"act": "x", "price_eur": "30.00"} for n in range(500)}
    encoder.encode({"log": log}, HEAD)
    parsed: list[str] = []
    real = tomllib.loads

    def loads(text: str) -> dict[str, Any]:
        parsed.append(text)
        return real(text)

    monkeypatch.setattr(tomllib, "loads", loads)
    encoder.encode({"log": log | {"00007": {"act": "y"}}}, replace(HEAD, generation=8))
    assert len(parsed) == 2
    assert "generation = 8" in parsed[0]
    assert 'act = "y"' in parsed[1]


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_a_change_on_top_of_a_large_state_is_what_the_patch_makes_of_it(data: Any) -> None:
    names = st.sampled_from("abc")
    values = st.integers(0, 2) | st.dictionaries(names, st.integers(0, 2), max_size=2)
    tables = st.dictionaries(names, values | st.dictionaries(names, values, max_size=3))
    before = data.draw(tables)
    if data.draw(st.booleans()):
        patch = difference(before, data.draw(tables))
    else:
        path = st.lists(names, min_size=1, max_size=3).map(tuple)
        patch = Patch(
            tuple(data.draw(st.lists(st.builds(Change, path, values, st.none() | values))))
        )
    copy = deepcopy(before)
    try:
        wanted = patch.apply(before)
    except (AttributeError, TypeError):
        return
    assert applied(patch, before) == wanted
    assert before == copy


def test_what_a_change_does_not_touch_is_shared() -> None:
    before: dict[str, Any] = {"log": {"a": {"x": 1}, "b": {"x": 2}}, "visit": {"act": "gp"}}
    after = applied(Patch((Change(("log", "a", "x"), 1, 3),)), before)
    assert after["log"]["a"] == {"x": 3}
    assert after["log"]["b"] is before["log"]["b"]
    assert after["visit"] is before["visit"]


@pytest.mark.parametrize("wrong", ["x = 2\n", "", "[log.a]\nx = 1.0\n", "[log.b]\nx = 1\n"])
def test_what_does_not_read_back_equal_is_never_given_out(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tomli_w.dumps

    def dumps(part: dict[str, Any], **settings: Any) -> str:
        return wrong if "log" in part else real(part, **settings)

    monkeypatch.setattr(tomli_w, "dumps", dumps)
    encoder = Encoder()
    for _ in range(2):
        with pytest.raises(NotSaved):
            encoder.encode({"log": {"a": {"x": 1}}}, HEAD)


def test_a_file_is_toml_that_a_person_can_read() -> None:
    text = encode(CASE, HEAD).decode()
    assert text.startswith('format = "healthtui-case"\nschema = 1\ngeneration = 7\n')
    assert text.splitlines()[-1].startswith("# end sha256=")
    assert tomllib.loads(text)["situation"] == CASE["situation"]


def test_a_file_cut_off_anywhere_is_broken_or_whole() -> None:
    data = encode(CASE, HEAD)
    smaller_yet_valid = 0
    for end in range(len(data)):
        smaller_yet_valid += is_toml(data[:end])
        try:
            decoded = decode(data[:end])
        except Broken:
            continue
        assert decoded.plain == CASE
    assert smaller_yet_valid > 20


def is_toml(data: bytes) -> bool:
    try:
        tomllib.loads(data.decode())
    except ValueError:
        return False
    return True


def test_no_flipped_bit_goes_unseen() -> None:
    data = encode(CASE, HEAD)
    told = 0
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            try:
                decoded = decode(bytes(flipped))
            except Broken:
                continue
            assert decoded.edited or (decoded.plain, decoded.head) == (CASE, HEAD)
            told += decoded.edited
    assert told > 100


DEEP = [
    kind
    for kind, body in HOSTILE.items()
    if kind != "dotted keys" and ("a.a.a" in body or "[[[" in body or "{a={" in body)
]


@pytest.mark.parametrize("kind", [k for k in DEEP if k != "depth in pieces"])
def test_depth_is_seen_before_the_parser_sees_it(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tomllib, "loads", None)
    with pytest.raises(Broken, match="nested too deeply"):
        decode(with_body(HOSTILE[kind]))


HARMLESS = {
    "brackets in strings": f'x = "{"[" * 99}"\ny = \'{"{." * 99}\'\nz = """\n{"[" * 99}\n"""',
    "dots in comments": "x = 1 # " + "." * 99,
    "escaped quotes": r'x = "\"' + "[" * 99 + r'\\"',
    "many dots apart": "x = [" + "1.5, " * 99 + "]",
    "quotes at the end": 'x = """a"""""\ny = 1',
    "thirty-two deep": ".".join("a" * 32) + " = 1",
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_harmless_text_passes_the_guard(kind: str) -> None:
    body = HARMLESS[kind]
    assert decode(with_body(body)).plain == tomllib.loads(body)


@pytest.mark.parametrize(
    "value",
    ["\ud800", {1}, Decimal("1.1"), 2**63, [None], {1: 2}, time(1, tzinfo=UTC), b"x"],
    ids=repr,
)
def test_what_toml_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(NotSaved) as caught:
        encode({"x": value}, HEAD)
    assert caught.value.final


def test_none_is_left_out_and_a_tuple_becomes_a_list() -> None:
    plain = decode(encode({"a": None, "b": {"c": None, "d": (1, 2)}}, HEAD)).plain
    assert plain == {"b": {"d": [1, 2]}}


@pytest.mark.parametrize("key", HEAD_KEYS)
def test_a_case_cannot_pass_for_the_head(key: str) -> None:
    with pytest.raises(NotSaved):
        encode({key: "x"}, HEAD)


def test_a_datetime_keeps_its_offset() -> None:
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    back = decode(encode({"x": moment}, HEAD)).plain["x"]
    assert (back, back.utcoffset()) == (moment, moment.utcoffset())


def test_each_schema_has_its_way_to_the_present_one() -> None:
    assert set(CURRENT.steps) == set(range(1, CURRENT.version))


def test_migrations_run_one_after_another_and_never_backwards() -> None:
    third = Schema(3, {1: lambda p: {**p, "two": 2}, 2: lambda p: {**p, "three": p["two"] + 1}})
    assert third.migrated({"x": 1}, 1) == {"x": 1, "two": 2, "three": 3}
    assert third.migrated({"x": 1}, 3) == {"x": 1}
    assert third.migrated({"x": 1}, 4) == {"x": 1}


NOW = 1_800_000_000.0
DAY = 24 * 60 * 60.0


@given(st.dictionaries(st.integers(1, 400), st.floats(NOW - 20 * DAY, NOW + DAY), max_size=350))
def test_pruning_keeps_what_it_promises(times: dict[int, float]) -> None:
    gone = set(doomed(times, NOW))
    kept = set(times) - gone
    assert set(sorted(times)[-10:]) <= kept
    assert len(kept) <= CAP
    if len(times) <= CAP:
        assert not [n for n in gone if NOW - times[n] < 600]
        for day in range(8):
            that_day = [n for n in times if int(times[n] // DAY) == int(NOW // DAY) - day]
            assert not that_day or max(that_day) in kept
    assert len(kept) <= 10 + 8 + sum(NOW - at < 600 for at in times.values())


def test_more_than_the_cap_are_pruned_however_young() -> None:
    assert doomed(dict.fromkeys(range(1, 251), NOW), NOW) == tuple(range(1, 51))

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GP = '{"act": "gp_consultation"}'


def test_a_broken_line_does_not_stop_the_others(run: Run) -> None:
    lines = ['{"id": 1, "act": "gp_consultation"}', '{"act": "gp_cons', "", '{"id": 3}']
    ended = run("quote", "--input", "-", "--json", stdin="\n".join(lines))
    first, broken, last = ended.each
    assert (first["id"], last["id"]) == (1, 3)
    assert (broken["schema"], broken["line"]) == ("healthtui/error/1", 2)
    assert broken["error"]
    assert ended.err.splitlines() == [f"line 2: {broken['error']}"]
    assert ended.code == 2


def test_a_bad_value_names_line_field_value_and_what_is_accepted(run: Run) -> None:
    ended = run("check", "--input", "-", stdin='{}\n{"work": "waiter", "id": 7}\n')
    assert ended.err.startswith("line 2: work: “waiter” is not accepted; give one of none, job")
    assert ended.code == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"act": true}', "act: “true” is not accepted"),
        ('{"act": [null, {"a": "b"}]}', 'act: “[null, {"a": "b"}]” is not accepted'),
        ('{"contract": {"dental_percent": -1}}', "contract: dental_percent: “-1” is not accepted"),
        ('{"year_so_far": {"debt_eur": "x"}}', "year_so_far: debt_eur: “x” is not accepted"),
    ],
)
def test_a_refused_value_is_named_and_shown_as_it_was_given(run: Run, row: str, told: str) -> None:
    assert told in run("quote", "--input", "-", stdin=row).err


@pytest.mark.parametrize("depth", range(900, 1000, 5))
def test_no_depth_of_lists_is_a_mistake_of_the_program(run: Run, depth: int) -> None:
    row = '{"id": ' + "[" * depth + "]" * depth + ', "act": [[]]}'
    ended = run("quote", "--input", "-", "--json", stdin=row)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert ended.err.startswith("line 1: it is ")


def test_the_id_of_a_broken_row_is_kept(run: Run) -> None:
    ended = run("check", "--input", "-", "--json", stdin='{"work": "waiter", "id": 7}\n')
    assert ended.json["id"] == 7


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([GP], 0),
        ([GP, '{"sector": "unsure"}', GP], 3),
        (['{"sector": "unsure"}', '{"care_date": "2010-01-01"}', GP], 4),
        (['{"care_date": "2010-01-01"}', "nonsense", GP], 2),
    ],
)
def test_the_gravest_line_gives_the_exit_code(run: Run, lines: list[str], code: int) -> None:
    assert run("quote", "--input", "-", "--json", stdin="\n".join(lines)).code == code


def test_an_object_over_several_lines_is_one_document(run: Run) -> None:
    pretty = json.dumps({"act": "gp_consultation", "contract": {"percent": 100}}, indent=2)
    ended = run("quote", "--input", "-", "--json", stdin=pretty)
    assert ended.code == 0
    assert ended.json["mutuelle_eur"] == "9.00"
    assert "\n  " in ended.out


def test_a_broken_first_line_is_still_only_one_line(run: Run) -> None:
    ended = run("quote", "--input", "-", "--json", stdin='{"act":\n' + f"{GP}\n" * 40)
    assert len(ended.each) == 41
    assert [answer["schema"] for answer in ended.each[:2]] == [
        "healthtui/error/1",
        "healthtui/quote/1",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"[{}]", "array"),
        (b"3", "object"),
        (b'{"act": "a", "act": "b"}', "twice"),
        (b"\xff{}", "UTF-8"),
        (b'{"act": ' + b"[" * 100_000, "JSON"),
        *((b'{"act": ' + b"[" * n + b"]" * n + b"}", "levels deep") for n in (60, 500)),
        (b'{"quantity": ' + b"9" * 10_000 + b"}", "JSON"),
        (b'{"act": "' + b"x" * (1 << 20) + b'"}', "megabyte"),
        (b'{"colour": "red"}', "colour"),
    ],
)
def test_what_is_not_one_object_is_refused_in_one_line(run: Run, text: bytes, told: str) -> None:
    ended = run("quote", "--input", "-", stdin=text)
    assert ended.code == 2
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert not ended.out


def test_a_mark_of_byte_order_is_ignored(run: Run) -> None:
    assert run("quote", "--input", "-", stdin=b"\xef\xbb\xbf" + GP.encode()).code == 0


def test_nothing_at_all_is_bad_input(run: Run) -> None:
    ended = run("quote", "--input", "-", stdin=" \n\n")
    assert (ended.code, ended.out) == (2, "")


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    ended = run("quote", "--input", str(tmp_path / "none.json"))
    assert ended.code == 2
    assert "none.json" in ended.err


def test_lenient_takes_rows_of_other_programs(run: Run) -> None:
    row = '{"act": "gp_consultation", "source_url": "x", "published_amo_net_eur": "19.00"}'
    assert run("quote", "--input", "-", stdin=row).code == 2
    assert run("quote", "--input", "-", "--lenient", stdin=row).code == 0


def test_input_and_set_do_not_go_together(run: Run) -> None:
    ended = run("quote", "--input", "-", "--set", "price_eur=30", stdin=GP)
    assert ended.code == 2
    assert "--input" in ended.err


def test_what_steers_a_terminal_is_not_printed(run: Run) -> None:
    ended = run("quote", "--input", "-", stdin='{"id": "\\u001b[2J", "act": "\\u001b]0;x"}')
    assert "\x1b" not in ended.out + ended.err
    shown = run("quote", "--input", "-", stdin='{"id": "\\u001b[2J"}')
    assert "\x1b" not in shown.out


@pytest.mark.parametrize("folder_of_lines", [False, True])
def test_no_sign_that_steers_is_on_a_line_of_json(
    run: Run, tmp_path: Path, *, folder_of_lines: bool
) -> None:
    """Each of them, as a program would send it; what is read back is what was given."""
    signs = [*range(0x20), *range(0x7F, 0xA1), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F)]
    signs += [*range(0x2066, 0x206A), 0xFEFF]
    given = [f"é{chr(sign)} €" for sign in signs]
    text = "".join(json.dumps({"id": each}, ensure_ascii=False) + "\n" for each in given)
    source: str = "-"
    stdin: str | None = text
    if folder_of_lines:
        source, stdin = str(tmp_path / "lines.jsonl"), None
        Path(source).write_text(text, encoding="utf-8")
    ended = run("quote", "--input", source, "--json", stdin=stdin)
    lines = [json.loads(line)["id"] for line in ended.out.split("\n") if line]
    assert lines == given
    assert {each for each in ended.out if not each.isprintable()} == {"\n", "\xa0"}


def test_a_lone_surrogate_survives_as_an_escape(run: Run) -> None:
    ended = run("quote", "--input", "-", "--json", stdin='{"id": "\\ud800é"}')
    assert ended.json["id"] == "\ud800é"


def test_input_neither_reads_nor_writes_what_is_saved(run: Run, folder: Path) -> None:
    run("quote", "--input", "-", stdin=GP)
    run("check", "--input", "-", stdin="{}")
    run("steps", "--input", "-", stdin="{}")
    assert not folder.exists()
    run("set", "work=job")
    before = sorted(folder.iterdir())
    alone = run("check", "--input", "-", "--json", stdin="{}")
    assert "work" in [fact["field"] for fact in alone.json["unsure"]]
    assert sorted(folder.iterdir()) == before

"""The command that tells which operation of a front end a change of the schema breaks."""

import hashlib
import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.graphql.downloads import EXAMPLES
from cms.graphql.schema import get_schema

FRAGMENT = "fragment Name on NewsPage { title }"
NEWS = "query Latest {\n  news {\n    nodes { ...Name }\n  }\n}"


def run(*files: Path | str) -> str:
    out = StringIO()
    call_command("check_operations", *map(str, files), stdout=out)
    return out.getvalue()


def run_failing(*files: Path | str) -> tuple[list[str], str]:
    """Return what the command says before it fails, and its last word."""
    out = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("check_operations", *map(str, files), stdout=out)
    assert raised.value.returncode == 1
    return out.getvalue().splitlines(), str(raised.value)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of operations; answers with its path."""

    def write_file(name: str, content: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write_file


def test_operations_of_a_folder_share_their_fragments(write: Callable[..., Path], tmp_path: Path) -> None:
    write("news.graphql", NEWS)
    write("below/fragments.gql", FRAGMENT)
    write("package.json", "no concern of ours")
    assert run(tmp_path) == "1 operations: 0 errors, 0 warnings.\n"


def test_what_a_change_breaks_is_named(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    news, fragments = write("news.graphql", NEWS), write("fragments.graphql", "# Ours.\n" + FRAGMENT)
    other = write("other.graphql", "query Languages { locales { languageCode } }")
    monkeypatch.delitem(get_schema().graphql_schema.get_type("NewsPage").fields, "title")
    said, last = run_failing(news, fragments, other)
    assert said == [f"error: {news}: Latest: Cannot query field 'title' on type 'NewsPage'. ({fragments}:2)"]
    assert last == "2 operations: 1 errors, 0 warnings."


def test_uses_of_what_is_deprecated_are_warnings(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("news.graphql", NEWS + FRAGMENT)
    field = get_schema().graphql_schema.get_type("NewsPage").fields["title"]
    monkeypatch.setattr(field, "deprecation_reason", "Since 2026-11-22: use lead instead.")
    warning, summary = run(path).splitlines()
    assert warning.startswith(f"warning: {path}: Latest: The field NewsPage.title is deprecated. Since 2026-11-22")
    assert summary == "1 operations: 0 errors, 1 warnings."


def test_a_file_of_registered_operations(write: Callable[..., Path], settings: Any) -> None:
    texts = ["query Good { locales { languageCode } }", "query Bad { gone }", "{"]
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    path = write("persisted.json", json.dumps(dict(zip(digests, texts, strict=True))))
    settings.PERSISTED_DOCUMENTS = [str(path)]
    for files in ([path], []):
        said, last = run_failing(*files)
        assert said == [
            f"error: {path}: sha256:{digests[2]}: Syntax Error: Expected Name, found <EOF>. (line 1)",
            f"error: {path}: sha256:{digests[1]}: Bad: Cannot query field 'gone' on type 'Query'. (line 1)",
        ]
        assert last == "2 operations: 2 errors, 0 warnings."


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.graphql", "{ gone }", "query without a name: Cannot query field 'gone' on type 'Query'."),
        ("a.graphql", "query A { ...Nowhere }", "A: Unknown fragment 'Nowhere'."),
        ("a.graphql", "query", "Syntax Error"),
        ("a.graphql", "type A { b: Int }", "something else than operations and fragments"),
        ("a.graphql", FRAGMENT + FRAGMENT, "stands in another file too"),
        ("a.graphql", "fragment Unused on NewsPage { gone }", "Cannot query field 'gone' on type 'NewsPage'"),
        ("a.json", "[]", "one object"),
        ("a.txt", "", "neither a folder nor a file"),
    ],
)
def test_files_that_are_wrong(write: Callable[..., Path], name: str, content: str, message: str) -> None:
    [said, *_others], _last = run_failing(write(name, content))
    assert message in said


def test_files_that_are_missing(tmp_path: Path) -> None:
    assert "No such file" in run_failing(tmp_path / "a.graphql")[0][0]
    assert "No such file" in run_failing(tmp_path / "a.json")[0][0]


def test_nothing_to_check(tmp_path: Path) -> None:
    assert run_failing() == ([], "Say which files to check; PERSISTED_DOCUMENTS names none.")
    assert run_failing(tmp_path) == ([], "There is no operation in these files.")


def test_the_contracts_operations_and_a_broken_copy(tmp_path: Path) -> None:
    assert "0 errors" in run(EXAMPLES)
    shutil.copytree(EXAMPLES, tmp_path / "operations")
    broken = tmp_path / "operations" / "news-list.graphql"
    broken.write_text(broken.read_text(encoding="utf-8").replace("totalCount", "totalNumber"), encoding="utf-8")
    said, _last = run_failing(tmp_path / "operations")
    assert [line for line in said if "totalNumber" in line] == said
    assert said[0].startswith(f"error: {broken}: NewsList: Cannot query field 'totalNumber' on type 'NewsConnection'.")
    assert {line.split(": ")[2] for line in said} == {"NewsList"}

"""The schema as a contract: described throughout, free of what must not be public, and equal to the committed file."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_scalar_type,
)

from cms.graphql.schema import get_schema, schema_text

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "schema.graphql"


def public_types() -> dict[str, Any]:
    types = get_schema().graphql_schema.type_map
    return {name: t for name, t in types.items() if not is_introspection_type(t) and not is_specified_scalar_type(t)}


def places() -> list[tuple[str, str | None]]:
    """Return every type, field, argument and enum value with its description."""
    found: list[tuple[str, str | None]] = []
    for name, type_ in public_types().items():
        found.append((name, type_.description))
        if isinstance(type_, GraphQLEnumType):
            found += [(f"{name}.{value}", member.description) for value, member in type_.values.items()]
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in type_.fields.items():
                found.append((f"{name}.{field_name}", field.description))
                found += [
                    (f"{name}.{field_name}({argument})", detail.description)
                    for argument, detail in getattr(field, "args", {}).items()
                ]
    return found


def test_everything_is_described_in_a_sentence() -> None:
    assert [place for place, text in places() if not text or not text.strip().endswith((".", "`"))] == []


def test_descriptions_are_english() -> None:
    assert [place for place, text in places() if text and set(text.lower()) & set("åäö")] == []


def test_the_committed_file_is_the_schema() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_a_file_that_differs_fails_the_check(tmp_path: Path) -> None:
    path = tmp_path / "schema.graphql"
    call_command("print_schema", out=path)
    call_command("print_schema", check=path)
    path.write_text("type Query { nothing: String }\n", encoding="utf-8")
    with pytest.raises(CommandError, match="make schema"):
        call_command("print_schema", check=path)


@pytest.mark.parametrize("name", ["NewsPage", "ActivityPage", "ConferencePage", "HomePage", "ProjectPage", "Image"])
def test_inherited_columns_are_not_public(name: str) -> None:
    fields = set(public_types()[name].fields)
    inherited = "draftTitle goLiveAt expireAt lockedAt owner hasUnpublishedChanges depth numchild urlPath contentType"
    assert fields & {*inherited.split(), "file", "uploadedByUser", "collection", "fileHash", "pagePtr"} == set()


def test_root_fields_are_those_written_by_hand() -> None:
    assert set(public_types()["Query"].fields) >= {"page", "route", "news", "events", "contacts", "menu"}
    stock = {"pages", "search_results", "snippets", "images", "documents", "collections", "tags", "sites", "settings"}
    assert set(public_types()["Query"].fields) & stock == set()


def test_lists_never_hold_null() -> None:
    nullable = [
        f"{name}.{field_name}: {field.type}"
        for name, type_ in public_types().items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        for field_name, field in type_.fields.items()
        if "[" in str(field.type) and not str(field.type).endswith("!]!")
    ]
    assert nullable == []

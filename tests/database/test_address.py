"""Addresses of databases: parsed, refused with what is wrong, and shown without the password."""

from pathlib import Path

import pytest

from graph.database.address import (
    PASSWORD,
    PASSWORD_FILE,
    SCHEMES,
    USER,
    DatabaseAddress,
    is_database_address,
    parse_address,
    without_credentials,
)
from graph.model.errors import InvalidArgument

SECRET = "s3cret-word"  # noqa: S105


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_scheme_is_taken(scheme: str) -> None:
    found = parse_address(f"{scheme}://db.example/medcode", {})
    assert found == DatabaseAddress(scheme, "db.example", 7687, "medcode")
    assert is_database_address(str(found))
    assert not is_database_address("snapshot:build/graph")


def test_user_and_password_are_in_the_address_or_the_environment(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{SECRET}\nmore\n")
    expected = DatabaseAddress("bolt", "h", 1, "d", "ann", SECRET)
    assert parse_address(f"bolt://ann:{SECRET}@h:1/d", {}) == expected
    assert parse_address("bolt://ann@h:1/d", {PASSWORD: SECRET}) == expected
    assert parse_address("bolt://h:1/d", {USER: "ann", PASSWORD: SECRET}) == expected
    environment = {USER: "ann", PASSWORD_FILE: str(tmp_path / "password"), PASSWORD: "other"}
    assert parse_address("bolt://h:1/d", environment) == expected
    assert parse_address("bolt://a%40b:p%2Fq@h:1/d", {}) == DatabaseAddress("bolt", "h", 1, "d", "a@b", "p/q")


def test_an_address_of_ipv6_is_written_in_brackets() -> None:
    assert str(parse_address("bolt://[::1]:99/d", {})) == "bolt://[::1]:99/d"


def test_a_password_is_shown_nowhere() -> None:
    found = parse_address(f"bolt://ann:{SECRET}@h/d", {})
    assert SECRET not in f"{found} {found!r} {found.server}"
    assert without_credentials(f"bolt://ann:{SECRET}@h/d") == "bolt://h/d"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "medcode",
        f"http://ann:{SECRET}@h/d",
        f"bolt://ann:{SECRET}@/d",
        f"bolt://ann:{SECRET}@h",
        f"bolt://ann:{SECRET}@h/",
        f"bolt://ann:{SECRET}@h/a/b",
        f"bolt://ann:{SECRET}@h/d%20x",
        f"bolt://ann:{SECRET}@h/d?policy=x",
        f"bolt://ann:{SECRET}@h/d#x",
        f"bolt://ann:{SECRET}@h:x/d",
        f"bolt://ann:{SECRET}@h:0/d",
        f"bolt://ann:{SECRET}@h:70000/d",
        f"bolt://ann:{SECRET}@[::1/d",
        f"bolt://:{SECRET}@h/d",
        f"bolt://ann:{SECRET}@{SECRET}@h/d?x",
    ],
)
def test_what_is_no_address_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        parse_address(text, {})
    assert refused.value.details["problem"]
    assert (
        SECRET not in f"{refused.value!s} {refused.value!r} {refused.value.__cause__!r} {refused.value.__context__!r}"
    )


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff"])
def test_a_file_without_a_password_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidArgument, match=PASSWORD_FILE):
        parse_address("bolt://ann@h/d", {PASSWORD_FILE: str(file)})

"""What pip is configured with, for uv."""

import pytest

from install.pip_configuration import UnknownOptionError, uv_variables

ALWAYS = {"UV_INDEX_STRATEGY": "unsafe-best-match"}


@pytest.mark.parametrize(
    ("listed", "variables"),
    [
        ("global.index-url='https://index.example/simple'", {"UV_DEFAULT_INDEX": "https://index.example/simple"}),
        (
            "global.extra-index-url='\\nhttps://a.example\\nhttps://b.example'",
            {"UV_INDEX": "https://a.example https://b.example"},
        ),
        (":env:.find-links='/one /two'", {"UV_FIND_LINKS": "/one,/two"}),
        ("install.trusted-host='index.example'", {"UV_INSECURE_HOST": "index.example"}),
        ("global.proxy='http://proxy.example:3128'", {"ALL_PROXY": "http://proxy.example:3128"}),
        ("global.cert='/etc/ca.pem'", {"SSL_CERT_FILE": "/etc/ca.pem"}),
        (":env:.default-timeout='180'", {"UV_HTTP_TIMEOUT": "180"}),
        ("global.constraint='/etc/constraints.txt'", {}),
        ("global.disable-pip-version-check='1'", {}),
        ("download.no-binary=':all:'", {}),
        ("", {}),
    ],
)
def test_what_is_configured_is_handed_on(listed: str, variables: dict[str, str]) -> None:
    assert uv_variables(listed.splitlines(), {}) == ALWAYS | variables


def test_the_environment_counts_more_than_the_section_of_install_and_that_more_than_all() -> None:
    listed = [":env:.index-url='third'", "global.index-url='first'", "install.index-url='second'"]
    assert uv_variables(listed, {})["UV_DEFAULT_INDEX"] == "third"
    assert uv_variables(listed[1:], {})["UV_DEFAULT_INDEX"] == "second"


def test_what_the_user_has_set_for_uv_stays() -> None:
    assert "UV_DEFAULT_INDEX" not in uv_variables(["global.index-url='one'"], {"UV_DEFAULT_INDEX": "two"})


@pytest.mark.parametrize("option", ["no-index", "no-binary", "target"])
def test_an_option_that_uv_would_not_honour_is_refused(option: str) -> None:
    with pytest.raises(UnknownOptionError, match=option):
        uv_variables([f"global.{option}='1'"], {})

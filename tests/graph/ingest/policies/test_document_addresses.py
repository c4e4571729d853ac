"""Where a policy that a page only names is published."""

import pytest

from graph.ingest.policies.document_addresses import published_address
from tests.conftest import ask_store
from tests.documents import shipped_store

VIEW = "https://www.cms.gov/medicare-coverage-database/view/"


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("L33577", f"{VIEW}lcd.aspx?lcdid=33577"),
        ("NCD 20.32", f"{VIEW}ncd.aspx?ncdid=355"),
        ("NCD 999.9", None),
        ("A52345", None),
        ("0123", None),
        (None, None),
    ],
)
def test_a_number_tells_the_address_or_nothing(number: str | None, address: str | None) -> None:
    assert published_address(number) == address


def test_a_policy_of_a_page_has_its_address() -> None:
    query = '{ procedure(slug: "transcatheter-aortic-valve-replacement") { policies { nodes { number url } } } }'
    (policy,) = ask_store(shipped_store(), query)["data"]["procedure"]["policies"]["nodes"]
    assert policy == {"number": "NCD 20.32", "url": f"{VIEW}ncd.aspx?ncdid=355"}

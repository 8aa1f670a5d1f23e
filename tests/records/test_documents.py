"""Documents from JSON, and dates that may be coarse."""

from __future__ import annotations

from typing import Any

import pytest

from ondit.records import Document, iso_date, last_day


@pytest.mark.parametrize("value", ["2025", "2025-02", "2024-02-29"])
def test_days_months_and_years_stand(value: str) -> None:
    assert iso_date(value) == value


@pytest.mark.parametrize("value", ["2025-06-19T10:00:00Z", "2025-06-19 10:00", " 2025-06-19T10:00:00.5+09:00"])
def test_a_timestamp_is_cut_to_its_day(value: str) -> None:
    assert iso_date(value) == "2025-06-19"


@pytest.mark.parametrize(
    "value", ["", "2025-13", "2025-02-29", "19/06/2025", "0000", "yesterday", "20250619", "2025-6-1", "٢٠٢٥"]
)
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        iso_date(value)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (None, None),
        ("2025", "2025-12-31"),
        ("2024-02", "2024-02-29"),
        ("2025-04", "2025-04-30"),
        ("2025-06-19", "2025-06-19"),
    ],
)
def test_coarse_dates_sort_at_their_end(published: str | None, day: str | None) -> None:
    assert last_day(published) == day


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ({"id": "a"}, "lacks 'text'"),
        ({"id": "", "text": "x"}, "lacks 'id'"),
        ({"id": 5, "text": "x"}, "'id' is not a string"),
        ({"id": "a", "text": ["x"]}, "'text' is not a string"),
        ({"id": "a", "text": "x", "outlet": 5}, "'outlet' is not a string"),
        ({"id": "a", "text": "x \ud800"}, "half a surrogate pair"),
    ],
)
def test_bad_documents_say_what_is_wrong(row: dict[str, Any], cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        Document.from_json(row)


def test_unknown_fields_are_passed_over_and_unknown_values_left_out() -> None:
    document = Document.from_json({"id": "a", "text": "x", "outlet": None, "topic": "y"})
    assert document.to_json() == {"id": "a", "text": "x"}

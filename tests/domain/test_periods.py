"""The year a screen opens with."""

from __future__ import annotations

from datetime import date

import pytest

from ishreja.domain.periods import default_year


@pytest.mark.parametrize(
    ("years", "today", "expected"),
    [
        ([2023, 2022], date(2023, 11, 26), 2023),
        ([2024, 2023], date(2023, 12, 31), 2023),
        ([2024, 2023], date(2024, 1, 1), 2024),
        ([2027, 2026], date(2025, 6, 1), 2026),
        ([2023], date(2026, 11, 26), 2023),
    ],
)
def test_a_screen_opens_with_the_latest_year_that_has_begun(years: list[int], today: date, expected: int) -> None:
    assert default_year(years, today) == expected

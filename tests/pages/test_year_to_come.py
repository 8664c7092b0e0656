"""A plan that is adopted before its year begins: no screen speaks of figures, and none opens with it by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from ishreja.ui import context
from tests.ledger import adopt, document, open_store
from tests.pages.conftest import Opener, html_of

TO_COME = 2099


@pytest.fixture
def with_a_plan_to_come(own_folder: Path) -> None:
    with open_store(own_folder) as store:
        adopt(store)
        adopt(store, document(year=TO_COME), "bb")
    context.close()


def test_screens_open_with_the_year_that_has_begun(with_a_plan_to_come: None, own_app: Opener) -> None:
    assert "2023-yil ish rejasining bajarilishi" in html_of(own_app("overview"))


def test_the_overview_of_a_year_to_come_asks_for_no_figures(with_a_plan_to_come: None, own_app: Opener) -> None:
    app = own_app("overview", year=str(TO_COME))
    html = html_of(app)
    assert not app.exception
    assert "2099-yil hali boshlanmagan. Rejasi tayyor, raqamlar yanvardan boshlab kiritiladi." in html
    assert "birorta raqam kiritilmagan" not in html
    assert "hammasi rejada" not in html


def test_its_monthly_report_is_titled_and_says_why_there_is_nothing(with_a_plan_to_come: None, own_app: Opener) -> None:
    html = html_of(own_app("monthly_report", year=str(TO_COME)))
    assert "<h1>Oylik hisobot</h1>" in html
    assert "2099-yil hali boshlanmagan: topshiradigan narsa yoʻq." in html


def test_links_name_the_year_only_where_a_screen_would_show_another(with_a_plan_to_come: None, own_app: Opener) -> None:
    assert 'href="deadlines"' in html_of(own_app("overview"))
    assert f'href="deadlines?year={TO_COME}"' in html_of(own_app("overview", year=str(TO_COME)))

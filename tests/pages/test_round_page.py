"""The page of reports and the office's own page, run in Streamlit's harness by those who act in the round."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from ishreja import reporting
from ishreja.domain.round import Stage
from ishreja.storage import round_settings
from ishreja.storage.drafts import Draft
from ishreja.ui import context, round_screen
from ishreja.views.round import round_view
from tests.ledger import PLACE, TODAY, YEAR
from tests.pages.conftest import AsActor, Opener, SignIn, html_of, in_cyrillic
from tests.rounds import DIRECTOR, INSPECTOR, OTHER, SECOND, STAFF, VIEWER, Round

REPORT = f"{PLACE}-{YEAR}-9"


def in_words(html: str) -> str:
    """What is read, without the marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]*>", "", html))


def button(app: AppTest, label: str) -> Button:
    (found,) = [one for one in app.button if label == one.label]
    return found


def test_the_region_sees_who_has_handed_in_and_what_waits(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    as_actor(INSPECTOR)
    app = own_app("round")
    assert not app.exception
    html = html_of(app)
    assert "2023-yil hisobotlari" in html
    assert f"report={REPORT}" in html
    assert "topshirildi" in html and "kutilmaydi" in html
    assert "kutilgan 18 ta hisobotdan 0 tasi oʻz vaqtida" in html


def test_many_that_wait_leave_the_matrix_in_sight(work: Round) -> None:
    work.submit()
    view = round_view(work.store, INSPECTOR, "1706", YEAR, TODAY)
    assert "Yana" not in round_screen.waiting(view)
    shown, _summary, folded = round_screen.waiting(replace(view, waiting=12 * view.waiting)).partition("Yana 2 ta")
    assert (shown.count(f"report={REPORT}"), folded.count(f"report={REPORT}")) == (10, 2)


def test_the_page_reads_in_cyrillic(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    as_actor(INSPECTOR)
    for parameters in ({}, {"report": REPORT}):
        app = in_cyrillic(own_app("round", **parameters))
        assert not app.exception
        assert "топширилди" in html_of(app)


def test_the_page_is_offered_only_to_those_who_see_several_places(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(DIRECTOR)
    with pytest.raises(ValueError, match="navigation page"):
        own_app("round")
    as_actor(INSPECTOR)
    assert not own_app("round").exception


def test_a_report_is_accepted_by_who_may_and_the_second_is_told(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit()
    as_actor(INSPECTOR)
    first = own_app("round", report=REPORT)
    as_actor(SECOND)
    second = own_app("round", report=REPORT)
    button(second, "Hisobotni qabul qilish").click().run()
    assert "Hisobot qabul qilindi va yopildi." in [one.value for one in second.success]
    as_actor(INSPECTOR)
    button(first, "Hisobotni qabul qilish").click().run()
    assert "allaqachon qabul qilingan" in first.error[0].value
    assert [one.who for one in work.now().steps] == ["Nodira", "Barno"]


def test_a_report_with_blank_rows_does_not_pass_as_faultless(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit()
    as_actor(INSPECTOR)
    html = html_of(own_app("round", report=REPORT))
    assert "Bu oyda toʻldirilishi shart boʻlgan 2 ta qatordan 1 tasi boʻsh." in html


def test_who_handed_a_report_in_cannot_press_accept(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    work.submit(5, INSPECTOR)
    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    assert button(app, "Hisobotni qabul qilish").disabled
    assert "somebody" not in html_of(app) and "oʻzingiz topshirgansiz" in html_of(app)


def test_a_viewer_looks_through_a_report_and_is_offered_nothing(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit()
    as_actor(VIEWER)
    app = own_app("round", report=REPORT)
    assert not app.exception
    assert [one.label for one in app.button if "abul qil" in one.label or "aytar" in one.label] == []
    page = own_app("round")
    assert len(page.expander) == 0
    assert "Sizni kutmoqda" not in html_of(page)
    assert html_of(page).count("Yuqori tashkilot javobini kutmoqda") == 2  # the card, and the list


def test_a_report_is_returned_with_comments_that_stand_at_the_rows_of_the_form(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit()
    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    assert "Rejadan ortda qolgan yoki uni ikki barobar va undan koʻp oshirgan qatorlar" in html_of(app)
    assert '<span class="ir-narrow">1. </span>' in html_of(app)  # the column of numbers is left out on a phone
    button(app, "Hisobotni qaytarish").click().run()
    assert "nima uchun" in app.error[0].value
    app.text_area[0].set_value("Qayta hisoblang").run()
    app.multiselect[0].set_value([work.row("1")]).run()
    app.text_input[0].set_value("nega kam?").run()
    button(app, "Hisobotni qaytarish").click().run()
    assert work.now().steps[-1].comments == {work.row("1"): "nega kam?"}
    assert "nega kam?" in html_of(app)

    as_actor(DIRECTOR)
    office = own_app("monthly_report", report_month="9")
    assert "Qayta hisoblang" in html_of(office) and "nega kam?" in html_of(office)
    assert office.data_editor[0].value["comment"][0] == "nega kam?"
    button(office, "sentabr hisobotini oʻzgarishsiz qayta topshirish").click().run()
    assert work.now().state.stage is Stage.SUBMITTED
    assert "Tilxat № " in html_of(office)


def test_what_is_typed_to_return_a_report_is_still_there_after_a_reload(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit()
    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    app.text_area[0].set_value("Qayta hisoblang").run()
    app.multiselect[0].set_value([work.row("1"), work.row("2")]).run()
    app.text_input[0].set_value("nega kam?").run()

    again = own_app("round", report=REPORT)
    assert (again.text_area[0].value, again.multiselect[0].value) == ("Qayta hisoblang", [work.row("1"), work.row("2")])
    assert [one.value for one in again.text_input] == ["nega kam?", ""]
    assert "Qoralama saqlandi" in again.caption[0].value
    again.multiselect[0].set_value([work.row("1")]).run()
    as_actor(SECOND)
    assert own_app("round", report=REPORT).text_area[0].value == ""

    as_actor(INSPECTOR)
    app.run()  # the first window does not take back what the second has done since
    button(own_app("round", report=REPORT), "Hisobotni qaytarish").click().run()
    assert (work.now().steps[-1].reason, work.now().steps[-1].comments) == (
        "Qayta hisoblang",
        {work.row("1"): "nega kam?"},
    )
    with work.store.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM return_draft").fetchone() == (0,)


def test_a_return_that_is_emptied_or_about_an_older_report_is_not_offered(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit(5)
    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    app.text_area[0].set_value("Qayta").run()
    app.text_area[0].set_value("").run()
    assert own_app("round", report=REPORT).text_area[0].value == ""
    app.text_area[0].set_value("5 tami?").run()
    work.submit(6)
    assert own_app("round", report=REPORT).text_area[0].value == ""


def test_a_month_before_the_plan_was_adopted_is_told_to_be_not_expected(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    with work.store.transaction() as tx:
        tx.cursor.execute("UPDATE plan_edition SET made_at = TIMESTAMP '2023-09-11 06:00:00'")
    as_actor(DIRECTOR)
    app = own_app("monthly_report")
    assert app.selectbox(key="report_month").value == 9
    assert "kutilmaydi</p>" not in html_of(app) and "Hisobotlar 2023" not in html_of(app)
    app.selectbox(key="report_month").set_value(3).run()
    assert '<span aria-hidden="true">–</span> kutilmaydi</span>' in html_of(app)
    assert "bu oy hisoboti kutilmaydi" in html_of(app)
    assert "Hisobotlar 2023-yil sentabr oyidan boshlab kutiladi." in html_of(app)


def test_an_accepted_month_shows_its_figures_and_a_correction_is_asked_for_and_granted(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.submit()
    work.accept()
    as_actor(DIRECTOR)
    office = own_app("monthly_report", report_month="9")
    assert not office.data_editor
    assert "Qabul qilingan va yopilgan" in html_of(office)
    office.text_area[0].set_value("Bitta raqam xato")
    button(office, "Viloyatdan soʻrash").click().run()
    assert work.now().state.asked

    as_actor(INSPECTOR)
    app = own_app("round", report=REPORT)
    button(app, "Rad etish").click().run()
    assert "nima uchun" in app.error[0].value
    button(app, "Tuzatishga ruxsat berish").click().run()
    assert work.now().state.stage is Stage.RETURNED
    asked = f"Tuzatishga ruxsat berilgan, soʻragan: {DIRECTOR.name}"
    assert asked in html_of(app) and '<p class="ir-reason">Bitta raqam xato</p>' in html_of(app)
    work.submit(50)
    as_actor(DIRECTOR)
    assert "Qabul qilingandan beri oʻzgargan: 1 ta qator" in html_of(own_app("monthly_report", report_month="9"))


def test_staff_see_their_rows_and_keep_a_draft_that_bears_their_name(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(STAFF)
    app = own_app("monthly_report", report_month="9")
    assert not app.exception
    assert app.selectbox(key="report_service").options == ["Abonement va foydalanuvchilarga xizmat koʻrsatish"]
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 9, {work.row("1"): Draft("7")})
    app.run()
    assert [one.label for one in app.button if "topshirish" in one.label] == []
    assert "Oy hisobotini direktor topshiradi" in html_of(app)
    as_actor(DIRECTOR)
    office = own_app("monthly_report", report_month="9")
    assert office.data_editor[0].value["author"][0] == "Zilola"
    assert "qoralama" in html_of(office)


def test_the_region_sees_no_draft(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    reporting.save_draft(work.store, STAFF, PLACE, YEAR, 9, {work.row("1"): Draft("777")})
    as_actor(INSPECTOR)
    for page in ("round", "monthly_report"):
        html = html_of(own_app(page, report_month="9", place=PLACE))
        assert "777" not in html and "qoralama" not in html


@pytest.mark.parametrize("place", ["1706", "1703"])  # Andijon's districts are not added yet
def test_the_rules_are_set_before_any_place_has_a_plan(own_app: Opener, sign_in: SignIn, place: str) -> None:
    sign_in("region", place)
    for page in ("overview", "inbox"):
        html = html_of(own_app(page))
        assert 'href="round"' in html and 'href="plan"' in html and "kutayotgan ish yoʻq" not in html
    app = own_app("round")
    assert "Muddatni uzaytirish" not in [one.label for one in app.expander]
    next(one for one in app.selectbox if "Topshirish kuni" in one.label).select(4).run()
    button(app, "Qoidalarni saqlash").click().run()
    assert not app.exception
    assert not app.error
    assert round_settings.settings(context.store(), place).due_day == 4


def test_an_exception_is_granted_to_several_places_and_the_rules_are_set(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(INSPECTOR)
    app = own_app("round")
    assert "Muddatni uzaytirish" not in [one.label for one in app.button]
    assert any("muddatni uzaytirish shart emas" in one.value for one in app.caption)
    work.rules(lock_day=10)
    app.run()
    app.multiselect[0].set_value([PLACE, OTHER, "1706204"])
    (reason,) = app.text_area
    reason.set_value("Binoda taʼmir")
    button(app, "Muddatni uzaytirish").click().run()
    assert "Olot tumani: 2023-yil sentabr oyi hisoboti kutilmaydi" in app.error[0].value
    assert app.text_area[0].value == "Binoda taʼmir"
    app.multiselect[0].set_value([PLACE, OTHER])
    button(app, "Muddatni uzaytirish").click().run()
    assert "Binoda taʼmir" in html_of(app)
    assert work.now(OTHER).exception is not None
    app.number_input[0].set_value(9)
    button(app, "Qoidalarni saqlash").click().run()
    assert reporting.settings_for(work.store, PLACE).mending_days == 9


def test_an_exception_is_told_to_the_office_only_while_it_keeps_the_month_open(
    work: Round, as_actor: AsActor, own_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.rules(lock_day=4)
    reporting.grant_exception(work.store, INSPECTOR, [PLACE], YEAR, 9, date(2023, 10, 8), "Binoda taʼmir")
    kept, closed = "oy 2023-yil 8-oktabr kunigacha ochiq: Binoda taʼmir", "endi yopilgan"

    def office(day: int) -> str:
        monkeypatch.setattr(context, "today", lambda: date(2023, 10, day))
        as_actor(DIRECTOR)
        return in_words(html_of(own_app("monthly_report", report_month="9")))

    def matrix() -> str:
        as_actor(INSPECTOR)
        return html_of(own_app("round"))

    assert kept in office(8) and "08.10.2023 gacha ochiq" in matrix()
    assert closed in office(9) and kept not in office(9)
    work.submit()
    work.accept()
    assert "Qabul qilingan va yopilgan" in office(8) and kept not in office(8)
    assert "08.10.2023 gacha ochiq" not in matrix()


def test_a_report_that_does_not_exist_leads_back(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(INSPECTOR)
    for wrong in (f"{PLACE}-{YEAR}-8", "x"):
        app = own_app("round", report=wrong)
        assert not app.exception
    assert "hali topshirilmagan" in html_of(own_app("round", report=f"{PLACE}-{YEAR}-8"))


def test_where_accepted_months_alone_are_seen_a_report_is_told_to_be_not_accepted_yet(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    work.rules(region_sees="accepted")
    work.submit()
    as_actor(VIEWER)
    html = html_of(own_app("round", report=REPORT))
    assert "hali qabul qilinmagan" in html and "topshirilmagan" not in html


@pytest.mark.parametrize("report", ["1726-2023-9", "9999999-2026-1"])
def test_a_report_of_another_region_is_refused_with_a_way_back(
    work: Round, as_actor: AsActor, own_app: Opener, report: str
) -> None:
    as_actor(INSPECTOR)
    app = own_app("round", report=report)
    html = html_of(app)
    assert not app.exception
    assert "<h1>2023-yil hisobotlari</h1>" in html
    assert "huquqingiz yoʻq" in html and "Barcha hisobotlarga qaytish" in html
    assert "Toshkent" not in html and "<table" not in html

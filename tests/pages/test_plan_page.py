"""The plan page, run in Streamlit's harness: the plan in force, a new one on its way in, starting with own data."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, STAFF, VIEWER
from ishreja.storage import indicators, plans
from ishreja.ui import context
from tests.pages.conftest import PAGES, Opener, SignIn, html_of, in_cyrillic

PLAN = Path(__file__).parents[2] / "data" / "jondor-2023-ish-rejasi.txt"
PLACE, YEAR = "1706246", 2023
ADOPT, ADOPT_NEW = "Rejani qabul qilish", "Yangi tahrir sifatida qabul qilish"


def button(app: AppTest, label: str) -> Button:
    """The one button with this label."""
    (found,) = [one for one in app.button if one.label == label]
    return found


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def uploaded(app: AppTest, data: bytes, name: str = "reja.txt") -> AppTest:
    return app.file_uploader[0].upload(name, data).run()


def in_new_tab(app: AppTest) -> AppTest:
    app.session_state["plan_tab"] = "Yangi reja"
    return app.run()


def adopted(app: AppTest) -> AppTest:
    """The page once the seed plan was uploaded, its question answered, and the plan adopted."""
    uploaded(app, PLAN.read_bytes())
    app.radio[0].set_value("same").run()
    return button(app, ADOPT).click().run()


def editions() -> list[int]:
    return [one.number for one in plans.editions(context.store(), PLACE, YEAR)]


def test_shows_the_plan_in_force_with_its_approvals_and_every_row(demo_app: Opener) -> None:
    app = demo_app("plan")
    assert not app.exception
    html = html_of(app)
    assert "ISH REJASI" in html
    assert "N. Aminova" in html and "2023-yil 8-avgust" in html and "2023-yil 11-avgust" in html
    assert "64 ta qator, shundan 54 tasi raqamlangan; 46 tasining oʻz raqamli rejasi bor." in html
    assert html.count('class="ir-depth-') == 64
    assert "har oy, 24-sanasigacha" in html
    assert "35-qatorda kiritiladi" in html


def test_parts_are_indented_under_their_row(demo_app: Opener) -> None:
    html = html_of(demo_app("plan"))
    assert html.index("ir-depth-1") > html.index("Axborot-kutubxona fondlarini")
    assert html.count('class="ir-depth-2"') == 2


def test_reads_in_cyrillic_also_while_a_plan_is_looked_through(demo_app: Opener) -> None:
    app = in_new_tab(demo_app("plan"))
    uploaded(app, PLAN.read_bytes())
    in_cyrillic(app)
    assert not app.exception
    assert "Иш режа" in html_of(app)


def test_without_a_plan_the_upload_is_all_there_is(own_app: Opener) -> None:
    app = own_app("plan")
    assert not app.exception
    assert "Reja yuklash" in html_of(app)
    assert len(app.file_uploader) == 1
    assert not app.tabs


@pytest.mark.parametrize(("role", "place"), [(STAFF, PLACE), (VIEWER, "1706"), (ADMINISTRATOR, "1706")])
def test_who_adopts_no_plan_is_shown_no_way_in(demo_app: Opener, sign_in: SignIn, role: str, place: str) -> None:
    sign_in(role, place)
    app = in_new_tab(demo_app("plan"))
    assert not app.exception
    assert "N. Aminova" in html_of(demo_app("plan", place=PLACE))
    assert not app.tabs and not app.file_uploader
    assert "Bu rejani oʻzgartirish" not in labels(app)


def test_a_region_head_changes_the_own_plan_and_none_of_the_districts(demo_app: Opener, sign_in: SignIn) -> None:
    sign_in(REGION, "1706")
    assert "Bu rejani oʻzgartirish" in labels(demo_app("plan", place="1706"))
    assert "Bu rejani oʻzgartirish" not in labels(demo_app("plan", place=PLACE))


@pytest.mark.parametrize(("role", "place"), [(STAFF, PLACE), (VIEWER, "1703"), (ADMINISTRATOR, "17"), (REGION, "17")])
def test_before_any_plan_who_adopts_none_is_told_who_does(
    own_app: Opener, sign_in: SignIn, role: str, place: str
) -> None:
    sign_in(role, place)
    for page in ("overview", "plan"):
        app = own_app(page)
        assert not app.exception and not app.file_uploader
        html = html_of(app)
        assert "direktori, viloyat markazinikini" in html
        assert 'href="plan' not in html
        links = ['href="places"' in html, 'href="accounts"' in html]
        assert links == 2 * [role == ADMINISTRATOR]


def test_a_file_that_is_no_plan_is_refused_with_what_to_do(own_app: Opener) -> None:
    app = uploaded(own_app("plan"), b"Salom, dunyo\n")
    assert not app.exception
    assert len(app.error) == 1
    assert len(app.file_uploader) == 1
    app.run()
    assert len(app.error) == 1


def test_another_place_s_plan_is_refused_with_whose_it_was_read_as(own_app: Opener, sign_in: SignIn) -> None:
    sign_in(DIRECTOR, "1706212")
    app = uploaded(own_app("plan"), PLAN.read_bytes())
    (refused,) = app.error
    assert "Jondor tumani rejasi deb oʻqildi" in refused.value
    sign_in(REGION, "1706")
    app = uploaded(own_app("plan"), PLAN.read_bytes())
    assert "Jondor tumani rejasi deb oʻqildi" in html_of(app)


def test_the_seed_plan_asks_its_question_and_is_adopted_once_it_is_answered(own_app: Opener) -> None:
    app = uploaded(own_app("plan"), PLAN.read_bytes())
    assert not app.exception
    assert "35- va 47-qator" in html_of(app)
    assert html_of(app).count('class="ir-depth-') == 64
    assert button(app, ADOPT).disabled
    assert "Hali ochiq: 1 ta." in html_of(app)
    app.radio[0].set_value("same").run()
    assert not button(app, ADOPT).disabled
    button(app, ADOPT).click().run()
    assert [one.value for one in app.success] == [
        "Qabul qilindi: 2023-yil rejasining 1-tahriri, 2023-yil 1-yanvardan amalda."
    ]
    assert editions() == [1]
    assert "64 ta qator" in html_of(app)


def test_what_was_answered_and_changed_survives_another_page(own_app: Opener) -> None:
    app = uploaded(own_app("plan"), PLAN.read_bytes())
    app.radio[0].set_value("different").run()
    app.selectbox(key="plan_row").set_value(5).run()
    app.text_input(key="plan_edit:row:5:target").set_value("1 250").run()
    app.switch_page(str(PAGES / "definitions.py")).run()
    app.switch_page(str(PAGES / "plan.py")).run()
    assert not app.exception
    assert app.radio[0].value == "different"
    assert "shu yerda oʻzgartirildi" in html_of(app)
    assert "1\u00a0250" in html_of(app)


def test_a_row_is_mended_in_place(own_app: Opener) -> None:
    app = uploaded(own_app("plan"), PLAN.read_bytes())
    app.radio[0].set_value("same").run()
    app.selectbox(key="plan_row").set_value(0).run()
    app.text_input(key="plan_edit:row:0:target").set_value("abc").run()
    assert [one.value for one in app.error] == ["“abc” bitta son emas. Faqat raqam yozing yoki boʻsh qoldiring."]
    app.text_input(key="plan_edit:row:0:target").set_value("6").run()
    app.selectbox(key="plan_edit:row:0:schedule:rule").set_value("month_day").run()
    app.selectbox(key="plan_edit:row:0:schedule:day:month_day").set_value(10).run()
    app.multiselect(key="plan_edit:row:0:services").set_value(["metodika"]).run()
    app.selectbox(key="plan_edit:row:0:kind").set_value("flow").run()
    button(app, ADOPT).click().run()
    assert not app.exception
    row = plans.rows(context.store(), plans.editions(context.store(), PLACE, YEAR)[0].edition_id)[0].row
    assert (row.target, row.services, row.lead, row.kind) == (6, ("metodika",), "metodika", "flow")
    assert row.schedule is not None
    assert (row.schedule.recurrence, row.schedule.due) == ("monthly", "month_day:10")


def test_the_same_document_again_changes_nothing_and_says_so(own_app: Opener) -> None:
    app = adopted(own_app("plan"))
    uploaded(in_new_tab(app), PLAN.read_bytes())
    assert not app.exception
    html = html_of(app)
    assert "Aynan shu fayl 1-tahrir sifatida qabul qilingan." in html
    assert "U hech narsani oʻzgartirmaydi" in html
    assert button(app, ADOPT_NEW).disabled
    assert editions() == [1]


def changed(app: AppTest) -> AppTest:
    """The page once a second plan with another target was uploaded over the adopted one."""
    data = PLAN.read_text("utf-8").replace("\t166\t200\t", "\t166\t210\t")
    uploaded(in_new_tab(adopted(app)), data.encode())
    return app.radio[0].set_value("same").run()


def test_a_changed_plan_shows_what_changes_and_becomes_a_new_edition(own_app: Opener) -> None:
    app = changed(own_app("plan"))
    html = html_of(app)
    assert "1-tahrirga nisbatan nima oʻzgaradi" in html
    assert "yangi 0 ta, oʻzgargan 1 ta, chiqarilgan 0 ta, oʻzgarmagan 63 ta" in html
    button(app, ADOPT_NEW).click().run()
    assert not app.exception
    assert editions() == [1, 2]
    assert app.selectbox(key="edition").options == [
        "2-tahrir, 2023-yil 1-yanvardan amalda",
        "1-tahrir, 2023-yil 1-yanvardan amalda",
    ]


def test_an_earlier_edition_can_be_looked_at(own_app: Opener) -> None:
    app = changed(own_app("plan"))
    button(app, ADOPT_NEW).click().run()
    app.selectbox(key="edition").set_value(1).run()
    assert not app.exception
    assert "tanlangan oyda amalda boʻlgan tahrir emas" in html_of(app)


def test_the_plan_in_force_can_be_changed_without_a_file(demo_app: Opener) -> None:
    app = demo_app("plan")
    button(app, "Bu rejani oʻzgartirish").click().run()
    assert "1-tahrirni oʻzgartirish" in html_of(app)
    assert button(app, ADOPT_NEW).disabled
    app.selectbox(key="plan_row").set_value(0).run()
    app.text_input(key="plan_edit:row:0:target").set_value("5").run()
    button(app, ADOPT_NEW).click().run()
    assert not app.exception
    assert editions() == [1, 2]


def test_a_plan_without_place_and_year_asks_for_them(own_app: Opener) -> None:
    text = PLAN.read_text("utf-8")
    head, table = text.split("№\t", 1)
    head = head.replace("Jondor", "").replace("Buxoro", "")
    app = uploaded(own_app("plan"), (head + "№\t" + table).encode())
    assert "Avval hudud va yilni tanlang." in html_of(app)
    app.selectbox(key="plan_reading:place").set_value(PLACE).run()
    app.radio[0].set_value("same").run()
    assert not button(app, ADOPT).disabled


def test_starting_with_own_data_leads_over_the_set_up_to_the_real_empty_database_and_the_upload(
    demo_app: Opener, sign_in: SignIn
) -> None:
    app = demo_app("plan")
    button(app, "Oʻz maʼlumotlarimiz bilan boshlash").click().run()
    assert not app.exception
    assert not context.store().demo
    assert plans.plans(context.store()) == ()
    assert 'href="/setup"' in html_of(app)
    assert not app.button
    sign_in()
    app.run()
    assert len(app.file_uploader) == 1
    assert "Namunaviy maʼlumot" not in html_of(app)
    assert "Oʻz maʼlumotlarimiz bilan boshlash" not in labels(app)


def test_asks_which_indicator_of_the_region_a_changed_row_is_and_the_answer_need_not_be_given(demo_app: Opener) -> None:
    text = PLAN.read_text(encoding="utf-8")
    data = text.replace("so'rovnoma o'tkazish\tTadbir", "so'rovnoma o'tkazish\tDona").encode()
    app = uploaded(in_new_tab(demo_app("plan")), data)
    assert "Bu viloyatning qaysi koʻrsatkichi?" in html_of(app)
    (asked,) = [one for one in app.radio if str(one.key).startswith("plan_indicator")]
    assert asked.value == "left"
    next(one for one in app.radio if one.key and "same_figure" in str(one.key)).set_value("same").run()
    assert not button(app, ADOPT_NEW).disabled
    asked = next(one for one in app.radio if str(one.key).startswith("plan_indicator"))
    asked.set_value("user_surveys").run()
    button(app, ADOPT_NEW).click().run()
    assert not app.exception
    assert editions() == [1, 2]
    row_id = next(
        row.row_id
        for row in plans.rows(context.store(), plans.editions(context.store(), PLACE, YEAR)[-1].edition_id)
        if row.row.number == "12"
    )
    found = indicators.matches(context.store(), [PLACE], YEAR)[PLACE, row_id]
    assert (found.code, found.ground) == ("user_surveys", "answer")


def test_an_office_that_nobody_compares_is_not_asked_about_indicators(own_app: Opener) -> None:
    data = PLAN.read_text(encoding="utf-8").replace("so'rovnoma o'tkazish\tTadbir", "so'rovnoma o'tkazish\tDona")
    app = uploaded(own_app("plan"), data.encode())
    assert "Bu viloyatning qaysi koʻrsatkichi?" not in html_of(app)

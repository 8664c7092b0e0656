"""The monthly report page, run in Streamlit's harness over demo data: the form, the workbook, the template."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from ishreja import language, reporting
from ishreja.domain.month import MonthEntry, MonthProblem
from ishreja.domain.plan import Severity
from ishreja.intake.month_template import template
from ishreja.storage import figures, plans
from ishreja.storage.drafts import Draft
from ishreja.ui import context, report_review
from tests.pages.conftest import Opener, html_of, in_cyrillic

PLACE, YEAR = "1706246", 2023
EDITOR = "report_form:1706246:2023:{month}:1:{service}:{turn}"
FILL, SEND = "Toʻldirish", "Fayl yuborish"


def button(app: AppTest, label: str) -> Button:
    (found,) = [one for one in app.button if label in one.label]
    return found


def typed(
    app: AppTest, cells: dict[int, dict[str, object]], month: int = 10, service: str = "abonement", turn: int = 0
) -> AppTest:
    """The page after cells of the editor were typed into: row position to column to text."""
    app.session_state[EDITOR.format(month=month, service=service, turn=turn)] = {
        "edited_rows": cells, "added_rows": [], "deleted_rows": []
    }  # fmt: skip
    return app.run()


def row_ids(month: int = 10) -> dict[str, int]:
    form = reporting.month_form(context.store(), context.actor(), PLACE, YEAR, month)
    return {row.number: row.row_id for row in form.rows if row.number}


def current(number: str, month: int = 10) -> Decimal | None:
    return figures.current(context.store(), PLACE, YEAR).get(row_ids(month)[number], {}).get(month)


def workbook(month: int, values: dict[str, object]) -> bytes:
    """The month's template with these numbered rows filled in."""
    form = reporting.month_form(context.store(), context.actor(), PLACE, YEAR, month)
    book = load_workbook(io.BytesIO(template(form)))
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 2).value in values and sheet.cell(row, 1).value:
            sheet.cell(row, 7).value = values[sheet.cell(row, 2).value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(app: AppTest, data: bytes, name: str = "oktabr.xlsx") -> AppTest:
    app.session_state["report_way"] = SEND
    app.run()
    return app.file_uploader[0].upload(name, data).run()


def test_opens_with_the_month_after_the_last_reported_one_and_says_how_it_stands(demo_app: Opener) -> None:
    app = demo_app("monthly_report")
    assert not app.exception
    html = html_of(app)
    assert app.selectbox(key="report_month").value == 10
    assert "2023-yil oktabr oyi hisoboti" in html
    assert "topshirilmagan: 33 ta qatordan 0 tasi topshirilgan" in html
    assert html.count("<li") >= 12


def test_the_month_can_be_named_in_the_address(demo_app: Opener) -> None:
    app = demo_app("monthly_report", report_month="mart")
    assert "2023-yil mart oyi hisoboti" in html_of(app)
    assert "toʻliq topshirilgan" in html_of(app)


def test_a_month_reported_in_part_names_the_service_that_owes(demo_app: Opener) -> None:
    html = html_of(demo_app("monthly_report", report_month="sentabr"))
    assert "qisman topshirilgan" in html
    assert "tilxat №" in html


def test_without_a_plan_it_leads_to_the_plan_page(own_app: Opener) -> None:
    app = own_app("monthly_report")
    assert not app.exception
    assert 'href="plan"' in html_of(app)


def test_reads_in_cyrillic(demo_app: Opener) -> None:
    app = in_cyrillic(demo_app("monthly_report"))
    assert not app.exception
    assert "2023-йил октябр ойи ҳисоботи" in html_of(app)


def test_what_is_typed_is_kept_at_once_and_is_there_after_a_reload(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "2", "note": "maktabda"}})
    assert not app.exception
    assert "Qoralama saqlandi" in html_of(app)
    again = demo_app("monthly_report")
    table = again.data_editor[0].value
    assert (table["value"][0], table["note"][0]) == ("2", "maktabda")
    assert "Qoralama saqlandi" in html_of(again)
    assert current("12") is None


def test_only_the_three_open_columns_of_the_plans_own_rows_are_taken(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"name": "soxta", "target": "1", "value": "3"}})
    drafts = reporting.drafts_of(context.store(), context.actor(), PLACE, YEAR, 10)
    assert {row_id: draft.value_text for row_id, draft in drafts.items()} == {row_ids()["12"]: "3"}
    assert "soxta" not in html_of(app)


def test_a_mistake_in_the_form_blocks_and_is_named(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "ikkita"}})
    assert "“ikkita” son emas. Faqat raqam yozing." in html_of(app)
    assert button(app, "topshirish").disabled


def test_a_question_about_the_form_is_answered_and_the_month_is_submitted_with_a_receipt(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {1: {"value": "3 100"}})
    assert button(app, "topshirish").disabled
    app.radio[0].set_value("convert").run()
    assert not button(app, "topshirish").disabled
    button(app, "topshirish").click().run()
    assert not app.exception
    assert "Tilxat № " in html_of(app)
    assert "yangi 1 ta, oʻzgargan 0 ta" in html_of(app)
    assert current("17") == Decimal(3100) - Decimal(2810)
    assert "Qoralama yoʻq" in html_of(app)


def test_a_figure_changed_after_the_answer_is_asked_about_again(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {1: {"value": "3 100"}})
    app.radio[0].set_value("keep").run()
    typed(app, {1: {"value": "3 900"}})
    assert app.radio[0].value is None
    assert button(app, "topshirish").disabled


def elsewhere(number: str, text: str | None) -> None:
    """Another browser types into a row of October."""
    row = row_ids()[number]
    reporting.save_draft(context.store(), context.actor(), PLACE, YEAR, 10, {row: Draft(text)})


def kept(month: int = 10) -> dict[str, str | None]:
    """What the drafts hold, by row number."""
    numbers = {row_id: number for number, row_id in row_ids(month).items()}
    drafts = reporting.drafts_of(context.store(), context.actor(), PLACE, YEAR, month)
    return {numbers[row_id]: draft.value_text for row_id, draft in drafts.items()}


def test_what_another_browser_typed_since_is_not_undone_by_the_next_edit(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "2"}})
    elsewhere("12", "7")
    typed(app, {0: {"value": "2"}, 1: {"value": "300"}})
    assert kept() == {"12": "7", "17": "300"}
    app.run()
    assert list(app.data_editor[0].value["value"][:2]) == ["7", "300"]


def test_a_draft_thrown_away_in_another_browser_does_not_come_back(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "2"}})
    reporting.clear_draft(context.store(), context.actor(), PLACE, YEAR, 10)
    app.run()
    assert kept() == {}
    assert app.data_editor[0].value["value"][0] == ""


def test_a_press_for_a_draft_that_another_browser_submitted_is_answered(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "2"}})
    entry = MonthEntry(row_ids()["12"], Decimal(2))
    reporting.submit_month(
        context.store(), context.actor(), PLACE, YEAR, 10, [entry], source="form", today=context.today()
    )
    button(app, "topshirish").click().run()
    assert not app.exception
    assert [one.value for one in app.info] == [
        "Bu orada qoralama boshqa oynada topshirildi yoki undan voz kechildi. Oyning tilxatlari yuqorida turibdi."
    ]
    assert app.data_editor[0].value["value"][0] == "2"


def test_the_same_figure_typed_again_after_another_browsers_is_kept(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "2"}})
    elsewhere("12", "7")
    app.run()
    typed(app, {0: {"value": "2"}}, turn=1)
    assert kept() == {"12": "2"}


def test_a_draft_can_be_thrown_away(demo_app: Opener) -> None:
    app = typed(demo_app("monthly_report"), {0: {"value": "2"}})
    button(app, "Ha, voz kechaman").click().run()
    assert "Qoralama yoʻq" in html_of(app)
    assert app.data_editor[0].value["value"][0] == ""
    assert reporting.drafts_of(context.store(), context.actor(), PLACE, YEAR, 10) == {}


def test_every_mistake_of_a_workbook_is_shown_at_once_with_its_cell(demo_app: Opener) -> None:
    app = demo_app("monthly_report")
    sent(app, workbook(10, {"18": -4, "19": "abc", "20": 2.5, "6": 3}))
    assert not app.exception
    html = html_of(app)
    assert "Xato 3 ta, savol 0 ta" in html
    assert html.count("varagʻi, G") == 3
    assert button(app, "topshirish").disabled
    assert current("6") is None


def test_a_cell_is_named_as_the_workbook_names_it_in_cyrillic_too() -> None:
    language.use("uz_Cyrl")
    said = MonthProblem(Severity.ERROR, "negative", "G32 katakdagi son", sheet="Oktabr 2023", cell="G32")
    html = report_review.problems([said])
    assert "“Oktabr 2023” варағи, G32 катак" in html
    assert "G32 катакдаги сон" in html


def test_a_good_workbook_is_previewed_submitted_and_changes_nothing_the_second_time(demo_app: Opener) -> None:
    app = demo_app("monthly_report")
    data = workbook(10, {"18": 1700, "19": 3400})
    sent(app, data)
    blank = "Bu oyda toʻldirilishi shart boʻlgan 33 ta qatordan 31 tasi boʻsh."
    assert f"{blank} Toʻldirilgan qatorlarda kamchilik topilmadi." in html_of(app)
    assert '<span class="ir-narrow">18. </span>' in html_of(app)  # a phone has no room for the column of numbers
    assert "oktabr hisobotini topshirish: 2 ta raqam" in [one.label for one in app.button]
    button(app, "topshirish").click().run()
    assert not app.exception
    assert (current("18"), current("19")) == (Decimal(1700), Decimal(3400))
    assert blank in html_of(app).partition("Tilxat №")[2]
    app.selectbox(key="report_month").set_value(10).run()
    sent(app, data)
    html = html_of(app)
    assert "Aynan shu fayl" in html and "Qayta yuborish hech narsani oʻzgartirmaydi." in html
    assert button(app, "topshirish").disabled


def test_a_workbook_with_every_due_row_in_it_is_without_fault(demo_app: Opener) -> None:
    app = demo_app("monthly_report", report_month="mart")
    form = reporting.month_form(context.store(), context.actor(), PLACE, YEAR, 3)
    sent(app, workbook(3, {row.number: row.months.get(3) for row in form.typed_rows()}), "mart.xlsx")
    assert "Faylda kamchilik topilmadi." in html_of(app) and "tasi boʻsh" not in html_of(app)


def test_a_blank_in_a_workbook_erases_nothing(demo_app: Opener) -> None:
    app = demo_app("monthly_report", report_month="sentabr")
    before = current("18", 9)
    assert before is not None
    sent(app, workbook(9, {"18": None, "19": 3333}), "sentabr.xlsx")
    button(app, "topshirish").click().run()
    assert (current("18", 9), current("19", 9)) == (before, Decimal(3333))


def test_a_workbook_of_another_month_is_told_and_read_again_once_that_month_is_chosen(demo_app: Opener) -> None:
    app = demo_app("monthly_report", report_month="sentabr")
    sent(app, workbook(10, {"18": 1700}))
    assert "2023-yil oktabr" in html_of(app)
    assert [one.label for one in app.button if "topshirish" in one.label] == []
    app.selectbox(key="report_month").set_value(10).run()
    assert not button(app, "topshirish").disabled


def test_an_offices_own_table_of_several_months_is_previewed_month_by_month(demo_app: Opener) -> None:
    app = demo_app("monthly_report")
    rows = {row.row.number: row.row.name for row in plans.rows(context.store(), 1)}
    book = Workbook()
    book.active.append(["№", "Koʻrsatkich", "Oktabr", "Noyabr"])
    book.active.append(["18", rows["18"], 1700, 1800])
    out = io.BytesIO()
    book.save(out)
    sent(app, out.getvalue(), "ikki oy.xlsx")
    assert not app.exception
    assert [one.label.split(":")[0] for one in app.expander] == ["Oktabr", "Noyabr"]
    button(app, "oktabr hisobotini").click().run()
    button(app, "noyabr hisobotini").click().run()
    assert (current("18", 10), current("18", 11)) == (Decimal(1700), Decimal(1800))


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(demo_app: Opener) -> None:
    app = sent(demo_app("monthly_report"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "eski.xls")
    assert not app.exception
    assert len(app.error) == 1
    assert len(app.file_uploader) == 1


def marked_copies(app: AppTest) -> list[str]:
    return [one.label for one in app.get("download_button") if "belgilangan" in one.label]


def test_a_marked_copy_is_offered_only_where_a_cell_can_be_marked(demo_app: Opener) -> None:
    app = demo_app("monthly_report", report_month="sentabr")
    sent(app, workbook(10, {"18": 1700}))
    assert "2023-yil oktabr" in html_of(app)
    assert marked_copies(app) == []
    app.selectbox(key="report_month").set_value(10).run()
    sent(app, workbook(10, {"18": -4, "19": "abc"}))
    assert marked_copies(app) == ["2 ta joyi belgilangan nusxasini yuklab olish"]


def test_the_workbook_that_is_looked_through_survives_another_page(demo_app: Opener) -> None:
    app = demo_app("monthly_report")
    sent(app, workbook(10, {"19": 32000}))
    app.radio[0].set_value("keep").run()
    app.switch_page(str(Path(__file__).parents[2] / "pages" / "definitions.py")).run()
    app.switch_page(str(Path(__file__).parents[2] / "pages" / "monthly_report.py"))
    app.session_state["report_way"] = SEND
    app.run()
    assert app.radio[0].value == "keep"
    assert not button(app, "topshirish").disabled


def test_the_template_can_be_downloaded(demo_app: Opener) -> None:
    app = demo_app("monthly_report")
    app.session_state["report_way"] = "Shablon"
    app.run()
    assert not app.exception
    assert [one.label for one in app.get("download_button")] == ["oktabr faylini yuklab olish"]

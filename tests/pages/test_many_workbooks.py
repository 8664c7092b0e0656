"""Many workbooks at once, in Streamlit's harness: dropped by the region, listed, answered, handed in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from ishreja.domain.round import Stage
from ishreja.storage import submissions
from tests.ledger import PLACE, YEAR, adopt, document
from tests.many_workbooks import filled, folder
from tests.pages.conftest import AsActor, Opener, html_of, in_cyrillic
from tests.pages.test_round_page import button
from tests.rounds import INSPECTOR, OTHER, REPUBLIC, SECOND, VIEWER, Round

SUBMIT = "Tayyorlarini hududlar nomidan topshirish: {count} ta"


def drop(app: AppTest, **files: bytes) -> AppTest:
    """Drop files named by their keywords, "_" for the dot."""
    chosen = [(name.replace("_", "."), data, "application/octet-stream") for name, data in files.items()]
    return app.file_uploader[0].set_value(chosen).run()


def test_files_are_listed_with_their_verdicts_and_the_ready_ones_handed_in(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(INSPECTOR)
    app = own_app("round", region="1706", year=str(YEAR))
    pack = folder({"sentabr/vobkent.xlsx": filled(work, OTHER), "sentabr/xato.xlsx": filled(work, month=8, first="x")})
    drop(app, jondor_xlsx=filled(work), zip_zip=pack, yomon_xlsx=b"<html>")
    assert not app.exception
    html = html_of(app)
    for said in ("jondor.xlsx", "vobkent.xlsx", "topshirishga tayyor", "xatolari bor", "G6 katak", "oʻqib boʻlmadi"):
        assert said in html, said
    assert submissions.submissions(work.store, PLACE, YEAR) == ()
    button(app, SUBMIT.format(count=2)).click().run()
    assert not app.exception
    html = html_of(app)
    assert "Topshirildi: 2 ta, rad etildi: 0 ta" in html and "№ 1" in html and "№ 2" in html
    assert work.now().state.stage is work.now(OTHER).state.stage is Stage.SUBMITTED
    assert "0 tasi tayyor" in html and "xato.xlsx" in html
    assert button(app, SUBMIT.format(count=0)).disabled


def test_a_question_is_answered_in_its_block(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    for month in range(1, 7):
        work.month = month
        work.submit(5)
    work.month = 9
    as_actor(INSPECTOR)
    app = drop(own_app("round", region="1706"), a_xlsx=filled(work, first=5000))
    assert "savollari bor" in html_of(app)
    assert button(app, SUBMIT.format(count=0)).disabled
    (answer,) = [one for one in app.radio if one.key.startswith("report_answer")]
    answer.set_value(answer.options[1]).run()
    button(app, SUBMIT.format(count=1)).click().run()
    assert work.now().state.stage is Stage.SUBMITTED


def test_a_returned_month_goes_in_again_and_its_history_says_for_whom(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    data = filled(work)
    as_actor(INSPECTOR)
    button(drop(own_app("round", region="1706"), a_xlsx=data), SUBMIT.format(count=1)).click().run()
    work.give_back(actor=SECOND)
    app = drop(own_app("round", region="1706"), a_xlsx=data)
    assert "qaytarilgan oy shu holida qayta topshiriladi" in html_of(app)
    button(app, SUBMIT.format(count=1)).click().run()
    assert work.now().state.stage is Stage.SUBMITTED
    html = html_of(own_app("round", report=f"{PLACE}-{YEAR}-9"))
    assert html.count("hudud nomidan") == 2
    work.give_back()
    work.submit(6)
    assert html_of(own_app("round", report=f"{PLACE}-{YEAR}-9")).count("hudud nomidan") == 2


def test_of_two_files_for_one_month_one_is_left_out(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(INSPECTOR)
    app = drop(own_app("round", region="1706"), a_xlsx=filled(work), b_xlsx=filled(work, first=6))
    assert "bir oy uchun bir nechta fayl" in html_of(app)
    next(one for one in app.button if one.label == "Bu faylni chiqarib tashlash").click().run()
    button(app, SUBMIT.format(count=1)).click().run()
    assert work.now().state.stage is Stage.SUBMITTED
    (kept,) = submissions.submissions(work.store, PLACE, YEAR)
    assert (kept.file_name, kept.value_sum) == ("b.xlsx", 306)


def test_a_foreign_workbook_is_said_to_be_so(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    adopt(work.store, document(place="1706"), "the centre's own")
    as_actor(REPUBLIC)
    app = drop(own_app("round", region="17", year=str(YEAR)), a_xlsx=filled(work))
    assert "sizning hududingiz emas" in html_of(app)
    assert button(app, SUBMIT.format(count=0)).disabled


def test_too_many_files_are_refused_at_once_and_names_are_only_text(
    work: Round, as_actor: AsActor, own_app: Opener
) -> None:
    as_actor(INSPECTOR)
    app = drop(own_app("round", region="1706"), **{f"f{at}_xlsx": b"x" for at in range(51)})
    assert "koʻpi bilan 50 ta" in app.error[0].value
    name = "<b>![x](http://x.uz)</b>.xlsx"
    app = app.file_uploader[0].set_value([(name, b"x", "application/octet-stream")]).run()
    assert "<b>" not in html_of(app)
    assert not app.error


def test_it_reads_in_cyrillic(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(INSPECTOR)
    app = in_cyrillic(drop(own_app("round", region="1706"), a_xlsx=filled(work)))
    assert "топширишга тайёр" in html_of(app)


def test_who_may_not_hand_in_is_offered_nothing(work: Round, as_actor: AsActor, own_app: Opener) -> None:
    as_actor(VIEWER)
    assert not own_app("round", region="1706").file_uploader

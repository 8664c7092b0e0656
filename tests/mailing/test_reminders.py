"""Reminders through a real SMTP server, while the clock is moved from day to day."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from ishreja import reporting
from ishreja.access import accounts as rules
from ishreja.access import own_account
from ishreja.access.actors import ADMINISTRATOR, DIRECTOR, REGION, STAFF, VIEWER, Actor
from ishreja.mailing import post
from ishreja.mailing.reminders import BREAKS, Reminders
from ishreja.mailing.server import MailFailed, configured, connected
from ishreja.storage import Store, reminders
from tests import rounds
from tests.browser_server import free_port
from tests.ledger import PLACE, YEAR
from tests.mailing.conftest import Opener, PostOffice
from tests.people import add_account
from tests.rounds import OTHER, Round, open_round

DIRECTOR_MAIL, REGION_MAIL, STAFF_MAIL = "direktor@example.uz", "viloyat@example.uz", "xodim@example.uz"


@pytest.fixture
def work(own_folder: Path) -> Iterator[Round]:
    """Jondor has handed in till August; due day 5, lock day 10. Its director, its staff and the region have e-mail."""
    opened = open_round(own_folder)
    opened.rules(due_day=5, lock_day=10)
    add_account(opened.store, "direktor", DIRECTOR, PLACE, rounds.DIRECTOR.name, email=DIRECTOR_MAIL)
    add_account(
        opened.store, "xodim", STAFF, PLACE, rounds.STAFF.name, email=STAFF_MAIL, services=frozenset({"abonement"})
    )
    add_account(opened.store, "viloyat", REGION, "1706", rounds.INSPECTOR.name, email=REGION_MAIL)
    add_account(opened.store, "pochtasiz", DIRECTOR, OTHER)
    add_account(opened.store, "kuzatuvchi", VIEWER, PLACE, email="mehmon@example.uz")
    opened.clock.now = datetime(2023, 9, 1, 6)
    opened.rules(due_day=5, lock_day=None)
    for month in range(1, 9):
        opened.month = month
        opened.submit(1)
        opened.accept()
    opened.month = 9
    yield opened
    opened.store.close()


def mail(work: Round, who: Reminders | None = None) -> int:
    server = configured()
    assert server is not None
    return (who or Reminders()).send_due(work.store, server, connected)


def to(office: PostOffice, address: str) -> list[EmailMessage]:
    return [one for one, whom in zip(office.box.letters, office.box.recipients, strict=True) if whom == [address]]


def subject_and_text(letter: EmailMessage) -> tuple[str, str]:
    return str(letter["Subject"]), letter.get_content().replace("\u00a0", " ")


def days(work: Round, office: PostOffice, first: datetime, last: datetime, address: str) -> dict[str, str]:
    """Go through the days hour by hour; on which of them a letter came to the address, and its text."""
    found = {}
    work.clock.now = first
    while work.clock.now <= last:
        before = len(to(office, address))
        mail(work)
        got = to(office, address)[before:]
        assert len(got) <= 1
        if got:
            day = f"{work.clock.now + timedelta(hours=5):%d.%m}"
            assert day not in found
            found[day] = got[0].get_content().replace("\u00a0", " ")
        work.clock.now += timedelta(hours=1)
    return found


def test_a_report_is_reminded_of_before_its_due_day_on_it_and_after_it_each_once(
    work: Round, office: PostOffice
) -> None:
    found = days(work, office, datetime(2023, 9, 25), datetime(2023, 10, 14), DIRECTOR_MAIL)
    assert list(found) == ["03.10", "05.10", "06.10"]  # 2 October was a rest day by decree
    assert "2 kun qoldi" in found["03.10"]
    assert "bugun oxirgi kun" in found["05.10"]
    assert "muddati oʻtgan: 1 kun" in found["06.10"]
    assert "https://ishreja.example.uz/monthly_report?place=1706246&year=2023&report_month=9" in found["03.10"]


def test_what_was_handed_in_is_not_reminded_of(work: Round, office: PostOffice) -> None:
    work.on(2023, 10, 2)
    work.submit()
    assert days(work, office, datetime(2023, 10, 2), datetime(2023, 10, 10), DIRECTOR_MAIL) == {}


def test_staff_are_reminded_of_rows_that_are_blank(work: Round, office: PostOffice) -> None:
    found = days(work, office, datetime(2023, 10, 2), datetime(2023, 10, 4), STAFF_MAIL)
    assert list(found) == ["03.10"]
    assert "ta qatoridan" in found["03.10"]
    work.submit()
    assert days(work, office, datetime(2023, 10, 5), datetime(2023, 10, 7), STAFF_MAIL) == {}


def test_a_returned_month_is_told_to_the_office_and_a_report_to_the_region(work: Round, office: PostOffice) -> None:
    work.on(2023, 10, 4)
    work.submit()
    mail(work)
    (asked,) = to(office, REGION_MAIL)
    subject, text = subject_and_text(asked)
    assert subject == "ishreja: sizni 1 ta ish kutmoqda"
    assert "Jondor tumani, 2023-yil sentabr" in text
    assert f"https://ishreja.example.uz/round?region=1706&year=2023&report={PLACE}-2023-9" in text
    work.give_back(reason="Qatnov raqami\r\nqayta hisoblansin", row1="nega kam?")
    mail(work)
    (mend,) = to(office, DIRECTOR_MAIL)
    text = subject_and_text(mend)[1]
    assert "qaytarildi" in text
    assert "Qatnov raqami qayta hisoblansin" in text
    assert "Qatorlarga izohlar: 1 ta" in text
    (rows,) = to(office, STAFF_MAIL)
    assert "nega kam?" in rows.get_content()


def test_a_month_returned_anew_is_reminded_of_anew(work: Round, office: PostOffice) -> None:
    for day in (4, 5):
        work.on(2023, 10, day)
        work.submit(day)
        work.give_back(reason=f"Sabab {day}")
        mail(work)
    work.on(2023, 10, 6)
    mail(work)
    assert ["Sabab 4" in one.get_content() for one in to(office, DIRECTOR_MAIL)] == [True, False]
    assert "Sabab 5" in to(office, DIRECTOR_MAIL)[1].get_content()


def test_one_letter_a_day_says_all_and_what_comes_later_waits_for_the_next_day(work: Round, office: PostOffice) -> None:
    work.on(2023, 10, 4)
    work.submit()
    mail(work)
    assert len(to(office, REGION_MAIL)) == 1
    neighbour = Actor("Olim", DIRECTOR, OTHER, account=70)
    for month in (7, 8):
        work.month = month
        work.submit(1, neighbour, OTHER)
    work.clock.now += timedelta(hours=2)
    mail(work)
    assert len(to(office, REGION_MAIL)) == 1
    work.on(2023, 10, 5)
    mail(work)
    text = to(office, REGION_MAIL)[1].get_content()
    assert text.count("https://ishreja.example.uz/round?") == 2
    assert "Jondor" not in text


def test_nobody_is_written_to_at_night_on_a_rest_day_or_without_right(work: Round, office: PostOffice) -> None:
    work.submit()
    for moment in (
        datetime(2023, 10, 5, 3, 59),  # 8:59 in Tashkent
        datetime(2023, 10, 5, 13, 0),  # 18:00
        datetime(2023, 10, 7, 6),  # a Saturday
        datetime(2023, 10, 8, 6),
    ):
        work.clock.now = moment
        assert mail(work) == 0
    work.clock.now = datetime(2023, 10, 9, 4)
    mail(work)
    assert "mehmon@example.uz" not in office.box.to
    assert len(to(office, REGION_MAIL)) == 1


def test_a_disabled_account_is_not_written_to(work: Round, office: PostOffice) -> None:
    keeper = Actor("Jasur", ADMINISTRATOR, "1706", account=90)
    lines = {one.login: one for one in rules.listed(work.store, keeper)}
    rules.disable(work.store, keeper, lines["direktor"].account_id)
    work.on(2023, 10, 5)
    mail(work)
    assert DIRECTOR_MAIL not in office.box.to
    assert STAFF_MAIL in office.box.to


def test_a_refused_recipient_keeps_nobody_else_from_their_letter_and_is_tried_the_next_day(
    work: Round, office: PostOffice
) -> None:
    office.box.refuses = {DIRECTOR_MAIL: "550 no such user"}
    process = Reminders()
    work.on(2023, 10, 5)
    mail(work, process)
    assert office.box.to == [STAFF_MAIL]
    assert len(reminders.mailed(work.store)) == 1
    office.box.refuses = {}
    work.clock.now += timedelta(hours=1)
    assert mail(work, process) == 0
    work.on(2023, 10, 6)
    mail(work, process)
    assert "muddati oʻtgan: 1 kun" in to(office, DIRECTOR_MAIL)[0].get_content().replace("\u00a0", " ")


def test_a_recipient_who_is_refused_for_now_is_tried_at_the_next_round(work: Round, office: PostOffice) -> None:
    office.box.refuses = {DIRECTOR_MAIL: "451 try later"}
    process = Reminders()
    work.on(2023, 10, 5)
    mail(work, process)
    office.box.refuses = {}
    work.clock.now += timedelta(minutes=15)
    assert mail(work, process) == 1
    assert len(to(office, DIRECTOR_MAIL)) == 1


def test_a_letter_at_which_the_connection_breaks_keeps_nobody_behind_it_from_theirs(
    work: Round, office: PostOffice
) -> None:
    office.box.hangs_up_at = {DIRECTOR_MAIL}
    process = Reminders()
    work.on(2023, 10, 5)
    assert mail(work, process) == 1
    assert office.box.to == [STAFF_MAIL]
    office.box.hangs_up_at = set()
    work.clock.now += timedelta(minutes=15)
    assert mail(work, process) == 1
    assert len(to(office, DIRECTOR_MAIL)) == 1


def test_many_such_letters_end_a_round_and_come_last_in_the_next(work: Round, office: PostOffice) -> None:
    for number in range(BREAKS):
        add_account(work.store, f"buzuq{number}", DIRECTOR, PLACE, email=f"buzuq{number}@example.uz")
    add_account(work.store, "oxirgi", DIRECTOR, PLACE, email="oxirgi@example.uz")
    office.box.hangs_up_at = {f"buzuq{number}@example.uz" for number in range(BREAKS)}
    process = Reminders()
    work.on(2023, 10, 5)
    with pytest.raises(MailFailed):
        mail(work, process)
    assert "oxirgi@example.uz" not in office.box.to
    work.clock.now += timedelta(minutes=15)
    with pytest.raises(MailFailed):
        mail(work, process)
    assert "oxirgi@example.uz" in office.box.to


def test_a_server_that_takes_one_letter_a_connection_is_given_them_all_in_one_round(
    work: Round, office: PostOffice
) -> None:
    office.box.last_of_line = 1
    work.on(2023, 10, 5)
    assert mail(work) == 2
    assert sorted(office.box.to) == [DIRECTOR_MAIL, STAFF_MAIL]


def test_who_has_not_taken_up_the_invitation_is_reminded_of_nothing_till_then(work: Round, office: PostOffice) -> None:
    keeper = Actor("Jasur", ADMINISTRATOR, "1706", account=90)
    said = rules.Details("Yangi direktor", DIRECTOR, PLACE, email="yangi@example.uz")
    work.on(2023, 10, 4)
    _account, token = rules.invite(work.store, keeper, "yangi", said)
    work.on(2023, 10, 5)
    mail(work)
    assert "yangi@example.uz" not in office.box.to
    own_account.take_up(work.store, token, "daryo choynak bulut", "127.0.0.1")
    work.clock.now += timedelta(hours=1)
    mail(work)
    assert len(to(office, "yangi@example.uz")) == 1


def test_while_the_server_is_down_nothing_is_recorded_and_it_is_tried_again(
    work: Round, open_office: Opener, own_folder: Path
) -> None:
    office = open_office()
    office.set_up(own_folder, port=free_port())
    process = Reminders()
    work.on(2023, 10, 5)
    with pytest.raises(MailFailed):
        mail(work, process)
    assert reminders.mailed(work.store) == {}
    office.set_up(own_folder)
    work.clock.now += timedelta(minutes=15)
    assert mail(work, process) == 2


def test_after_a_restart_nobody_is_written_to_twice(work: Round, office: PostOffice, own_folder: Path) -> None:
    work.on(2023, 10, 5)
    assert mail(work) == 2
    work.store.close()
    work.store = Store.open(own_folder / "ishreja.duckdb", clock=work.clock)
    assert mail(work) == 0
    work.clock.now += timedelta(hours=3)
    assert mail(work) == 0


def test_old_debts_are_not_mailed_when_a_server_is_set_up_late(work: Round, office: PostOffice) -> None:
    work.on(2023, 11, 2)
    mail(work)
    (letter,) = to(office, DIRECTOR_MAIL)
    text = letter.get_content()
    assert "report_month=10" in text
    assert "report_month=9" not in text


def test_a_name_in_cyrillic_is_written_as_it_is(work: Round, office: PostOffice) -> None:
    keeper = Actor("Jasur", ADMINISTRATOR, "1706", account=90)
    lines = {one.login: one for one in rules.listed(work.store, keeper)}
    said = rules.Details("Дилором Раҳимова", DIRECTOR, PLACE, email=DIRECTOR_MAIL)
    rules.change(work.store, keeper, lines["direktor"].account_id, said)
    work.on(2023, 10, 5)
    mail(work)
    (letter,) = to(office, DIRECTOR_MAIL)
    assert letter["To"].addresses[0].display_name == "Дилором Раҳимова"
    assert "Hurmatli Дилором Раҳимова!" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"


def test_in_a_demo_nobody_is_written_to(demo_folder: Path, office: PostOffice) -> None:
    with Store.open(demo_folder / "demo.duckdb", clock=lambda: datetime(2023, 10, 4, 6)) as store:
        add_account(store, "direktor2", DIRECTOR, PLACE, email=DIRECTOR_MAIL)
        server = configured()
        assert server is not None
        assert Reminders().send_due(store, server, connected) == 0
        assert not post.send_link(
            store, add_account(store, "vali", DIRECTOR, PLACE, email="v@example.uz"), "t", "invite"
        )
        assert post.mail_state(store) == post.MailState(None)
    assert office.box.letters == []


def test_the_thread_sends_at_its_first_round_and_ends_with_the_server(work: Round, office: PostOffice) -> None:
    work.on(2023, 10, 5)
    came = threading.Event()
    record = office.box.letters.append

    class Noticed(list[EmailMessage]):
        def append(self, letter: EmailMessage) -> None:
            record(letter)
            super().append(letter)
            if len(self) == 2:
                came.set()

    office.box.letters = Noticed()
    with post.Post(lambda: work.store, every=3600):
        assert came.wait(30)
    assert not [one for one in threading.enumerate() if one.name == "ishreja-post"]
    assert set(reminders.mailed(work.store)) == {1, 2}


def test_what_goes_wrong_ends_no_thread_and_is_told_to_the_administrator(
    work: Round, open_office: Opener, own_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    work.on(2023, 10, 5)
    office = open_office()
    sender = post.Post(lambda: work.store)
    (own_folder / "smtp.json").write_text("{")
    sender.round()
    sender.round()
    assert len([one for one in caplog.records if "smtp.json" in one.message]) == 1
    assert "smtp.json" in (post.mail_state(work.store).trouble or "")
    office.set_up(own_folder, port=free_port())
    sender.round()
    state = post.mail_state(work.store)
    assert "ulanib boʻlmadi" in (state.trouble or "")
    assert state.since is not None
    office.set_up(own_folder)
    sender.round()
    assert post.mail_state(work.store).trouble is None
    assert len(office.box.letters) == 2


def test_a_month_is_not_reminded_of_by_its_lock_day_twice(work: Round, office: PostOffice) -> None:
    work.rules(due_day=5, lock_day=10)
    work.on(2023, 10, 11)
    mail(work)
    (letter,) = to(office, DIRECTOR_MAIL)
    assert "yopilgan" in letter.get_content()
    reporting.grant_exception(work.store, rounds.INSPECTOR, [PLACE], YEAR, 9, work.clock.now.date(), "Kasallik")
    work.on(2023, 10, 12)
    assert mail(work) == 0

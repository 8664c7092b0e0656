"""A month's form with rows of the Jondor plan, as the tests of templates and readers use it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ishreja.domain.figures import Months
from ishreja.domain.month import MonthForm, MonthFormRow
from ishreja.domain.plan import Kind

SECTIONS = {"I": "UMUMIY FAOLIYAT", "II": "ASOSIY ISHLAB CHIQARISH FAOLIYATI", "V": "OAV BILAN ISHLASH"}


def months(*values: str | int) -> Months:
    """Figures from January on; "" is a blank month."""
    return {at: Decimal(value) for at, value in enumerate(values, start=1) if value != ""}


def _row(
    row_id: int, number: str | None, name: str, unit: str, target: int | None, figures: Months, **more: object
) -> MonthFormRow:
    facts = {"kind": Kind.FLOW, "section": "II", "parent_id": None, "lead": "abonement"} | more
    goal = None if target is None else Decimal(target)
    section = str(facts["section"])
    return replace(
        MonthFormRow(row_id, None, number, name, unit, Kind.FLOW, goal, months=figures),
        section_title=SECTIONS[section],
        **facts,
    )


ROWS = (
    _row(101, "1", "Tuman (shahar) AKMlari kadrlar faoliyati monitoringini yuritish", "Hujjat", 4,
         months(0, 1), kind=Kind.RECURRING, section="I", lead="direktor"),
    _row(102, "2", "Milliy kutubxonaning 2022-yil 23-avgustdagi \"O'zbekiston Respublikasining 2022-yil 8-avgustdagi "
         "\"Davlat fuqarolik xizmati to'g'risida\"gi O'RQ-788-son Qonuni ijrosi to'g'risida\"gi 106-son buyrug'i "
         "ijrosini ta'minlash", "Hujjat", 1, months(), kind=Kind.ORDER, section="I", lead="direktor"),
    _row(106, "6", "Hududiy axborot-kutubxona markazi mutaxassislarining maqolalarini jamlash", "Dona", 200,
         months(15, 17), section="I"),
    _row(113, "13", "Axborot-kutubxona fondlarini to'ldirish", "Nusxa jami", 550, months(40, 50), lead="fond"),
    _row(131, "13.1", "Majburiy nusxa", "Nusxa", None, months(0, 0), parent_id=113, lead="fond"),
    _row(132, "13.2", "Xarid qilish orqali", "Nusxa", 250, months(20, 20), parent_id=113, lead="fond"),
    _row(133, "13.3", "Kitob almashinuvi asosida", "Nusxa", None, months(0, 0), parent_id=113, lead="fond"),
    _row(134, "13.4", "Sovg'a tariqasida", "Nusxa", 300, months(20, 30), parent_id=113, lead="fond"),
    _row(135, None, "Jismoniy shaxslar", "Nusxa", 60, months(5, 5), parent_id=134, lead="fond"),
    _row(136, None, "Yuridik shaxslar", "Nusxa", 240, months(15, 25), parent_id=134, lead="fond"),
    _row(117, "17", "Foydalanuvchilarni ro'yxatga olish", "Nafar", 3500, months(300, 280)),
    _row(118, "18", "Foydalanuvchilarning kelishi", "Marotaba", 22000, months(1800, 1750)),
    _row(119, "19", "Foydalanuvchilarga adabiyotlar berish", "Nusxa", 41000, months(3400, 3300)),
    _row(120, "20", "Ommaviy tadbirlar o'tkazish", "Tadbir", 180, months(14, 15)),
    _row(122, "22", "Ko'chma kutubxonalar orqali xizmat ko'rsatish", "Tadbir", 17, months(17, 17), kind=Kind.LEVEL),
    _row(138, "38", "QR-kodli elektron kitoblar to'g'risidagi ma'lumotlarni joylashtirish", "Resurs", 180,
         months(160, 162), kind=Kind.LEVEL, lead="akt"),
    _row(147, "47", "TAKMlar faoliyatini doimiy ijtimoiy tarmoqlarda yoritib borish", "Marotaba", 170,
         months(14, 13), section="V", lead="orinbosar"),
    _row(148, "48", "Pullik xizmatlar", "So'mda", None, months(), kind=Kind.HEADING, section="V", computed=True),
    _row(149, "48.1", "Axborot-kutubxona xizmatlaridan tushgan mablag'", "So'mda", None,
         months("1250000.50", "990000"), parent_id=148, section="V"),
    _row(150, "48.2", "Ijara xizmatlaridan tushgan mablag'", "So'mda", None, months(0, 0), parent_id=148, section="V"),
)  # fmt: skip


def jondor(month: int = 3, **changes: object) -> MonthForm:
    """The form of a month of 2023 with two months reported."""
    form = MonthForm("1706246", "Jondor tumani", 2023, month, 1, ROWS)
    return replace(form, **changes)


def with_row(form: MonthForm, row_id: int, **changes: object) -> MonthForm:
    """The form with one row changed."""
    rows = tuple(replace(row, **changes) if row.row_id == row_id else row for row in form.rows)
    return replace(form, rows=rows)

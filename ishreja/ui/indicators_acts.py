"""What is answered on the indicators page: questions by one click, rows added to the catalogue, matches corrected."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from ishreja import planning
from ishreja.domain.indicator_match import Ground
from ishreja.domain.indicators import Indicator
from ishreja.errors import UserError
from ishreja.language import _, number, script
from ishreja.ui import context, keys, markup, worded
from ishreja.views.indicators import IndicatorsPage, PlanLine

SHOWN = 20  # questions and rows that are drawn at once
_LONGEST = 90  # letters of a name on a button


def outcome() -> None:
    """Draw what came of the last click."""
    done, refused = (st.session_state.pop(key, None) for key in (keys.INDICATORS_DONE, keys.INDICATORS_REFUSED))
    if refused:
        st.error(refused, icon=":material/error:")
    elif done:
        st.success(done, icon=":material/check:")


def questions(view: IndicatorsPage) -> None:
    """Draw each doubtful row with the indicators that it may be; an answer is one click."""
    unread = sum(one.unread for one in view.places)
    if unread and view.may_change:
        said = _("{count} rows of plans adopted earlier were not matched yet.").format(count=number(unread))
        markup.show(markup.note(said))
        st.button(_("Match them now"), on_click=_rematch, args=(view.region, view.year), type="primary")
    if not view.doubtful:
        if not unread:
            markup.show(markup.note(_("No questions: every row either is an indicator or is none.")))
        return
    left = _("{count} rows may be an indicator of the catalogue. An answer holds for the same wording everywhere.")
    markup.show(markup.heading(_("Questions"), left.format(count=number(len(view.doubtful)))))
    for line in view.doubtful[:SHOWN]:
        _question(view, line)
    _more(len(view.doubtful))


def _question(view: IndicatorsPage, line: PlanLine) -> None:
    with st.container(key=keys.of(keys.INDICATORS_ANSWER, line.row_id), border=True):
        markup.show(_row(line) + f'<p class="ir-muted">{escape(_doubt(line))}</p>')
        if not view.may_change:
            names = "".join(f"<li>{markup.text(indicator_label(offer.indicator))}</li>" for offer in line.offers)
            markup.show(f"<ul>{names}</ul>")
            return
        with st.container(horizontal=True):
            for offer in line.offers:
                st.button(
                    _("Yes: {name}").format(name=indicator_label(offer.indicator)),
                    key=keys.of(keys.INDICATORS_ANSWER, line.row_id, offer.indicator.code),
                    on_click=_answer,
                    args=(view.region, line, view.year, offer.indicator.code),
                    icon=":material/check:",
                )
            st.button(
                _("None of these"),
                key=keys.of(keys.INDICATORS_ANSWER, line.row_id, planning.NO_INDICATOR),
                on_click=_answer,
                args=(view.region, line, view.year, None),
                icon=":material/block:",
                type="tertiary",
            )


def _row(line: PlanLine) -> str:
    """A plan's row: whose it is, its number, name, unit and target, as HTML."""
    facts = [script(line.place_name)]
    if line.number:
        facts.append(_("row {number}").format(number=line.number))
    if line.unit:
        facts.append(script(line.unit))
    if line.target is not None:
        facts.append(_("target {target}").format(target=number(line.target)))
    return (
        f'<div class="ir-asked"><span class="ir-small">{" · ".join(map(escape, facts))}</span>'
        f"<strong>{markup.text(line.name)}</strong></div>"
    )


def _doubt(line: PlanLine) -> str:
    """Why the row was not matched by itself."""
    best = line.offers[0]
    if best.ground is Ground.UNIT:
        return _("Worded alike, but counted in “{unit}” there. Compared they can be, added never.").format(
            unit=script(best.indicator.unit or "–")
        )
    return {
        Ground.PARENT: _("Worded alike, but under another row."),
        Ground.RIVALS: _("Worded alike, but it is not the only one."),
        Ground.NEIGHBOURS: _("Worded differently, but it stands where this indicator stands."),
    }.get(best.ground, _("The wording is similar, not the same."))


def indicator_label(one: Indicator) -> str:
    """The indicator's name, cut where it is long, with its unit."""
    name = script(one.name)
    name = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return f"{name} ({script(one.unit)})" if one.unit else name


def outside(view: IndicatorsPage) -> None:
    """Draw the rows that are none of the catalogue's indicators, each with a way into it."""
    if not view.outside:
        return
    said = _("They are shown on their own place's screens and are not compared.")
    markup.show(markup.heading(_("Rows outside the catalogue"), said))
    for line in view.outside[:SHOWN]:
        with st.container(key=keys.of(keys.INDICATORS_ADD, line.row_id), border=True):
            markup.show(_row(line) + _alike(line))
            if view.may_change:
                st.button(
                    _("Add to the catalogue"),
                    key=keys.of(keys.INDICATORS_ADD, "button", line.row_id),
                    on_click=_add,
                    args=(view.region, line, view.year),
                    icon=":material/add:",
                )
    _more(len(view.outside))


def _alike(line: PlanLine) -> str:
    said = []
    if line.ground is Ground.ANSWER:
        said.append(_("It was said that this is no indicator."))
    if line.alike:
        said.append(_("The plans of {count} more places have the same row.").format(count=number(line.alike)))
    return f'<p class="ir-muted">{escape(" ".join(said))}</p>' if said else ""


def _more(count: int) -> None:
    if count > SHOWN:
        markup.show(markup.note(_("{count} more follow once these are answered.").format(count=number(count - SHOWN))))


def correct(view: IndicatorsPage) -> None:
    """Draw the correction of any row's match: the place, the row, what it is."""
    if not view.may_change or not view.lines:
        return
    names = {one.code: one for one in (line.indicator for line in view.catalogue)}
    with worded.expander(_("Correct a match"), keys.INDICATORS_CORRECT, icon=":material/edit:"):
        places = list(dict.fromkeys(line.place for line in view.lines))
        titles = {line.place: script(line.place_name) for line in view.lines}
        place = worded.choose(
            st.selectbox, _("Place"), places, keys.INDICATORS_PLACE, places[0], format_func=titles.__getitem__
        )
        rows = {line.row_id: line for line in view.lines if line.place == place}
        row_id = worded.choose(
            st.selectbox,
            _("Row"),
            list(rows),
            keys.INDICATORS_ROW,
            next(iter(rows)),
            format_func=lambda one: _row_label(rows[one]),
        )
        line = rows[row_id]
        codes = [planning.NO_INDICATOR, *names]
        code = worded.choose(
            st.selectbox,
            _("Its indicator"),
            codes,
            keys.of(keys.INDICATORS_CODE, row_id),
            line.code if line.code in names else planning.NO_INDICATOR,
            format_func=lambda one: indicator_label(names[one]) if one in names else _("none of the catalogue"),
        )
        st.button(
            _("Save"),
            key=keys.of(keys.INDICATORS_CODE, "save"),
            disabled=code == (line.code or planning.NO_INDICATOR) and line.ground is Ground.ANSWER,
            on_click=_answer,
            args=(view.region, line, view.year, None if code == planning.NO_INDICATOR else code),
        )


def _row_label(line: PlanLine) -> str:
    name = script(line.name)
    return f"{line.number or '–'}. {name if len(name) <= _LONGEST else name[: _LONGEST - 1] + '…'}"


def own(view: IndicatorsPage) -> None:
    """Draw the indicators that the region added, each with the way out again."""
    added = [line.indicator for line in view.catalogue if line.own]
    if not added or not view.may_change:
        return
    markup.show(markup.heading(_("Added by the region")))
    for one in added:
        with st.container(horizontal=True, vertical_alignment="center"):
            markup.show(f"<p>{markup.text(indicator_label(one))}</p>")
            st.button(
                _("Take out"),
                key=keys.of(keys.INDICATORS_CODE, "retire", one.code),
                on_click=_retire,
                args=(view.region, one.code),
                type="tertiary",
                icon=":material/remove:",
            )


def _answer(region: str, line: PlanLine, year: int, code: str | None) -> None:
    worded.forget(keys.of(keys.INDICATORS_CODE, line.row_id))
    _do(
        lambda: planning.confirm_indicator(
            context.store(), context.actor(), region, line.place, year, line.row_id, code
        ),
        _("Saved: {place}, {row}.").format(place=script(line.place_name), row=_row_label(line)),
    )


def _add(region: str, line: PlanLine, year: int) -> None:
    _do(
        lambda: planning.add_indicator(context.store(), context.actor(), region, line.place, year, line.row_id),
        _("Added to the catalogue: {name}").format(name=script(line.name)),
    )


def _retire(region: str, code: str) -> None:
    _do(
        lambda: planning.retire_indicator(context.store(), context.actor(), region, code),
        _("Taken out of the catalogue; its rows stand outside again."),
    )


def _rematch(region: str, year: int) -> None:
    _do(
        lambda: planning.rematch(context.store(), context.actor(), region, year),
        _("The plans were matched with the catalogue."),
    )


def _do(act: Callable[[], object], done: str) -> None:
    """Do it, and keep for the next run what to say of it."""
    try:
        act()
    except UserError as error:
        st.session_state[keys.INDICATORS_REFUSED] = str(error)
    else:
        st.session_state[keys.INDICATORS_DONE] = done

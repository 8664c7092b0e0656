"""Readings over many places, kept for each group of them: a report costs the reading of its place's group alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar, cast

from ishreja.storage import comparison
from ishreja.storage.comparison import IndicatorMonths, IndicatorStanding, SectionMonths, SectionStanding
from ishreja.storage.comparison_query import Question
from ishreja.storage.store import Store

T = TypeVar("T")
OfGroup = TypeVar("OfGroup", SectionStanding, SectionMonths, IndicatorStanding, IndicatorMonths)


def fresh_groups(
    store: Store, what: Hashable, asked: Question, read: Callable[[Question], Mapping[str, T]]
) -> dict[str, T]:
    """Group to what is read of it; groups of which nothing is said are absent.

    read is asked only about those to one of whose places anything was written since, all of them at once. The results
    are shared and must not be changed.
    """
    members: dict[str, list[str]] = {}
    for place, group in asked.groups.items():
        members.setdefault(group, []).append(place)
    limits: dict[str, list[object]] = {}
    for limit in asked.limits:
        limits.setdefault(asked.groups[limit.place], []).append(limit)
    clock = what, asked.year, asked.month, asked.today
    keys = {group: (clock, group, tuple(places), tuple(limits.get(group, ()))) for group, places in members.items()}
    versions = {group: sum(store.version(place=place) for place in places) for group, places in members.items()}
    kept = {group: store.kept(key, versions[group]) for group, key in keys.items()}
    stale = {place: group for place, group in asked.groups.items() if kept[group] is None}
    if stale:
        found = read(replace(asked, groups=stale, limits=tuple(one for one in asked.limits if one.place in stale)))
        for group in dict.fromkeys(stale.values()):
            value = (found[group],) if group in found else ()
            kept[group] = store.keep(keys[group], partial(tuple, value), versions[group])
    return {group: cast(tuple[T], value)[0] for group, value in kept.items() if value}


def kept_sections(store: Store, asked: Question) -> list[SectionStanding]:
    """What comparison.sections says, kept for each group."""
    return _all(fresh_groups(store, "sections", asked, lambda of: _by_group(comparison.sections(store, of))))


def kept_indicators(store: Store, asked: Question, codes: tuple[str, ...]) -> list[IndicatorStanding]:
    """What comparison.indicators says, kept for each group."""
    return _all(
        fresh_groups(store, ("indicators", codes), asked, lambda of: _by_group(comparison.indicators(store, of, codes)))
    )


def kept_reporting(store: Store, asked: Question) -> dict[str, int]:
    """What comparison.reporting says, kept for each group."""
    return fresh_groups(store, "reporting", asked, partial(comparison.reporting, store))


def kept_section_months(store: Store, asked: Question) -> list[SectionMonths]:
    """What comparison.section_months says, kept for each group."""
    return _all(
        fresh_groups(store, "section months", asked, lambda of: _by_group(comparison.section_months(store, of)))
    )


def kept_indicator_months(store: Store, asked: Question, codes: tuple[str, ...]) -> list[IndicatorMonths]:
    """What comparison.indicator_months says, kept for each group."""
    what = "indicator months", codes
    return _all(fresh_groups(store, what, asked, lambda of: _by_group(comparison.indicator_months(store, of, codes))))


def _by_group(found: Iterable[OfGroup]) -> dict[str, list[OfGroup]]:
    groups: dict[str, list[OfGroup]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return groups


def _all(groups: Mapping[str, Sequence[OfGroup]]) -> list[OfGroup]:
    return [one for found in groups.values() for one in found]

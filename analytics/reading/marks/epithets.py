"""Countries told by what they are, instead of their name: "the Maghreb country", "nước láng giềng".

Such words stand for the country told last before them that lies in the region
(`data/codes/regions.toml`), or has a border with another one told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from analytics.reading.marks.mark import Place
from analytics.reading.marks.neighbours import around
from analytics.reading.marks.phrases import every_phrase, listed, one_of, sense_of
from data.codes import lists
from data.codes.regions import borders, members

UNKNOWN = "?"  # before the name of a place that has no code
ABROAD = ("neighbour", "partner")  # senses that are no region, and never who reports
PARTNER_ROLES = ("destination", "origin", "with")
BEHIND = 40  # characters before a place that say its part
LOOKING_BACK = 40  # mentions of places


def with_epithets(
    text: str, language: str, found: list[Place], given: Sequence[str] = ()
) -> list[Place]:
    """The places of a text with those told by an epithet; of a region told by name none is left.

    `given` are the sides given with the text: told before it.
    """
    told, at = [Place(0, 0, area) for area in given], 0
    for match in _epithets(language).finditer(text):
        start, end = match.span(match.lastgroup or 0)
        while at < len(found) and found[at].end <= match.start():
            told.append(found[at])
            at += 1
        behind = bisect_left(found, match.end(), lo=at, key=lambda place: place.start)
        inner, following = found[at:behind], found[behind : behind + 1]
        is_name = any(not p.area.startswith(UNKNOWN) and p.start < start for p in inner)
        if is_name or any(p.end > max(end, match.end() - 1) for p in inner):
            continue
        if _is_named_behind(text, language, match.end(), following):
            at = behind
        elif not _are_many(text, language, match):
            area = _meant(text, language, match, told[-LOOKING_BACK:])
            area = area or (f"{UNKNOWN}{match[0]}" if match.lastgroup else None)
            told.extend([Place(*match.span(), area)] if area else [])
            at = behind
    return [*told[len(given) :], *found[at:]]


def _meant(text: str, language: str, match: re.Match[str], told: Sequence[Place]) -> str | None:
    """The country that an epithet stands for: the last that fits, if there is one in its part."""
    category = "epithet_region" if match.lastgroup else "epithet_alone"
    region = sense_of(language, category, " ".join(match[match.lastgroup or 0].lower().split()))
    is_other = region in ABROAD or around(text, language).at("epithet_its", match.start())
    is_partner = _is_partner(text, language, match.start())
    if region in ABROAD and not is_partner and not match.lastgroup:
        return None
    groups, home = lists().group, listed(language, "home")["reporter"]
    countries = [p for p in told if not p.area.startswith(UNKNOWN) and p.area not in groups]
    pool = told if region == "partner" else countries
    fits = [p for p in pool if region in ABROAD or p.area in members(region)]
    abroad = [p for p in fits if p.area not in home]
    fits = [p for p in abroad if p.end] if is_other else abroad or fits
    others = fits
    if is_other or is_partner:
        owner = next((p.area for p in reversed(countries) if _owns(text, language, p)), None)
        owners = (owner,) if owner else home
        if region == "neighbour":
            near = owners or [place.area for place in countries]
            fits = [p for p in fits if not borders(p.area).isdisjoint(near)] or fits
        is_partner, others = True, [place for place in fits if place.area not in owners]
    fits = [p for p in fits if _is_partner(text, language, p.start) == is_partner] or others
    return fits[-1].area if fits else None


def _is_partner(text: str, language: str, at: int) -> bool:
    """Whether goods go to or come from a place: "to the | Maghreb country"."""
    return _partner_roles(language).search(text, max(at - BEHIND, 0), at) is not None


@cache
def _partner_roles(language: str) -> re.Pattern[str]:
    known = listed(language, "place_role")
    roles = one_of(phrase for role in PARTNER_ROLES for phrase in known[role])
    return re.compile(rf"(?<!\w){roles}\s*\Z", re.IGNORECASE)


def _owns(text: str, language: str, place: Place) -> bool:
    """Whether a country has or does what is told: "Turkish exports", "Kenya's"."""
    near = around(text, language)
    is_owner = near.at("owner", place.end) or near.before("owner", place.start)
    acts = near.after("flow", place.end) or (is_owner and not place.is_adjective)
    return place.end > 0 and bool(acts)


def _are_many(text: str, language: str, match: re.Match[str]) -> bool:
    near = around(text, language)
    return bool(
        near.before("epithet_not_behind", match.start()) or near.after("epithet_not", match.end())
    )


def _is_named_behind(text: str, language: str, end: int, following: Sequence[Place]) -> bool:
    """Whether the name follows: "the West African country of | Ghana", "đảo quốc | Singapore"."""
    links = ("", *listed(language, "owner").get("before", ()))
    return any(text[end : place.start].strip() in links for place in following)


@cache
def _epithets(language: str) -> re.Pattern[str]:
    """Words for a country around a region, or without one."""
    names = ("before", "this", "described", "behind", "country", "closing", "market")
    words = {name: one_of(listed(language, "epithet").get(name, ())) for name in names}
    region = one_of(every_phrase(language, "epithet_region"))
    described = rf"(?:{words['described']}\s+){{0,3}}"
    is_led = "before" in listed(language, "epithet")
    led = rf"{words['before']}\s+{described}" if is_led else rf"(?:{words['this']}\s+)?"
    around_it = (
        (led, rf"[\s-]*{words['behind']}"),
        (rf"{words['this']}\s+{described}", rf"\s+{words['market']}"),
        (rf"{words['country']}\s+", rf"(?:\s+{words['closing']})?"),
        (rf"{words['market']}\s+", rf"\s+{words['closing']}"),
    )
    forms = [f"{a}(?P<r{i}>{region}){b}" for i, (a, b) in enumerate(around_it)]
    forms.append(one_of(every_phrase(language, "epithet_alone")))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)

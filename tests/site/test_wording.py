"""Machine names, numbers and times as words."""

from typing import get_args

import pytest

from onrecord import records
from onrecord_site.newsroom.models import Certainty, Form
from onrecord_site.newsroom.names import name_slug, public_name
from onrecord_site.stories.evidence import original_url
from onrecord_site.stories.points import AGREEMENTS
from onrecord_site.stories.wording import (
    attribution,
    direction,
    edtf_words,
    number_words,
    with_unit,
    wording,
)


def test_every_machine_name_has_words():
    table = wording()
    for kinds in ("attributed", "narrated", "unnamed", "certainty"):
        assert set(table[kinds]) == set(get_args(records.Certainty))
    assert set(table["form"]) == set(get_args(records.Form))
    assert set(table["agreement"]) == set(get_args(records.Agreement)) == set(AGREEMENTS)
    assert set(Certainty.values) == set(get_args(records.Certainty))
    assert set(Form.values) == set(get_args(records.Form))


@pytest.mark.parametrize(
    ("certainty", "source", "form", "words"),
    [
        ("confirmed", "the embassy", "reported", "Confirmed by the embassy"),
        ("denied", "the president", "mixed", "Denied by the president"),
        ("believed", "", "narration", "Reported by the Post as believed, not confirmed"),
        ("stated", "", "quotation", "Quoted by the Post from a speaker it does not name"),
    ],
)
def test_attribution(certainty, source, form, words):
    assert attribution(certainty, source, "the Post", form) == words


def test_braces_in_names_are_only_braces():
    assert attribution("stated", "{outlet} {0}", "x", "mixed") == "Stated by {outlet} {0}"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-09-11", "11 September 2025"),
        ("2025-09-11T14:05", "11 September 2025, 14:05"),
        ("2025-09-11T14:05:00Z", "11 September 2025, 14:05"),
        ("2025-09", "September 2025"),
        ("2025-09-XX", "September 2025"),
        ("2025", "2025"),
        ("2025-XX-XX", "2025"),
        ("2025-21", "spring 2025"),
        ("2025-09-11~", "about 11 September 2025"),
        ("2025?", "about 2025"),
        ("2025-09-11/2025-09-14", "11 September 2025 to 14 September 2025"),
        ("2021/..", "since 2021"),
        ("../2021", "until 2021"),
        ("2025-13-45", "2025-13-45"),
        ("P3D", "P3D"),
        (None, ""),
    ],
)
def test_edtf_in_words(value, words):
    assert edtf_words(value) == words


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (52, 52, 52, "52"),
        (52, None, None, "52"),
        (12345.5, None, None, "12,345.5"),
        (1000, 1000, None, "at least 1,000"),
        (1000, None, 1000, "at most 1,000"),
        (None, 50, 55, "50 to 55"),
        (50, 45, 55, "about 50 (45 to 55)"),
        (None, None, None, "not given"),
        (-3, -3, -3, "-3"),
    ],
)
def test_numbers_in_words(value, low, high, words):
    assert number_words(value, low, high) == words


def test_units():
    assert with_unit("4", "percent") == "4%"
    assert with_unit("45", "USD per barrel") == "45 USD per barrel"
    assert with_unit("1", "year") == "1 year"
    assert with_unit("15", "year") == "15 years"
    assert with_unit("69", "year of age") == "69 years of age"
    assert with_unit("100", "square mile") == "100 square miles"
    assert with_unit("1", "foot") == "1 foot"
    assert with_unit("4", None) == "4"


@pytest.mark.parametrize(
    ("language", "way"),
    [("ar", "rtl"), ("fa-IR", "rtl"), ("en", "ltr"), ("xx", "ltr"), ("", "ltr")],
)
def test_direction(language, way):
    assert direction(language) == way


def test_link_to_the_words():
    page = "https://example.org/a#top"
    assert original_url(page) == page
    assert original_url(page, "Yes, well-known & true") == (
        "https://example.org/a#:~:text=Yes%2C%20well%2Dknown%20%26%20true"
    )
    long = " ".join(f"word{number}" for number in range(60))
    assert original_url(page, long) == (
        "https://example.org/a#:~:text=word0%20word1%20word2%20word3%20word4%20word5,"
        "word54%20word55%20word56%20word57%20word58%20word59"
    )
    assert original_url("javascript:alert(1)", "words") == ""
    assert original_url("", "words") == ""


def test_names_of_records_in_addresses():
    assert public_name("a-0123") == "a-0123"
    assert public_name("../etc") != "../etc"
    assert public_name("x" * 81) == public_name("x" * 81) != public_name("x" * 82)


def test_spellings_of_a_name_share_a_page():
    assert name_slug("Sviatlana  Tsikhanoŭskaya") == name_slug("sviatlana tsikhanouskaya")
    assert name_slug("Владимир Путин") == "владимир-путин"
    assert name_slug("—") == ""
    assert name_slug("U.S. Embassy in Vilnius") == name_slug("US embassy in Vilnius")
    assert name_slug("Ana B. Ruiz") == "ana-b-ruiz"

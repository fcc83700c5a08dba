"""Figures with unit, thing counted, share and change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.figures.find import find_figures
from onrecord.statements.sentences import parse_article

from .articles import article_of


def _figures(text):
    article = article_of(text)
    return [
        (figure.span.of(article.text), figure)
        for block in parse_article(article)
        for sentence in block.sentences
        for figure in find_figures(sentence)
    ]


def _figure(text):
    found = _figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "counts"),
    [
        ("Belarus released 52 prisoners.", "52", 52, None, "prisoners"),
        ("Some left, but 14 political prisoners stayed.", "14", 14, None, "political prisoners"),
        ("It gave $3.2 billion in aid.", "$3.2 billion", 3.2e9, "USD", "aid"),
        ("The court set a fine of £52,000.", "£52,000", 52_000, "GBP", "fine"),
        ("They paid 9.99 Australian dollars.", "9.99 Australian dollars", 9.99, "AUD", None),
        (
            "The price of US$58.24 per barrel held.",
            "US$58.24 per barrel",
            58.24,
            "USD per barrel",
            "price",
        ),
        ("He got 15 years in prison.", "15 years", 15, "year", "prison sentence"),
        ("She was jailed for six years.", "six years", 6, "year", "prison sentence"),
        ("He was sent to prison for six years.", "six years", 6, "year", "prison sentence"),
        ("Ana Ruiz was sent abroad for six years.", "six years", 6, "year", "Ana Ruiz"),
        ("The 44-year-old driver left.", "44-year-old", 44, "year of age", "driver"),
        ("Ana Ruiz, 44, left.", "44", 44, "year of age", "Ana Ruiz"),
        ("One released prisoner refused to leave.", "One", 1, None, "released prisoner"),
        (
            "The number of political prisoners rose to 1,100.",
            "1,100",
            1100,
            None,
            "political prisoners",
        ),
        ("The death toll rose to 52.", "52", 52, None, "people killed"),
        ("The blast killed 12 people.", "12", 12, None, "people killed"),
        ("The number of injured has grown to 84.", "84", 84, None, "people injured"),
        ("The plane had a crew of four.", "four", 4, None, "crew"),
        ("The 62 on board had left.", "62", 62, None, "people on board"),
        ("The share of women rose to 40%.", "40%", 40, "percent", "women"),
    ],
)
def test_value_unit_and_thing_counted(text, words, value, unit, counts):
    found, figure = _figure(text)
    assert (found, figure.value, figure.unit, figure.counts) == (words, value, unit, counts)


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        (
            "It spent hundreds of millions of euros on bribes.",
            "hundreds of millions of euros", "EUR",
        ),
        ("They walked thousands of miles.", "thousands of miles", "mile"),
        ("It freed dozens of men.", "dozens", None),
    ],
)  # fmt: skip
def test_unit_of_a_vague_number_stands_behind_of(text, words, unit):
    found, figure = _figure(text)
    assert (found, figure.unit) == (words, unit)


@pytest.mark.parametrize(
    ("text", "change", "low", "high"),
    [
        ("It freed 40 men.", "=", 40, 40),
        ("It freed about 40 men.", "~", None, None),
        ("It freed at least 40 men.", ">", 40, None),
        ("It freed up to 40 men.", "<", None, 40),
        ("It freed 40 or more men.", ">", 40, None),
        ("Prices rose by 40%.", "up", 40, 40),
        ("Prices fell nearly 40 percent.", "down", 40, 40),
        ("It freed between 10 and 12 men.", "=", 10, 12),
        ("It freed 10-12 men.", "=", 10, 12),
        ("It freed dozens of men.", "~", 24, None),
    ],
)
def test_change_and_bounds(text, change, low, high):
    _, figure = _figure(text)
    assert (figure.change, figure.low, figure.high) == (change, low, high)


def test_share_names_the_whole_and_counts_nothing():
    words, figure = _figure("The release covers about 4% of all recognized political prisoners.")
    assert (words, figure.value, figure.unit) == ("4%", 4, "percent")
    assert (figure.share_of, figure.counts) == ("recognized political prisoners", None)


def test_fraction_is_a_share():
    _, figure = _figure("Two thirds of farmers agreed.")
    assert figure.value == pytest.approx(2 / 3)
    assert (figure.unit, figure.share_of) == (None, "farmers")


def test_from_one_value_to_another_is_two_figures_with_one_unit():
    found = _figures("The lift was raised from 13.5 to 14 mm.")
    assert [(figure.value, figure.unit) for _, figure in found] == [
        (13.5, "millimetre"),
        (14, "millimetre"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He was sentenced in 2021.",
        "They met on 11 September 2025 at 10:30 a.m.",
        "Arsenal won 2-1 at home.",
        "A Boeing 737 crashed.",
        "The court cited Article 19.",
        "She finished in 10th place.",
        "It is one of the best.",
        "The 1990s were hard.",
        "Resolution 2231 was adopted.",
        "The Group of Seven met in Rome.",
        "One man stayed at home.",
        "Police came to a house at 7100 Lindenhof because of the noise.",
        "The school at 1243 20th St. SW was closed.",
        "They met at 4301 W. Harbour Blvd. on Monday.",
        "The party was at 20582 southwest 119 Avenue.",
        "Shots were heard in the 600 and 700 blocks of North Street.",
        "Image 1 of 12 A detective looks at the house.",
        "The concert was a letdown: 3 / 5 stars.",
        "He had a .22 caliber handgun and a 9 mm pistol.",
        "Only the Merry Billions No. 18 sails under that flag.",
        "The lens RX J1131-1231 galaxy can be seen.",
        'She was shot at a "sweet sixteen" party.',
        "A Long March 4C rocket took off.",
        "The Luna 4 lander stood still.",
        "The new camera is for Pixel 2 owners.",
        "It acted with Zero Tolerance towards protesters.",
        "Vehicle two was a van.",
    ],
)
def test_no_figure(text):
    assert _figures(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The union spoke for 3 Supreme Court judges.", "Supreme Court judges"),
        ("In Minsk 52 Belarusians were freed.", "Belarusians"),
        ("Belarus Frees 52 Prisoners.", "Prisoners"),
        ("They stopped 12 New York trains.", "New York trains"),
        ("They bought 12 new trains.", "trains"),
        ("They robbed 12 first-class passengers.", "first-class passengers"),
        ("They stopped 12 New York City subway work trains.", "subway work trains"),
    ],
)
def test_name_beside_a_count_does_not_make_it_part_of_the_name(text, counts):
    assert _figure(text)[1].counts == counts


def test_age_of_those_counted_is_no_part_of_them():
    (_, boys), (_, age) = _figures("Police found two 11-year-old boys there.")
    assert (boys.value, boys.unit, boys.counts) == (2, None, "boys")
    assert (age.value, age.unit) == (11, "year of age")


def test_ages_in_a_list_of_names():
    found = _figures("He named the three children: Liana, 8; Mark Jr., 5; and Willow, 2.")
    assert [(figure.value, figure.unit) for _, figure in found] == [
        (3, None), (8, "year of age"), (5, "year of age"), (2, "year of age"),
    ]  # fmt: skip


def test_thousands_of_a_range_are_said_once():
    _, figure = _figure("About 5-6,000 people left the beach.")
    assert (figure.value, figure.low, figure.high) == (5500, 5000, 6000)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("She is a mother of three.", [None]),
        ("Of the two clubs one waited 108 years and Essen with 68.", ["clubs", None, None]),
        ("The driver took the corner at 40 mph.", ["driver"]),
    ],
)
def test_number_is_not_tied_to_what_stands_near(text, counts):
    assert [figure.counts for _, figure in _figures(text)] == counts


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.integers(0, 10**7))
def test_spans_are_the_words_in_any_text(noise, number):
    article = article_of(f"{noise} It freed {number} men; {noise}")
    for block in parse_article(article):
        for sentence in block.sentences:
            for figure in find_figures(sentence):
                assert (
                    sentence.span.start <= figure.span.start < figure.span.end <= sentence.span.end
                )
                assert any(
                    char.isalnum() or char in "½¼¾⅓⅔" for char in figure.span.of(article.text)
                )


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Aid groups said 14 of those released were foreigners.", ["foreigners"]),
        ("Six of them were Lithuanians.", ["Lithuanians"]),
        ("The army said 14 of those freed had left.", ["people released"]),
        ("Groups put the number of those still in prison at 1,100.", ["people in prison"]),
        ("The airline corrected the number of people aboard to 62.", ["people"]),
        ("They agreed to limit the job cuts at the yard to 1,800.", ["job cuts"]),
        ("The flight went on to 62 cities.", ["cities"]),
        ("The 101-seat parliament met.", ["seat"]),
        ("Fourteen prisoners were freed in June and 52 in September.", ["prisoners"] * 2),
        ("Some 900 people voted, about 300 of them abroad.", ["people"] * 2),
        ("The EU added 105 ships to its list, for a total of 444.", ["ships"] * 2),
        ("The party won 55 seats and the bloc 26.", ["seats"] * 2),
        ("They voted 99 percent in favour of a strike.", [None]),
        ("Turnout was about 52%.", ["turnout"]),
        ("In 2021, turnout was just over 48 percent.", ["turnout"]),
        ("The party stood at 42% and the bloc at 29%.", [None, None]),
    ],
)
def test_what_is_counted_where_the_number_stands_alone(text, counts):
    assert [figure.counts for _, figure in _figures(text)] == counts


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It covers 4% of those recognised as political prisoners.", "political prisoners"),
        ("It covers 4% of those detained.", "people detained"),
        ("That is twice the 24.2 per cent of the Green Party.", None),
    ],
)
def test_share_of_people_known_by_what_became_of_them(text, whole):
    assert [figure.share_of for _, figure in _figures(text)][-1] == whole


def test_percentage_that_says_a_fraction_exactly_has_its_whole():
    found = _figures("It took half of the vote: 50.2 per cent.")
    assert [figure.share_of for _, figure in found] == ["vote", "vote"]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("It was vetoed six times.", "six times", 6, "time"),
        ("The rally ended in half an hour.", "half an hour", 0.5, "hour"),
    ],
)
def test_occasions_and_halves_are_units(text, words, value, unit):
    found, figure = _figure(text)
    assert (found, figure.value, figure.unit) == (words, value, unit)


def test_over_some_years_tells_in_what_time():
    changes = [figure.change for _, figure in _figures("Pay rose 38% in total over four years.")]
    assert changes == ["up", "="]
    assert _figure("She waited for over four years.")[1].change == ">"


def test_a_number_with_the_article_is_exact():
    assert [f.change for _, f in _figures("It was higher than the 52 per cent of May.")] == ["="]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Nordbank shares rose 3% on Monday.", ["Nordbank shares"]),
        ("The ministry raised its key rate by 25 basis points.", ["key rate"]),
        ("The firm reported a 12% year-on-year increase in revenue.", ["revenue"]),
        ("Oil rose $1.20, or 2%, to $58.10 a barrel.", ["oil"] * 3),
        ("The lake, which is 12 km long, froze.", ["lake"]),
        ("The trial lasted six weeks.", ["trial"]),
        ("The mine closed three years ago.", [None]),
        ("Ana Ruiz will spend two months in custody.", ["Ana Ruiz"]),
        ("The strikers ask for a rise of 15 percent.", [None]),
        ("The council paid $2 million for the site.", ["council"]),
        ("She spent $2 million.", [None]),
        ("Shares up 3%", ["shares"]),
        ("The bank was down 3% at noon.", ["bank"]),
        ("The firm was hit by two days' delay.", ["delay"]),
        ("It built four- and five-seat cars.", ["seat", "seat"]),
        ("Output was 1,200 cars, up 2% from 1,100.", ["cars", "output", "cars"]),
        ("A 5% fine of $300 was set.", ["fine", "fine"]),
    ],
)
def test_what_is_measured_or_whom_it_is_told_of(text, counts):
    assert [figure.counts for _, figure in _figures(text)] == counts


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The index shed 3.2%, or 120 points.", ["down", "down"]),
        ("The wall is at least 6 feet (1.8 metres) high.", [">", ">"]),
        ("It employs no less than 50 men and no more than 9 women.", [">", "<"]),
        ("Women make up 60 percent of the staff.", ["="]),
        ("They raised $5 million.", ["="]),
        ("The yield climbed back up to 4 percent.", ["="]),
        ("In the past two years it grew by 300 jobs.", ["=", "up"]),
        ("It must not exceed, or be found not exceeding 5 km.", ["<"]),
        ("A sub-10 kg load.", ["<"]),
    ],
)
def test_change_of_words_around_the_number(text, changes):
    assert [figure.change for _, figure in _figures(text)] == changes


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("He stayed two and a half years.", 2.5, "year"),
        ("It cost two and a half million euros.", 2.5e6, "EUR"),
        ("A quarter of a million people fled.", 250_000, None),
        ("Sales grew tenfold.", 10, "time"),
        ("It was minus 20 degrees.", -20, "degree"),
        ("It sold for AUD1.5m.", 1.5e6, "AUD"),
        ("The scheme costs Rs 2 lakh crore.", 2e12, "INR"),
        ("One-eighth of the land is dry.", 0.125, None),
        ("The dose was 5 \u03bcg.", 5, "microgram"),
        ("The dose was 5 \u00b5g.", 5, "microgram"),
        ("Men aged 18 to 60 may not leave.", 39, "year of age"),
        ("Fines range from $5 to $10.", 7.5, "USD"),
        ("One of the prisoners refused.", 1, None),
    ],
)
def test_value_and_unit_of_words(text, value, unit):
    _, figure = _figure(text)
    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "The twenty-first century began.",
        "She runs Windows 10 and nothing else.",
        "They live at 10 Downing Street.",
        "It was 2018s best book.",
        "Read items 22,24,26 again.",
        "Reactor four is losing water.",
    ],
)
def test_numbers_that_count_nothing(text):
    assert [figure.value for _, figure in _figures(text) if (figure.value or 0) > 1e4] == []
    if "items" not in text:
        assert _figures(text) == []


def test_a_number_in_a_year_is_no_ratio():
    found = _figures("It opened 60 in 2018.")
    assert [figure.value for _, figure in found] == [60]


def test_half_with_an_article_is_a_share_of_the_noun():
    _, figure = _figure("More than half the voters stayed away.")
    assert (figure.value, figure.change, figure.share_of) == (0.5, ">", "voters")


@pytest.mark.parametrize(
    "text",
    [
        "Call (555) 010-0199 to help.",
        "Call 555-010-0199 to help.",
        "Call 555-TIPS (8477) to help.",
        "She was shot in the 1200 block of Elm Street.",
        "A neighbour called 911.",
        "The 911 call was released.",
        "The report was on FOX13.",
        "Temperatures fell into the lower 40s.",
        "The Standard & Poor's 500-stock index rose.",
    ],
)
def test_codes_are_no_figures(text):
    assert _figures(text) == []


@pytest.mark.parametrize(
    ("text", "change", "low", "high"),
    [
        ("Prices rose more than 3%.", ">", 3, None),
        ("They cut the price by up to £24.", "<", None, 24),
        ("Prices rose about 3%.", "up", 3, 3),
        ("Prices fell a record 3%.", "down", 3, 3),
        ("A rise of 14%-18% is expected.", "up", 14, 18),
        ("Support is three points higher than hers.", "=", 3, 3),
        ("The margin is plus or minus 4 points.", "=", 4, 4),
    ],
)
def test_the_limit_of_a_change_comes_before_its_way(text, change, low, high):
    _, figure = _figure(text)
    assert (figure.change, figure.low, figure.high) == (change, low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Both sisters, ages 6 and 11, were unhurt.", [6, 11]),
        ("When she was 12, they moved.", [12]),
        ("A boy younger than 12 was hurt.", [12]),
        ("Ana and Eva, both 21, were unhurt.", [21]),
        ("A man in his 40s was seen.", [44.5]),
        ("The victim is a woman of 71 who was found in her cellar.", [71]),
    ],
)
def test_ages_without_a_unit(text, values):
    found = [figure for _, figure in _figures(text)]
    assert [figure.value for figure in found] == values
    assert {figure.unit for figure in found} == {"year of age"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("A $5,000 reward is offered.", "USD"),
        ("They paid A $5,000 for it.", "AUD"),
        ("It cost 300 Romanian lei.", "RON"),
        ("It earned $5 million a year earlier.", "USD"),
        ("It earned $5 million a year.", "USD per year"),
        ("The tyre holds 32 psi.", "pound per square inch"),
    ],
)
def test_an_article_is_no_currency(text, unit):
    assert [figure.unit for _, figure in _figures(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The company had profit of $9 million, up from $5 million a year ago.", "profit"),
        ("The company had profit of $9 million compared with $5 million in 2016.", "profit"),
    ],
)
def test_what_is_compared_measures_the_same(text, counts):
    assert [figure.counts for _, figure in _figures(text)] == [counts, counts]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The attack left four wounded.", "people injured"),
        ("The attack left 14 dead.", "people killed"),
        ("The attack left 52 dead and wounded.", None),
        ("With 90% of the precincts reporting, she led.", None),
    ],
)
def test_a_number_counts_those_whose_state_follows(text, counts):
    assert _figure(text)[1].counts == counts


def test_a_number_behind_a_name_and_before_a_singular_is_of_the_name():
    assert _figures("Apollo 17 astronaut Harrison Schmitt stands next to the flag.") == []
    assert _figure("In Minsk 52 prisoners were freed.")[1].counts == "prisoners"


def test_a_number_alone_counts_what_it_is_said_to_be():
    text = "Four of them are Chinese and three are Turkish nationals."
    assert [figure.counts for _, figure in _figures(text)] == ["Chinese", "Turkish nationals"]


def test_peoples_keep_their_capital_where_a_sentence_opens():
    assert _figure("German exports rose to 52 million tonnes.")[1].counts == "German exports"


def test_how_a_level_compares_is_no_thing():
    figure = _figure("Bread has become 22 percent dearer in the country since spring.")[1]
    assert (figure.counts, figure.change) == ("Bread", "up")

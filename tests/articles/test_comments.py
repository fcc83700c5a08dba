"""Reader comments that neither a head nor the markup announces."""

import pytest

from onrecord.articles.read import read

PARAGRAPHS = [
    "The council of the river town met on Monday evening and agreed on a plan for the old "
    f"bridge, number {number} of those that have been closed since the flood of last spring."
    for number in range(4)
]
OPINION = "I have used this bridge for forty years and nobody ever asked me what I think of it."


def body_of(*lines: str) -> str:
    return read("\n\n".join(["Council agrees plan for old bridge", *PARAGRAPHS, *lines])).body


@pytest.mark.parametrize(
    "thread",
    [
        ["Ana says:", OPINION, "Tom Okafor says:", OPINION],
        ["Ana says 29 January 2018 at 06:29", OPINION, "Tom says 30 January 2018", OPINION],
        ["Ana 29 January 2018", OPINION, "Reply", "Tom 29 January 2018", OPINION, "Reply"],
        ["Ana 3 May 2024", OPINION, "Reply | Report", "Tom 3 May 2024", OPINION, "Log in to reply"],
    ],
)
def test_thread_is_no_part_of_the_body(thread):
    assert body_of(*thread) == "\n\n".join(PARAGRAPHS)


def test_one_such_line_opens_no_thread():
    assert body_of("The mayor says:", OPINION).endswith(OPINION)


def test_headlines_that_end_in_says_open_no_thread():
    lines = ["Bridge to open in May, the mayor says", "Ferry to run until June, the mayor says"]
    assert body_of(*lines, OPINION, OPINION).endswith(OPINION)


def test_times_inside_a_thread_stay_in_it():
    article = read(
        "\n\n".join(
            ["Council agrees plan for old bridge", *PARAGRAPHS, "Comments (1)", "Ana 2 hours ago"]
        )
    )
    assert [block.kind for block in article.blocks][-2:] == ["comments", "comments"]

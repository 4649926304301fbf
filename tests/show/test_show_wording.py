import pytest

from onrecord.show.wording import amount, count, day, interval, number


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2023-02-08", "2023-02-08", "8 February 2023"),
        ("2023-02-01", "2023-02-28", "February 2023"),
        ("2024-02-01", "2024-02-28", "1\u201328 February 2024"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("1990-01-01", "1999-12-31", "1990\u20131999"),
        ("2023-02-06", "2023-02-12", "6\u201312 February 2023"),
        ("2023-02-27", "2023-03-05", "27 February \u2013 5 March 2023"),
        ("2023-12-30", "2024-01-02", "30 December 2023 \u2013 2 January 2024"),
        ("2023-04-01", "2023-06-30", "April\u2013June 2023"),
        ("2022-01-01", None, "from 1 January 2022"),
        (None, "2022-01-01", "until 1 January 2022"),
        (None, None, ""),
        ("nonsense", "", ""),
    ],
)
def test_an_interval_in_words(earliest, latest, said):
    assert interval(earliest, latest) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (44.2e9, "44.2 billion"),
        (1e6, "1 million"),
        (999_999.0, "999,999"),
        (5000.0, "5,000"),
        (0.5, "0.5"),
        (0.0, "0"),
        (-2.5, "-2.5"),
        (0.0000001, "1e-07"),
        (1.5e12, "1.5 trillion"),
    ],
)
def test_a_number_in_words(value, said):
    assert number(value) == said


@pytest.mark.parametrize(
    ("values", "currency", "unit", "said"),
    [
        ((44.2e9, None, None), "USD", "", "USD 44.2 billion"),
        ((1.5e6, None, None), "EUR", "per week", "EUR 1.5 million per week"),
        ((70.0, None, None), "", "percent", "70%"),
        ((2.0, None, None), "", "percent of GDP", "2% of GDP"),
        ((None, 2.0, 3.0), "", "percent", "2\u20133%"),
        ((None, 24.0, None), "", "people", "\u2265 24 people"),
        ((None, None, 24.0), "", "", "\u2264 24"),
        ((None, None, None), "EUR", "", ""),
    ],
)
def test_an_amount_in_words(values, currency, unit, said):
    assert amount(values, currency, unit) == said


def test_a_count_with_its_noun():
    assert [count(0, "reply", "replies"), count(1, "report"), count(2000, "report")] == [
        "0 replies",
        "1 report",
        "2,000 reports",
    ]


def test_a_day_is_read_from_the_head_of_a_time():
    assert str(day("2024-06-03T10:00:00Z")) == "2024-06-03"
    assert day("2024-13-03") is None

"""Finds expressions of time and says what they mean (TIMEX3), against the report's own date and nothing
else.

What a `DateFound` holds, for those who read it:

- `type` and `value` are TIMEX3. `earliest` and `latest` are the days meant, inclusive; both None where no
  day can be named. `mod` is START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS or
  EQUAL_OR_MORE.
- In a report whose date is unknown nothing is guessed: the value keeps what the words say, and no days.
  "Wednesday" is `XXXX-WXX-3`, "14 March" `XXXX-03-14`, "March" `XXXX-03`, "the 14th" `XXXX-XX-14`, "last
  week" `XXXX-WXX`, "last year" `XXXX`, "tomorrow" `XXXX-XX-XX`, "this morning" `XXXX-XX-XXTMO`, "today"
  `PRESENT_REF`. The words in `span` and the rule's id say the rest ("last", "next"). The same values
  stand, with days, where the report's date is an interval and its two ends disagree.
- A range whose ends are dates in words ("from March to May") is two expressions, as in TIMEX3: each has
  its own value, and both have the days of the whole range. A range that cannot be cut ("Nov. 28-29") is
  one, its value `2022-11-28/2022-11-29`.
- `anchor` is the day or days that a value was counted from: publication, the date last mentioned ("a day
  later"), the date that the words name themselves ("two weeks before Christmas"), or, inside a quotation,
  when it was said.
"""

from onrecord.extract.dates.finding import find_dates

__all__ = ["find_dates"]

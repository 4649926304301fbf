"""The same actor over reports, lines that an outlet repeats; the order of reports changes nothing."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reconcile import links
from onrecord.reconcile.same_actor import name_words, person_words
from onrecord.shapes import ActorMember, ActorSeen, PassagePrint, public_id


def seen(name, report="a.txt", kind="person", **more):
    position = more.pop("position", 0)
    id_ = public_id(report, "actors", name, str(position))
    rest = {"aliases": (), "code": None, "known": None, "published": None} | more
    return ActorSeen(ActorMember(report, position), id_, name, kind, **rest)


def printed(text, report, outlet="The Daily Lantern", start=0, furniture=False):
    return PassagePrint(report, outlet, start, start + len(text), text, furniture)


def groups(*actors):
    """The reports' names, joined, as sets."""
    joined = links(actors, ()).actors
    names = {actor.member: actor.name for actor in actors}
    return sorted(sorted(names[member] for member in actor.members) for actor in joined)


JOINED = [
    (seen("José Álvarez"), seen("Jose Alvarez", "b.txt")),
    (seen("Mr. Jose ALVAREZ"), seen("Jose Alvarez", "b.txt")),
    (seen("Foreign Minister Marit Vanderholt"), seen("Marit Vanderholt", "b.txt")),
    (seen("Joseph R. Varga"), seen("Joseph Varga", "b.txt")),
    (seen("Anne-Marie Løken"), seen("Anne Marie Loken", "b.txt")),
    (seen("Peter O’Hara"), seen("Peter O'Hara Jr.", "b.txt")),
    (seen("The Northern Compact", kind="organisation"), seen("Northern Compact", "b.txt", "organisation")),
    (seen("America", kind="state", known="USA"), seen("United States", "b.txt", "state", known="USA")),
    (
        seen("NC", kind="organisation", known="nc"),
        seen("Northern Compact", "b.txt", "organisation", known="nc"),
    ),
]
APART = [
    (seen("Smith"), seen("Smith", "b.txt")),  # two people, for all that one can tell
    (seen("Smith"), seen("Anna Smith", "b.txt")),
    (seen("President Smith"), seen("President Smith", "b.txt")),
    (seen("Anna Smith"), seen("Anna Smithe", "b.txt")),
    (seen("Anna Smith"), seen("Anna Smith", "b.txt", "organisation")),
    (seen("NC", kind="organisation"), seen("Northern Compact", "b.txt", "organisation")),
    (seen("General Motors", kind="organisation"), seen("Motors", "b.txt", "organisation")),
    (seen("Georgia", kind="state", known="GEO"), seen("Georgia", "b.txt", "place", known="USA-GA")),
    (seen("…", kind="organisation"), seen("—", "b.txt", "organisation")),
]


@pytest.mark.parametrize("pair", JOINED)
def test_the_same_actor_is_joined(pair):
    assert len(groups(*pair)) == 1


@pytest.mark.parametrize("pair", APART)
def test_what_may_be_two_stays_apart(pair):
    assert len(groups(*pair)) == 2


def test_the_id_is_that_of_the_earliest_member():
    late = seen("Anna Berg", "a.txt", published="2024-02-01")
    early = seen("Anna Berg", "b.txt", published="2024-01-01")
    undated = seen("Anna Berg", "0.txt")
    (actor,) = links((late, undated, early), ()).actors
    assert actor.id == early.id
    assert [member.article_id for member in actor.members] == ["b.txt", "a.txt", "0.txt"]


def test_the_name_is_the_most_frequent_and_the_others_are_aliases():
    actors = (
        seen("Jose Alvarez", "a"),
        seen("José Álvarez", "b", aliases=("Álvarez",)),
        seen("José Álvarez", "c"),
    )
    (actor,) = links(actors, ()).actors
    assert actor.name == "José Álvarez"
    assert actor.aliases == ("Jose Alvarez", "Álvarez")


def test_names_are_compared_without_what_varies():
    assert person_words("Gen. Łukasz J. Kowalski-Nowak") == ("lukasz", "kowalski", "nowak")
    assert person_words("J. K. Moreau") == ("j", "moreau")
    assert person_words("President") == ("president",)
    assert name_words("The Côte-d'Or Council") == ("cote", "dor", "council")
    assert name_words("The") == ("the",)
    assert name_words("") == ()


LINE = "Follow us for the day’s most important stories"


def lines_found(*prints):
    return [(article_id, line.span.text, line.rule) for article_id, line in links((), prints).furniture]


def test_a_line_of_three_reports_of_an_outlet_is_furniture():
    prints = [printed(LINE, report) for report in ("c", "a", "b")]
    assert lines_found(*prints) == [(report, LINE, "furniture.repeated-line") for report in "abc"]


def test_spaces_and_the_outlets_case_do_not_matter():
    prints = [
        printed(LINE, "a"),
        printed(LINE.replace(" us", "  us"), "b"),
        printed(LINE, "c", "the daily lantern"),
    ]
    assert len(lines_found(*prints)) == 3


@pytest.mark.parametrize(
    "prints",
    [
        [printed(LINE, report) for report in "ab"],
        [printed(LINE, "a", start=start) for start in (0, 100, 200)],  # one report says it three times
        [printed(LINE, report, outlet) for report, outlet in zip("abc", "xyz", strict=True)],
        [printed(LINE, report, "") for report in "abc"],
        [printed(LINE, report, furniture=True) for report in "abc"],
        [printed("“We will not yield,” she said.", report) for report in "abc"],
        [printed("– We will not yield.", report) for report in "abc"],
        [printed("Background of the talks, told again. " * 8, report) for report in "abc"],
        [printed("  ", report) for report in "abc"],
    ],
)
def test_what_is_no_repeated_line_is_left_alone(prints):
    assert lines_found(*prints) == []


NAMES = (
    "Anna Berg",
    "anna BERG",
    "Dr Anna Berg",
    "Berg",
    "Northern Compact",
    "The Northern Compact",
    "",
    "…",
    "A. B.",
)


@settings(deadline=None)
@given(data=st.data())
def test_the_order_changes_nothing(data):
    actor = st.builds(
        seen,
        st.sampled_from(NAMES),
        st.sampled_from("abcd"),
        st.sampled_from(["person", "organisation"]),
        known=st.sampled_from([None, None, "k1"]),
        code=st.sampled_from([None, "X", "Y"]),
        published=st.sampled_from([None, "2024-01-01", "2024-01-02"]),
        position=st.integers(0, 50),
    )
    actors = data.draw(st.lists(actor, max_size=12, unique_by=lambda a: a.member))
    prints = data.draw(
        st.lists(
            st.builds(
                printed,
                st.sampled_from([LINE, "Read more", "–", "“x”"]),
                st.sampled_from("abcde"),
                st.sampled_from(["L", "l", "M"]),
                st.integers(0, 90),
            ),
            max_size=12,
        )
    )
    found = links(actors, prints)
    again = links(data.draw(st.permutations(actors)), data.draw(st.permutations(prints)))
    assert found == again
    assert sorted(m.article_id for a in found.actors for m in a.members) == sorted(
        a.member.article_id for a in actors
    )


@given(name=st.text(max_size=40))
def test_any_name_is_compared(name):
    assert person_words(name) is not None
    (actor,) = links((seen(name),), ()).actors
    assert actor.name == name


def test_links_travel_between_processes():
    found = links((seen("Anna Berg"),), [printed(LINE, report) for report in "abc"])
    assert pickle.loads(pickle.dumps(found)) == found

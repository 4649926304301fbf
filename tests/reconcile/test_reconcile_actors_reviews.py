"""Spellings of one person join over reports; what people said of actors is replayed."""

from onrecord.reconcile import links
from onrecord.shapes import ActorMember, ActorSeen, Review, public_id


def seen(name, report="a.txt", known=None, published=None):
    return ActorSeen(
        ActorMember(report, 0), public_id(report, "actors", name), name, "person", (), None, known, published
    )


def review(what, old, value, time="T1"):
    return Review(what + time, "a.txt", what, "", "", "", old, value, "tester", time, "")


def joined(actors, *reviews):
    made = links(actors, (), reviews).actors
    by_member = {actor.member.article_id: actor.name for actor in actors}
    return sorted((actor.name, sorted(by_member[m.article_id] for m in actor.members)) for actor in made)


def test_spellings_of_one_name_join():
    for one, other in (
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Mr Andriy Melnyk", "Andrii Melnyk"),
    ):
        assert len(joined([seen(one), seen(other, "b.txt")])) == 1


def test_people_of_one_surname_stay_apart():
    assert len(joined([seen("Anna Berg"), seen("Paul Berg", "b.txt"), seen("Berg", "c.txt")])) == 3


def test_a_known_person_joins_a_report_that_only_has_the_name():
    known = seen("Lloyd Austin", known="person:lloyd-austin")
    made = links([known, seen("Lloyd Austin", "b.txt")], ()).actors
    assert len(made) == 1
    assert made[0].known == "person:lloyd-austin"
    assert "defence-secretary" in {office.title for office in made[0].offices}


def test_a_name_that_two_known_people_bear_joins_neither():
    one = seen("Park Jin", known="person:park-jin")
    other = seen("Park Jin", "b.txt", known="person:park-jin-the-other")
    assert len(joined([one, other, seen("Park Jin", "c.txt")])) == 3


def test_a_merge_makes_one_of_two_and_keeps_the_ids():
    kim, dahl = seen("Kim Holm"), seen("Kimberly Dahl", "b.txt")
    assert joined([kim, dahl], review("merge", kim.id, dahl.id)) == [
        ("Kimberly Dahl", ["Kim Holm", "Kimberly Dahl"])
    ]


def test_a_split_takes_one_report_out():
    first, second = seen("Anna Berg"), seen("Anna Berg", "b.txt")
    assert len(joined([first, second])) == 1
    assert len(joined([first, second], review("split", first.id, second.id))) == 2


def test_a_split_of_the_only_member_changes_nothing():
    only = seen("Anna Berg")
    assert len(joined([only], review("split", only.id, only.id))) == 1


def test_a_rename_keeps_the_former_name_as_an_alias():
    one = seen("A. Berg")
    (actor,) = links([one], (), [review("rename", one.id, "Anna Berg-Lund")]).actors
    assert actor.name == "Anna Berg-Lund"
    assert "A. Berg" in actor.aliases
    assert actor.id == one.id


def test_reviews_are_replayed_in_their_order():
    one, other = seen("Anna Berg"), seen("Anna Berg", "b.txt")
    split, merge = review("split", one.id, other.id), review("merge", other.id, one.id, "T2")
    assert len(joined([one, other], split, merge)) == 1


def test_a_review_whose_members_are_gone_is_left_aside():
    assert len(joined([seen("Anna Berg")], review("merge", "gone", "gone-too"))) == 1

"""`onrecord actors`: a list, and merges, splits and names kept as reviews."""

from show_call import call, lines

from onrecord.store import Record


def actors(where):
    with Record.open(where) as record:
        return list(record.rows("actors"))


def reviews(where):
    with Record.open(where) as record:
        return record.reviews()


def test_the_list_has_every_actor_and_can_be_narrowed(pile):
    rows = actors(pile)
    assert len(lines(call("actors", "list", "-r", pile))) == len(rows)
    name = rows[0]["name"]
    assert all(
        rows[0]["id"] in line for line in lines(call("actors", "list", name, "-r", pile)) if name in line
    )
    assert lines(call("actors", "list", "no such name", "-r", pile)) == ["no actor has that name"]


def test_a_merge_is_kept_with_both_ids(pile, rereads):
    one, other = actors(pile)[:2]
    result = call(
        "actors", "merge", one["id"], other["id"], "-r", pile, "--reason", "the same", "--time", "T"
    )
    assert result.exit_code == 0, result.output
    (review,) = reviews(pile)
    assert (review.what, review.old, review.value, review.reason) == (
        "merge",
        one["id"],
        other["id"],
        "the same",
    )
    assert rereads == [review.article_id]


def test_an_actor_is_not_merged_with_itself(pile, rereads):
    one = actors(pile)[0]
    result = call("actors", "merge", one["id"], one["id"], "-r", pile)
    assert result.exit_code == 2
    assert not reviews(pile)
    assert not rereads


def test_a_rename_is_kept(pile, rereads):
    one = actors(pile)[0]
    assert call("actors", "rename", one["id"], "Another Name", "-r", pile, "--time", "T").exit_code == 0
    (review,) = reviews(pile)
    assert (review.what, review.words, review.value) == ("rename", one["name"], "Another Name")
    assert rereads


def test_a_split_needs_a_report_that_names_the_actor_beside_others(pile, rereads):
    alone = next(row for row in actors(pile) if len(row["members"]) == 1)
    result = call("actors", "split", alone["id"], alone["members"][0]["article_id"], "-r", pile)
    assert result.exit_code == 2
    assert not reviews(pile)
    assert not rereads


def test_an_unknown_actor_is_said_to_be_unknown(pile):
    result = call("actors", "rename", "nobody of that name", "X", "-r", pile)
    assert result.exit_code == 2
    assert "onrecord actors list" in result.output

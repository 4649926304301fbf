"""Blocks hold all that belongs together: no pair that the judgement joins lies in two of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reconcile.utterances.blocking import blocks_of
from onrecord.reconcile.utterances.index import packed, unpacked
from onrecord.reconcile.utterances.matching import judged, pairs_of
from onrecord.reconcile.utterances.said import Said, Speaker, _weights, denies
from onrecord.shapes import key_of, public_id

WORDS = """
    we will not they would send deliver howitzers Vilnius corridor ammunition 40 14 pilots before summer
    ceasefire observers sanctions tanker pipeline grain Brandvold ministry talks harbour frigate treaty
    """.split()  # noqa: SIM905 (a word list is read as words)
SPEAKERS = (
    None,
    Speaker("0" * 12, "person", ("marit", "vanderholt")),
    Speaker("1" * 12, "person", ("brandvold",)),
    Speaker("2" * 12, "organisation", ("defence", "ministry")),
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=24).map(" ".join)


@st.composite
def reports(draw: st.DrawFn) -> list[tuple[str, list[Said]]]:
    """A few reports of statements, of which many are pieces or variants of a few texts."""
    pool = draw(st.lists(TEXTS, min_size=1, max_size=4))
    found = []
    for number in range(draw(st.integers(1, 5))):
        article_id, said = f"r{number}", []
        for at in range(draw(st.integers(0, 4))):
            text = draw(st.sampled_from(pool))
            words = text.split()
            first = draw(st.integers(0, max(0, len(words) // 3)))
            text = " ".join(words[first:]) if draw(st.booleans()) else text
            weights = _weights(text)
            if not weights:
                continue
            day = draw(st.none() | st.integers(738_000, 738_080))
            said.append(
                Said(
                    public_id(article_id, "statements", str(at)),
                    article_id,
                    1000 * at,
                    1000 * at + len(text),
                    draw(st.sampled_from(["direct", "indirect", "mixed"])),
                    False,
                    draw(st.sampled_from(SPEAKERS)),
                    None if day is None else (day, day + draw(st.integers(0, 3))),
                    weights,
                    frozenset(word for word in weights if word[0] == "#"),
                    any(map(denies, text.split())),
                    False,
                    text,
                )
            )
        found.append((article_id, said))
    return found


@given(reports(), st.booleans())
def test_what_is_judged_one_stands_in_one_block(given_reports, one_story):
    index = unpacked((article_id, packed(said)) for article_id, said in given_reports)
    everyone = sorted(
        (one for _, said in given_reports for one in said),
        key=lambda one: (10**7 if one.days is None else one.days[0], one.article_id, one.start),
    )
    together = {article_id: frozenset(["s"] if one_story else []) for article_id, _ in given_reports}
    found = blocks_of(index, [[0] if one_story else [] for _ in given_reports], ())
    block = {id_: n for n, rows in enumerate(found) for id_ in index.rows["id"][rows].tolist()}
    for _, a, b in pairs_of(everyone, together, {}):
        one, other = (block.get(key_of(everyone[at].id)) for at in (a, b))
        assert one is not None
        assert one == other, (everyone[a], everyone[b], judged(everyone[a], everyone[b], one_story))


@given(reports())
def test_blocks_do_not_hang_on_the_order_of_statements(given_reports):
    def blocks(found):
        index = unpacked((article_id, packed(said)) for article_id, said in found)
        of = blocks_of(index, [[0] for _ in found], ())
        return {frozenset(index.rows["id"][rows].tolist()) for rows in of}

    assert blocks(given_reports) == blocks([(id_, said[::-1]) for id_, said in given_reports])


def test_no_statement_at_all_is_no_block():
    index = unpacked([("a", packed([]))])
    assert blocks_of(index, [[]], ()) == []
    assert blocks_of(unpacked([]), [], ()) == []

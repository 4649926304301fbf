"""Frames of events: complete, with permanent ids, and each with sentences that show it."""

import re

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge import events, load

FRAMES = events.frames()


def test_every_type_of_plover_has_frames():
    assert {frame.type for frame in FRAMES} == set(events.TYPES)


def test_there_are_several_hundred_verbs_and_nouns():
    verbs = {verb for frame in FRAMES for verb in frame.verbs}
    nouns = {noun for frame in FRAMES for noun in frame.nouns}
    assert len(verbs) >= 600
    assert len(nouns) >= 150


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_a_frame_is_in_order(frame):
    assert re.fullmatch(r"event\.[a-z]+\.[a-z-]+", frame.id)
    assert frame.examples
    assert frame.counter_examples
    assert frame.cameo is None or re.fullmatch(r"\d{3,4}", frame.cameo)
    assert frame.of in ("recipient", "actor", "nothing")
    assert frame.whose in ("actor", "recipient")


def test_a_word_is_found_under_its_head():
    assert any(needs == ("on",) for _, needs in events.by_word("verbs")["call"])
    assert any(needs == ("general",) for _, needs in events.by_word("nouns")["strike"])


def test_a_frame_of_an_unknown_type_is_refused(monkeypatch):
    entries = [{"id": "event.x.y", "type": "MEET", "verbs": ["meet"]}]
    read = load.document
    monkeypatch.setattr(load, "document", lambda name: entries if name == "event_verbs.yaml" else read(name))
    events.frames.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="none of PLOVER's types"):
            events.frames()
    finally:
        events.frames.cache_clear()


def test_bodies_have_sectors():
    assert events.body_sectors()["body:NATO"] == "IGO"

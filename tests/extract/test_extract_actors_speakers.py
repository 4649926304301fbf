"""Who a source phrase names and whom a pronoun means, on Docs built by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from onrecord.extract.actors import find_actors, find_antecedent, speaker_actor
from onrecord.shapes import Article, Passage, Published, Span
from onrecord.shapes.attribution import Attribution

VOCAB = spacy.blank("en").vocab


def parsed(lines):
    """A Doc of lines such as "Ann:NNP:nsubj:1 left:VBD:ROOT:1", a sentence each; heads count inside it.

    "/" alone stands for a paragraph break.
    """
    words, spaces, tags, deps, heads, starts = [], [], [], [], [], []
    for line in lines:
        base = len(words)
        if line == "/":
            words, spaces = [*words, "\n\n"], [*spaces, False]
            tags, deps, heads, starts = [*tags, "_SP"], [*deps, ""], [*heads, base], [*starts, False]
            spaces[base - 1] = False
            continue
        for number, item in enumerate(line.split()):
            word, tag, dep, head = item.rsplit(":", 3)
            words.append(word)
            spaces.append(True)
            tags.append(tag)
            deps.append(dep)
            heads.append(base + int(head))
            starts.append(number == 0)
    pos = ["VERB" if t.startswith("VB") else "NOUN" if t in ("NN", "NNS") else "PROPN" for t in tags]
    lemmas = [word.lower().removesuffix("ed") for word in words]
    given = {"tags": tags, "deps": deps, "heads": heads, "sent_starts": starts, "pos": pos, "lemmas": lemmas}
    return Doc(VOCAB, words=words, spaces=spaces, **given)


def read(doc):
    text, passages, at = doc.text, [], 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(Span.cut(text, at, at + len(line)), "en", False))
        at += len(line) + 1
    nothing = (None, None, None, None, Published(), None, None, ())
    report = Article("a", "a", "text", "", "", text, text, "en", *nothing, tuple(passages))
    return find_actors(report, doc)


def flat(text, said="said"):
    """A Doc of a source phrase followed by a verb: every word hangs on its last, the last on the verb."""
    words = [*text.split(), said]
    tags = [tag_of(word) for word in words[:-1]] + ["VBD"]
    last = len(words) - 2
    heads = [last] * last + [last + 1, last + 1]
    deps = ["compound"] * last + ["nsubj", "ROOT"]
    starts = [True] + [False] * (len(words) - 1)
    pos = ["VERB" if t == "VBD" else "NOUN" for t in tags]
    return Doc(VOCAB, words=words, tags=tags, heads=heads, deps=deps, sent_starts=starts, pos=pos)


def tag_of(word):
    if word in ("of", "for", "from", "by"):
        return "IN"
    if word in ("the", "a", "The", "A", "some", "Some"):
        return "DT"
    if word in ("’s", "'s"):
        return "POS"
    if word == ",":
        return ","
    if word in ("who",):
        return "WP"
    return "NNP" if word[0].isupper() else "NN"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("NATO Secretary General Ole Berg", "Ole Berg"),
        ("The French president , Luc Petit ,", "Luc Petit"),
        ("DW ’s Washington correspondent Carla Reyes", "Carla Reyes"),
        ("Assistant Secretary of State for African Affairs Tom Reed", "Tom Reed"),
        ("Senator Ann Lee of Texas", "Ann Lee"),
        ("Senator Ann Lee , a lawyer for President Luc Petit ,", "Ann Lee"),
        ("Minister Tom Reed ’s", "Tom Reed"),
        ("the State Department", "State Department"),
        ("a memo by the U.S. Department of State", "State Department"),
        ("a NATO statement", "NATO"),
        ("China", "China"),
        ("the Kremlin", "Russia"),
        ("Beijing", "China"),
    ],
)
def test_a_phrase_names_the_one_who_heads_it(phrase, name):
    doc = flat(phrase)
    actors, mentions = read(doc)
    actor, shown = speaker_actor(doc, 0, len(doc) - 1, actors, mentions)
    assert shown == name
    assert actor is None or actors[actor].name == name


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Some Western nations", "Some Western nations"),
        ("a spokesman for President Luc Petit", "spokesman for President Luc Petit"),
        ("President Luc Petit ’s spokesman", "President Luc Petit ’s spokesman"),
        ("Chinese officials", "Chinese officials"),
        ("the prime minister of neighboring Albania", "prime minister of neighboring Albania"),
        ("The Chinese and Russian foreign ministers", "Chinese and Russian foreign ministers"),
        ("a senator , who knows President Luc Petit ,", "senator"),
        ("NATO members", "NATO members"),
    ],
)
def test_a_group_or_an_unknown_source_stays_what_it_is_called(phrase, words):
    doc = flat(phrase)
    actors, mentions = read(doc)
    actor, shown = speaker_actor(doc, 0, len(doc) - 1, actors, mentions)
    assert actor is None
    assert shown == words


MET = (
    "President:NNP:compound:2 Anna:NNP:compound:2 Brandt:NNP:nsubj:3 met:VBD:ROOT:3 "
    "Minister:NNP:compound:6 Carl:NNP:compound:6 Weber:NNP:obj:3 .:.:punct:3"
)
SAID = "{}:PRP:nsubj:1 said:VBD:ROOT:1 no:UH:obj:1 .:.:punct:1"


@pytest.mark.parametrize(("pronoun", "name"), [("She", "Anna Brandt"), ("He", "Carl Weber")])
def test_a_pronoun_takes_the_person_of_its_gender(pronoun, name):
    doc = parsed([MET, SAID.format(pronoun)])
    actors, mentions = read(doc)
    found = find_antecedent(doc, 8, actors, mentions)
    assert found is not None
    assert actors[found].name == name


def test_a_pronoun_takes_the_subject_before_an_object():
    met = MET.replace("Anna", "Uwe")
    doc = parsed([met, SAID.format("He")])
    actors, mentions = read(doc)
    assert actors[find_antecedent(doc, 8, actors, mentions)].name == "Uwe Brandt"


def test_a_pronoun_follows_the_pronoun_before_it():
    doc = parsed([MET, SAID.format("She"), SAID.format("She")])
    doc.user_data["attributions"] = (Attribution((8, 9), (9, 10), ((10, 11),), 1.0),)
    actors, mentions = read(doc)
    assert actors[find_antecedent(doc, 12, actors, mentions)].name == "Anna Brandt"


def test_a_name_inside_what_is_said_is_not_who_says_it():
    said = (
        "President:NNP:compound:2 Carl:NNP:compound:2 Weber:NNP:nsubj:3 lied:VBD:ccomp:6 "
        ",:,:punct:6 he:PRP:nsubj:6 said:VBD:ROOT:6 .:.:punct:6"
    )
    doc = parsed([said])
    doc.user_data["attributions"] = (Attribution((5, 6), (6, 7), ((0, 4),), 1.0),)
    actors, mentions = read(doc)
    assert find_antecedent(doc, 5, actors, mentions) is None


def test_two_people_in_one_sentence_without_a_subject_leave_the_pronoun_open():
    photo = (
        "Photos:NNS:nsubj:1 showed:VBD:ROOT:1 President:NNP:compound:4 Uwe:NNP:compound:4 "
        "Brandt:NNP:obj:1 and:CC:cc:8 Minister:NNP:compound:8 Carl:NNP:compound:8 "
        "Weber:NNP:conj:4 .:.:punct:1"
    )
    doc = parsed([photo, SAID.format("He")])
    actors, mentions = read(doc)
    assert find_antecedent(doc, 10, actors, mentions) is None


def test_a_name_that_two_people_bear_is_not_skipped_over():
    other = "Minister:NNP:compound:2 Uwe:NNP:compound:2 Brandt:NNP:nsubj:3 left:VBD:ROOT:3 .:.:punct:3"
    short = "Brandt:NNP:nsubj:1 spoke:VBD:ROOT:1 .:.:punct:1"
    third = MET.replace("Anna Brandt", "Ole Berg")
    doc = parsed([other, other.replace("Uwe", "Jan"), third, short, SAID.format("He")])
    actors, mentions = read(doc)
    pronoun = next(token.i for token in doc if token.text == "He")
    assert find_antecedent(doc, pronoun, actors, mentions) is None


def test_it_is_the_state_that_was_the_subject():
    china = "China:NNP:nsubj:1 protested:VBD:ROOT:1 .:.:punct:1"
    doc = parsed([china, SAID.format("It")])
    actors, mentions = read(doc)
    assert actors[find_antecedent(doc, 3, actors, mentions)].name == "China"


def test_an_unresolved_pronoun_has_no_name():
    doc = parsed([SAID.format("He")])
    actors, mentions = read(doc)
    assert speaker_actor(doc, 0, 1, actors, mentions) == (None, "")


def test_a_quotation_paragraph_in_between_does_not_hide_the_speaker():
    opening = "–:NFP:punct:2 We:PRP:nsubj:2 stand:VBP:ROOT:2 .:.:punct:2"
    more = ["We:PRP:nsubj:1 stand:VBP:ROOT:1 .:.:punct:1"] * 8
    doc = parsed([MET, "/", opening, *more, "/", SAID.format("She")])
    actors, mentions = read(doc)
    pronoun = next(token.i for token in doc if token.text == "She")
    assert actors[find_antecedent(doc, pronoun, actors, mentions)].name == "Anna Brandt"


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("Beijing:NNP:nsubj:1 warned:VBD:ROOT:1 them:PRP:obj:1 .:.:punct:1", "epithet"),
        ("They:PRP:nsubj:1 warned:VBD:ROOT:1 Beijing:NNP:obj:1 .:.:punct:1", "epithet"),
        ("They:PRP:nsubj:1 traveled:VBD:ROOT:1 to:IN:case:3 Beijing:NNP:obl:1 .:.:punct:1", "name"),
        ("They:PRP:nsubj:1 met:VBD:ROOT:1 in:IN:case:3 Beijing:NNP:obl:1 .:.:punct:1", "name"),
        ("They:PRP:nsubj:1 visited:VBD:ROOT:1 Beijing:NNP:obj:1 .:.:punct:1", "name"),
        ("Beijing:NNP:nmod:2 ’s:POS:case:0 suburbs:NNS:nsubj:3 grew:VBD:ROOT:3 .:.:punct:3", "name"),
        ("Beijing:NNP:nmod:2 ’s:POS:case:0 refusal:NN:nsubj:3 hurt:VBD:ROOT:3 .:.:punct:3", "epithet"),
    ],
)
def test_a_capital_acts_or_is_a_place(line, how):
    doc = parsed([line])
    actors, mentions = read(doc)
    found = [m for m in mentions if m.span.text == "Beijing"]
    assert [m.how for m in found] == [how]
    assert actors[found[0].actor].name == ("China" if how == "epithet" else "Beijing")

"""Names without the language model: knowledge, titles and given names alone, on a tokenized text."""

import pickle

import pytest
import spacy

from onrecord.extract.actors import find_actors
from onrecord.knowledge import actors as knowledge
from onrecord.knowledge import load
from onrecord.shapes import Article, Passage, Published, Span

NLP = spacy.blank("en")
STATES = {code: entry for name in load.names("states") for code, entry in load.document(name).items()}


def article(text, furniture=()):
    passages, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            span = Span.cut(text, at, at + len(line))
            passages.append(Passage(span, "en", number in furniture))
        at += len(line) + 1
    nothing = (None, None, None, None, Published(), None, None, ())
    return Article("a", "a", "text", "", "", text, text, "en", *nothing, tuple(passages))


def read(text, furniture=()):
    """(words, name of the actor, how) of each mention."""
    report = article(text, furniture)
    actors, mentions = find_actors(report, NLP(text))
    return [(m.span.text, None if m.actor is None else actors[m.actor].name, m.how) for m in mentions]


def names(text):
    return [name for _, name, _ in read(text)]


@pytest.mark.parametrize("code", sorted(STATES))
def test_every_state_is_found_by_name_and_adjective(code):
    entry = STATES[code]
    adjective = knowledge._many(entry["adjective"])[0]
    text = f"Officials in {entry['name']} spoke. Tbilisi heard it. The {adjective} minister left."
    report = article(text)
    actors, mentions = find_actors(report, NLP(text))
    found = [actors[m.actor].code for m in mentions if m.actor is not None and m.kind == "state"]
    assert found.count(code) >= 2


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The US said so.", "US", "United States"),
        ("The U.S. said so.", "U.S.", "United States"),
        ("America’s allies left.", "America", "United States"),
        ("Britain and the UK", "UK", "United Kingdom"),
        ("UKRAINE: WAR GOES ON", "UKRAINE", "Ukraine"),
        ("US-led talks began.", "US", "United States"),
        ("the European Union’s plan", "European Union", "EU"),
        ("the I.M.F. lent more", "I.M.F.", "International Monetary Fund"),
        ("NATO’s plan", "NATO", "NATO"),
        ("the UN Security Council met", "UN Security Council", "United Nations Security Council"),
        ("the State Department said", "State Department", "State Department"),
        ("a report by Agence France-Presse", "Agence France-Presse", "Agence France-Presse"),
        ("the Quai d’Orsay said", "Quai d’Orsay", "France"),
        ("the Kremlin said", "Kremlin", "Russia"),
        ("the White House said", "White House", "White House"),
        ("Foggy Bottom said", "Foggy Bottom", "State Department"),
        ("the Peruvian Navy said", "Peruvian Navy", "Peru navy"),
        ("Kenyan police said", "Kenyan police", "Kenya police"),
        ("the Congress of the United States", "United States", "United States"),
    ],
)
def test_known_actors_are_found_with_exact_borders(text, words, name):
    assert (words, name) in [(found, actor) for found, actor, _ in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "They ate a turkey dinner.",
        "Let us go home.",
        "LET US GO NOW",
        "WHO IS NEXT HERE",
        "The hanging chad was counted.",
        "He broke the china in the shop.",
        "She polished the table.",
        "The pole stood in the polish sun.",
        "He drove a car on ice.",
        "It may march on.",
        "The jordan almonds were sweet.",
        "They said so in georgia font.",
        "our us-or-them choice",
        "Write to info@bbc.US today",
    ],
)
def test_ordinary_words_name_nobody(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mr Jordan left.", "Jordan"),
        ("President Michael Jordan spoke.", "Michael Jordan"),
        ("Mrs. Chad Smith came.", "Chad Smith"),
    ],
)
def test_a_persons_name_holds_no_state(text, person):
    assert [name for _, name, how in read(text) if how == "name"] == [person]


def test_georgia_needs_the_caucasus():
    assert "Georgia" not in names("Voters in Georgia chose a governor in Atlanta.")
    assert "Georgia" in names("Protesters in Georgia marched through Tbilisi.")


def test_longer_names_hold_shorter_ones():
    assert names("Ships crossed the South China Sea and the Gulf of Mexico.") == [
        "South China Sea",
        "Gulf of Mexico",
    ]
    assert names("The New York Times wrote it.") == ["The New York Times"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("US Secretary of State Ann Lee spoke.", "Ann Lee"),
        ("NATO Secretary General Ole Berg spoke.", "Ole Berg"),
        ("Russian Foreign Minister Ivan P. Orlov spoke.", "Ivan P. Orlov"),
        ("European Commission President Ute von der Aue spoke.", "Ute von der Aue"),
        ("Lt. Gen. Jane O’Hara spoke.", "Jane O’Hara"),
        ("Mr. Rossi spoke.", "Rossi"),
        ("Assistant Secretary of State for African and Arctic Affairs Tom Reed spoke.", "Tom Reed"),
        ("Its defence minister, Anna Karlsson, spoke.", "Anna Karlsson"),
        ("President Emmanuel Dupontand European allies met.", "Emmanuel Dupontand"),
        ("Prime Minister Jean-Luc Petit-Roux spoke.", "Jean-Luc Petit-Roux"),
    ],
)
def test_persons_are_found_behind_their_titles(text, person):
    found = [words for words, name, how in read(text) if how == "name"]
    assert person in found


def test_names_cross_no_line_and_take_no_possessive():
    assert ("Ann Lee", "Ann Lee", "name") in read("President Ann Lee\nMonday was quiet")
    assert ("Lee", "Ann Lee", "name") in read("President Ann Lee left. President Lee’s plan failed.")


def test_a_surname_alone_joins_the_one_person_of_that_name():
    text = "Foreign Minister Sergei Ivlev met President Ann Lee. Mr Ivlev said so. Minister Ivlev left."
    assert names(text).count("Sergei Ivlev") == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("President Sergei Ivlev", "President Sergey Ivlev"),
        ("President Oleh Zelenskyj", "President Oleh Zelensky"),
        ("President José Núñez", "President Jose Nunez"),
        ("President Joe Brandt", "President Joseph Brandt"),
        ("President J. Brandt", "President Joseph Brandt"),
        ("President Hans Müller", "President Hans Mueller"),
    ],
)
def test_spellings_of_one_name_join(first, second):
    actors, _ = find_actors(article(f"{first} spoke. {second} left."), NLP(f"{first} spoke. {second} left."))
    assert len([a for a in actors if a.kind == "person"]) == 1


def test_two_people_of_one_surname_stay_two_and_the_surname_alone_is_nobodys():
    found = read(
        "President Ann Brandt met Senator Carl Brandt. Mr. Brandt said no. Then President Brandt left."
    )
    assert ("Ann Brandt", "Ann Brandt", "name") in found
    assert ("Carl Brandt", "Carl Brandt", "name") in found
    assert found[-1] == ("Brandt", None, "name")


def test_an_honorific_tells_people_of_one_surname_apart():
    found = read("President Anna Brandt met Senator Carl Brandt. Mrs Brandt said no.")
    assert ("Brandt", "Anna Brandt", "name") in found


def test_a_title_alone_is_the_one_person_introduced_with_it():
    text = "French President Luc Petit met German Chancellor Uwe Kern. "
    text += "The French president smiled. The chancellor left."
    found = read(text)
    assert ("French president", "Luc Petit", "title") in found
    assert ("chancellor", "Uwe Kern", "title") in found


@pytest.mark.parametrize(
    "text",
    [
        "French President Luc Petit met Polish President Jan Kos. The president smiled.",
        "French President Luc Petit spoke. The Polish president smiled.",
        "Former President Luc Petit spoke. The president smiled.",
        "Foreign Minister Luc Petit spoke. The minister of trade smiled.",
    ],
)
def test_a_title_that_could_be_anothers_is_nobodys(text):
    titles = [name for _, name, how in read(text) if how == "title"]
    assert titles == [None]


def test_a_body_is_known_again_by_what_it_is():
    assert ("alliance", "NATO", "epithet") in read("NATO met. The alliance agreed.")
    assert read("The alliance agreed. NATO met.")[0] != ("alliance", "NATO", "epithet")


def test_an_epithet_is_tied_by_what_is_known_of_a_person_not_by_being_alone():
    found = read("NATO Secretary General Jens Stoltenberg spoke. The Norwegian politician left.")
    assert ("Norwegian politician", "Jens Stoltenberg", "epithet") in found
    unknown = read("NATO Secretary General Ole Berg spoke. The Norwegian politician left.")
    assert "epithet" not in [how for _, _, how in unknown]


def test_furniture_is_not_looked_at():
    text = "NATO met in Madrid.\nPresident Ann Lee – read more"
    assert "Ann Lee" not in [name for _, name, _ in read(text, furniture={1})]


def test_mentions_are_sorted_cut_from_the_text_and_pickle():
    text = "NATO chief Ole Berg met President Ann Lee in Paris. Berg said the US and U.K. agreed."
    actors, mentions = find_actors(article(text), NLP(text))
    assert list(mentions) == sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    assert all(text[m.span.start : m.span.end] == m.span.text for m in mentions)
    assert pickle.loads(pickle.dumps((actors, mentions))) == (actors, mentions)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\x00", "’s ’s", "(((", "President", "President ", "Mr.", "Mr. \n", "the", "US", "-US-",
     "N.A.T.O", "President von der", "Secretary of State for", "🇺🇦 Mr 🎉", "שלום NATO", "\ud800 Mr Ann"],
)  # fmt: skip
def test_any_text_goes_through(text):
    doc = NLP(text.replace("\ud800", "\ufffd"))
    find_actors(article(text), doc)

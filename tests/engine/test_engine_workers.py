"""The engine reads what is due and nothing else, and a defect in one report does not end a run."""

from onrecord.engine import workers
from onrecord.engine.fingerprint import analysis_key, with_reviews
from onrecord.shapes import Article, Findings, Issue, Published, Review, Settings, Source


def job(name):
    return workers.Job(Source(name, name, "text", f"Words of {name}.", "", ""), (), "key")


def findings(source):
    article = Article(
        article_id=source.article_id,
        origin=source.origin,
        kind="text",
        sha256="",
        fingerprint="",
        text=source.content,
        shadow=source.content,
        language="en",
        url=None,
        title=None,
        author=None,
        outlet=None,
        published=Published(),
        modified=None,
        fetched=None,
        furniture=(),
        passages=(),
    )
    return Findings(article)


def test_results_keep_the_order_of_the_jobs(monkeypatch):
    monkeypatch.setattr(workers, "_parser", lambda settings: None)
    monkeypatch.setattr("onrecord.run.process", lambda source, reviews, parser: findings(source))
    done = list(workers.run_jobs(iter([job("b"), job("a"), job("c")]), Settings(workers=1)))
    assert [j.source.article_id for j, _ in done] == ["b", "a", "c"]
    assert [result.article.article_id for _, result in done] == ["b", "a", "c"]


def test_a_defect_becomes_an_issue_and_the_rest_goes_on(monkeypatch):
    def process(source, reviews, parser):
        if source.article_id == "b":
            raise ZeroDivisionError("division by zero")
        return findings(source)

    monkeypatch.setattr(workers, "_parser", lambda settings: None)
    monkeypatch.setattr("onrecord.run.process", process)
    results = [
        result for _, result in workers.run_jobs(iter([job("a"), job("b"), job("c")]), Settings(workers=1))
    ]
    assert [type(result) for result in results] == [Findings, Issue, Findings]
    assert (results[1].kind, results[1].skipped, results[1].origin) == ("defect", True, "b")
    assert "ZeroDivisionError" in results[1].reason


def test_nothing_to_do_loads_no_model(monkeypatch):
    def refuse(settings):
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(workers, "_parser", refuse)
    assert list(workers.run_jobs(iter(()), Settings())) == []


def test_a_correction_changes_the_key_of_its_report_alone():
    key = analysis_key(Settings())
    review = Review("r1", "a", "speaker", "words", "", "", "old", "new", "me", "2024-01-01T00:00:00Z", "why")
    assert analysis_key(Settings(workers=2)) == key
    assert with_reviews(key, ()) == key
    assert with_reviews(key, (review,)) not in (key, "")

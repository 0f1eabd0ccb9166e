"""The Python package: articles, drops, threads, and the function that stands in for trafilatura's."""

import copy
import csv
import io
import json
import pickle
import threading
from pathlib import Path

import pytest

import winnow

SAMPLES = Path(__file__).parents[2] / "samples"
PAGE = (SAMPLES / "en-lighthouse.html").read_bytes()
TITLE = "Gull Rock light goes dark for the last time"


@pytest.fixture(scope="module")
def cleaner():
    return winnow.Cleaner()


def test_gives_an_article(cleaner):
    article = cleaner.clean(PAGE, url="https://a.example/1", content_type="text/html; charset=utf-8", id="one")
    assert article.title == TITLE
    assert article.text.startswith("The lamp on Gull Rock")
    assert article.authors == ["Imogen Talbard"]
    assert article.id == "one" and article.url == "https://a.example/1"
    assert article.image is None and article.tags == []
    assert 0 < article.confidence <= 1
    assert TITLE in repr(article)


def test_gives_the_record_as_a_dict(cleaner):
    record = cleaner.clean(PAGE).to_dict()
    assert record["title"] == TITLE and record["image"] is None
    assert json.loads(cleaner.clean(PAGE).to_json()) == record


@pytest.mark.parametrize("content", [PAGE.decode(), bytearray(PAGE), memoryview(PAGE)])
def test_takes_str_and_buffers(cleaner, content):
    assert cleaner.clean(content).title == TITLE


def test_believes_str_more_than_the_page_about_the_charset(cleaner):
    page = PAGE.decode().replace('charset="utf-8"', 'charset="shift_jis"').replace("Gull", "Güll")
    assert cleaner.clean(page, content_type="text/html; charset=shift_jis").title.startswith("Güll Rock")


def test_cleans_text_dumps(cleaner):
    article = cleaner.clean((SAMPLES / "es-faro.txt").read_bytes(), input="text")
    assert "A las seis y trece de la tarde" in article.text


@pytest.mark.parametrize("content, reason", [(b"", "empty"), (b"\x89PNG\r\n\x1a\n\0\0", "not_html"), ("", "empty")])
def test_raises_dropped(cleaner, content, reason):
    with pytest.raises(winnow.Dropped) as caught:
        cleaner.clean(content, id="a")
    assert caught.value.reason == reason
    assert caught.value.stage == "decode"
    assert caught.value.id == "a"
    assert isinstance(caught.value, winnow.WinnowError)
    assert pickle.loads(pickle.dumps(caught.value)).reason == reason


def test_raises_rule_errors(tmp_path):
    with pytest.raises(winnow.RuleError, match="nowhere"):
        winnow.Cleaner(tmp_path / "nowhere")


def test_refuses_unknown_options_and_inputs(cleaner):
    with pytest.raises(TypeError, match="max_byte"):
        winnow.Cleaner(max_byte=3)
    with pytest.raises(ValueError, match="pdf"):
        cleaner.clean(PAGE, input="pdf")


def test_takes_options():
    with pytest.raises(winnow.Dropped, match="too_large"):
        winnow.Cleaner(max_bytes=100).clean(PAGE)
    assert winnow.Cleaner(markdown=True).clean(PAGE).markdown
    with pytest.raises(winnow.Dropped, match="wrong_language"):
        winnow.Cleaner(languages=["vi"]).clean(PAGE)


def test_cleans_many_in_order(cleaner):
    pages = [winnow.Page(PAGE, id=str(n)) if n % 5 else b"" for n in range(200)]
    results = list(cleaner.clean_many(iter(pages), jobs=4))
    assert len(results) == 200
    for number, result in enumerate(results):
        if number % 5:
            assert result.id == str(number)
        else:
            assert isinstance(result, winnow.Dropped)


def test_reads_no_more_pages_than_it_needs(cleaner):
    taken = 0

    def pages():
        nonlocal taken
        while True:
            taken += 1
            yield PAGE

    results = cleaner.clean_many(pages(), jobs=2)
    assert next(results).title == TITLE
    results.close()
    assert taken <= 17


def test_passes_on_an_exception_of_the_pages(cleaner):
    def pages():
        yield PAGE
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(cleaner.clean_many(pages()))


def test_serves_threads(cleaner):
    texts = []

    def work():
        texts.extend(cleaner.clean(PAGE).text for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 80 and len(set(texts)) == 1


def test_releases_the_gil_while_it_cleans(cleaner):
    # If it did not, this thread could not count between the two readings.
    large = PAGE.replace(b"</article>", b"".join(b"<p>Word %d of a long page.</p>" % n for n in range(20_000)) + b"</article>")
    count, seen = 0, []

    def clean():
        before = count
        cleaner.clean(large)
        seen.append(count - before)

    thread = threading.Thread(target=clean)
    thread.start()
    while thread.is_alive():
        count += 1
    assert seen[0] > 100


def test_gives_records_in_the_names_of_others(cleaner):
    article = cleaner.clean(PAGE)
    assert article.to_dict("trafilatura")["author"] == "Imogen Talbard"
    assert article.to_dict("datatrove")["metadata"]["title"] == TITLE
    with pytest.raises(ValueError, match="native, trafilatura, datatrove"):
        article.to_json("mine")


def test_extract_stands_in_for_trafilaturas():
    assert winnow.extract(PAGE).startswith("The lamp on Gull Rock")
    assert winnow.extract(PAGE.decode(), url="https://a.example/1", no_fallback=True, fast=True)
    assert winnow.extract(b"") is None
    assert winnow.extract(PAGE, target_language="vi") is None
    assert winnow.extract(PAGE, output_format="python")["title"] == TITLE
    assert winnow.extract(PAGE, output_format="markdown", with_metadata=True).startswith("---\ntitle: Gull")
    assert "<p>" in winnow.extract(PAGE, output_format="html")
    assert "<TEI" in winnow.extract(PAGE, output_format="xmltei")
    with pytest.raises(ValueError, match="pdf"):
        winnow.extract(PAGE, output_format="pdf")


def test_extract_gives_json_with_trafilaturas_names():
    fields = json.loads(winnow.extract(PAGE, url="https://a.example/1", output_format="json", with_metadata=True))
    assert fields["title"] == TITLE and fields["author"] == "Imogen Talbard"
    assert fields["source"] == "https://a.example/1" and fields["source-hostname"] == "Pellworth Courier"
    assert set(json.loads(winnow.extract(PAGE, output_format="json"))) == {"text", "comments"}


RICH = """<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>
<p>The long bridge over the <a href="https://a.example/orl">river Orl</a> opened on Monday, and two thousand people
crossed it on foot before noon, the council said.</p><p><img src="https://a.example/i.png" alt="The bridge"></p>
<p>It took nine years and <b>four contractors</b> to build, and the last of them asked to keep a single rivet.</p>
<table><tr><th>Year</th><th>Metres of the bridge that were finished</th></tr>
<tr><td>2020</td><td>The first four hundred metres, from the north</td></tr>
<tr><td>2021</td><td>The other eight hundred metres, from the south</td></tr></table>
<p>The council said that the old ferry would keep running until the end of the summer, for those who like it.</p>
</article><section class="comments"><h2>Comments</h2><div class="comment"><p class="comment-author">Bram</p>
<p class="comment-body">I liked the ferry better, you could smoke on it.</p></div></section></body></html>"""


@pytest.mark.parametrize("argument, shows", [
    ({"include_links": True}, "[river Orl](<https://a.example/orl>)"),
    ({"include_images": True}, "https://a.example/i.png"),
    ({"include_formatting": True}, "**four contractors**"),
    ({"include_comments": True}, "you could smoke on it"),
    ({"include_tables": True}, "eight hundred metres"),
])
def test_extract_includes_what_it_is_asked_for(argument, shows):
    assert shows in winnow.extract(RICH, **argument)
    (name,) = argument
    assert shows not in winnow.extract(RICH, **{name: False})


def test_extract_favors_precision_or_recall():
    whole = [len(winnow.extract(page.read_bytes(), favor_precision=precision, favor_recall=recall) or "")
             for page in sorted((SAMPLES.parent / "tests/pages").glob("*/page.html"))
             for precision, recall in ((True, False), (False, False), (False, True))]
    less, even, more = (sum(whole[i::3]) for i in range(3))
    assert less <= even <= more
    assert less < more


def test_extract_heeds_blacklists():
    assert winnow.extract(PAGE, url="https://a.example/1", url_blacklist={"https://a.example/1"}) is None
    assert winnow.extract(PAGE, output_format="python", author_blacklist={"Imogen Talbard"})["authors"] == []


@pytest.mark.parametrize("argument", ["deduplicate", "prune_xpath", "config", "max_tree_size", "tei_validation"])
def test_extract_warns_of_arguments_without_effect(argument):
    with pytest.warns(UserWarning, match=argument):
        assert winnow.extract(PAGE, **{argument: True})


def test_extract_refuses_unknown_arguments():
    with pytest.raises(TypeError, match="include_ponies"):
        winnow.extract(PAGE, include_ponies=True)


def test_articles_can_be_pickled_copied_and_compared():
    cleaner = winnow.Cleaner(blocks=True, markdown=True)
    article = cleaner.clean(PAGE, url="https://a.example/1", id="one")
    other = cleaner.clean(PAGE, id="two")
    for twin in (pickle.loads(pickle.dumps(article)), copy.copy(article), copy.deepcopy(article)):
        assert twin == article and twin is not article
        assert twin.to_dict() == article.to_dict() and twin.blocks == article.blocks
    assert article != other and article != "one"


def test_shows_the_blocks_of_a_page():
    assert winnow.Cleaner().clean(PAGE).blocks == []
    blocks = winnow.explain(PAGE)
    assert any(block["kept"] and block["text"].startswith("The lamp on Gull Rock") for block in blocks)
    assert any(not block["kept"] and (block["rule"] or block["score"] < 0.5) for block in blocks)


@pytest.mark.parametrize("content", [None, 12, 1.5, ["<p>"], {"html": "x"}])
def test_refuses_what_is_no_page(cleaner, content):
    with pytest.raises(TypeError, match="content must be bytes or str, not " + type(content).__name__):
        cleaner.clean(content)


def test_names_the_type_and_not_the_page_where_an_argument_is_wrong(cleaner):
    with pytest.raises(TypeError, match="^url must be str or None, not int$"):
        cleaner.clean(PAGE, url=5)


def test_does_not_fetch(cleaner):
    for fetch in (cleaner.clean, winnow.extract):
        with pytest.raises(ValueError, match="not fetched"):
            fetch("https://a.example/story")


def test_extract_has_the_other_formats_of_trafilatura():
    assert winnow.bare_extraction(PAGE)["title"] == TITLE
    assert winnow.bare_extraction(b"") is None
    assert winnow.extract(PAGE, output_format="xml").count("<TEI") == 1
    row = next(csv.reader(io.StringIO(winnow.extract(PAGE, output_format="csv")), delimiter="\t"))
    assert row[4] == TITLE and row[5] == "null"
    nobody = PAGE.replace(b"Imogen Talbard", b"")
    assert json.loads(winnow.extract(nobody, output_format="json", with_metadata=True))["author"] is None

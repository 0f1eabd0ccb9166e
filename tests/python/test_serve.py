"""What `winnow serve` says about itself: its OpenAPI description holds, Prometheus can read its metrics."""

import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from winnow import _winnow

PAGE = (Path(__file__).parents[2] / "samples/en-lighthouse.html").read_bytes()
PROGRAM = os.environ.get("WINNOW_PROGRAM")
pytestmark = pytest.mark.skipif(not PROGRAM, reason="WINNOW_PROGRAM names no program")


@pytest.fixture(scope="module")
def site():
    server = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--max-body-bytes", "20000"],
                              stderr=subprocess.PIPE, text=True)
    yield f"http://127.0.0.1:{re.search(r'listening on .*:([0-9]+)', server.stderr.readline())[1]}"
    server.terminate()
    assert server.wait(30) == 0


@pytest.fixture(scope="module")
def description(site):
    return json.loads(call(site + "/v1/openapi.json")[1])


def call(url, body=None, **headers):
    request = urllib.request.Request(url, body, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def assert_valid(answer, description, schema):
    jsonschema = pytest.importorskip("jsonschema")
    whole = {"$ref": f"#/components/schemas/{schema}", "components": description["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer)


def test_description_is_openapi(description):
    pytest.importorskip("openapi_spec_validator").validate(description)


def test_description_has_what_it_refers_to(description):
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(description)):
        at = description
        for part in reference.split("/"):
            at = at[part]


def test_description_has_each_field_of_a_record(description):
    record = description["components"]["schemas"]["Record"]
    assert {name for name, _ in _winnow._fields} | {"blocks"} == set(record["properties"])
    for name in record["properties"]:
        assert record["properties"][name]["description"], name


@pytest.mark.parametrize("content_type, body, status, schema", [
    ("text/html; charset=utf-8", PAGE, 200, "Record"),
    ("application/json", json.dumps({"id": "a", "html": PAGE.decode()}).encode(), 200, "Record"),
    ("text/html", b"", 422, "Error"),
    ("application/json", b"{", 400, "Error"),
    ("text/html", b"x" * 20_001, 413, "Error"),
    ("multipart/form-data; boundary=a", b"x", 415, "Error"),
])
def test_answers_are_as_described(site, description, content_type, body, status, schema):
    found, answer = call(site + "/v1/clean?url=https://a.example/1", body, Content_Type=content_type)
    assert found == status
    assert str(status) in description["paths"]["/v1/clean"]["post"]["responses"]
    assert_valid(json.loads(answer), description, schema)


def test_lines_are_answered_as_described(site, description):
    lines = json.dumps({"id": "a", "html": PAGE.decode()}) + "\n{}\n"
    _, answer = call(site + "/v1/clean", lines.encode(), Content_Type="application/x-ndjson")
    record, error = map(json.loads, answer.splitlines())
    assert_valid(record, description, "Record")
    assert_valid(error, description, "Error")


def test_rules_are_as_described(site, description):
    assert_valid(json.loads(call(site + "/v1/rules")[1]), description, "Rules")


def test_prometheus_reads_the_metrics(site):
    parser = pytest.importorskip("prometheus_client.parser")
    call(site + "/v1/clean", PAGE, Content_Type="text/html")
    families = {family.name: family for family in
                parser.text_string_to_metric_families(call(site + "/metrics")[1].decode())}
    assert families["winnow_pages"].type == "counter" and families["winnow_waiting"].type == "gauge"
    seconds = families["winnow_page_seconds"]
    assert seconds.type == "histogram"
    buckets = [sample.value for sample in seconds.samples if sample.name.endswith("_bucket")]
    count = next(sample.value for sample in seconds.samples if sample.name.endswith("_count"))
    assert buckets == sorted(buckets) and buckets[-1] == count >= 1
    assert all(family.documentation for family in families.values())

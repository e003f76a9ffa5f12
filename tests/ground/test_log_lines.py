"""A line of the log: where something went wrong, and nothing that a person typed."""

import json
import logging
import sys

import pytest

from klushuur.ground.http import JsonLines


def line(message, *values, exc_info=None):
    record = logging.LogRecord("agreements", logging.WARNING, "file.py", 1, message, values, exc_info)
    return json.loads(JsonLines().format(record))


@pytest.mark.parametrize(
    ("message", "values", "written"),
    [
        ("Not Found: %s", ["/voorbeeldstad/aanmelden/?code=K7MQ-4XPD-9HTR"], "Not Found: /voorbeeldstad/aanmelden/"),
        ('"%s" %s', ["GET /a/?naam=Jan&x=1 HTTP/1.1", 404], '"GET /a/ HTTP/1.1" 404'),
        ("Hoe gaat het? %s", ["Goed?"], "Hoe gaat het? Goed?"),
    ],
)
def test_line_has_the_path_and_never_the_query_string(message, values, written):
    assert line(message, *values)["message"] == written


def test_line_of_an_error_says_its_kind_and_place_and_never_its_words():
    try:
        raise ValueError("Jan de Wit")
    except ValueError:
        found = line("work row %s", 7, exc_info=sys.exc_info())
    assert "Jan" not in json.dumps(found)
    assert (found["error"], [place.partition(":")[0] for place in found["where"]]) == (
        "ValueError",
        ["test_log_lines.py"],
    )

"""The web server's log: a path is one line, and never what a visitor makes of the next one."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from klushuur.embedded.stack import ACCESS_LINE
from klushuur.ground.access_log import PathLogger


def line(logger, path):
    answer = SimpleNamespace(status="404 Not Found", headers=[], sent=0)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": path,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": path,
        "QUERY_STRING": "",
    }
    asked = SimpleNamespace(headers=[])
    return ACCESS_LINE % logger(Config()).atoms(answer, asked, environ, timedelta(milliseconds=40))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/voorbeeldstad/mijn/", "/voorbeeldstad/mijn/"),
        ("/abc\nGET /elders/INJECTED 200 1ms", "/abc%0AGET%20/elders/INJECTED%20200%201ms"),
        ("/\x00\r", "/%00%0D"),
        ("/caf\xc3\xa9/", "/caf%C3%A9/"),  # bytes, as WSGI hands them over
    ],
)
def test_a_path_is_written_as_it_came_over_the_line(path, written):
    assert line(PathLogger, path) == f"GET {written} 404 40ms"


def test_the_servers_own_logger_would_write_a_line_of_the_visitors():
    """The twin."""
    assert len(line(Logger, "/abc\nGET /elders/ 200 1ms").splitlines()) == 2

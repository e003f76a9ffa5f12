"""A pytest plugin (`-p klushuur.embedded.testing`): workers of pytest-xdist share the servers and nothing on them.

pytest-django gives each a database of its own; this gives each a Redis database and a folder for files, before settings are read.
"""

import os
from collections.abc import MutableMapping
from urllib.parse import urlsplit


def separate(worker: str, environ: MutableMapping[str, str]) -> None:
    """Point REDIS_URL and FILES_URL at the part of this worker (gw0, gw1, …); Redis has 16 databases, 0 is nobody's."""
    number = int(worker.removeprefix("gw")) % 15 + 1
    environ["REDIS_URL"] = urlsplit(environ["REDIS_URL"])._replace(path=f"/{number}").geturl()
    environ["FILES_URL"] = f"{environ['FILES_URL'].rstrip('/')}/{worker}"


if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and "REDIS_URL" in os.environ:
    separate(worker, os.environ)

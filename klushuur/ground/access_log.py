"""The web server's own line about a request: the path alone, on one line whatever was in it."""

from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger


class PathLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Writes a path as it came over the line. gunicorn decodes it first, and a line end in it would begin a line of the visitor's."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """What gunicorn fills its format with (`%(U)s` is the path)."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": quote(str(environ.get("PATH_INFO", "")), encoding="latin-1")}  # the bytes of WSGI

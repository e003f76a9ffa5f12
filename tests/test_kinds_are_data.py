"""A kind of job is data: nothing outside the registries and the demo asks which kind a job is, or knows one by name.

Two questions to the source: is a kind compared with anything, and does a name of a kind, a part, a drawing or a calculator stand
where it has no business. Names are those of the demo's catalogue and of the registries.
"""

import ast
import re

import pytest

from jobs.offers.rules import artwork, calculators, drawings
from klushuur.demo import catalogue
from tests import tree

# where names are at home: the registries, and what they draw
REGISTRIES = ("jobs/offers/rules/artwork.py", "jobs/offers/rules/calculators.py", "jobs/offers/rules/colours.py", "jobs/offers/rules/drawings.py")  # fmt: skip
APPS = ("jobs/", "agreements/", "corporations/", "tenants/")
DRAWN = ("templates/parts/look.html", "templates/jobs/_sample.html")  # the pictures themselves
AMBIGUOUS = {"front"}  # the page of a corporation has this name too
OF_A_KIND = re.compile(r"job_type|job_version|\bjob\b|offer\.kind")
TAG = re.compile(r"{%-?\s*(?:if|elif|ifchanged|with|include|firstof)\b[^%]*%}")


def _names() -> frozenset[str]:
    codes = {*catalogue.JOBS, *(str(job["name"]) for job in catalogue.JOBS.values())}
    parts = {part for groups in catalogue.GROUPS.values() for part in groups}
    looks = {look.name for look in artwork.LOOKS}
    spots = {spot for one in drawings.every_drawing() for spot in one.spots}
    known = {one.name for one in drawings.every_drawing()} | {one.name for one in calculators.every_calculator()}
    return frozenset({*codes, *parts, *looks, *spots, *known, "painting", "insulation"} - AMBIGUOUS)


def in_code(source: str) -> list[str]:
    """Each name of a kind in a string, and each comparison of what a job type is or has, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and node.value in _names():
            found.append(f"{node.lineno}: {node.value}")
        # `in` asks a list of the job type for something: that is what its lists are for
        if isinstance(node, ast.Compare) and any(isinstance(one, ast.Eq | ast.NotEq | ast.Is) for one in node.ops):
            sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
            if any(
                re.search(r"job_type\.(code|name|drawing|calculator)$|offer\.kind$|job\.kind$", side) for side in sides
            ):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).endswith("JobKind"):
            found.append(f"{node.lineno}: JobKind")
    return found


def in_template(source: str) -> list[str]:
    """Each tag that asks which kind a job is."""
    named = re.compile("|".join(rf"""["']{re.escape(name)}["']""" for name in sorted(_names())))
    return [
        tag for tag in TAG.findall(source) if named.search(tag) or (re.search(r"[!=]=", tag) and OF_A_KIND.search(tag))
    ]


def _sources() -> list[str]:
    return [
        name
        for name in tree.tracked()
        if name.endswith(".py") and name.startswith(APPS) and "/migrations/" not in name and name not in REGISTRIES
    ]


def _templates() -> list[str]:
    return [name for name in tree.tracked() if name.startswith("templates/") and name not in DRAWN]


def test_no_code_knows_a_kind_of_job_by_name() -> None:
    sources = _sources()
    assert len(sources) > 200
    assert {name: found for name in sources if (found := in_code(tree.text(name)))} == {}


def test_no_template_asks_which_kind_a_job_is() -> None:
    templates = [name for name in _templates() if name.endswith((".html", ".txt"))]
    assert len(templates) > 200
    assert {name: found for name in templates if (found := in_template(tree.text(name)))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'if offer.kind == JobKind.PAINTING: pass',
        'if offer.job_type.code == code: pass',
        'found = {"insulation": 1}[kind]',
        'if job.drawing == "kitchen": pass',
        'match part:\n    case "door": pass',
        'if offer.job_type.name != other: pass',
    ],
)  # fmt: skip
def test_a_comparison_in_code_would_be_found(planted: str) -> None:
    assert in_code(planted) != []


@pytest.mark.parametrize(
    "planted",
    [
        '{% if kind == "kitchen" %}',
        "{% elif offer.kind == 'painting' %}",
        "{% if offer.job_type.code == code %}",
        '{% if part == "door" or part == "frame" %}',
        '{% include "x.html" with drawing="facade" only %}',
    ],
)
def test_a_comparison_in_a_template_would_be_found(planted: str) -> None:
    assert in_template(planted) != []

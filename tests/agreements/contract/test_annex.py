"""The annexes of the rent line and of moving out, and clause 19: in the signed text, which needs no stylesheet, and on paper."""

import pytest

from agreements.contract import documents
from agreements.contract.rules import difference
from agreements.contract.services import choosing
from corporations.models import PolicyVersion
from tests.agreements.contract.test_discount_text import in_form, part
from tests.agreements.contract.test_documents import parsed, words
from tests.agreements.signed import again, offered

pytestmark = pytest.mark.django_db


def test_annex_of_a_discount_has_the_line_with_its_words_and_its_table():
    page = parsed(in_form("discount", 36).text)
    (drawing,) = [svg for svg in page.iter() if svg.get("class") == "rent-line"]
    said = [words(element) for element in drawing if element.tag.endswith(("title", "desc"))]
    year = int(said[0].split()[4])
    assert said[0] == f"De huur van juli {year} tot en met juni {year + 5}"
    assert f"Vanaf juli {year + 3} is het weer de gewone huur" in said[1]
    line, leaving = page.findall(".//table[@class='rent-months']")
    assert [words(cell) for cell in line.find("thead/tr")] == ["Wanneer", "Gewone huur", "U betaalt", "Verschil"]
    assert len(line.findall("tbody/tr")) == 6
    assert "is aangenomen." in words(line.find("caption"))
    assert [words(row[0])[:11].strip() for row in leaving.findall("tbody/tr")] == [
        "Voor maand", "Na maand 6", "Na maand 12", "Na maand 18", "Na maand 24", "Na maand 30", "Na maand 36"
    ]  # fmt: skip


def test_annex_needs_no_stylesheet_and_no_script():
    (drawing,) = [svg for svg in parsed(in_form("discount", 36).text).iter() if svg.get("class") == "rent-line"]
    shapes = [shape for shape in drawing.iter() if shape.tag.endswith(("path", "text"))]
    assert [shape.attrib for shape in shapes if not {"fill", "stroke"} & set(shape.attrib)] == []
    dashed = [shape for shape in shapes if shape.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert {name for shape in drawing.iter() for name in shape.attrib} & {"style", "onclick", "href", "id"} == set()


def test_annex_of_a_one_off_is_a_sentence():
    agreement = in_form("one_off")
    assert "Uw huur verandert niet door deze klus. U krijgt uw beloning in één keer" in part(agreement, "bijlage")
    assert "rent-line" not in agreement.text


def test_text_is_the_same_twice_and_a_drawing_is_no_difference():
    agreement = in_form("discount", 36)
    assert documents.text_of(agreement) == agreement.text
    redrawn = agreement.text.replace('stroke-dasharray="6 4"', 'stroke-dasharray="1 1"').replace("<desc>", "<desc>x")
    assert redrawn != agreement.text
    assert difference(agreement.text, redrawn) == []


@pytest.mark.parametrize(
    ("option", "clause", "head"),
    [
        ("bought_off", "Dan stopt zij, en krijgt u de rest in één keer.", "Krijgt u nog"),
        ("lapses", "Dan stopt zij. De rest vervalt: die krijgt u niet meer.", "Vervalt"),
        ("handed_over", "De volgende huurder mag de rest overnemen, als die daarvoor tekent.", "Volgende huurder"),
    ],
)
def test_clause_and_annex_say_what_the_policy_says_of_the_rest(option, clause, head):
    agreement = offered(forms=["one_off", "discount"])
    PolicyVersion.objects.update(exit_option=option)
    user = agreement.application.tenant.user
    choosing.choose_form(again(agreement), form="discount", months=36, by=user, text_sha256="")
    found = again(agreement)
    assert clause in part(found, "afspraak-19")
    assert "In de bijlage staat hoeveel" in part(found, "afspraak-19")
    assert words(parsed(found.text).findall(".//table[@class='rent-months']")[1].find("thead/tr")[-1]) == head


def test_other_clauses_do_not_promise_the_rest():
    """The twin: without a reward that runs there is nothing to promise."""
    assert "nog? Dan stopt zij" not in part(in_form("one_off"), "afspraak-19")

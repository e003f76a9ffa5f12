"""What differs between two texts, as whole results: sentences under their heading, and nothing that stayed."""

from django.template.loader import render_to_string

from agreements.contract.rules import Change, difference, sentences
from agreements.contract.services.renewing import TextDifference

BEFORE = """
<section><h2>In het kort</h2><ul>
<li><b>€ 1.127,00</b><span>beloning</span></li><li><b>14 dagen</b><span>om u te bedenken</span></li></ul>
<table><caption>Een kleur.</caption><tbody>
<tr><th scope="row">Wanneer</th><td>U begint op of na 15 april 2027. Klaar op 10 juni 2027.</td></tr></tbody></table></section>
<section><h3>6. Wanneer</h3><p>U begint op of na 15 april 2027. Lukt dat niet? Vraag ons op tijd om uitstel.</p></section>
<section><h3>7. Materiaal</h3><p>Wij leveren verf &amp; kwasten. Het blijft van ons.</p></section>
<section><h2>Bijlage</h2><table><tbody>
<tr><th>Deur</th><td><svg><title>Staal van Wit</title></svg> Wit</td><td>RAL&nbsp;9010</td></tr></tbody></table></section>
"""


def test_texts_that_are_alike_differ_in_nothing():
    assert difference(BEFORE, BEFORE) == []
    assert difference(BEFORE, BEFORE.replace("</p>", "</p>\n\n").replace("<section>", '<section data-tekst="2">')) == []


def test_another_date_shows_the_sentences_that_went_and_came_under_their_headings():
    assert difference(BEFORE, BEFORE.replace("15 april 2027", "1 mei 2027")) == [
        Change(
            "In het kort",
            ("Wanneer · U begint op of na 15 april 2027. Klaar op 10 juni 2027.",),
            ("Wanneer · U begint op of na 1 mei 2027. Klaar op 10 juni 2027.",),
        ),
        Change("6. Wanneer", ("U begint op of na 15 april 2027.",), ("U begint op of na 1 mei 2027.",)),
    ]


def test_a_sentence_that_came_and_one_that_went_are_told_alone():
    after = BEFORE.replace("Het blijft van ons.", "").replace("Lukt dat niet?", "Werk bij droog weer. Lukt dat niet?")
    assert difference(BEFORE, after) == [
        Change("6. Wanneer", (), ("Werk bij droog weer.",)),
        Change("7. Materiaal", ("Het blijft van ons.",), ()),
    ]


def test_a_clause_that_went_is_told_under_its_old_heading():
    start, end = BEFORE.index("<section><h3>7."), BEFORE.index("<section><h2>Bijlage")
    assert difference(BEFORE, BEFORE[:start] + BEFORE[end:]) == [
        Change("7. Materiaal", ("Wij leveren verf & kwasten.", "Het blijft van ons."), ())
    ]


def test_sentences_are_plain_words_with_rows_as_one_and_drawings_left_out():
    assert sentences(BEFORE) == [
        ("In het kort", "€ 1.127,00 beloning"),
        ("In het kort", "14 dagen om u te bedenken"),
        ("In het kort", "Een kleur."),
        ("In het kort", "Wanneer · U begint op of na 15 april 2027. Klaar op 10 juni 2027."),
        ("6. Wanneer", "U begint op of na 15 april 2027."),
        ("6. Wanneer", "Lukt dat niet?"),
        ("6. Wanneer", "Vraag ons op tijd om uitstel."),
        ("7. Materiaal", "Wij leveren verf & kwasten."),
        ("7. Materiaal", "Het blijft van ons."),
        ("Bijlage", "Deur · Wit · RAL 9010"),
    ]


def test_what_people_typed_stays_text_on_the_page():
    change = Change("1. Wie", ("<script>alert(1)</script>",), ("{{ x }} & <b>vet</b>",))
    page = render_to_string("agreements/_difference.html", {"difference": TextDifference(1, [change])})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ x }} &amp; &lt;b&gt;vet&lt;/b&gt;" in page
    assert "<script" not in page


def test_page_says_with_a_word_and_a_mark_what_went_and_what_came():
    change = Change("6. Wanneer", ("Op 15 april.",), ("Op 1 mei.",))
    page = " ".join(
        render_to_string("agreements/_difference.html", {"difference": TextDifference(3, [change])}).split()
    )
    assert "Wat is er anders dan in versie 3?" in page
    assert '<span class="tag">weg</span> <del lang="nl">Op 15 april.</del>' in page
    assert '<span class="tag note">nieuw</span> <ins lang="nl">Op 1 mei.</ins>' in page


def test_layout_of_the_text_is_no_difference():
    """A text that was offered keeps its own layout; the templates may get another."""
    before = "<h2>Kort</h2><table><tr><th>Wie</th><td>Jan</td></tr></table><p>Een zin. Nog een.</p>"
    after = "<h2>Kort</h2>\n<table>\n<tr>\n<th>Wie</th>\n<td>\nJan\n</td>\n</tr>\n</table>\n<p>\nEen zin.\n</p>\n<p>Nog een.</p>"
    assert difference(before, after) == []

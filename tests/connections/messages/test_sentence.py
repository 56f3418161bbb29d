"""Sentences are plain text everywhere and marked up on pages; what comes from outside is escaped there."""

import json

from django.template import Context, Template
from django.utils.translation import override

from connections.messages.sentence import caption, machine, quoted, say, several, together


def shown(text: str) -> str:
    return Template("{{ text }}").render(Context({"text": text}))


def test_a_page_marks_up_what_other_readers_get_as_plain_text() -> None:
    text = say("Add %(ip)s under %(menu)s.", ip=machine("203.0.113.24"), menu=caption("IP & more"))
    assert text == "Add 203.0.113.24 under IP & more."
    assert json.dumps({"fix": text}) == '{"fix": "Add 203.0.113.24 under IP & more."}'
    assert shown(text) == "Add <bdi>203.0.113.24</bdi> under <b>IP &amp; more</b>."


def test_values_and_names_are_escaped_on_a_page() -> None:
    text = together(say("%(a)s & %(b)s.", a="<i>", b=quoted("<script>")), "1 < 2.")
    assert shown(text) == '&lt;i&gt; &amp; <b dir="auto">&lt;script&gt;</b>. 1 &lt; 2.'


def test_a_sentence_within_a_sentence_keeps_its_marks() -> None:
    assert (
        shown(say("First: %(fix)s", fix=say("open %(menu)s", menu=caption("API"))))
        == "First: open <b>API</b>"
    )


def test_latin_words_are_kept_apart_inside_arabic_ones() -> None:
    with override("ar"):
        text = say("%(ip)s", ip=machine("203.0.113.24"))
        assert text == "\u2068203.0.113.24\u2069"
        assert shown(text) == "<bdi>203.0.113.24</bdi>"
        assert shown(caption("Create API")) == '<b dir="ltr">Create API</b>'


def test_lists_are_joined_as_the_language_does() -> None:
    said = {}
    for language in ("en", "de", "pt", "hr", "ar"):
        with override(language):
            said[language] = shown(several(["1.1.1.1", "2.2.2.2"]))
    assert said["en"] == "<bdi>1.1.1.1</bdi> and <bdi>2.2.2.2</bdi>"
    assert said["de"] == "<bdi>1.1.1.1</bdi> und <bdi>2.2.2.2</bdi>"
    assert len(set(said.values())) == 5

"""Each part of the look renders, says in words what it shows, and lets nothing through unescaped."""

from datetime import UTC, datetime

import pytest
import time_machine
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse

from portal import styleguide
from portal.templatetags import look

NASTY = "<script>alert(1)</script>"


def render(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.django_db
@time_machine.travel(datetime(2026, 11, 23, 10, 50, tzinfo=UTC), tick=False)
def test_every_part_is_on_the_page_of_components(client):
    with override_settings(DEMO=True):
        html = client.get(reverse("styleguide")).text
    for name in ("turn", "stages", "promise-card", "passport", "ladder", "updates", "conversation", "pager"):
        assert f'class="{name}' in html or f" {name}" in html
    for state in ("running", "soon", "late", "kept", "paused", "kept_late"):
        assert f"promise--{state}" in html


@pytest.mark.django_db
def test_the_page_of_components_is_for_the_demonstration_only(client):
    with override_settings(DEMO=False):
        assert client.get(reverse("styleguide")).status_code == 404


def test_a_chip_has_shape_and_words_beside_its_tone():
    html = look.chip("you", "you", NASTY)
    assert "tone-you" in html
    assert "#s-you" in html
    assert NASTY not in html


def test_time_left_is_a_shape_words_and_a_fuse_unless_it_is_paused():
    late = look.time_left("alert", "50 min late", 100)
    assert "#s-alert" in late
    assert "50 min late" in late
    assert 'width="100" height="5"/></svg>' in late
    assert "<rect" not in look.time_left("rest", "paused")


@pytest.mark.parametrize(("share", "width"), [(0, 2), (50.4, 50), (180, 100)])
def test_a_fuse_is_never_empty_and_never_longer_than_its_track(share, width):
    assert f'class="fuse-used" width="{width}"' in look.fuse(share)


def test_a_stage_line_names_the_present_stage_and_how_far_it_is():
    html = render_to_string("includes/_stages.html", {"stages": styleguide.STAGES})
    assert html.count('aria-current="step"') == 1
    assert "Stage 4 of 6" in html
    assert "not needed" in html


def test_whose_turn_it_is_is_told_once_in_the_baton():
    context = {"tone": "us", "holder": "dev", "title": "It is with development", "text": NASTY}
    html = render_to_string("includes/_turn.html", context)
    assert html.count('aria-current="true"') == 1
    assert NASTY not in html
    assert "btn" not in html


def test_crumbs_lead_back_and_end_at_the_page():
    html = render('{% crumbs "My requests" "/requests/" "CW-00012" %}')
    assert '<a href="/requests/">My requests</a>' in html
    assert '<li aria-current="page">CW-00012</li>' in html
    assert "aria-current" not in render('{% crumbs "Help" "/" %}')


def test_a_pager_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/requests/?view=all&page=2")
    page = Paginator(range(200), 20).page(2)
    html = render_to_string("includes/_pager.html", {"page": page}, request=request)
    assert "21 to 40 of 200" in html
    assert "?view=all&amp;page=3" in html
    assert "…" in html


def test_a_list_of_one_page_has_no_pager():
    request = RequestFactory().get("/requests/")
    page = Paginator(range(3), 20).page(1)
    assert render_to_string("includes/_pager.html", {"page": page}, request=request).strip() == ""


def test_a_message_of_a_customer_cannot_bring_html():
    context = {"kind": "own", "text": NASTY + "\n\nhttps://example.org", "author": None}
    html = render_to_string("includes/_message.html", context)
    assert NASTY not in html
    assert 'rel="nofollow"' in html


class Form(forms.Form):
    subject = forms.CharField(
        help_text="One short sentence.", error_messages={"required": "Name the subject."}
    )
    impact = forms.ChoiceField(choices=[("a", "Limited"), ("b", "Major")], widget=forms.RadioSelect)
    more = forms.CharField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form) -> str:
    source = '{% load crispy_forms_filters %}{% include "includes/_error_summary.html" %}{{ form|crispy }}'
    return render(source, form=form)


def test_a_field_has_its_label_then_its_hint_then_its_error_then_the_control():
    html = drawn(Form({"subject": ""}))
    field = html[html.index('id="div_id_subject"') :]
    order = [
        field.index(mark)
        for mark in ('for="id_subject"', "One short sentence.", "Name the subject.", '<input type="text"')
    ]
    assert order == sorted(order)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_subject_helptext id_subject_error"' in field
    assert 'id="id_subject_error"' in field


def test_only_what_may_be_left_out_is_marked():
    html = drawn(Form())
    assert html.count("(optional)") == 1
    assert "*" not in html


def test_a_group_of_choices_has_a_legend_and_its_explanations():
    form = Form()
    form.fields["impact"].explanations = {"b": "Slows work considerably."}
    html = drawn(form)
    assert "<legend" in html
    assert html.count("Slows work considerably.") == 1
    assert html.count('type="radio"') == 2


def test_the_summary_counts_in_words_and_leads_to_each_control():
    html = drawn(Form({}))
    assert "Two answers need your attention" in html
    assert 'href="#id_subject"' in html
    assert 'href="#id_impact_0"' in html
    assert 'role="alert"' in html


def test_a_link_of_the_summary_has_no_full_stop_unless_it_is_several_sentences():
    form = Form({"subject": "A"})
    form.add_error("impact", "Choose the impact on your business.")
    form.add_error("subject", "It is short. Say more.")
    words = [item["words"] for item in look.error_items(form)]
    assert "Choose the impact on your business" in words and "It is short. Say more." in words


def test_the_summary_may_be_worded_apart_from_the_message():
    form = Form({"impact": "a"})
    form.summary_words = {"subject": "Say what it is about"}
    assert '<a href="#id_subject">Say what it is about</a>' in drawn(form)


def test_an_error_of_no_single_field_stands_in_the_summary_once():
    form = Form({"subject": "x", "impact": "a"})
    form.add_error(None, NASTY)
    html = drawn(form)
    assert "One answer needs your attention" in html
    assert html.count("alert(1)") == 1
    assert NASTY not in html


def test_hidden_fields_are_drawn_bare():
    assert '<input type="hidden" name="key" id="id_key">' in drawn(Form())

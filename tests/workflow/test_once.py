"""A form carries a random key: sent again it answers with the first result."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from portal.accounts.models import Organisation
from portal.workflow.models import SentForm
from portal.workflow.once import Conflict, OnceForm, digest_of, new_key, once
from tests import make


def sent(user, text="It stopped.", file=b"picture", path="/escalate/", **more):
    data = {
        "text": text,
        "files": SimpleUploadedFile("a.png", file),
        "csrfmiddlewaretoken": new_key(),
        **more,
    }
    request = RequestFactory().post(path, data)
    request.user = user
    return request


@pytest.fixture
def user(db):
    return make.user()


def found_organisation():
    return f"/organisations/{Organisation.objects.create(name=new_key()).pk}/"


def test_a_form_sent_twice_does_its_work_once(user):
    key = new_key()
    first = once(sent(user), key, found_organisation)
    assert once(sent(user), key, found_organisation) == first
    assert Organisation.objects.count() == 1


def test_the_same_key_with_other_words_is_a_conflict_that_changes_nothing(user):
    key = new_key()
    first = once(sent(user), key, found_organisation)
    with pytest.raises(Conflict) as conflict:
        once(sent(user, text="Something else."), key, found_organisation)
    assert conflict.value.result == first
    assert Organisation.objects.count() == 1


def test_the_same_key_with_another_file_is_a_conflict(user):
    key = new_key()
    once(sent(user), key, found_organisation)
    with pytest.raises(Conflict):
        once(sent(user, file=b"other picture"), key, found_organisation)


def test_a_key_from_another_form_is_a_conflict(user):
    key = new_key()
    once(sent(user), key, found_organisation)
    with pytest.raises(Conflict):
        once(sent(user, path="/requests/new/"), key, found_organisation)


def test_another_persons_key_means_nothing_to_me(user):
    key = new_key()
    assert once(sent(user), key, found_organisation) != once(sent(make.user()), key, found_organisation)


def test_what_failed_may_be_sent_again_under_the_same_key(user):
    key = new_key()

    def fail():
        found_organisation()
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        once(sent(user), key, fail)
    assert (Organisation.objects.count(), SentForm.objects.count()) == (0, 0)
    assert once(sent(user), key, found_organisation)


def test_the_token_of_the_page_is_no_part_of_what_was_typed(user):
    assert digest_of(sent(user)) == digest_of(sent(user))


def test_a_file_is_still_whole_after_it_was_compared(user):
    request = sent(user)
    digest_of(request)
    assert request.FILES["files"].read() == b"picture"


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with spaces and <b>", "é" * 30])
def test_a_key_that_is_none_of_ours_is_replaced(key):
    form = OnceForm({"form_key": key})
    if form.is_valid():
        assert form.cleaned_data["form_key"] not in ("", key)
    else:
        assert "form_key" in form.errors


@pytest.mark.django_db(transaction=True)
def test_eight_copies_at_the_same_moment_do_their_work_once():
    user, key = make.user(), new_key()

    def press(_number):
        try:
            return once(sent(user), key, found_organisation)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(press, range(8)))
    assert len(answers) == 1
    assert Organisation.objects.count() == 1

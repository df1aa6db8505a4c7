"""Files in a form: several, checked one by one, kept while something else is wrong."""

import pytest
from django.core.files.storage import default_storage
from django.utils.datastructures import MultiValueDict

from portal.attachments.forms import FilesMixin
from portal.attachments.models import Attachment
from portal.workflow.once import OnceForm
from tests import make
from tests.attachments.make import EXE, PDF, PNG, SCRIPT, upload

pytestmark = pytest.mark.django_db
KEY = "f" * 32


class FilesForm(FilesMixin, OnceForm):
    pass


def sent(user, files=(), key=KEY, **more) -> FilesForm:
    data = {"form_key": [key], **more}
    return FilesForm(MultiValueDict(data), MultiValueDict({"files": list(files)}), by=user)


@pytest.fixture
def user():
    return make.customer()


def names(form) -> list[str]:
    return [kept.name for kept in form.kept]


def test_several_files_wait_for_the_form(user):  # S1-19
    form = sent(user, [upload("a.png"), upload("b.pdf", PDF)])
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["a.png", "b.pdf"]
    assert set(form.cleaned_data) == {"form_key", "files"}
    stored = Attachment.objects.get(name="a.png")
    assert (stored.object_id, stored.uploaded_by, stored.form_key) == (None, user, KEY)
    assert stored.file.read() == PNG
    assert "." not in stored.file.name.rsplit("/", 1)[1] and "a.png" not in stored.file.name


def test_the_good_ones_are_kept_when_one_is_bad(user):
    form = sent(user, [upload("a.png"), upload("bad.png", SCRIPT), upload("b.pdf", PDF)])
    assert not form.is_valid()
    assert form.errors["files"] == [
        "“bad.png” is not what its name says, so we did not keep it. Send the original file."
    ]
    assert names(form) == ["a.png", "b.pdf"]
    again = sent(user, kept_files=["1"])
    assert again.is_valid() and names(again) == ["a.png", "b.pdf"]


def test_a_kept_file_can_be_removed(user):
    sent(user, [upload("a.png"), upload("b.pdf", PDF)]).is_valid()
    gone = Attachment.objects.get(name="a.png")
    form = sent(user, kept_files=["1"], remove=[gone.token])
    assert form.is_valid() and names(form) == ["b.pdf"]
    assert not default_storage.exists(gone.file.name)
    assert sent(user, kept_files=["1"], remove=[gone.token, "nonsense"]).is_valid()


def test_the_same_file_again_is_kept_once(user):
    for _ in range(2):
        form = sent(user, [upload("a.png")])
        assert form.is_valid() and names(form) == ["a.png"]
    assert Attachment.objects.count() == 1


def test_a_key_opens_nothing_of_somebody_else(user):
    sent(user, [upload("a.png")]).is_valid()
    token = Attachment.objects.get().token
    form = sent(make.customer(), kept_files=["1"], remove=[token])
    assert form.is_valid() and form.cleaned_data["files"] == []
    assert Attachment.objects.count() == 1


def test_another_form_of_the_same_person_has_its_own_files(user):
    sent(user, [upload("a.png")]).is_valid()
    form = sent(user, kept_files=["1"], key="g" * 32)
    form.is_valid()
    assert names(form) == []


def test_there_are_at_most_so_many_the_kept_ones_included(user, settings):
    settings.MAX_FILES = 2
    sent(user, [upload("a.png"), upload("b.pdf", PDF)]).is_valid()
    form = sent(user, [upload("c.png", PNG + b"c")])
    assert not form.is_valid()
    assert form.errors["files"] == ["“c.png” is one too many: at most 2 files."]
    assert names(form) == ["a.png", "b.pdf"]


def test_there_is_a_limit_a_day(user, monkeypatch):
    monkeypatch.setattr("portal.attachments.forms.DAILY_BYTES", len(PNG) + 10)
    sent(user, [upload("a.png")]).is_valid()
    form = sent(user, [upload("b.png", PNG + b"b")], key="g" * 32)
    assert not form.is_valid() and "in a day" in form.errors["files"][0]


def test_a_full_disk_is_a_clear_error_and_leaves_no_half_row(user, monkeypatch):
    deleted = []

    def full(name, content, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    monkeypatch.setattr(default_storage, "delete", deleted.append)
    form = sent(user, [upload("a.png")])
    assert not form.is_valid()
    assert form.errors["files"] == ["We could not store “a.png” just now. Your text is kept: try again."]
    assert not Attachment.objects.exists()
    assert len(deleted) == 1  # whatever was written of it


def test_without_a_key_nothing_is_kept(user):
    form = sent(user, [upload("a.png")], key="k" * 100)
    assert not form.is_valid()
    assert not Attachment.objects.exists()


def test_the_type_that_a_browser_claims_is_not_believed(user):
    form = sent(user, [upload("a.png", EXE, content_type="image/png")])
    assert not form.is_valid()

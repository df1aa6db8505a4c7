"""Forms to test with."""

from itertools import count

from portal.workflow import kept
from tests import make
from tickets.intake.models import Field, RequestType

_number = count(1)
KEY = "q" * 32
# What the guided form asks at least.
GUIDED = {
    "subject": "An import stops half-way",
    "text": "It stops after the second file.",
    "answer_reason": "error",
    "answer_area": "exchange",
    "answer_context": "Orders page, at nine.",
    "answer_since": "16/11/2026",
    "answer_expected": "We expect 120 orders, 54 arrive.",
    "criticality": "minor",
}


def request_type(slug: str = "", *, questions=(), **fields) -> RequestType:
    """A form with these questions, each a dict; what is not said is plain."""
    slug = slug or f"form-{next(_number)}"
    made = RequestType.objects.create(slug=slug, **{"name_en": slug.title(), **fields})
    for position, question in enumerate(questions, 1):
        Field.objects.create(
            type=made, position=position, **{"label_en": question["key"].capitalize(), **question}
        )
    kept.forget()
    return made


def send(client, form="technical", **typed):
    """What a browser sends; a list is sent as several values."""
    data = {"subject": "Stock page is slow", "text": "It takes 40 seconds.", "form_key": KEY, **typed}
    sent = {name: value for name, value in data.items() if value is not None}
    return client.post(f"/requests/new/{form}/", sent)


def signed_in(client, organisation=None, **fields):
    customer = make.customer(organisation, **fields)
    client.force_login(customer)
    return customer

"""Bad input at the door: bytes that are no text, far too much, twice the same; never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.safety import matrix, world

pytestmark = pytest.mark.django_db

# As they stand in an address: NUL, half of a surrogate pair, bytes that are no UTF-8, marks, a line break.
BYTES = ["%00", "%ED%A0%80", "%FF%FE", "%E2%80%AE", "%0d%0aX-Evil:1", "%F0%9F%98%80", "%27%22%3C%3E"]
QUERIES = [
    *(f"q={text}&next={text}&case={text}&page={text}&language={text}" for text in BYTES),
    "q=" + "a" * 10_000,
    "q=" + "%25" * 1000,
    "page=-1&page=99999999999999999999&page=x",
    "case=1&case=2&case[]=3&q=a&q=b",
    "__proto__[x]=1&constructor[prototype][y]=1",
    "&".join(f"field{number}=1" for number in range(2000)),
    "_connector=OR&owner__password__startswith=p&sort=`x`);--&order_by=customer__password",
]
FORMS = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/profile/",
    "/accounts/email/",
    "/language/",
    "/escalate/",
    "/requests/new/technical/",
]
NAMES = [
    *("name", "email", "login", "password", "password1", "language", "zone", "next"),
    *("subject", "text", "case", "impact", "reason", "description", "form_key", "code"),
]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def addresses(db):
    """Every address that the table of rights knows outside the back office."""
    scene = world.build()
    return {name: reverse(name, args=row.args(scene)) for name, row in matrix.PAGES.items()}


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "utf-7", "idna", "hex", "zip", "nonsense"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_charset_is_read_as_the_one_of_our_pages(client, charset, kind):
    client.get("/accounts/login/")
    for path in ("/accounts/login/", "/language/", "/nothing/"):
        answer = client.generic("POST", path, b"login=a", content_type=f"{kind}; charset={charset}")
        assert answer.status_code < 500
        assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_no_address_breaks_over_its_query(client, addresses, query):
    broken = {}
    for name, path in addresses.items():
        status = client.get(f"{path}?{query}").status_code
        if status >= 500:
            broken[name] = status
    assert broken == {}


@pytest.mark.parametrize("text", [*BYTES, "a" * 5000, "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/"])
@pytest.mark.parametrize(
    "place", ["/{}", "/fr/{}", "/articles/{}/", "/requests/{}/", "/files/{}/", "/static/{}"]
)
def test_no_path_breaks(client, place, text):
    assert client.get(place.format(text)).status_code < 500


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "value",
    [
        "\x00",
        "a\x00b@c.example",
        "\u202e\u2066",
        "😀" * 50,
        "x" * 100_000,
        "<script>alert(1)</script>",
        "\r\nBcc: x@y",
    ],
    ids=["nul", "nul-inside", "marks", "emoji", "long", "html", "lines"],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_form_breaks_over_what_is_typed(client, path, value, signed_in):
    if signed_in:
        client.force_login(make.customer())

    assert client.post(path, dict.fromkeys(NAMES, value)).status_code < 500


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=%ED%A0%80&email=%FF&login=%00", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b'{"name": "x", "name": "y"}', "application/json"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"name=x", "text/plain; charset=nonsense"),
    ],
)
def test_no_form_breaks_over_its_body(client, path, body, kind):
    client.force_login(make.customer())

    assert client.generic("POST", path, body, content_type=kind).status_code < 500


@pytest.mark.parametrize("path", ["/accounts/login/", "/language/", "/escalate/"])
def test_two_thousand_fields_are_too_many(client, path):
    client.force_login(make.customer())

    assert client.post(path, {f"field{number}": "1" for number in range(2000)}).status_code < 500


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "a b",
        "[::1",
        "testserver:x",
        "",
        "@",
        "..",
        "\u212a.example",
    ],
)
def test_an_unknown_host_is_refused(client, host):
    host = host.encode("idna").decode() if host.isprintable() and not host.isascii() else host

    assert client.get("/accounts/login/", headers={"host": host}).status_code == 400


def test_a_forwarded_host_is_not_believed(client):
    page = client.get("/accounts/login/", headers={"x-forwarded-host": "evil.example"})

    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


@pytest.mark.parametrize("header", ["X-Remote-User", "Remote-User", "X-Forwarded-User"])
def test_a_claimed_person_is_nobody(client, header):
    make.administrator(email="ada@support.example")

    response = client.get("/admin/", headers={header: "ada@support.example"})

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session

"""Who may do what at which address: one row an address, and a test that fails on an address without one.

A row says which roles are let in, what they get by GET and by POST, and what everybody else gets. 405 for
everybody means that the address does not know the method. A POST here is an empty one: whoever is let in
gets their form back with errors, or is led on; whoever is not changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from knowledgebase.following import letters
from tests.safety.world import CUSTOMERS, GUESTS, ROLES, STAFF, World

LOGIN = "sign-in"  # a redirect to the sign-in
HOME = "home"  # a redirect to where the person belongs
EVERYBODY = frozenset(ROLES)
SIGNED_IN = frozenset(CUSTOMERS + STAFF)
NOBODY = frozenset()

# Who sees the customer's case, and who of them on the customer's side.
OWN_SIDE = frozenset({"customer", "colleague"})
CASE_STAFF = frozenset({"agent_1", "lead", "resolutions", "manager", "administrator"})
CASE = OWN_SIDE | CASE_STAFF
EVERY_TEAM = frozenset({"lead", "resolutions", "manager", "administrator"})
RESOLUTIONS = frozenset({"resolutions", "manager", "administrator"})
MANAGERS = frozenset({"manager", "administrator"})
ADMINISTRATOR = frozenset({"administrator"})
AGENTS = CASE_STAFF | {"agent_2"}

# Who may read an article that is for these.
READERS = {
    "public": EVERYBODY,
    "customers": SIGNED_IN,
    "contract": frozenset({*CUSTOMERS, *STAFF} - {"provider_elsewhere"}),
    "partners": frozenset({"provider", "provider_elsewhere", *STAFF}),
    "groups": frozenset({"colleague", "elsewhere", *STAFF}),
    "narrowed": frozenset({"provider", "provider_elsewhere", *STAFF}),
    "staff": frozenset(STAFF),
    "draft": frozenset(STAFF),
}

Answer = int | str | tuple


@dataclass(frozen=True)
class Row:
    who: frozenset = EVERYBODY
    get: Answer = 200
    post: Answer = 405
    others: Answer = 404
    guests: Answer = LOGIN
    args: Callable[[World], list] = field(default=lambda world: [])
    # Roles that are let in but answered in a way of their own, for example staff on a customer's form.
    apart: dict = field(default_factory=dict)

    def expected(self, role: str, method: str) -> tuple:
        answer = self.get if method == "GET" else self.post
        if answer == 405:
            # Some addresses ask for the sign-in before they look at the method.
            return (405, LOGIN) if role in GUESTS else (405,)
        if role in self.apart.get(method, {}):
            answer = self.apart[method][role]
        elif role not in self.who:
            answer = self.guests if role in GUESTS else self.others
        return answer if isinstance(answer, tuple) else (answer,)


def page(who=EVERYBODY, **kwargs) -> Row:
    """Only looked at."""
    return Row(who, **kwargs)


def form(who=SIGNED_IN, **kwargs) -> Row:
    """Shown by GET, sent by POST."""
    return Row(who, **{"post": (200, 302, 422), **kwargs})


def verb(who, **kwargs) -> Row:
    """Sent by POST from a page that is shown elsewhere."""
    return Row(who, **{"get": 405, "post": (200, 302, 422), **kwargs})


def only_signed_out(**kwargs) -> Row:
    """Whoever is signed in is led on."""
    return Row(frozenset(GUESTS), **{"post": (200, 302), "others": HOME, **kwargs})


def case(world):
    return [world.case.pk]


def escalation(world):
    return [world.escalation.pk]


def complaint(world):
    return [world.complaint.pk]


def article(kind):
    return lambda world: [world.articles[kind].article_id, world.articles[kind].slug]


def number(kind):
    return lambda world: [world.articles[kind].article_id]


def picture(kind):
    def address(world):
        shown = world.pictures[kind]
        return [shown.slug, shown.version, shown.ending]

    return address


def key(kind):
    return lambda world: [f"harbour-{kind}"]


# Staff read the customer's page and write in the back office.
ON_CASE = {"args": case, "apart": {"POST": dict.fromkeys(CASE_STAFF, 403)}}
COMPLAINT = OWN_SIDE | MANAGERS
ON_COMPLAINT = {"args": complaint, "apart": {"POST": dict.fromkeys(MANAGERS, 403)}}
ON_ESCALATION = {"args": escalation, "apart": {"POST": dict.fromkeys(CASE_STAFF, 403)}}

PAGES = {
    "healthz": page(post=(200, 405)),
    "brand-accent": page(NOBODY, get=404, post=405, guests=404),
    "brand-logo": page(NOBODY, get=404, post=405, guests=404),
    "language": verb(EVERYBODY),
    "styleguide": page(NOBODY, get=404, post=404, guests=404),
    "businesstime:how_we_count": page(post=(200, 405)),
    "tickets:averages": page(post=(200, 405)),
    # --- accounts -------------------------------------------------------------------------------
    "account": page(get=302, post=302),
    "accounts:profile": form(),
    "account_login": only_signed_out(),
    "account_signup": only_signed_out(),
    "account_logout": Row(SIGNED_IN, post=302, guests=HOME),
    "account_inactive": page(),
    "account_reauthenticate": form(guests=(302, 403)),
    "account_email": form(),
    "account_email_verification_sent": page(),
    "account_confirm_email": page(args=lambda world: ["nonsense"], post=404),
    "account_change_password": form(),
    "account_set_password": form(get=302, post=302),
    "account_reset_password": form(EVERYBODY),
    "account_reset_password_done": page(),
    "account_reset_password_from_key": page(args=lambda world: ["1", "nonsense"], post=200),
    "account_reset_password_from_key_done": page(),
    "account_confirm_login_code": only_signed_out(get=302, post=302),
    "mfa_index": page(SIGNED_IN),
    "mfa_authenticate": only_signed_out(get=302, post=302),
    "mfa_login_webauthn": only_signed_out(get=302, post=302),
    "mfa_totp_picture": page(SIGNED_IN, get=302),
    "mfa_list_webauthn": page(SIGNED_IN),
    "usersessions_list": form(),
}
for _name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
    PAGES[_name] = form(get=(200, 302))
for _name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"):
    PAGES[_name] = Row(SIGNED_IN, get=(302, 404), post=(302, 404, 405))
for _name in ("mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
    PAGES[_name] = Row(SIGNED_IN, get=(302, 403), post=(302, 403))
for _name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
    PAGES[_name] = Row(SIGNED_IN, get=(302, 404), post=(302, 404), args=lambda world: [1])

PAGES |= {
    # --- requests -------------------------------------------------------------------------------
    "tickets:list": page(SIGNED_IN),
    "tickets:export": page(SIGNED_IN),
    "tickets:personal": page(SIGNED_IN),
    # Whoever has no contract, staff among them, is told so before anything is typed.
    "tickets:new": page(frozenset(CUSTOMERS), others=403),
    "tickets:create": form(frozenset(CUSTOMERS), others=403, args=lambda world: ["technical"]),
    "tickets:severities": page(post=(200, 405)),
    "tickets:statuses": page(),
    "tickets:detail": page(CASE, args=case),
    "tickets:reply": verb(OWN_SIDE, **ON_CASE),
    "tickets:confirm": verb(OWN_SIDE, **ON_CASE),
    "tickets:refuse": verb(OWN_SIDE, **ON_CASE),
    "tickets:hold": verb(OWN_SIDE, **ON_CASE),
    "tickets:resume": verb(OWN_SIDE, **ON_CASE),
    "tickets:separate": page(NOBODY, post=404, args=case),  # one question: nothing to separate
    "tickets:reopen": verb(OWN_SIDE, **ON_CASE),
    # --- escalations ----------------------------------------------------------------------------
    "escalations:submit": form(),
    "escalations:check_case": page(SIGNED_IN),
    "escalations:facts": page(SIGNED_IN),
    "escalations:changed": page(post=(200, 405)),
    "escalations:ladder": page(),
    "escalations:detail": page(CASE, args=escalation),
    "escalations:add": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:answer_once": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:ask_next_level": verb(OWN_SIDE, **ON_ESCALATION),
    # --- complaints -----------------------------------------------------------------------------
    "complaints:list": page(SIGNED_IN),
    "complaints:submit": form(),
    "complaints:detail": page(COMPLAINT, args=complaint),
    "complaints:add": verb(OWN_SIDE, **ON_COMPLAINT),
    # A form without words is complete here, but the complaint was not answered yet.
    "complaints:satisfied": verb(OWN_SIDE, **{**ON_COMPLAINT, "post": 409}),
    "complaints:not_satisfied": verb(OWN_SIDE, **ON_COMPLAINT),
    "escalations:agree": verb(OWN_SIDE, post=(302, 409), **ON_ESCALATION),
    "escalations:disagree": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:call_next_level": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:raise_concern": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:accept_plan": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:object_to_plan": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:agree_communication": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:ask_other_communication": verb(OWN_SIDE, **ON_ESCALATION),
    "escalations:call_file": page(CASE, args=lambda world: [world.escalation.pk, world.call.pk]),
    # --- help centre ----------------------------------------------------------------------------
    "knowledgebase:home": page(),
    "knowledgebase:search": page(),
    "knowledgebase:suggest": page(),
    # What somebody says of their search is guarded by its token, not by who they are.
    "knowledgebase:answered": verb(EVERYBODY, post=302),
    "knowledgebase:solved": verb(SIGNED_IN, post=302),
    "knowledgebase:thanks": page(),
    "knowledgebase:robots": page(),
    "knowledgebase:glossary": page(),
    "knowledgebase:view_as": verb(frozenset(STAFF), guests=404),
    "knowledgebase:category": page(args=lambda world: ["harbour"]),
    "knowledgebase:section": page(args=lambda world: ["quay"]),
    "knowledgebase:article": page(args=article("public")),
    "knowledgebase:article_of_number": page(get=(301, 302), args=number("public")),
    "knowledgebase:article_by_key": page(get=(301, 302), args=key("public")),
    "knowledgebase:vote": verb(EVERYBODY, args=number("public")),
    "knowledgebase:comment": verb(SIGNED_IN, args=article("public")),
    # The same for everybody: what a visitor may read.
    "knowledgebase:feed": page(),
    "knowledgebase:section_feed": page(args=lambda world: ["quay"]),
    "knowledgebase:comments_feed": page(args=number("public")),
    "knowledgebase:sitemap": page(),
    "knowledgebase:sitemap_of_shelves": page(),
    "knowledgebase:sitemap_of_articles": page(args=lambda world: [0]),
    "knowledgebase:follow_article": verb(SIGNED_IN, args=number("public")),
    "knowledgebase:follow_section": verb(SIGNED_IN, args=lambda world: ["quay"]),
    "knowledgebase:following": page(SIGNED_IN),
    # Whose it is not changes nothing.
    "knowledgebase:end_following": verb(SIGNED_IN, args=lambda world: [world.follow.pk]),
    # Who has the letter has the token; anything else is nobody's.
    "knowledgebase:leave": form(EVERYBODY, args=lambda world: [letters.token(world.follow)]),
    "knowledgebase:edit_comment": form(frozenset({"customer"}), args=lambda world: [world.comment.pk]),
    "knowledgebase:withdraw_comment": form(frozenset({"customer"}), args=lambda world: [world.comment.pk]),
    "pictures:show": page(args=picture("public")),
    # --- files ----------------------------------------------------------------------------------
    "attachments:download": page(CASE, args=lambda world: [world.file.token]),
}
# The same address leads to different things: each is tried.
MORE = (
    {
        "attachments:download": [
            page(CASE_STAFF, args=lambda world: [world.internal_file.token]),
            page(frozenset({"customer"}), args=lambda world: [world.pending_file.token]),
            page(NOBODY, args=lambda world: ["nothing-has-this-token"]),
        ],
        "tickets:detail": [page(NOBODY, args=lambda world: [world.case.pk + 1000])],
        "complaints:detail": [page(NOBODY, args=lambda world: [world.complaint.pk + 1000])],
        "escalations:call_file": [
            page(CASE_STAFF, args=lambda world: [world.escalation.pk, world.internal_call.pk])
        ],
        "escalations:detail": [page(NOBODY, args=lambda world: [world.escalation.pk + 1000])],
    }
    | {
        "knowledgebase:comments_feed": [
            page(NOBODY, args=number(kind), guests=404) for kind in READERS if kind != "public"
        ],
        "knowledgebase:sitemap_of_articles": [page(NOBODY, args=lambda world: [1_000_000], guests=404)],
    }
    | {
        f"knowledgebase:{name}": [
            made(kind, who) for kind, who in READERS.items() for made in ways if kind != "public"
        ]
        for name, ways in {
            "article": [lambda kind, who: page(who, args=article(kind), guests=404)],
            "article_of_number": [lambda kind, who: page(who, get=(301, 302), args=number(kind), guests=404)],
            "article_by_key": [lambda kind, who: page(who, get=(301, 302), args=key(kind), guests=404)],
            "vote": [lambda kind, who: verb(who, args=number(kind), guests=404)],
            "comment": [lambda kind, who: verb(who, args=article(kind))],
            "follow_article": [lambda kind, who: verb(who, args=number(kind))],
        }.items()
    }
)
MORE["pictures:show"] = [
    page(who, args=picture(kind), guests=404) for kind, who in READERS.items() if kind != "public"
] + [page(frozenset(STAFF), args=picture("unused"), guests=404)]

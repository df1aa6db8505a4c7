"""A small world with one of everybody, and one of everything that somebody might want to see."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from escalations import actions as verbs
from escalations.complaints.models import Avenue, Complaint
from escalations.models import Call, DutyLine, Escalation, Improvement, Post, Shift, Speciality
from escalations.providers import actions as partners
from escalations.providers.models import Launch, ProviderIssue, Redirect, Route
from knowledgebase.actions import comment
from knowledgebase.following.actions import follow
from knowledgebase.models import (
    Article,
    Category,
    Comment,
    Follow,
    Manuscript,
    OldAddress,
    Picture,
    ReaderGroup,
    Section,
    Snippet,
    Translation,
)
from knowledgebase.states import Audience, State
from knowledgebase.writing import showing
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.attachments.actions import keep
from portal.attachments.models import Attachment
from portal.audit.actions import viewed
from portal.audit.models import Viewing
from portal.contracts.models import Contract, Product, SupportPlan
from portal.outbox.models import Letter
from portal.webhooks.models import Call as HookCall
from portal.webhooks.models import Hook
from tests import make
from tests.attachments.make import upload
from tests.complaints import make as complaints
from tests.escalations import agreed
from tests.escalations import make as escalations
from tests.inbound import make as mail
from tests.knowledgebase.pictures import make as pictures
from tests.providers import make as providers
from tests.tickets import make as tickets
from tickets import actions as cases
from tickets.inbound.models import Mail
from tickets.models import Message, Ticket

# What only those who see the case may read; it is looked for in every answer to everybody else.
SECRET = "Ledger of the blue harbour"
INTERNAL = "Between us: the harbour is green"

# Articles by who may read them; the draft is for staff who may read drafts.
TITLES = {
    "public": "Harbour for everybody",
    "customers": "Harbour for customers",
    "contract": "Harbour for those with a contract",
    "partners": "Harbour for partners",
    "groups": "Harbour for pilots",
    "narrowed": "Harbour behind the gate",
    "staff": "Harbour for staff",
    "draft": "Harbour that is being written",
}
CUSTOMERS = ("customer", "colleague", "neighbour", "elsewhere", "provider", "provider_elsewhere")
STAFF = (
    "agent_1",
    "agent_2",
    "lead",
    "resolutions",
    "editor",
    "integration",
    "enablement",
    "manager",
    "administrator",
)
GUESTS = ("anonymous", "deactivated")
ROLES = (*GUESTS, *CUSTOMERS, *STAFF)


class Visitor(Client):
    """A test client that keeps no copy of what each template was given, as thousands of requests are made."""

    handler_of_all = None

    def __init__(self):
        super().__init__(raise_request_exception=False)
        Visitor.handler_of_all = Visitor.handler_of_all or self.handler
        self.handler = Visitor.handler_of_all

    def request(self, **request):
        return self.handler(self._base_environ(**request))


@dataclass
class World:
    people: dict[str, User]
    case: Ticket
    escalation: Escalation
    complaint: Complaint
    avenue: Avenue
    call: Call
    internal_call: Call
    file: Attachment
    internal_file: Attachment
    pending_file: Attachment
    letter: Letter
    mail: Mail
    improvement: Improvement
    contract: Contract
    articles: dict[str, Translation]
    comment: Comment
    follow: Follow
    pictures: dict[str, Picture]
    provider_issue: ProviderIssue
    redirect: Redirect
    launch: Launch
    hook_call: HookCall
    viewing: Viewing
    post: Post
    shift: Shift
    speciality: Speciality
    line: DutyLine
    manuscript: Manuscript
    snippet: Snippet
    group: ReaderGroup
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def visitor(self, role: str) -> Visitor:
        """Signed in once; a deactivated person holds a session from before."""
        if role not in self.visitors:
            visitor = self.visitors[role] = Visitor()
            if role == "deactivated":
                User.objects.filter(pk=self.people[role].pk).update(is_active=True)
                visitor.force_login(User.objects.get(pk=self.people[role].pk))
                User.objects.filter(pk=self.people[role].pk).update(is_active=False)
            elif role != "anonymous":
                visitor.force_login(self.people[role])
        return self.visitors[role]


def build() -> World:
    people = _people()
    group = _pilots(people)
    written = _articles(group)
    case = tickets.ticket(
        requester=people["customer"], subject=SECRET, text=SECRET, files=[_kept(people["customer"])]
    )
    cases.assign(case, by=people["lead"], team=people["agent_1"].teams.get())
    note = cases.note(case, by=people["agent_1"], text=INTERNAL, files=[_kept(people["agent_1"])])
    said = Message.objects.filter(ticket=case, kind=Message.Kind.PUBLIC).first()
    escalation = escalations.received(case, by=people["customer"], subject=SECRET)
    return World(
        people=people,
        case=Ticket.objects.get(pk=case.pk),
        escalation=escalation,
        complaint=complaints.received(by=people["customer"], ticket=case, subject=SECRET),
        avenue=complaints.avenue(),
        call=agreed.arranged(escalation, by=people["resolutions"], purpose=SECRET),
        internal_call=agreed.arranged(
            escalation, by=people["resolutions"], purpose=INTERNAL, internal=True, attendees=[]
        ),
        file=said.attachments.get(),
        internal_file=note.attachments.get(),
        pending_file=_kept(people["customer"], "not-sent-yet.png"),
        letter=Letter.objects.filter(to=people["customer"].email).first(),
        mail=mail.received(subject=SECRET, text=SECRET),
        improvement=verbs.improve(
            escalation, by=people["resolutions"], what="A crane", owner="Harbour"
        ).improvements.get(),
        contract=_contract(people["customer"].membership.organisation),
        post=escalations.post(people["lead"], level=2),
        shift=escalations.shift(people["lead"], timezone.now(), timezone.now() + timedelta(hours=8)),
        speciality=Speciality.objects.create(name_en="Cranes", name_fr="Grues"),
        line=DutyLine.objects.create(phone="0123", hours_en="Always", hours_fr="Toujours"),
        **_of_a_provider(people["provider"], people["integration"]),
        articles=written,
        comment=comment(written["public"].article, by=people["customer"], body="The crane is slow."),
        follow=follow(written["public"].article, by=people["customer"]),
        pictures=_pictures(written),
        manuscript=showing.keep(written["draft"].article)[0],
        snippet=Snippet.objects.create(name="harbour", body_en="Mind the crane."),
        group=group,
    )


def _contract(organisation) -> Contract:
    plan = SupportPlan.objects.default()
    contract = Contract.objects.create(organisation=organisation, plan=plan, starts_on=date(2026, 1, 1))
    contract.products.add(Product.objects.create(name="Harbour ledger"))
    return contract


def _of_a_provider(person, staff) -> dict:
    """Not live yet, with an issue, a redirect and a call."""
    route = Route.objects.get(priority="p4")
    route.hook = Hook.objects.create(name="Harbour bell", url="https://bell.example/")
    route.save(update_fields=["hook"])
    issue = providers.received(person, priority="p4", category="interface", summary="Harbour gate")
    turned = partners.refuse(
        person.membership.organisation,
        by=person,
        category=providers.category("customer-status"),
        subject="Harbour account",
        answers={},
    )
    return {
        "provider_issue": issue,
        "redirect": turned,
        "launch": partners.begin(person.membership.organisation),
        "hook_call": HookCall.objects.get(),
        "viewing": viewed("bank account identifiers", issue.reference, by=staff),
    }


def _articles(group: ReaderGroup) -> dict[str, Translation]:
    category = Category.objects.create(slug="harbour", name_en="Harbour")
    section = Section.objects.create(slug="quay", name_en="Quay", category=category)
    written = {}
    # Everybody may read what is behind it, and only providers come there.
    gate = Section.objects.create(slug="gate", name_en="Gate", category=category, audience=Audience.PARTNERS)
    for kind, title in TITLES.items():
        draft = kind == "draft"
        article = Article.objects.create(
            key=f"harbour-{kind}",
            section=gate if kind == "narrowed" else section,
            audience=Audience.PUBLIC if kind in ("draft", "narrowed") else kind,
            state=State.DRAFT if draft else State.PUBLISHED,
        )
        if kind == "groups":
            article.groups.add(group)
        written[kind] = Translation.objects.create(
            article=article, language="en", title=title, body=f"{title}: mind the crane."
        )
    return written


def _pilots(people) -> ReaderGroup:
    """The colleague by name, and a whole organisation."""
    group = ReaderGroup.objects.create(name_en="Pilots")
    group.people.add(people["colleague"], people["deactivated"])
    group.organisations.add(people["elsewhere"].membership.organisation)
    return group


def _pictures(articles: dict[str, Translation]) -> dict[str, Picture]:
    """One on each article, one on none; and the address that the public article had elsewhere."""
    shown = {}
    for kind in (*articles, "unused"):
        shown[kind] = pictures.picture(f"harbour-{kind}")
        if kind in articles:
            articles[kind].body += f"\n\n![](picture:harbour-{kind})\n"
            articles[kind].save()
    OldAddress.objects.create(path="/harbour/1", article=articles["public"].article, language="en")
    return shown


def _people() -> dict[str, User]:
    people = _made()
    for person in people.values():  # so that the pages about passwords are the usual ones
        person.set_password(make.PASSWORD)
        person.save(update_fields=["password"])
    return people


def _made() -> dict[str, User]:
    one, two = make.team("One"), make.team("Two")
    client = make.organisation("Client")
    customer = make.customer(client)
    return {
        "customer": customer,
        "colleague": make.colleague(customer),
        "neighbour": make.colleague(customer, sees="own"),
        "elsewhere": make.customer(make.organisation("Elsewhere")),
        "provider": make.customer(make.organisation("Provider", is_partner=True), sees="all"),
        "provider_elsewhere": make.customer(
            make.organisation("Provider elsewhere", is_partner=True, is_certified=True, contract=False),
            sees="all",
        ),
        "deactivated": make.colleague(customer, is_active=False),
        "agent_1": make.staff(Role.AGENT, teams=[one]),
        "agent_2": make.staff(Role.AGENT, teams=[two]),
        "lead": make.staff(Role.LEAD, teams=[one]),
        "resolutions": make.staff(Role.RESOLUTIONS),
        "editor": make.staff(Role.EDITOR),
        "integration": make.staff(Role.INTEGRATION),
        "enablement": make.staff(Role.ENABLEMENT),
        "manager": make.staff(Role.MANAGER),
        "administrator": make.administrator(),
    }


def _kept(person, name="harbour.png") -> Attachment:
    return keep(upload(name), name=name, kind="image/png", by=person, key="form-of-" + "x" * 20)

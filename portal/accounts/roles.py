"""What each staff role may do: one page, granted again after every migration."""

from django.apps import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A staff role is a group of this name."""

    AGENT = "Agent", _("Agent")
    LEAD = "Team lead", _("Team lead")
    RESOLUTIONS = "Customer Resolutions", _("Customer Resolutions")
    MANAGER = "Support manager", _("Support manager")
    EDITOR = "Article editor", _("Article editor")
    DUTY = "Duty manager", _("Duty manager")
    ENGINEER = "Escalation engineer", _("Escalation engineer")
    REGIONAL = "Regional escalation manager", _("Regional escalation manager")
    GLOBAL = "Global escalation manager", _("Global escalation manager")
    REGIONAL_PROGRAMME = "Regional programme manager", _("Regional programme manager")
    GLOBAL_PROGRAMME = "Global programme manager", _("Global programme manager")
    REPRESENTATIVE = "Customer service representative", _("Customer service representative")
    SERVICE_MANAGER = "Customer service manager", _("Customer service manager")
    SOLUTIONS = "Solutions team", _("Solutions team")
    INTEGRATION = "Integration support", _("Integration support")
    ENABLEMENT = "Enablement engineer", _("Enablement engineer")


def role_choices() -> list[tuple[str, str]]:
    """For columns: a role more is no change of a table."""
    return Role.choices


_AGENT = [
    "tickets.view_ticket",
    "tickets.change_ticket",
    "escalations.view_escalation",
    "knowledgebase.view_article",
]
# Mail may be about anybody's case: who sees every team judges what waits.
_MAIL = ["inbound.view_mail", "inbound.judge_mail"]
_LEAD = [*_AGENT, "tickets.see_every_team", *_MAIL]
_READ_CALENDARS = [
    "businesstime.view_calendar",
    "businesstime.view_openinghours",
    "businesstime.view_holiday",
]
_READ_CONTRACTS = ["contracts.view_product", "contracts.view_contract", "contracts.view_supportplan"]
_EDIT = ("view", "add", "change", "delete")
_RESOLUTIONS = [
    *_LEAD,
    *_READ_CALENDARS,
    "escalations.change_escalation",
    "escalations.view_post",
    "escalations.view_shift",
    "outbox.view_letter",
    "outbox.change_letter",  # nothing in a letter is edited: to send it again
]

_INTEGRATION = [
    "knowledgebase.view_article",
    *(f"providers.{verb}_providerissue" for verb in ("view", "change")),
    *(f"providers.view_{model}" for model in ("redirect", "route", "category", "launch")),
    *(f"webhooks.{verb}_call" for verb in ("view", "change")),  # nothing is edited: to replay it
]
_ENABLEMENT = [
    "knowledgebase.view_article",
    *(f"providers.{verb}_launch" for verb in ("view", "change")),
    *(f"providers.{verb}_checklistitem" for verb in ("view", "add", "change")),
    *(f"providers.{verb}_passage" for verb in ("view", "change")),
    *(f"providers.view_{model}" for model in ("redirect", "route", "category")),
]

# Who holds which post, who knows what, who is on duty.
_ROTA = ("post", "speciality", "specialist", "shift", "dutyline")
_ABSENCES = ["accounts.view_absence", "accounts.change_absence"]

# Whoever works on complaints reads every one; each level has work of its own.
_READ_COMPLAINTS = ["complaints.view_complaint", "complaints.view_avenue"]
_MANAGE_COMPLAINTS = [
    *_READ_COMPLAINTS,
    "complaints.answer_complaint",
    "complaints.review_complaint",
    "complaints.add_avenue",
    "complaints.change_avenue",
]

# Who may do what. The administrator is a superuser and needs no group.
PERMISSIONS = {
    Role.AGENT: _AGENT,
    Role.LEAD: [*_LEAD, *_READ_CALENDARS, *_READ_CONTRACTS, *_ABSENCES],
    Role.RESOLUTIONS: _RESOLUTIONS,
    Role.MANAGER: [
        *_RESOLUTIONS,
        *_READ_CONTRACTS,
        *_ABSENCES,
        "escalations.change_level",
        *_MANAGE_COMPLAINTS,
        "complaints.solve_complaint",
        *_INTEGRATION,
        *_ENABLEMENT,
        "providers.change_route",
        *(f"providers.{verb}_category" for verb in ("add", "change")),
        *(f"webhooks.{verb}_hook" for verb in ("view", "add", "change")),
        "audit.view_viewing",
        *(f"escalations.{verb}_{model}" for model in _ROTA for verb in _EDIT),
        *(f"contracts.{verb}_{model}" for model in ("contract", "product", "target") for verb in _EDIT),
        *(f"contracts.{verb}_supportplan" for verb in ("add", "change")),
        *(f"tickets.{verb}_{model}" for model in ("severity", "scalevalue") for verb in ("view", "change")),
        *(f"tickets.{verb}_category" for verb in ("view", "add", "change")),
        *(f"intake.{verb}_requesttype" for verb in ("view", "add", "change")),
        *(f"intake.{verb}_{model}" for model in ("field", "resource") for verb in _EDIT),
        "accounts.view_user",
        *(f"accounts.{verb}_region" for verb in ("view", "add", "change")),
        "accounts.view_organisation",
        "accounts.view_membership",
    ],
    Role.DUTY: _RESOLUTIONS,
    Role.ENGINEER: _RESOLUTIONS,
    Role.REGIONAL: _RESOLUTIONS,
    Role.GLOBAL: _RESOLUTIONS,
    Role.REGIONAL_PROGRAMME: _LEAD,
    Role.GLOBAL_PROGRAMME: _LEAD,
    Role.REPRESENTATIVE: [*_AGENT, *_READ_COMPLAINTS, "complaints.answer_complaint"],
    Role.SERVICE_MANAGER: [*_LEAD, *_MANAGE_COMPLAINTS],
    Role.SOLUTIONS: [*_LEAD, *_READ_COMPLAINTS, "complaints.solve_complaint"],
    Role.EDITOR: [
        *(
            f"knowledgebase.{verb}_{model}"
            for model in ("category", "section", "article", "translation", "synonym", "readergroup", "term")
            for verb in _EDIT
        ),
        *(f"knowledgebase.{verb}_snippet" for verb in _EDIT),
        *(f"knowledgebase.{verb}_{model}" for model in ("picture", "oldaddress") for verb in _EDIT),
        "knowledgebase.view_manuscript",
        "knowledgebase.change_manuscript",  # nothing in it is edited: verbs are pressed
        "knowledgebase.view_comment",
        "knowledgebase.change_comment",
        "knowledgebase.view_vote",
        "knowledgebase.view_asked",
        *(f"knowledgebase.{verb}_wording" for verb in ("view", "add", "change")),
    ],
    Role.INTEGRATION: _INTEGRATION,
    Role.ENABLEMENT: _ENABLEMENT,
}


def grant_permissions(sender, using="default", apps=global_apps, **kwargs):
    """Give every role's group exactly the permissions of this app that are listed above.

    Runs after the migration of each app, in whatever order they come. The permissions may not be there
    yet, because Django makes them in a receiver of the same signal: so ask for them first.
    """
    try:
        Group = apps.get_model("auth", "Group")
        Permission = apps.get_model("auth", "Permission")
    except LookupError:  # a database that stops before the tables of `auth`
        return
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    of_this_app = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    known = dict(of_this_app.values_list("codename", "pk"))
    for role, names in PERMISSIONS.items():
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        held = set(group.permissions.filter(pk__in=known.values()).values_list("pk", flat=True))
        wanted = {
            known[name] for label, name in map(_split, names) if label == sender.label and name in known
        }
        group.permissions.remove(*held - wanted)
        group.permissions.add(*wanted - held)


def _split(permission: str) -> tuple[str, str]:
    label, _dot, codename = permission.partition(".")
    return label, codename

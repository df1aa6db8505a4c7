"""The same for integration partners: their pages, and their rows in the back office."""

from __future__ import annotations

from escalations.providers.models import Category, ChecklistItem, Passage, Route
from escalations.providers.verbs import LAUNCH_VERBS, VERBS
from tests.safety.matrix import MANAGERS, form, page, verb
from tests.safety.staff_matrix import Model, rows_of

PARTNERS = frozenset({"provider", "provider_elsewhere"})
INTEGRATION = MANAGERS | {"integration"}
ENABLEMENT = MANAGERS | {"enablement"}
BOTH = INTEGRATION | ENABLEMENT
ISSUE = INTEGRATION | {"provider"}


def issue(world):
    return [world.provider_issue.pk]


def redirect(world):
    return [world.redirect.pk]


def item(world):
    return [ChecklistItem.objects.first().pk]


# Staff read the provider's page and write in the back office.
ON_ISSUE = {"args": issue, "apart": {"POST": dict.fromkeys(INTEGRATION, 403)}}

PAGES = {
    "providers:guide": page(),
    "providers:go_live": page(),
    "providers:template": page(),
    "providers:launch": page(PARTNERS, others=403),
    "providers:show": verb(PARTNERS, others=403, args=item),
    "providers:return_template": verb(PARTNERS, others=403),
    "providers:issues": page(PARTNERS, others=403),
    "providers:create": form(PARTNERS, others=403),
    "providers:detail": page(ISSUE, args=issue),
    "providers:reply": verb(ISSUE, **ON_ISSUE),
    "providers:close": verb(ISSUE, **ON_ISSUE),
    "providers:show_identifiers": form(ISSUE, get=302, args=issue),
    "providers:redirected": page(BOTH | {"provider"}, args=redirect),
}

MODELS = {
    "providers_providerissue": Model(
        INTEGRATION,
        pk=lambda world: world.provider_issue.pk,
        verbs=dict.fromkeys([*VERBS, "identifiers"], INTEGRATION),
    ),
    "providers_launch": Model(
        BOTH,
        add=ENABLEMENT,
        pk=lambda world: world.launch.pk,
        verbs=dict.fromkeys(LAUNCH_VERBS, ENABLEMENT),
    ),
    "providers_redirect": Model(BOTH, pk=lambda world: world.redirect.pk),
    "providers_route": Model(BOTH, change=MANAGERS, pk=lambda world: Route.objects.first().pk),
    "providers_category": Model(
        BOTH, add=MANAGERS, change=MANAGERS, pk=lambda world: Category.objects.first().pk
    ),
    "providers_checklistitem": Model(
        ENABLEMENT, add=ENABLEMENT, change=ENABLEMENT, pk=lambda world: item(world)[0]
    ),
    "providers_passage": Model(ENABLEMENT, change=ENABLEMENT, pk=lambda world: Passage.objects.first().pk),
    "webhooks_hook": Model(MANAGERS, add=MANAGERS, change=MANAGERS, pk=lambda world: world.hook_call.hook_id),
    "webhooks_call": Model(INTEGRATION, pk=lambda world: world.hook_call.pk, verbs={"replay": INTEGRATION}),
    "audit_viewing": Model(MANAGERS, pk=lambda world: world.viewing.pk),
}

ROWS = PAGES | {
    address: row for name, model in MODELS.items() for address, row in rows_of(name, model).items()
}

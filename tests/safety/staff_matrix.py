"""The same for the back office: who sees, adds, changes and deletes which rows, who presses which verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from escalations.complaints.verbs import VERBS as COMPLAINT_VERBS
from escalations.people_verbs import PEOPLE_VERBS
from portal.accounts.models import Region
from portal.businesstime.models import Calendar
from tests.safety.matrix import (
    ADMINISTRATOR,
    AGENTS,
    CASE_STAFF,
    EVERY_TEAM,
    MANAGERS,
    NOBODY,
    RESOLUTIONS,
    Row,
)
from tests.safety.world import STAFF, World
from tickets.inbound.admin import VERBS as MAIL_VERBS
from tickets.intake.models import RequestType, Resource
from tickets.models import Category, ScaleValue
from tickets.verbs import VERBS

# No permission; a row that this person does not see; not staff at all.
REFUSED = (302, 403, 404, 405)
SHOWN = (200, 302)
DONE = (200, 302, 403, 405, 409, 422)
PLANNERS = EVERY_TEAM - {"resolutions"}
LEADS = frozenset({"lead", "manager", "administrator"})


@dataclass(frozen=True)
class Model:
    """One kind of row. `see` is the list, `row` the page of the one row of the world."""

    see: frozenset
    row: frozenset | None = None
    add: frozenset = NOBODY
    change: frozenset = NOBODY
    delete: frozenset = NOBODY
    pk: Callable[[World], object] = lambda world: 1
    verbs: dict = field(default_factory=dict)
    # Verbs that ask for another page than `/change/` does.
    pages: dict = field(default_factory=dict)


def case(world):
    return world.case.pk


def escalation(world):
    return world.escalation.pk


MODELS = {
    "accounts_user": Model(
        MANAGERS, add=ADMINISTRATOR, change=ADMINISTRATOR, pk=lambda world: world.people["customer"].pk
    ),
    "accounts_absence": Model(LEADS, LEADS, change=LEADS, pk=lambda world: world.people["agent_1"].pk),
    "accounts_organisation": Model(
        MANAGERS, add=ADMINISTRATOR, change=ADMINISTRATOR, pk=lambda world: world.case.organisation_id
    ),
    "accounts_region": Model(
        MANAGERS,
        add=MANAGERS,
        change=MANAGERS,
        pk=lambda world: Region.objects.get_or_create(name_en="North", name_fr="Nord")[0].pk,
    ),
    "accounts_membership": Model(
        MANAGERS,
        add=ADMINISTRATOR,
        change=ADMINISTRATOR,
        delete=ADMINISTRATOR,
        pk=lambda world: world.people["customer"].membership.pk,
    ),
    "accounts_team": Model(
        ADMINISTRATOR, add=ADMINISTRATOR, change=ADMINISTRATOR, pk=lambda world: world.case.team_id
    ),
    "contracts_product": Model(
        PLANNERS,
        add=MANAGERS,
        change=MANAGERS,
        delete=MANAGERS,
        pk=lambda world: world.contract.products.get().pk,
    ),
    "contracts_supportplan": Model(
        PLANNERS, add=MANAGERS, change=MANAGERS, pk=lambda world: world.contract.plan_id
    ),
    "contracts_contract": Model(
        PLANNERS, add=MANAGERS, change=MANAGERS, delete=MANAGERS, pk=lambda world: world.contract.pk
    ),
    "tickets_severity": Model(MANAGERS, change=MANAGERS),
    "tickets_scalevalue": Model(MANAGERS, change=MANAGERS, pk=lambda world: ScaleValue.objects.first().pk),
    "tickets_category": Model(
        MANAGERS, add=MANAGERS, change=MANAGERS, pk=lambda world: Category.objects.first().pk
    ),
    "outbox_letter": Model(
        RESOLUTIONS, pk=lambda world: world.letter.pk, verbs=dict.fromkeys(["send_again"], RESOLUTIONS)
    ),
    "tickets_ticket": Model(
        AGENTS,
        CASE_STAFF,
        pk=case,
        verbs=dict.fromkeys(
            [*VERBS, "presence"],
            CASE_STAFF,
        ),
    ),
    # Mail may be about anybody's case: who sees every team reads it and decides about what waits.
    "inbound_mail": Model(
        EVERY_TEAM, pk=lambda world: world.mail.pk, verbs=dict.fromkeys(MAIL_VERBS, EVERY_TEAM)
    ),
    "intake_requesttype": Model(
        MANAGERS,
        add=MANAGERS,
        change=MANAGERS,
        pk=lambda world: RequestType.objects.first().pk,
        verbs={"preview": MANAGERS},
    ),
    "intake_resource": Model(
        MANAGERS,
        add=MANAGERS,
        change=MANAGERS,
        delete=MANAGERS,
        pk=lambda world: Resource.objects.first().pk,
    ),
    "escalations_escalation": Model(
        AGENTS,
        CASE_STAFF,
        pk=escalation,
        verbs=dict.fromkeys(
            [
                "acknowledge",
                "approve",
                "share_plan",
                "update",
                "ask",
                "record_call",
                "take",
                "note",
                "improve",
                "move_in",
                "move_out",
                "record_agreement",
                "learn",
                "propose_end",
                "withdraw_end",
                "prioritise",
                "unprioritise",
                "decline",
                *PEOPLE_VERBS,
                "propose_communication",
                "arrange_call",
                "move_call",
                "cancel_call",
                "keep_minutes",
            ],
            RESOLUTIONS,
        )
        # Whoever sees the case may call the next level, and is told who else looks at it.
        # The steps of a plan may be theirs: the form offers each person those they may tick.
        | {"raise_level": CASE_STAFF, "presence": CASE_STAFF, "finish_step": CASE_STAFF},
    ),
    # Who holds which post and who is on duty: the managers write it, Customer Resolutions reads it.
    "escalations_post": Model(
        RESOLUTIONS, add=MANAGERS, change=MANAGERS, delete=MANAGERS, pk=lambda world: world.post.pk
    ),
    "escalations_shift": Model(
        RESOLUTIONS, add=MANAGERS, change=MANAGERS, delete=MANAGERS, pk=lambda world: world.shift.pk
    ),
    "escalations_speciality": Model(
        MANAGERS, add=MANAGERS, change=MANAGERS, delete=MANAGERS, pk=lambda world: world.speciality.pk
    ),
    "escalations_dutyline": Model(
        MANAGERS, add=MANAGERS, change=MANAGERS, delete=MANAGERS, pk=lambda world: world.line.pk
    ),
    "escalations_level": Model(RESOLUTIONS, change=MANAGERS),
    "escalations_improvement": Model(RESOLUTIONS, change=RESOLUTIONS, pk=lambda world: world.improvement.pk),
    "escalations_reason": Model(RESOLUTIONS, change=MANAGERS),
    "escalations_example": Model(RESOLUTIONS, change=MANAGERS),
    "complaints_complaint": Model(
        MANAGERS,
        pk=lambda world: world.complaint.pk,
        verbs=dict.fromkeys([*COMPLAINT_VERBS, "presence"], MANAGERS),
    ),
    "complaints_avenue": Model(MANAGERS, add=MANAGERS, change=MANAGERS, pk=lambda world: world.avenue.pk),
    "businesstime_calendar": Model(
        EVERY_TEAM,
        change=ADMINISTRATOR,
        add=ADMINISTRATOR,
        pk=lambda world: Calendar.objects.default().pk,
        verbs={"try": EVERY_TEAM, "recount": ADMINISTRATOR},
    ),
    "businesstime_recalculation": Model(ADMINISTRATOR, row=NOBODY),
}

IN = {"who": frozenset(STAFF), "others": 302, "guests": 302}
FRAME = {
    "admin:index": Row(**IN, post=(200, 302, 405)),
    "admin:tickets_ticket_take_next": Row(AGENTS, get=DONE, post=DONE, others=REFUSED, guests=302),
    "admin:login": Row(**IN, get=302, post=302),
    "admin:logout": Row(frozenset(STAFF), get=(302, 405), post=(200, 302), others=302, guests=302),
    "admin:search": Row(**IN, get=302, post=302),
    "admin:password_change": Row(**IN, get=302, post=302),
    "admin:password_change_done": Row(**IN, post=(200, 302, 405)),
    "admin:autocomplete": Row(NOBODY, post=(302, 403, 405), others=(302, 403, 405), guests=302),
    "admin:jsi18n": Row(**IN, post=(200, 302, 405)),
    "admin:view_on_site": Row(
        NOBODY, post=(302, 404), others=(302, 404), guests=302, args=lambda world: [1, world.case.pk]
    ),
    "admin:app_list": Row(**IN, get=(200, 404), post=(200, 302, 404), args=lambda world: ["accounts"]),
}


def rows_of(name: str, model: Model) -> dict[str, Row]:
    """The addresses that Django makes for a kind of row, and one an address for each verb."""
    seen = model.see if model.row is None else model.row

    def of(who, *, one=True, **kwargs) -> Row:
        args = (lambda world: [model.pk(world)]) if one else (lambda world: [])
        return Row(who, **{"others": REFUSED, "post": REFUSED, "guests": 302, "args": args, **kwargs})

    rows = {
        "changelist": of(model.see, one=False, post=(200, 302, 403, 405)),
        "add": of(model.add, one=False, post=SHOWN),
        "history": of(seen, post=(200, 302, 403, 405)),
        "change": of(seen, apart={"POST": dict.fromkeys(model.change, SHOWN)}),
        "delete": of(model.delete, post=SHOWN),
    }
    for verb, who in model.verbs.items():
        rows[verb] = of(who, get=DONE, post=DONE)
    return {f"admin:{name}_{page}": row for page, row in rows.items()}


for _page in ("updates", "report", "report_file"):
    FRAME[f"admin:escalations_escalation_{_page}"] = Row(
        RESOLUTIONS, get=200, post=(302, 403, 405), others=REFUSED, guests=302
    )

# Whoever answers customers may write down what one of them tells on the phone.
FRAME["admin:tickets_ticket_write_down"] = Row(AGENTS, get=200, post=(200, 422), others=REFUSED, guests=302)

FRAME["admin:escalations_escalation_fairness"] = Row(
    RESOLUTIONS, post=(302, 403, 405), others=REFUSED, guests=302
)
# Whoever answers a customer may write down that they escalate; a second time leads to the first.
FRAME["admin:escalations_escalation_on_behalf"] = Row(
    CASE_STAFF, get=302, post=302, others=REFUSED, guests=302, args=lambda world: [world.case.reference]
)
FRAME["admin:escalations_shift_cover"] = Row(RESOLUTIONS, others=REFUSED, guests=302, post=(200, 302, 405))

FILES = {
    "admin:tickets_ticket_export": Row(AGENTS, others=REFUSED, guests=302, post=(302, 403, 405)),
}

ROWS = (
    FRAME
    | FILES
    | {address: row for name, model in MODELS.items() for address, row in rows_of(name, model).items()}
)

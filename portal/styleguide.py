"""One of each part of the look, in every state, for the page of the demonstration that shows them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from escalations.models import Promise
from portal.businesstime.models import Calendar

CHIPS = [
    ("us", "open", "New"),
    ("us", "us", "In progress"),
    ("you", "you", "Waiting for you"),
    ("us", "us", "With another team"),
    ("us", "dev", "Waiting for development"),
    ("us", "dev", "In the next update"),
    ("done", "done", "Resolved – please test"),
    ("rest", "closed", "Closed"),
    ("us", "us", "Reopened"),
    ("rest", "rest", "On hold at your request"),
]
URGENCIES = [
    ("you", "soon", "Due in 30 min"),
    ("alert", "alert", "50 min late"),
    ("done", "done", "Kept"),
]
STAGES = [
    {"name": "Triage", "state": "passed", "detail": "Mon 16 Nov"},
    {"name": "Further investigation", "state": "passed", "detail": "Tue 17 Nov"},
    {"name": "In progress", "state": "passed", "detail": "Fri 20 Nov"},
    {"name": "Development", "state": "present", "detail": "since Mon 23 Nov"},
    {"name": "Quote", "state": "not_needed", "detail": ""},
    {"name": "Testing", "state": "to_come", "detail": "you confirm"},
]
STEPS = [
    {"name": "Received", "state": "done", "when": "Fri 20 Nov, 16:50", "fact": "by you"},
    {
        "name": "Acknowledged",
        "state": "done",
        "when": "Mon 23 Nov, 09:40",
        "fact": "7 h 10 before the promise",
    },
    {"name": "Reviewed", "state": "done", "when": "Mon 23 Nov, 10:15", "fact": "approved"},
    {"name": "Plan agreed", "state": "present", "when": "Mon 23 Nov, 14:30", "fact": "2 of 4 steps done"},
    {
        "name": "Back on track",
        "state": "to_come",
        "when": "Planned for Fri 27 Nov",
        "fact": "closes when you agree",
    },
]
PLAN = [
    {
        "what": "Find what slows the page",
        "owner": "Jonas, Product Support",
        "when": "Done Mon 23 Nov",
        "done": True,
    },
    {"what": "Ship the faster count query", "owner": "Development", "when": "Thu 26 Nov", "done": False},
]
LADDER = [
    {"name": "Customer", "detail": "You escalated on Fri 20 Nov", "state": "passed"},
    {
        "name": "Team Lead",
        "detail": "Mireille holds it, since Mon 23 Nov, 09:40",
        "state": "present",
    },
    {"name": "Support Manager", "detail": "Significant or persistent concerns", "state": "to_come"},
]
UPDATES = [
    {
        "weekday": "Mon",
        "number": 23,
        "today": True,
        "entries": [{"what": "14:30 call", "detail": "Plan agreed."}],
    },
    {"weekday": "Tue", "number": 24, "today": False, "entries": []},
    {
        "weekday": "Wed",
        "number": 25,
        "today": False,
        "entries": [{"what": "10:00 phone", "detail": "Mireille to Nadia"}],
    },
    {"weekday": "Thu", "number": 26, "today": False, "entries": [{"what": "15:00 email", "detail": ""}]},
    {"weekday": "Fri", "number": 27, "today": False, "entries": [{"what": "10:00 call", "detail": ""}]},
]
CONDITIONS = [
    {"words": "you find the plan acceptable", "met": True},
    {"words": "the cause is found and the fix is on track", "met": False},
    {"words": "you agree to de-escalate", "met": False},
]
FACTS = [("How", "Phone, then a written note on the case"), ("How often", "Every second working day")]
FILES = [SimpleNamespace(name="monday-0812.png", size=219_000, is_image=True, get_absolute_url="#")]


@dataclass(frozen=True)
class Person:
    """Somebody with a face, without a row in the database."""

    name: str
    initials: str
    is_staff: bool = True

    def __str__(self):
        return self.name


class FieldsForm(forms.Form):
    """Every kind of field, two of them with something to repair."""

    subject = forms.CharField(label="Subject", help_text="One short sentence.")
    case = forms.CharField(label="In focus", required=False)
    reason = forms.CharField(
        label="Reason for the escalation",
        help_text="What has changed, or what has not happened?",
        error_messages={"required": "Write one or two sentences about why you escalate."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label="Kind", choices=[("a", "NW-48190 – Stock count page is slow")])
    impact = forms.ChoiceField(
        label="Business impact",
        choices=[("moderate", "Moderate"), ("major", "Major")],
        widget=forms.RadioSelect,
    )
    right = forms.ChoiceField(
        label="Is the statement right?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        required=False,
    )
    files = forms.FileField(label="Files", required=False)
    agree = forms.BooleanField(label="Keep me informed", required=False)

    summary_words = {"reason": "Say why the case should be escalated"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["impact"].explanations = {
            "moderate": "Can slow work but does not stop it entirely.",
            "major": "Slows work considerably, but it can be completed with workarounds.",
        }
        self.fields["right"].inline = True
        self.fields["files"].drop_words = "Screenshots or PDFs, up to 20 MB each"


def promises() -> list[tuple[str, Promise]]:
    """The six states as they stand now, of promises that began the last but two days."""
    calendar = Calendar.objects.default()
    now = timezone.now()
    began = now - timedelta(days=2, hours=18)
    gone = calendar.working.minutes_between(began, now)

    def due_in(minutes: int) -> Promise:
        return Promise.promised(calendar, began, minutes=max(gone + minutes, 1))

    kept, paused, kept_late = due_in(430), due_in(220), due_in(-50)
    kept.keep(now)
    paused.pause(now)
    kept_late.keep(now)
    return [
        ("Next update by", due_in(580)),
        ("Next update by", due_in(30)),
        ("Update", due_in(-50)),
        ("Acknowledgement", kept),
        ("Next update", paused),
        ("Update", kept_late),
    ]


def samples() -> dict:
    """What the page shows."""
    form = FieldsForm(
        {"subject": "Warehouse stands still", "case": "NW-48190", "kind": "a", "impact": "major"}
    )
    calendar = Calendar.objects.default()
    return {
        "chips": CHIPS,
        "urgencies": URGENCIES,
        "stages": STAGES,
        "steps": STEPS,
        "plan": PLAN,
        "levels": LADDER,
        "days": UPDATES,
        "conditions": CONDITIONS,
        "facts": FACTS,
        "sent_files": FILES,
        "promises": promises(),
        "long": Promise.promised(calendar, timezone.now() - timedelta(days=2, hours=18), days=1),
        "form": form,
        "page": Paginator(range(52), 20).page(1),
        "staff": Person("Mireille", "M"),
        "customer": Person("Nadia", "NB", is_staff=False),
        "moment": datetime(2026, 11, 16, 9, 12, tzinfo=UTC),
    }

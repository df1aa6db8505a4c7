"""What can be done to people outside the pages of sign-in."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.accounts import leaving
from portal.accounts.models import Membership, Organisation, Team, User
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    proven: bool = False,
    organisation: Organisation | None = None,
    sees: str = Membership.Sees.OWN,
    role: Role | None = None,
    teams: Iterable[Team] = (),
    **fields,
) -> User:
    """A new person, their address, and their place: in a customer's organisation, or among the staff.

    `proven` only where we know that the address is theirs (demonstration data); otherwise they prove
    it with the first letter. Without a password they choose one through "Forgot your password?".
    """
    if role:
        fields["is_staff"] = True
    user = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=proven)
    if organisation:
        Membership.objects.create(user=user, organisation=organisation, sees=sees)
    if role:
        user.groups.add(Group.objects.get(name=role.value))
    user.teams.set(teams)
    return user


def prove_address(user: User) -> None:
    """They opened a link that we sent to their address, so it is theirs."""
    for address in EmailAddress.objects.filter(user=user, email=user.email, verified=False):
        address.set_verified()


@transaction.atomic
def invite(user: User, *, by: User) -> None:
    """Tell somebody whose account was made by us how to choose a password."""
    token = default_token_generator.make_token(user)
    with override(user.language):
        path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
    queue_letter(
        "accounts/email/invited",
        to=user,
        key=f"user:{user.pk}:invited:{token}",
        context={"choose_url": settings.SITE_URL + path, "by": by},
        sensitive=True,
    )


@transaction.atomic
def take_address(user: User) -> None:
    """Staff gave the person this address. It is the only one, and not proven until they open a letter."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})


@transaction.atomic
def close_account(user: User, *, by: User, successor: User | None = None) -> bool:
    """Nobody signs in with it any more; open sessions end with the next click. Nobody closes their own.

    Raises StillHolds when they look after something and no successor is named.
    """
    if user == by or not user.is_active:
        return False
    user.is_active = False
    user.save(update_fields=["is_active"])
    leaving.close(user, by=by, successor=successor)
    return True


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """The phone is lost, and we checked who they are. They are told by letter."""
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if removed:
        queue_letter(
            "accounts/email/second_factor_removed",
            to=user,
            key=f"user:{user.pk}:second_factor_removed:{timezone.now().isoformat()}",
            context={"by": by},
        )

"""People to test with, built through the actions; the rooms add makers of their own beside their tests."""

from datetime import date
from itertools import count

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from portal.accounts import actions
from portal.accounts.models import Membership, Organisation, Team, User
from portal.accounts.roles import Role
from portal.contracts.models import Contract, Product, SupportPlan
from portal.workflow import kept

PASSWORD = "a long and quiet evening"

_number = count(1)


def organisation(name: str = "", *, contract: bool = True, **fields) -> Organisation:
    """With a contract in force for every product; `contract=False` to go without."""
    made = Organisation.objects.create(name=name or f"Organisation {next(_number)}", **fields)
    if contract:
        sign(made)
    return made


def sign(organisation: Organisation, *, products=(), plan=None, **dates) -> Contract:
    """A service contract from long ago and without an end: `ends_on=…`, `products=[…]`."""
    dates.setdefault("starts_on", date(2000, 1, 1))
    plan = plan or SupportPlan.objects.default()
    contract = Contract.objects.create(organisation=organisation, plan=plan, **dates)
    contract.products.set(products)
    return contract


def product(name: str = "", **fields) -> Product:
    made = Product.objects.create(name=name or f"Product {next(_number)}", **fields)
    kept.forget()
    return made


_organisation = organisation  # for makers that have an argument of this name


def team(name: str = "") -> Team:
    return Team.objects.create(name=name or f"Team {next(_number)}")


def user(email: str = "", *, name: str = "Nadia Berger", password: str | None = None, **fields) -> User:
    """Somebody with a proven address, in no organisation; `password=make.PASSWORD` to sign in by form."""
    email = email or f"person{next(_number)}@client.example"
    return actions.add_person(email=email, name=name, password=password, **{"proven": True, **fields})


def customer(organisation: Organisation | None = None, **fields) -> User:
    """Somebody who sees their own requests. Without an organisation they get a new one."""
    return user(organisation=organisation or _organisation(), **fields)


def colleague(of: User, **fields) -> User:
    """Somebody in the same organisation who sees all of its requests (`sees="own"`: only their own)."""
    fields.setdefault("name", "Camille Durand")
    return user(organisation=of.membership.organisation, **{"sees": Membership.Sees.ALL, **fields})


def staff(role: Role = Role.AGENT, *, teams=(), **fields) -> User:
    """Somebody who works here: `make.staff(Role.RESOLUTIONS)`, `make.staff(teams=[team])`."""
    email = fields.pop("email", f"staff{next(_number)}@support.example")
    fields.setdefault("name", "Jonas Weber")
    return user(email, role=role, teams=teams, **fields)


def administrator(**fields) -> User:
    email = fields.pop("email", f"admin{next(_number)}@support.example")
    fields.setdefault("name", "Ada Admin")
    return user(email, is_staff=True, is_superuser=True, **fields)


def second_factor(user: User) -> str:
    """An app that gives codes, with recovery codes beside it. Returns the key of the app."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret

"""Who stands at each level of a ladder and in each role of a region, and who stands in for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from escalations.models.ladder import Level
from escalations.querysets import PostQuerySet
from portal.accounts.absence import present
from portal.accounts.models import Region
from portal.accounts.roles import Role


def post_roles() -> list[tuple[str, str]]:
    """Roles that somebody holds for a region; for columns, so that one more is no change of a table."""
    held = (Role.REGIONAL, Role.GLOBAL, Role.REGIONAL_PROGRAMME, Role.GLOBAL_PROGRAMME)
    return [(role.value, role.label) for role in held]


class Post(models.Model):
    """A level of a ladder, or a role, as one person holds it: in a region, or everywhere."""

    level = models.ForeignKey(
        Level, models.PROTECT, verbose_name=_("level"), related_name="posts", null=True, blank=True
    )
    role = models.CharField(_("role"), max_length=40, choices=post_roles, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty: wherever no region has somebody of its own."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("who"), related_name="posts"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("deputy"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Stands in here while the person is away. Empty: the deputy of their profile."),
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["level__ladder", "level__number", "role", "region__name_en"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=False, role="") | Q(level__isnull=True) & ~Q(role=""),
                name="a_post_is_a_level_or_a_role",
                violation_error_message=_("Choose a level or a role, one of them."),
            ),
            models.UniqueConstraint(
                fields=["level", "region"],
                name="one_person_a_level_and_region",
                violation_error_message=_("Somebody holds this level in this region already."),
            ),
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(region__isnull=True, level__isnull=False),
                name="one_person_a_level_everywhere",
                violation_error_message=_("Somebody holds this level everywhere already."),
            ),
            models.UniqueConstraint(
                fields=["role", "region"],
                condition=~Q(role=""),
                name="one_person_a_role_and_region",
                violation_error_message=_("Somebody holds this role in this region already."),
            ),
            models.UniqueConstraint(
                fields=["role"],
                condition=Q(region__isnull=True) & ~Q(role=""),
                name="one_person_a_role_everywhere",
                violation_error_message=_("Somebody holds this role everywhere already."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.region or _('everywhere')}"

    @property
    def name(self) -> str:
        """Also of one that is being typed and is neither yet."""
        return str(self.level) if self.level_id else str(self.get_role_display())

    @property
    def holder(self):
        """Who is there today: the person, their deputy here, the deputy of their profile; or nobody."""
        return present(self.person, deputy=self.deputy)

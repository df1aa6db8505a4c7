"""Who somebody is, as allauth knows it, and what they may do, in one question each."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission

from portal.accounts.models import User
from portal.workflow.prepared import prepared


@prepared
def _person(pk: int):
    return User.objects.filter(pk=pk).order_by()


@prepared
def _rights(person: int):
    own = Permission.objects.filter(user=person)
    of_groups = Permission.objects.filter(group__user=person)
    names = [
        found.order_by().values_list("content_type__app_label", "codename") for found in (own, of_groups)
    ]
    return names[0].union(names[1])


class OneQuestion(AuthenticationBackend):
    """Django asks for a person's own rights and for those of their groups apart, on every page of staff."""

    def get_user(self, user_id):
        for user in _person(user_id):
            if self.user_can_authenticate(user):
                return user
        return None

    def get_all_permissions(self, user_obj, obj=None):
        if user_obj.is_anonymous or user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = {f"{label}.{name}" for label, name in _rights(user_obj.pk)}
        return user_obj._perm_cache

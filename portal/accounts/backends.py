"""Who somebody is, as allauth knows it, and what they may do, in one question."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission


class OneQuestion(AuthenticationBackend):
    """Django asks for a person's own rights and for those of their groups apart, on every page of staff."""

    def get_all_permissions(self, user_obj, obj=None):
        if user_obj.is_anonymous or user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            own = Permission.objects.filter(user=user_obj)
            of_groups = Permission.objects.filter(group__user=user_obj)
            names = [
                found.order_by().values_list("content_type__app_label", "codename")
                for found in (own, of_groups)
            ]
            user_obj._perm_cache = {f"{label}.{name}" for label, name in names[0].union(names[1])}
        return user_obj._perm_cache

"""What every template knows: the brand, and whether this is the demonstration."""

from django.conf import settings

_BRAND = {
    "brand_name": settings.BRAND_NAME,
    "brand_accent": settings.BRAND_ACCENT,
    "brand_logo": settings.BRAND_LOGO,
    "brand_short_name": settings.BRAND_SHORT_NAME,
    "support_email": settings.SUPPORT_EMAIL,
    "support_phone": settings.SUPPORT_PHONE,
    "demo": settings.DEMO,
}


def brand(request) -> dict:
    return _BRAND

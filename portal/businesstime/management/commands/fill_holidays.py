"""Add the public holidays that are missing, from last year to five years ahead; safe to run again."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.businesstime.filling import fill, known_country, years_around
from portal.businesstime.models import Calendar


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        years = years_around(timezone.localdate())
        unknown = []
        for calendar in Calendar.objects.all():
            if not calendar.country:
                self.stdout.write(f"{calendar}: no country, nothing to fill in.")
                continue
            if not known_country(calendar.country, calendar.subdivision):
                unknown.append(f"{calendar}: {calendar.country} {calendar.subdivision}".strip())
                continue
            filled = fill(calendar, years)
            for holiday in filled.added:
                self.stdout.write(f"{calendar}: added {holiday}")
            self.stdout.write(
                f"{calendar}, {years[0]} to {years[-1]}: {len(filled.added)} added, "
                f"{filled.known} known, {filled.worked} left out because staff took them off."
            )
        if unknown:
            raise CommandError("No public holidays are known for " + "; ".join(unknown))

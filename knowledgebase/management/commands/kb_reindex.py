"""`manage.py kb_reindex [--check]`: write every packed row of search again, or say which are not current."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from knowledgebase.models import IndexRow, Translation, Version


class Command(BaseCommand):
    help = "Packs every text for search again. With --check nothing is written: it says what differs."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check: bool, **options):
        digests = dict(IndexRow.objects.values_list("translation_id", "digest"))
        count = wrong = 0
        for translation in Translation.objects.order_by("pk").iterator(chunk_size=200):
            count += 1
            row = translation.index_row()
            if digests.get(translation.pk) == row["digest"]:
                continue
            wrong += 1
            if check:
                self.stdout.write(f"differs    {translation.pk}: {translation.title}")
            else:
                self.write(translation, row)
        if check and wrong:
            raise CommandError(f"{wrong} of {count} rows differ; run manage.py kb_reindex.")
        self.stdout.write(f"{count} texts, {wrong} rows written" if wrong else f"{count} texts, all current")

    @transaction.atomic
    def write(self, translation: Translation, row: dict) -> None:
        Version.move()
        IndexRow.objects.update_or_create(translation=translation, defaults=row)

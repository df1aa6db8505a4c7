"""`manage.py export_articles FOLDER`: the whole help centre as Markdown that `import_articles` reads."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from knowledgebase.moving.exporting import export


class Command(BaseCommand):
    help = "Writes every article, draft, snippet, shelf and picture below FOLDER, which is empty or new."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder.")
        count = sum(1 for _name in export(folder))
        self.stdout.write(f"{count} files in {folder}.")

"""`manage.py import_articles FOLDER`: load Markdown files with front matter. Safe to run again."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from knowledgebase import importing


class Command(BaseCommand):
    help = "Loads every *.md below FOLDER, says what it did line by line, and is safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        done = Counter(self.load(path, path.relative_to(folder)) for path in sorted(folder.rglob("*.md")))
        self.stdout.write(
            ", ".join(f"{count} {outcome}" for outcome, count in done.items()) or "No *.md files."
        )
        if done["refused"]:
            raise CommandError(f"{done['refused']} files were refused; the others are imported.")

    def load(self, path: Path, name: Path) -> str:
        """One file, in a transaction of its own, so that a bad one takes no other with it."""
        try:
            translation, outcome = importing.store(importing.read(path))
        except importing.Refused as refused:
            self.stderr.write(f"refused    {name}, line {refused.line}: {refused}")
            return "refused"
        self.stdout.write(f"{outcome:<10} {name}: {translation.title}")
        return outcome

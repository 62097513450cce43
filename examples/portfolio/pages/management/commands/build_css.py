"""Joins the style sheets of assets/css into static/css/site.css."""

import re

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def minify(css):
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{}:;,])\s*", r"\1", css).strip()


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        sources = sorted((settings.BASE_DIR / "assets" / "css").glob("*.css"))
        if not sources:
            raise CommandError("assets/css holds no style sheet")
        target = settings.BASE_DIR / "static" / "css" / "site.css"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(minify(source.read_text()) for source in sources) + "\n")
        self.stdout.write(f"{len(sources)} style sheets -> {target.relative_to(settings.BASE_DIR)}")

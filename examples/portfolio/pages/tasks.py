"""Work that takes too long for a request."""

import asyncio

from celery import shared_task
from django.conf import settings


@shared_task
def print_cv():
    """Prints the home page as PDF."""
    settings.CV_PATH.parent.mkdir(parents=True, exist_ok=True)
    asyncio.run(_print_page(settings.SITE_URL, settings.CV_PATH))


async def _print_page(url, path):
    # Not installed in runtime-minimal, which has no Chromium either.
    from pyppeteer import launch

    # Chromium's own sandbox refuses to start as root.
    browser = await launch(
        executablePath=settings.CHROMIUM_PATH,
        args=["--no-sandbox"],
        handleSIGINT=False,
        handleSIGTERM=False,
        handleSIGHUP=False,
    )
    try:
        page = await browser.newPage()
        await page.goto(url, waitUntil="networkidle0")
        await page.pdf(path=str(path), format="A4")
    finally:
        await browser.close()

from django.core.management import call_command
from django.test import SimpleTestCase

from pages.management.commands.build_css import minify


class PagesTest(SimpleTestCase):
    def test_health_answers_ok(self):
        response = self.client.get("/health/")
        self.assertEqual((response.status_code, response.content), (200, b"ok"))

    def test_home_offers_the_cv(self):
        self.assertContains(self.client.get("/"), 'href="/cv.pdf"')

    def test_cv_is_missing_until_it_is_printed(self):
        with self.settings(CV_PATH=_NoFile()):
            self.assertEqual(self.client.get("/cv.pdf").status_code, 404)


class StyleSheetTest(SimpleTestCase):
    def test_comments_and_blanks_go(self):
        self.assertEqual(minify("/* page */\nbody {\n  margin: 0;\n}\n"), "body{margin:0;}")

    def test_no_system_check_complains(self):
        call_command("check")


class _NoFile:
    def exists(self):
        return False

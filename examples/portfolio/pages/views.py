from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

SKILLS = ["Python and Django", "PostgreSQL", "Docker"]


def home(request):
    return render(request, "pages/home.html")


def skills(request):
    """The list that the home page asks for when its button is pressed."""
    return HttpResponse("".join(f"<li>{skill}</li>" for skill in SKILLS))


def cv(request):
    """The CV as the worker printed it last."""
    if not settings.CV_PATH.exists():
        raise Http404("The CV has not been printed yet.")
    return FileResponse(settings.CV_PATH.open("rb"), content_type="application/pdf")


def health(request):
    """Asked by the health check; says only that the process answers."""
    return HttpResponse("ok", content_type="text/plain")

from django.urls import path

from pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("skills/", views.skills, name="skills"),
    path("cv.pdf", views.cv, name="cv"),
    path("health/", views.health, name="health"),
]

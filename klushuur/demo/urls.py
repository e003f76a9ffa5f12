from django.urls import include, path

from klushuur.demo import views

urlpatterns = [
    path("", views.door, name="demo_door"),
    path("demo/word/<str:key>/", views.become, name="demo_become"),
    path("demo/brief/", views.letter, name="demo_letter"),
    path("demo/klok/", views.move_clock, name="demo_clock"),
    path("demo/begin/", views.start_again, name="demo_start_again"),
    path("demo/postvak/", views.mailbox, name="demo_mailbox"),
    path("demo/postvak/<str:key>/", views.mail, name="demo_mail"),
    path("demo/postvak/<str:key>/klus.ics", views.calendar, name="demo_calendar"),
    path("", include("klushuur.urls")),
]
handler400 = "klushuur.pages.bad_request"
handler403 = "klushuur.pages.forbidden"
handler404 = "klushuur.pages.not_found"
handler500 = "klushuur.pages.server_error"

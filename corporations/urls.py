from django.urls import path

from corporations import views

urlpatterns = [
    path("", views.index, name="home"),
    path("<slug:corporation>/huisstijl.<str:style_hash>.css", views.house_style, name="house_style"),
]

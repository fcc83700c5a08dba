"""Addresses of comments. What is literal comes first: the last two take any kind of page."""

from django.urls import path

from onrecord_site.comments import views

urlpatterns = [
    path("comments/sent/", views.sent, name="comment-sent"),
    path("comments/confirm/<str:token>/", views.confirm, name="comment-confirm"),
    path("comments/own/<str:token>/", views.own, name="comment-own"),
    path("comments/leave/<str:token>/", views.leave, name="comment-leave"),
    path("comments/report/<int:pk>/", views.report_comment, name="comment-report"),
    path("comments/<slug:kind>/<str:key>/", views.comments, name="comments"),
    path("comments/<slug:kind>/<str:key>/write/", views.write, name="comment-write"),
]

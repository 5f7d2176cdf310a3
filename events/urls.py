"""Addresses of calendar files."""

from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("events.ics", views.calendar_feed, name="calendar_feed"),
    path("events/<int:event_id>.ics", views.event_calendar, name="event_calendar"),
    path("occasions/<int:occasion_id>.ics", views.occasion_calendar, name="occasion_calendar"),
]

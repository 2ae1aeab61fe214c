"""Table of contents."""

from django.urls import path

from regio.chat.views import conversation, draft, inbox

app_name = "chat"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("an/<slug:slug>/", draft.write, name="write"),
    path("<uuid:id>/", conversation.conversation, name="conversation"),
    path("<uuid:id>/nachrichten/", conversation.messages, name="messages"),
    path("<uuid:id>/melden/", conversation.report, name="report"),
    path("<uuid:id>/gelesen/", conversation.read, name="read"),
]

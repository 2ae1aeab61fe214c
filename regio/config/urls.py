"""The table of German path words: room → address. The one place where they stand."""

from django.urls import include, path

from regio.accounts.urls import desk_urlpatterns as accounts_urlpatterns
from regio.organisations.urls import desk_urlpatterns, letters_urlpatterns

urlpatterns = [
    path("konto/", include("regio.accounts.urls")),
    path("verzeichnis/", include("regio.organisations.urls")),
    path("gemeinden/", include("regio.region.urls.place")),
    path("traeger/faelle/", include("regio.moderation.urls.desk")),
    path("traeger/konten/", include((accounts_urlpatterns, "locking"))),
    path("traeger/einladen/", include((letters_urlpatterns, "letters"))),
    path("traeger/lage/", include((desk_urlpatterns, "situation"))),
    path("traeger/protokoll/", include("regio.audit.urls")),
    path("traeger/", include("regio.region.urls.desk")),
    path("melden/", include("regio.moderation.urls.report")),
    path("postfach/", include("regio.chat.urls")),
    path("hinweise/", include("regio.notifications.urls")),
    path("dateien/", include("regio.files.urls")),
    path("", include("regio.pages.urls")),
    path("live/", include("regio.live.urls")),
    path("", include("regio.portal.urls")),
]
handler400 = "regio.core.http.bad_request"
handler403 = "regio.core.http.forbidden"
handler404 = "regio.core.http.not_found"
handler429 = "regio.core.http.too_many"  # allauth asks for it
handler500 = "regio.core.http.server_error"

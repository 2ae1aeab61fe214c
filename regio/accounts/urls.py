"""Table of contents: German paths under allauth's own names, so that allauth finds its pages by itself."""

from allauth.account import views as allauth_views
from django.urls import include, path
from django.views.generic import RedirectView

from regio.accounts import views

ours = (
    [
        path("", views.profile, name="profile"),
        path("demo/<slug:name>/", views.demo_login, name="demo_login"),
    ],
    "accounts",
)
urlpatterns = [
    path("", include(ours)),
    path("anmelden/", views.sign_in, name="account_login"),
    path("registrieren/", allauth_views.signup, name="account_signup"),
    path("abmelden/", allauth_views.logout, name="account_logout"),
    path("adresse-bestaetigen/", views.confirm_address, name="account_email_verification_sent"),
    path("code/", views.send_code, name="account_request_login_code"),
    path("code/eingeben/", views.confirm_login_code, name="account_confirm_login_code"),
    path("passwort/", allauth_views.password_change, name="account_change_password"),
    path("passwort/festlegen/", allauth_views.password_set, name="account_set_password"),
    path("passwort/vergessen/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "passwort/vergessen/code/",
        views.confirm_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("passwort/neu/", allauth_views.complete_password_reset, name="account_complete_password_reset"),
    path("passwort/fertig/", allauth_views.password_reset_from_key_done, name="account_password_reset_completed"),
    path("erneut-anmelden/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("gesperrt/", allauth_views.account_inactive, name="account_inactive"),
    # Changing the address comes with the other ways to sign in; allauth asks for the name of that page.
    path("adresse/", RedirectView.as_view(pattern_name="accounts:profile"), name="account_email"),
]

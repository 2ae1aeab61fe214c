"""Table of contents: German paths under allauth's own names, so that allauth finds its pages by itself."""

from allauth.account import views as allauth_views
from django.urls import include, path

from regio.accounts.views import address, locking, privacy, profile, proof, recovery, security, sign_in
from regio.accounts.views.sign_in import like_get

ours = (
    [
        path("", profile.profile, name="profile"),
        path("sicherheit/", security.security, name="security"),
        path("sicherheit/geraete/", security.sign_out_devices, name="sign_out_devices"),
        path("sicherheit/app/", security.set_up_app, name="app"),
        path("sicherheit/app/entfernen/", security.remove_app, name="app_off"),
        path("sicherheit/notfallcodes/", security.recovery_codes, name="recovery_codes"),
        path("sicherheit/passkeys/", security.new_passkey, name="passkey_new"),
        path("sicherheit/passkeys/<int:pk>/", security.passkey, name="passkey"),
        path("erneut-anmelden/code/", proof.prove_by_mail, name="proof_code"),
        path("adresse/code/", address.address_code, name="address_code"),
        path("adresse/zurueck/<str:token>/", address.address_undo, name="address_undo"),
        path("daten/", privacy.data, name="data"),
        path("daten/herunterladen/", privacy.export, name="export"),
        path("loeschen/", privacy.erase, name="erase"),
        path("geloescht/", privacy.erased, name="erased"),
        path("wiederherstellen/", recovery.ask, name="recovery_ask"),
        path("wiederherstellen/danke/", recovery.asked, name="recovery_asked"),
        path("wiederherstellen/<str:token>/", recovery.use, name="recovery"),
        path("wiederherstellen/stopp/<str:token>/", recovery.stop, name="recovery_stop"),
        path("demo/<slug:name>/", sign_in.demo_login, name="demo_login"),
    ],
    "accounts",
)
urlpatterns = [
    path("", include(ours)),
    path("anmelden/", like_get(sign_in.sign_in), name="account_login"),
    path("anmelden/passkey/", like_get(sign_in.passkey_sign_in), name="mfa_login_webauthn"),
    path("anmelden/zweiter-schritt/", like_get(sign_in.second_step), name="mfa_authenticate"),
    path("registrieren/", like_get(sign_in.sign_up), name="account_signup"),
    path("abmelden/", allauth_views.logout, name="account_logout"),
    path("adresse-bestaetigen/", like_get(sign_in.confirm_address), name="account_email_verification_sent"),
    path("code/", like_get(sign_in.send_code), name="account_request_login_code"),
    path("code/eingeben/", like_get(sign_in.confirm_login_code), name="account_confirm_login_code"),
    path("passwort/", like_get(allauth_views.password_change), name="account_change_password"),
    path("passwort/festlegen/", proof.freshly_proven(allauth_views.password_set), name="account_set_password"),
    path("passwort/vergessen/", like_get(allauth_views.password_reset), name="account_reset_password"),
    path(
        "passwort/vergessen/code/",
        like_get(sign_in.confirm_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path("passwort/neu/", like_get(allauth_views.complete_password_reset), name="account_complete_password_reset"),
    path("passwort/fertig/", allauth_views.password_reset_from_key_done, name="account_password_reset_completed"),
    path("erneut-anmelden/", proof.prove, name="account_reauthenticate"),
    path("gesperrt/", allauth_views.account_inactive, name="account_inactive"),
    path("adresse/", address.new_address, name="account_email"),
]
desk_urlpatterns = [
    path("", locking.accounts, name="accounts"),
    path("<str:word>/", locking.account, name="account"),
]

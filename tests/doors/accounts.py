"""Sign-in, for whoever is not in; one's own pages, for whoever is."""

from tests.doors import VISITORS


def _for(anonymous: int, anybody: int) -> dict[str, int]:
    return {who: anonymous if who == "anonymous" else anybody for who in VISITORS}


# Signed in, one is sent on; not signed in, one sees the page.
ENTRANCE = _for(200, 302)
# Half-way pages: without a sign-in under way there is nothing to see.
HALF_WAY = _for(302, 302)
OWN = _for(302, 200)
# One's own, but only by POST.
OWN_DEED = _for(302, 405)
# One's own, where there is nothing of the kind.
OWN_NOTHING = _for(302, 404)


def _a_passkey(_cast: object) -> tuple[int]:
    return (0,)


ROWS = [
    ("account_login", (), ENTRANCE),
    ("accounts:password", (), ENTRANCE),
    ("account_signup", (), ENTRANCE),
    ("account_confirm_login_code", (), HALF_WAY),
    ("account_verify_phone", (), HALF_WAY),
    ("mfa_authenticate", (), HALF_WAY),
    ("mfa_login_webauthn", (), HALF_WAY),
    ("account_inactive", (), dict.fromkeys(VISITORS, 200)),
    ("account_logout", (), _for(302, 200)),
    ("account_logout", (), HALF_WAY, "post"),
    # A town whose data are not made up has no such page.
    ("accounts:demo", (), dict.fromkeys(VISITORS, 404), "post", {"role": "leader"}),
    ("accounts:mine", (), OWN),
    ("accounts:name", (), OWN),
    ("accounts:notice-list", (), OWN),
    ("accounts:data", (), OWN),
    ("accounts:data-paper", (), OWN, "post"),
    ("accounts:erasure", (), OWN),
    ("accounts:sign-out-everywhere", (), OWN_DEED),
    ("usersessions_list", (), OWN),
    ("account_change_phone", (), OWN),
    ("account_set_password", (), OWN),
    # Nobody here has a password yet: set one, do not change one.
    ("account_change_password", (), HALF_WAY),
    # Nobody here has anything to show once more.
    ("account_reauthenticate", (), _for(302, 403)),
    ("mfa_reauthenticate", (), _for(302, 403)),
    ("mfa_reauthenticate_webauthn", (), _for(302, 403)),
    ("mfa_index", (), OWN),
    ("mfa_list_webauthn", (), OWN),
    ("mfa_add_webauthn", (), OWN),
    ("mfa_remove_webauthn", _a_passkey, OWN_NOTHING),
    ("mfa_edit_webauthn", _a_passkey, OWN_NOTHING),
    ("mfa_activate_totp", (), OWN),
    ("mfa_deactivate_totp", (), OWN_NOTHING),
    ("mfa_view_recovery_codes", (), OWN_NOTHING),
    ("mfa_generate_recovery_codes", (), OWN),
    ("mfa_download_recovery_codes", (), OWN_NOTHING),
]

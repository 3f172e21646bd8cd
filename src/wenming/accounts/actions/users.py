"""A person becomes known, gets a phone number, a password, another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wenming.accounts import phones
from wenming.accounts.models import User
from wenming.base import clock
from wenming.base.errors import Impossible
from wenming.base.models import Entry, entry, record

__all__ = [
    "drop_phone",
    "enter",
    "enter_all",
    "keep_password",
    "rename",
    "set_password",
    "set_phone",
    "sign_up",
    "verify_phone",
]


@transaction.atomic
def enter(*, name: str, phone: str = "", by: User | None) -> User:
    """Make somebody known; with a phone number they can sign in."""
    user = _unknown(name)
    user.save()
    record(by, "user.entered", user, town=None)
    if phone:
        set_phone(user=user, phone=phone, by=by)
    return user


@transaction.atomic
def enter_all(*, people: Sequence[tuple[str, str]], by: User | None) -> list[User]:
    """Make several people known, each by name and, if there is one, phone number; as `enter` does."""
    made = [_unknown(name, phone) for name, phone in people]
    try:
        with transaction.atomic():
            User.objects.bulk_create(made)
    except IntegrityError as error:
        raise Impossible(_("这个手机号码已经有人使用。"), field="phone") from error
    Entry.objects.bulk_create(told for user in made for told in _entered(user, by))
    return made


def _entered(user: User, by: User | None) -> Iterator[Entry]:
    yield entry(by, "user.entered", user, town=None)
    if user.phone:
        yield entry(by, "user.phone-set", user, town=None, phone=user.masked_phone)


@transaction.atomic
def sign_up(*, name: str, phone: str, password: str = "") -> User:
    """A resident makes themselves known; the number counts once its code has come back."""
    user = enter(name=name, phone=phone, by=None)
    if password:
        set_password(user=user, password=password, by=None)
    record(user, "user.signed-up", user, town=None)
    return user


@transaction.atomic
def set_phone(*, user: User, phone: str, verified: bool = False, by: User | None) -> None:
    """Give `user` this number; nobody else may have it."""
    number = phones.normal(phone)
    user.phone, user.phone_index = number, phones.blind(number)
    user.phone_verified = verified
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_index", "phone_verified"])
    except IntegrityError as error:
        raise Impossible(_("这个手机号码已经有人使用。"), field="phone") from error
    record(by, "user.phone-set", user, town=None, phone=user.masked_phone)


@transaction.atomic
def drop_phone(*, user: User, by: User | None) -> None:
    """The number is no longer theirs; until they have another they cannot sign in."""
    user.phone = user.phone_index = None
    user.phone_verified = False
    user.save(update_fields=["phone", "phone_index", "phone_verified"])
    record(by, "user.phone-dropped", user, town=None)


@transaction.atomic
def verify_phone(*, user: User, phone: str, forget_password: bool = False, by: User | None) -> None:
    """`user` has shown that this number is theirs.

    `forget_password`: whoever wrote down a password before the number was shown to be theirs may
    have been a stranger who typed it at sign-up; that password must not open the account.
    """
    if forget_password and not user.phone_verified and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record(by, "user.password-forgotten", user, town=None)
    if user.phone != phone or not user.phone_verified:
        set_phone(user=user, phone=phone, verified=True, by=by)


@transaction.atomic
def set_password(*, user: User, password: str, by: User | None) -> None:
    """Give `user` this password."""
    keep_password(user=user, hashed=make_password(password), by=by)


@transaction.atomic
def keep_password(*, user: User, hashed: str, by: User | None) -> None:
    """Give `user` a password that is hashed already."""
    user.password = hashed
    user.save(update_fields=["password"])
    record(by, "user.password-set", user, town=None)


def _unknown(name: str, phone: str = "") -> User:
    """Somebody new, not yet written down."""
    if not name.strip():
        raise Impossible(_("请填写姓名。"), field="name")
    user = User(name=name.strip(), joined_at=clock.now())
    user.set_unusable_password()
    if phone:
        user.phone = phones.normal(phone)
        user.phone_index = phones.blind(user.phone)
    return user


@transaction.atomic
def rename(*, user: User, name: str, by: User | None) -> None:
    """Correct a name; the old one stays in the journal."""
    before, user.name = user.name, name.strip()
    if not user.name:
        raise Impossible(_("请填写姓名。"), field="name")
    user.save(update_fields=["name"])
    record(by, "user.renamed", user, town=None, before=before, after=user.name)

"""What this package holds about a person."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.accounts.actions import notices
from wenming.accounts.models import DemoSignIn, Notice, User
from wenming.accounts.personal import Holding, looks
from wenming.base.decisions import ALLOWED, Decision, denied
from wenming.base.models import Entry

__all__ = ["HOLDINGS", "LABELS", "forget", "held", "objection"]

UNTIL_ERASED = gettext_lazy("到您注销为止")

HOLDINGS = (
    Holding(gettext_lazy("姓名"), gettext_lazy("知道是谁参加、谁经办"), UNTIL_ERASED),
    Holding(
        gettext_lazy("手机号码（加密保存，页面上只显示头三位和末四位）"),
        gettext_lazy("登录；有事时与您联系"),
        UNTIL_ERASED,
    ),
    Holding(
        gettext_lazy("密码（只存不能还原的摘要）、通行密钥、动态口令"),
        gettext_lazy("确认登录的是您本人"),
        gettext_lazy("到您更换、删除或注销为止"),
    ),
    Holding(
        gettext_lazy("登录的设备：时间、网络地址、浏览器"),
        gettext_lazy("让您看到谁登录过、能在别处退出"),
        gettext_lazy("到退出为止，最长 14 天"),
    ),
    Holding(
        gettext_lazy("给您的通知（页面上的，和发到手机的短信）"),
        gettext_lazy("告诉您跟您有关的事"),
        gettext_lazy("一年，或到注销为止"),
    ),
    Holding(
        gettext_lazy("操作日志：时间、编号、做了什么、登录时的网络地址"),
        gettext_lazy("查明谁办了什么；《网络安全法》要求留存"),
        gettext_lazy("至少 6 个月；注销后只留编号，不留姓名"),
    ),
)


LABELS = {
    "taken_at": gettext_lazy("取出时间"),
    "account": gettext_lazy("账号"),
    "number": gettext_lazy("编号"),
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("手机号码"),
    "phone_verified": gettext_lazy("手机号码验证过"),
    "has_password": gettext_lazy("设了密码"),
    "joined_at": gettext_lazy("加入时间"),
    "last_signed_in_at": gettext_lazy("上次登录"),
    "sign_in": gettext_lazy("登录方式"),
    "type": gettext_lazy("类型"),
    "type=webauthn": gettext_lazy("通行密钥"),
    "type=totp": gettext_lazy("动态口令"),
    "type=recovery_codes": gettext_lazy("备用码"),
    "created_at": gettext_lazy("开始时间"),
    "last_used_at": gettext_lazy("上次使用"),
    "devices": gettext_lazy("登录过的设备"),
    "ip": gettext_lazy("网络地址"),
    "user_agent": gettext_lazy("浏览器"),
    "journal": gettext_lazy("我做过的操作"),
    "at": gettext_lazy("时间"),
    "verb": gettext_lazy("做了什么"),
    "subject": gettext_lazy("对象"),
    "details": gettext_lazy("详情"),
    "notices": gettext_lazy("给我的通知"),
    "told_at": gettext_lazy("时间"),
    "text": gettext_lazy("内容"),
    "looked_at": gettext_lazy("谁看过我的完整号码"),
    "by_name": gettext_lazy("谁"),
    "why": gettext_lazy("原因"),
}


def held(user: User) -> Mapping[str, object]:
    """Account, ways to sign in, devices, and what one did."""
    return {
        "account": _account(user),
        "sign_in": list(
            Authenticator.objects.filter(user=user.pk).values("type", "created_at", "last_used_at")
        ),
        "devices": list(
            UserSession.objects.filter(user=user.pk).values("created_at", "ip", "user_agent")
        ),
        "journal": list(
            Entry.objects.filter(by_id=user.pk).values("at", "verb", "subject", "details")
        ),
        "notices": [
            {"told_at": notice.written_at, "text": str(notice)}
            for notice in Notice.objects.of(user)
        ],
        "looked_at": list(looks(user).values("at", "by_name", "details")),
    }


def objection(user: User) -> Decision:
    """Visitors of a demonstration share its people."""
    if DemoSignIn.objects.filter(user=user).exists():
        return denied(_("这是演示账号，大家共用，不能注销。"))
    return ALLOWED


def forget(user: User) -> None:
    """What they were told goes; account, numbers and ways to sign in with the erasure itself."""
    notices.forget(user=user)


def _account(user: User) -> dict[str, object]:
    return {
        "number": user.number,
        "name": user.name,
        "phone": user.phone or "",
        "phone_verified": user.phone_verified,
        "has_password": user.has_usable_password(),
        "joined_at": user.joined_at,
        "last_signed_in_at": user.last_login,
    }

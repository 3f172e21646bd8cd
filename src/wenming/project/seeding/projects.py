"""Projects that villages might have; all of them made up."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["BRANDS", "OTHERS", "Pitch"]


class Pitch(NamedTuple):
    """A project in a few words; a brand says its theme, its character, its effect."""

    title: str
    focus: tuple[str, ...]
    content: str
    theme: str = ""
    character: str = ""

    def fields(self, village: str) -> dict[str, object]:
        """As the action takes it."""
        told = {
            "title": f"{village}“{self.title}”",
            "focus": list(self.focus),
            "content": self.content,
            "requirement": "每次三到六名志愿者，提前一周排班，活动后两天内登记。",
            "is_brand": bool(self.theme),
        }
        effect = "一年来参加的人逐月增加，邻里都叫得出名字。（演示数据）"
        brand = {"theme": self.theme, "character": self.character, "effect": effect}
        return {**told, **brand} if self.theme else told


BRANDS: Final = (
    Pitch("童谣代代传", ("children",), "老人教孩子念闽南语童谣，录成绘本。", "乡音传承", "老少同堂"),
    Pitch("厝边一碗面", ("elders",), "每周三中午为独居老人煮面送面。", "敬老助老", "灶台就在祠堂边"),
    Pitch("榕树下说理", (), "榕树下摆茶桌，讲政策、调纠纷。", "基层治理", "一壶茶一张桌"),
    Pitch("四点半书屋", ("children",), "放学后陪孩子写作业、读书。", "护苗助学", "返乡大学生轮班"),
    Pitch("银发手机课", ("elders",), "一对一教老人挂号、视频、防骗。", "数字助老", "孙辈当老师"),
    Pitch("红砖厝讲解队", (), "带客人和孩子认红砖古厝。", "文化守护", "双语讲解"),
    Pitch("巷口义诊台", ("elders", "disabled"), "每月两次量血压、测血糖。", "健康到家", "医生结对"),
    Pitch("弦管暖夜", (), "每月一场南音弦管，免费教唱。", "文化惠民", "老艺人带新人"),
    Pitch("净美家园积分簿", (), "门前三包记积分，换日用品。", "移风易俗", "一户一本簿"),
    Pitch("平安夜巡灯", (), "夜里提灯巡村，查隐患、送晚归人。", "平安守护", "店主轮值"),
    Pitch("侨批里的家书", ("children",), "读侨批、写家书、寄给在外亲人。", "家国情怀", "一封信一堂课"),
    Pitch("爱心衣橱", ("hardship",), "旧衣清洗分类，困难家庭自选。", "邻里互助", "像逛店一样挑"),
)  # fmt: skip

OTHERS: Final = (
    Pitch("暑期托管班", ("children",), "暑假里照看双职工家庭的孩子。"),
    Pitch("助残理发", ("disabled",), "每月上门为行动不便的人理发。"),
    Pitch("微心愿认领", ("hardship",), "收集困难家庭的小心愿，邻里认领。"),
    Pitch("沟渠认养", (), "一段沟渠一支小队，常年保洁。"),
)

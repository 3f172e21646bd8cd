"""What villages of southern Fujian do in the course of a year; all of it made up."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, NamedTuple

__all__ = ["NOTES", "PLACES", "RESULTS", "THEMES", "WITHDRAWALS", "Idea", "idea_for"]

ALL_YEAR: Final = tuple(range(1, 13))


class Idea(NamedTuple):
    """An activity by its task, its kind, the kind of team, from how many to how many people."""

    title: str
    task: str
    kind: str
    sort: str
    people: tuple[int, int]
    months: tuple[int, ...] = ALL_YEAR
    focus: tuple[str, ...] = ()
    theme: str = ""


def idea_for(month: int, chance: Random, *, task: str = "") -> Idea:
    """Something for this month; what belongs to the season comes up more often."""
    fitting = [i for i in IDEAS if month in i.months and task in ("", i.task)]
    weights = [4 if len(idea.months) < 6 else 2 for idea in fitting]
    return chance.choices(fitting, weights)[0]


IDEAS: Final = (
    # 学习实践科学理论
    Idea("理论夜话：用闽南话讲新思想", "theory", "lecture", "theory", (18, 45)),
    Idea("榕树下的理论课堂", "theory", "lecture", "theory", (20, 50)),
    Idea("党员读书分享会", "theory", "themed", "theory", (15, 35), theme="party_history"),
    Idea("“五老”讲党史故事", "theory", "lecture", "theory", (25, 60), theme="party_history"),
    Idea("乡村振兴政策学习会", "theory", "themed", "theory", (16, 40)),
    Idea("青年学习小组交流", "theory", "themed", "theory", (12, 28)),
    Idea("老党员上门送学", "theory", "watch", "theory", (6, 14), focus=("elders",)),
    Idea("“七一”重温入党誓词", "theory", "themed", "theory", (30, 70), (6, 7),
         theme="follow_the_party"),
    # 宣传宣讲党的政策
    Idea("反诈宣讲进厝边", "policy", "lecture", "law", (30, 80)),
    Idea("惠农政策一刻钟", "policy", "lecture", "theory", (15, 40)),
    Idea("医保缴费政策讲解", "policy", "lecture", "medical", (25, 60), (10, 11, 12, 1)),
    Idea("养老金认证帮办", "policy", "watch", "law", (15, 45), focus=("elders",)),
    Idea("法律咨询日：婚姻与赡养", "policy", "other", "law", (12, 35)),
    Idea("宪法宣传摆摊", "policy", "other", "law", (30, 90), (12,)),
    Idea("禁毒图片展", "policy", "other", "law", (40, 120), (6,)),
    Idea("防溺水宣讲进暑假班", "policy", "lecture", "law", (25, 60), (6, 7, 8), ("children",)),
    Idea("征兵政策入户讲", "policy", "watch", "theory", (10, 24), (1, 2, 7, 8)),
    Idea("消费者权益日：识别保健品陷阱", "policy", "lecture", "law", (25, 55), (3,), ("elders",)),
    Idea("交通安全“戴头盔”劝导", "policy", "other", "law", (10, 26)),
    # 培育践行主流价值
    Idea("厝边好人故事会", "values", "themed", "theory", (25, 60)),
    Idea("家风家训晒一晒", "values", "themed", "culture", (20, 50)),
    Idea("学雷锋便民服务一条街", "values", "concentrated", "hygiene", (60, 160), (3,)),
    Idea("“强国复兴有我”少年说", "values", "themed", "schooling", (25, 60), (5, 6, 9, 10),
         ("children",), "strong_country"),
    Idea("清明祭英烈", "values", "themed", "theory", (30, 80), (3, 4), theme="follow_the_party"),
    Idea("最美庭院评比走访", "values", "other", "hygiene", (12, 30)),
    Idea("独居老人生日会", "values", "watch", "culture", (12, 30), focus=("elders",)),
    Idea("“我眼中的这十年”老照片征集", "values", "themed", "culture", (15, 45), theme="ten_years"),
    Idea("四点半课堂", "values", "other", "schooling", (12, 28), (3, 4, 5, 6, 9, 10, 11, 12),
         ("children",)),
    Idea("暑期公益托管班", "values", "other", "schooling", (18, 36), (7, 8), ("children",)),
    Idea("残疾人居家探访", "values", "watch", "medical", (6, 14), focus=("disabled",)),
    Idea("困难家庭“微心愿”认领", "values", "other", "hygiene", (10, 24), focus=("hardship",)),
    Idea("重阳敬老宴", "values", "themed", "culture", (60, 180), (9, 10), ("elders",)),
    Idea("国庆升旗仪式", "values", "themed", "theory", (50, 150), (10,), theme="strong_country"),
    # 丰富活跃文化生活
    Idea("闽南语童谣大家唱", "culture", "other", "culture", (20, 50), focus=("children",)),
    Idea("南音弦管晚会", "culture", "other", "culture", (50, 160)),
    Idea("高甲戏折子戏专场", "culture", "other", "culture", (80, 260)),
    Idea("拍胸舞教学", "culture", "other", "culture", (16, 40)),
    Idea("广场舞联谊", "culture", "other", "culture", (40, 120)),
    Idea("元宵灯谜会", "culture", "themed", "culture", (80, 260), (2, 3)),
    Idea("写春联送祝福", "culture", "concentrated", "culture", (60, 180), (1, 2)),
    Idea("端午包粽子比赛", "culture", "themed", "culture", (40, 110), (5, 6)),
    Idea("中秋博饼联欢", "culture", "themed", "culture", (60, 200), (9, 10)),
    Idea("冬至搓圆仔", "culture", "themed", "culture", (40, 100), (12,), ("elders",)),
    Idea("红砖厝彩绘体验", "culture", "other", "culture", (15, 35), focus=("children",)),
    Idea("侨批故事展览讲解", "culture", "other", "culture", (20, 60)),
    Idea("露天电影", "culture", "other", "culture", (50, 150), (5, 6, 7, 8, 9, 10)),
    Idea("五祖拳晨练", "culture", "other", "medical", (12, 35)),
    Idea("健步走活动", "culture", "other", "medical", (40, 120)),
    Idea("科普大篷车进村", "culture", "other", "science", (50, 130), focus=("children",)),
    Idea("手机课堂：教老人扫码挂号", "culture", "other", "science", (12, 30), focus=("elders",)),
    Idea("防台风知识讲座", "culture", "lecture", "science", (25, 60), (6, 7, 8, 9)),
    Idea("急救技能体验", "culture", "other", "medical", (20, 50)),
    # 持续深入移风易俗
    Idea("婚事新办宣传", "customs", "themed", "theory", (15, 40)),
    Idea("丧事简办红白理事会走访", "customs", "watch", "theory", (8, 20)),
    Idea("家园清洁日", "customs", "concentrated", "hygiene", (25, 80)),
    Idea("垃圾分类入户指导", "customs", "watch", "hygiene", (12, 30)),
    Idea("义诊：量血压测血糖", "customs", "concentrated", "medical", (40, 120), focus=("elders",)),
    Idea("文明祭扫鲜花换纸钱", "customs", "themed", "hygiene", (30, 90), (3, 4)),
    Idea("文明餐桌光盘行动", "customs", "other", "hygiene", (15, 40)),
    Idea("普度节俭倡议", "customs", "themed", "theory", (20, 60), (8, 9)),
    Idea("敬老理发日", "customs", "watch", "hygiene", (15, 40), focus=("elders",)),
    Idea("夜间平安巡防", "customs", "watch", "law", (8, 18)),
    Idea("沟渠清淤志愿行动", "customs", "concentrated", "hygiene", (18, 50), (4, 5, 6, 9)),
    Idea("秋冬防疫健康提醒", "customs", "watch", "medical", (10, 28), (10, 11, 12, 1)),
)  # fmt: skip

THEMES: Final[Sequence[str]] = (
    "迎新春 送温暖", "闹元宵 话团圆", "学雷锋 树新风", "忆先烈 守家园", "劳动美 邻里亲", "护成长 迎端午",
    "颂党恩 跟党走", "清凉夏 平安暑", "开学季 谢师恩", "庆国庆 敬重阳", "爱卫生 美庭院", "学宪法 暖冬至",
)  # fmt: skip

PLACES: Final[Sequence[str]] = (
    "文明实践站", "村口大榕树下", "老人活动中心", "党群服务中心", "祠堂前埕", "文化广场",
    "村委会会议室", "小学操场", "农家书屋", "篮球场", "红砖厝展馆", "入户",
)  # fmt: skip

NOTES: Final[Sequence[str]] = (
    "来的多是带孩子的家长，下次改到晚上。",
    "中途下雨，移到祠堂里继续。",
    "有三位村民当场报名加入队伍。",
    "老人们希望每个月都办一次。",
    "音响坏了，向邻村借了一套。",
    "外来务工的邻居也来了不少。",
    "讲到一半大家都用闽南话问问题，气氛好。",
    "物料不够，下次多备三十份。",
    "年轻人少，下次请返乡大学生帮忙喊人。",
    "镇卫生院来了两位医生支持。",
)

RESULTS: Final[Sequence[str]] = (
    "来得齐，气氛好，老人们盼着下一次。",
    "按计划办完，村道和埕前都干净了。",
    "现场有人当场报名，下次人手更足。",
    "讲得通俗，大家听得进，问得也多。",
    "孩子们学得认真，家长说周末还要来。",
)

WITHDRAWALS: Final[Sequence[str]] = (
    "和另一条重复登记",
    "因下雨改期，这一天没有举行",
    "登记到了别的村，已由那个村重新登记",
)

"""What a fault says, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["NOUNS", "SENTENCES", "SYNTAX"]

NOUNS: Mapping[str, tuple[str, str]] = {
    "clause": ("条款", "clause"),
    "fact_kind": ("事实种类", "kind of fact"),
    "group": ("词表分组", "group of the vocabulary"),
    "key": ("字段", "key"),
    "leader": ("领导", "leader"),
    "number": ("数值", "number of that kind"),
    "option": ("读法选项", "option of that reading"),
    "pair": ("挂钩关系", "pair"),
    "paragraph": ("段落", "paragraph"),
    "party": ("责任方", "responsible party"),
    "reading": ("读法", "reading"),
    "roster": ("名册", "roster"),
    "rule": ("规则", "rule"),
    "section": ("部分", "section"),
    "shift": ("顺延方式", "way to move a day"),
    "part": ("不足期算法", "way to count a part of a period"),
    "subject": ("对象", "subject"),
    "tag": ("标签", "tag"),
    "term": ("词语", "term"),
    "theme": ("月份", "month"),
    "town": ("镇", "town"),
    "unit": ("单位", "unit"),
    "value": ("值", "value"),
    "vocabulary": ("词表", "vocabulary"),
}

# The parser's complaint, and the sentence that says it better.
SYNTAX: tuple[tuple[str, str], ...] = (
    ("character '\\t'", "tab"),
    ("cannot start any token", "cannot_start"),
    ("could not find expected ':'", "no_colon"),
    ("mapping values are not allowed", "stray_colon"),
    ("unexpected end of stream", "not_closed"),
    ("unexpected document separator", "not_closed"),
    ("did not find expected '-'", "bad_indent"),
    ("did not find expected key", "bad_indent"),
    ("expected <block end>", "bad_indent"),
    ("did not find expected ',' or", "flow_not_closed"),
    ("expected ',' or", "flow_not_closed"),
)

SENTENCES: Mapping[str, tuple[str, str]] = {
    # files
    "no_file": ("没有文件「{value}」。", 'There is no file "{value}".'),
    "empty_file": ("文件是空的。", "The file is empty."),
    "too_large": ("文件太大，最大 {most}。", "The file is too large; at most {most}."),
    "not_text": ("这里不是文字：文件不是文本文件。", "This is no text: not a text file."),
    "not_utf8": (
        "文件编码像是 {value}，请另存为 UTF-8。",
        "The file seems to be in {value}; save it as UTF-8.",
    ),
    "strange_character": ("不能有的字符 {value}。", "A character that may not stand: {value}."),
    "not_a_mapping": (
        "方案文件应写成「字段: 值」，这里是「{value}」。",
        'A plan file is written "key: value"; here stands "{value}".',
    ),
    "include_outside": (
        "「{value}」在方案文件夹之外，不能引入。",
        '"{value}" lies outside the plan\'s folder and is not included.',
    ),
    "include_nested": (
        "只有主文件可以引入别的文件。",
        "Only the main file may include others.",
    ),
    "include_twice": ("文件「{value}」引入了两次。", 'The file "{value}" is included twice.'),
    "too_many_files": ("引入的文件太多，最多 {most} 个。", "Too many files; at most {most}."),
    # form
    "syntax": ("YAML 写法有误：{value}。", "YAML syntax: {value}."),
    "tab": ("缩进用了制表符，请改用空格。", "A tab indents the line; use spaces."),
    "cannot_start": (
        "这个字符不能开头，请给值加上引号。",
        "A value cannot begin with this character; quote it.",
    ),
    "no_colon": (
        "这一行缺少冒号「: 」（半角，后面空一格）。",
        'This line lacks its colon ": " (half width, a space after it).',
    ),
    "stray_colon": (
        "这里不该有冒号：上一行没写完，或者值要加引号。",
        "A colon is not allowed here: the line above is not finished, or quote the value.",
    ),
    "not_closed": ("引号或括号没有收尾。", "A quote or bracket is not closed."),
    "bad_indent": ("缩进对不上。", "The indentation does not fit."),
    "too_far_in": (
        "这一行比上一行缩进得多；并列的字段要对齐。",
        "This line is indented more than the one above; keys side by side are aligned.",
    ),
    "flow_not_closed": (
        "括号里缺少逗号「, 」（半角，后面空一格）或没有收尾。",
        'A comma ", " (half width, a space after it) or the closing bracket is missing.',
    ),
    "duplicate_key": (
        "字段「{value}」写了两次，第一次在第 {first} 行。",
        'The key "{value}" stands twice, first on line {first}.',
    ),
    "second_document": ("一个文件只能有一份内容（多了「---」）。", 'More than one "---" document.'),
    "key_not_a_word": ("字段名必须是一个词。", "A key must be a word."),
    "tag_refused": ("不接受标记「{value}」。", 'The tag "{value}" is not accepted.'),
    "unknown_anchor": ("没有名为「{value}」的锚点。", 'There is no anchor "{value}".'),
    "too_deep": ("层次太深，最多 {most} 层。", "Nested too deeply; at most {most} levels."),
    "too_many_values": (
        "内容太多（别名展开后超过 {most} 个值）。",
        "Too much: more than {most} values once aliases unfold.",
    ),
    # shapes
    "unknown_key": ("不认识的字段「{value}」。", 'Unknown key "{value}".'),
    "unknown_section": ("不认识的部分「{value}」。", 'Unknown section "{value}".'),
    "missing_key": ("缺少字段「{value}」。", 'The key "{value}" is missing.'),
    "missing_section": ("方案缺少「{value}」部分。", 'The plan lacks its section "{value}".'),
    "not_a_text": ("「{value}」应是文字。", '"{value}" should be a text.'),
    "not_a_list": ("「{value}」应是列表。", '"{value}" should be a list.'),
    "not_a_mapping_here": (
        "「{value}」应写成「字段: 值」。",
        '"{value}" should be written "key: value".',
    ),
    "too_long": ("「{value}」太长或项目太多。", '"{value}" is too long, or has too many items.'),
    "not_a_number": (
        "「{value}」不是数；数写成 12、0.5 或 50%。",
        '"{value}" is no number; a number is written 12, 0.5 or 50%.',
    ),
    "not_a_whole_number": ("「{value}」不是整数。", '"{value}" is no whole number.'),
    "not_a_day": (
        "「{value}」不是日期；日期写成 2022-07-06。",
        '"{value}" is no date; a date is written 2022-07-06.',
    ),
    "no_such_day": (
        "日历里没有「{value}」这一天。",
        'There is no such day as "{value}".',
    ),
    "not_yes_or_no": ("「{value}」应为 yes 或 no。", '"{value}" should be yes or no.'),
    "not_one_list": (
        "「{value}」应是几个值：列表用半角逗号「, 」分开。",
        '"{value}" seems to be several values: a list is separated by ", ".',
    ),
    "not_a_code": (
        "「{value}」不能作代码：只用字母、数字和 - _ .。",
        '"{value}" is no code: letters, digits and - _ . only.',
    ),
    "not_a_small_code": (
        "「{value}」不能作代码：只用小写字母、数字和 -。",
        '"{value}" is no code: small letters, digits and - only.',
    ),
    "not_this_form": (
        "「{value}」的写法不对，应为 {form}。",
        '"{value}" is not written as {form}.',
    ),
    "not_one_of": ("不认识的值「{value}」。", 'Unknown value "{value}".'),
    "too_little": ("「{value}」太小，至少 {least}。", '"{value}" is too small; at least {least}.'),
    "too_much": ("「{value}」太大，最多 {most}。", '"{value}" is too large; at most {most}.'),
    "too_short": ("「{value}」太短或项目太少。", '"{value}" is too short, or has too few items.'),
    "wrong": ("「{value}」不对：{reason}。", '"{value}" is wrong: {reason}.'),
    "too_many_faults": (
        "错误超过 {most} 处，其余不再列出。",
        "More than {most} faults; the rest are not listed.",
    ),
    # references
    "unknown": ("没有{what}「{value}」。", 'There is no {what} "{value}".'),
    "no_such_vocabulary": (
        "标签「{tag}」要用词表「{value}」，方案里没有。",
        'The tag "{tag}" takes the vocabulary "{value}", which the plan lacks.',
    ),
    "not_in_vocabulary": (
        "「{value}」不在词表「{vocabulary}」里。",
        '"{value}" is not in the vocabulary "{vocabulary}".',
    ),
    "unknown_tag": ("{of}没有标签「{value}」。", '{of} has no tag "{value}".'),
    "unknown_number": ("{of}没有数值「{value}」。", '{of} has no number "{value}".'),
    "wrong_tag_value": (
        "标签「{tag}」没有值「{value}」。",
        'The tag "{tag}" has no value "{value}".',
    ),
    "wrong_vocabulary": (
        "标签「{tag}」不用词表「{value}」。",
        'The tag "{tag}" does not take the vocabulary "{value}".',
    ),
    "wrong_roster": (
        "「{value}」不属于名册「{roster}」。",
        '"{value}" is not of the roster "{roster}".',
    ),
    "defined_twice": (
        "{what}「{value}」已在 {first} 给出。",
        'The {what} "{value}" is already given at {first}.',
    ),
    "not_in_paragraph": (
        "「{value}」不是段落 {paragraph} 的原文。",
        '"{value}" is not in the words of paragraph {paragraph}.',
    ),
    # sense
    "clause_without_rule": (
        "条款「{value}」要核查，却没有一条生效的规则。",
        'The clause "{value}" is checked but no rule in force checks it.',
    ),
    "rule_on_stated": (
        "条款「{value}」只作表述，不能有规则。",
        'The clause "{value}" is only stated; it can have no rule.',
    ),
    "no_measure": (
        "规则「{value}」没有说数什么。",
        'The rule "{value}" does not say what to count.',
    ),
    "two_measures": (
        "规则「{value}」同时写了 {both}，只能取一种。",
        'The rule "{value}" says {both}; only one may stand.',
    ),
    "no_bound": ("规则「{value}」没有说多少。", 'The rule "{value}" does not say how much.'),
    "two_bounds": (
        "{both} 不能同时写。",
        "{both} cannot stand together.",
    ),
    "contradiction": (
        "下限 {least} 大于上限 {most}。",
        "At least {least} is more than at most {most}.",
    ),
    "no_time": ("规则「{value}」没有说何时。", 'The rule "{value}" does not say when.'),
    "two_times": (
        "规则「{value}」同时写了 {both}，只能取一种。",
        'The rule "{value}" says {both}; only one may stand.',
    ),
    "no_gathering_day": (
        "日历里没有集中活动日。",
        "The calendar has no gathering day.",
    ),
    "ends_before_start": (
        "结束「{value}」早于开始「{start}」。",
        'The end "{value}" is before the start "{start}".',
    ),
    "phases_overlap": (
        "阶段与第 {first} 行的阶段重叠。",
        "The phase overlaps with the one on line {first}.",
    ),
    "phase_outside": (
        "阶段日期「{value}」在规则的期限之外。",
        "The phase's date \"{value}\" lies outside the rule's.",
    ),
    "with_in_ratio": (
        "比率的条件写在分子、分母里。",
        "The conditions of a ratio stand in its two sides.",
    ),
    "one_amount": (
        "比率的一边只写 count、sum、distinct 中的一种。",
        "A side of a ratio says one of count, sum, distinct.",
    ),
    "no_values": (
        "没有说是哪些值：写 values 或 all。",
        "It does not say which values: write values or all.",
    ),
    "own_needs_side": (
        "规则用 between，单独的数要写 at_least 或 at_most。",
        "The rule says between; an own number needs at_least or at_most.",
    ),
}

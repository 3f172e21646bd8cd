"""The forms of needs: of who asks, who answers, who goes, and of contact cards."""

from wenming.needs.forms.answering import AnswerForm, CorrectionForm, SearchForm
from wenming.needs.forms.asking import AskForm, EntryForm, FollowForm, RatingForm, RemarkForm
from wenming.needs.forms.cards import CardsForm, CardWithdrawalForm, SheetForm
from wenming.needs.forms.going import FinishForm, RescheduleForm, WhyForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CardWithdrawalForm",
    "CardsForm",
    "CorrectionForm",
    "EntryForm",
    "FinishForm",
    "FollowForm",
    "RatingForm",
    "RemarkForm",
    "RescheduleForm",
    "SearchForm",
    "SheetForm",
    "WhyForm",
]

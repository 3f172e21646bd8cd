"""Towns, units, posts, words; honours and agendas; what every record of a unit carries."""

from wenming.organisation.models.agenda import Agenda
from wenming.organisation.models.honour import Honour
from wenming.organisation.models.post import Post
from wenming.organisation.models.record import (
    UnitRecord,
    UnitRecordQuerySet,
    withdrawal_is_whole,
)
from wenming.organisation.models.term import Term
from wenming.organisation.models.town import Town
from wenming.organisation.models.unit import Unit
from wenming.organisation.models.upload import Upload

__all__ = [
    "Agenda",
    "Honour",
    "Post",
    "Term",
    "Town",
    "Unit",
    "UnitRecord",
    "UnitRecordQuerySet",
    "Upload",
    "withdrawal_is_whole",
]

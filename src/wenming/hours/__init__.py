"""Who was there, how long, and the proof that belongs to the volunteer (Decree 67; GB/T 40143).

Hours are real presence, confirmed by the organiser and capped by the schedule, never a timetable.
"""

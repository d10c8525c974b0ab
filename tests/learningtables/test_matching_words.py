"""Lessons that share no theme and no tag with a session are found by its words, through the site's search."""

import pytest

from casestudies.models import CaseStudyPage
from learningtables.matching import matching_lessons
from learningtables.models import LearningTablePage
from regions.models import Region, User
from tests.factories.learningtables import make_session
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.once


def test_words_of_the_case_find_a_lesson_and_one_word_does_not(
    table: LearningTablePage, case: CaseStudyPage, facilitator: User, zeeland: Region
) -> None:
    case.title = "Een pleeggezin met verhuisplannen"
    case.save()
    session = make_session(table, user=facilitator, cases=[case], title="Zomaar", preparation="")
    LessonFactory(region=zeeland, title="Vraag het pleeggezin naar verhuisplannen")
    LessonFactory(region=zeeland, title="Bel elk pleeggezin een keer per jaar")
    found = matching_lessons(session, user=facilitator, cases=[item.case for item in session.agenda_for(facilitator)])
    assert [match.lesson.title for match in found.shown] == ["Vraag het pleeggezin naar verhuisplannen"]

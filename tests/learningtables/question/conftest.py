import pytest

from casestudies.models import CaseStudyPage
from learningtables.models import Room


@pytest.fixture
def room(asking_room: Room) -> Room:
    return asking_room


@pytest.fixture
def case(told_case: CaseStudyPage) -> CaseStudyPage:
    return told_case

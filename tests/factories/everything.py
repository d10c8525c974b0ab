"""One more of everything that lists show, for tests of what a page costs when there is more."""

from dataclasses import dataclass
from itertools import count

from learningtables.models import LearningTablePage
from lessons.models import Action, LessonPage
from regions.audience import PUBLIC
from regions.models import Circle, Region, User
from tests.factories import visitations as made
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import ActionFactory, LessonFactory, ThemeFactory, UptakeFactory
from tests.factories.regions import CircleFactory, InvitationFactory, MembershipFactory, RegionFactory
from visitations.models import VisitationReportPage

TITLE = "Bel de ouders"


@dataclass
class Everything:
    """``reader`` sits in ``circle``, takes part in all that is added, and may read all of it."""

    region: Region
    circle: Circle
    reader: User
    facilitator: User
    people: made.People

    def __post_init__(self) -> None:
        self.numbers = count()
        self.table = make_table(region=self.region, circle=self.circle, owner=self.facilitator)

    def add(self, rows: int) -> None:
        for _row in range(rows):
            number = next(self.numbers)
            lesson = self._add_lesson(number)
            elsewhere = RegionFactory(name=f"Streek {number}", slug=f"streek-{number}")
            UptakeFactory(lesson=lesson, region=elsewhere)
            UptakeFactory(lesson=self._add_lesson(number, draft=True), region=self.region)
            self._add_circle(number)
            self._add_case(number)
            self._add_visitation(number)
            action: Action = ActionFactory(circle=self.circle, owner=self.reader, page=lesson)
            action.full_clean()

    def _add_lesson(self, number: int, *, draft: bool = False) -> LessonPage:
        return LessonFactory(
            region=self.region,
            title=f"{TITLE} {number}",
            themes=[ThemeFactory(parent=ThemeFactory())],
            tags=["bellen", f"woord {number}"],
            owner=self.reader,
            draft=draft,
        )

    def _add_circle(self, number: int) -> None:
        circle = CircleFactory()
        MembershipFactory(circle=circle, user=self.reader)
        MembershipFactory(circle=self.circle)
        InvitationFactory(circle=circle, email=self.reader.email)
        table: LearningTablePage = make_table(
            region=self.region, circle=circle, owner=self.facilitator, title=f"{TITLE} aan tafel {number}"
        )
        for at in (table, self.table):
            make_session(
                at,
                user=self.facilitator,
                participants=[self.reader],
                audience_key=PUBLIC,
                title=f"{TITLE} samen {number}",
            )

    def _add_case(self, number: int) -> None:
        case = make_case(
            region=self.region,
            circle=self.circle,
            owner=self.facilitator,
            locked=True,
            shared=True,
            title=f"{TITLE} of niet {number}",
        )
        make_reflection(case, respondents=[self.reader, self.facilitator], user=self.facilitator)

    def _add_visitation(self, number: int) -> None:
        self.region.page.refresh_from_db()
        visitation = made.start(
            self.region, self.people, title=f"{TITLE} bezocht {number}", hosts=[self.reader], tags=["bellen"]
        )
        report = VisitationReportPage(
            title=f"{TITLE} gezien {number}", lead_region=self.region, audience_key=PUBLIC, date=visitation.date
        )
        visitation.refresh_from_db()
        visitation.add_child(instance=report)
        report.save_revision()

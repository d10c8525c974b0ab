"""What the site holds of a person, by where it is kept: the parts of the export of one's own data.

A line names the rows by the way from them to the person, and the fields that are the person's own; what others wrote in the
same row is not among them. `LEFT_OUT` says of every other tie to a person why it is in no part.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps

PARTS_AS_LINES = """
addresses = account.EmailAddress by user: email verified primary
sign_ins_elsewhere = socialaccount.SocialAccount by user: provider last_login
second_factors = mfa.Authenticator by user: type created_at last_used_at
memberships = regions.Membership by user: circle.name role status since
invitations = regions.Invitation by invited_by: email role created_at accepted_at
mails = regions.SentMail by to: address subject template made_at sent_at
data_asked = home.Package by asked_by: region.name asked_at ready_at expires_at
tokens = wagtailcore.APIToken by user: name prefix created revoked_at last_used_at
follows = lessons.Follow by user: theme_id region_id page_id search_id since
bookmarks = lessons.Bookmark by user: page_id note created_at
searches = search.SavedSearch by owner: name address circle_id created_at
comments = lessons.Comment by author: page_id text status written_at edited_at
comment_reports = lessons.CommentReport by reported_by: comment_id because reported_at
actions = lessons.Action by owner: what due_on noticed_by status result created_at finished_at circle_id page_id
uptakes = lessons.Uptake by reported_by: lesson_id region.name status reason note result date reported_at is_named
trials = lessons.Trial by started_by: lesson_id region.name hypothesis where noticed_by starts_on ends_on
contradictions = lessons.Contradiction by reported_by: lesson_id region.name because reported_at
contradictions_answered = lessons.Contradiction by answered_by: lesson_id answer_kind answer answered_at
reviews = lessons.LessonReview by asked_by: lesson_id asked_at answer_by
review_answers = lessons.ReviewAnswer by user: review_id region.name same_choice why what_now answered_at
answers = casestudies.Answer by user: reflection_id decision_point_id round answered_at reasonable same_choice confidence \
why meaning superseded
asked = casestudies.Respondent by user: reflection_id answered_round_one answered_round_two
addenda = casestudies.Addendum by author: decision_point_id text created_at
kept_texts = casestudies.KeptText by user: case_id screen said saved_at
case_writings = casestudies.CaseWriter by user: case_id role since
second_readings = casestudies.PrivacyCheck by second_reader: case_id second_read_at agreed remark
sessions = learningtables.Participant by user: session_id rsvp attended joined_at
contributions = learningtables.Contribution by author__user: step_id kind body score written_at withdrawn_at
minutes = learningtables.MinutesVersion by author at minutes.session: minutes.session_id body written_at
verdicts = learningtables.LessonVerdict by given_by: session_id lesson_id verdict note given_at
date_replies = learningtables.DateReply by user: option_id fits
date_polls = learningtables.DatePoll by asked_by: title asked_at
turns = learningtables.RotaPlace by user: table_id position
calendar = learningtables.CalendarFeed by user: created_at
support_messages = regions.SupportMessage by author: request_id text written_at
support_requests = regions.SupportRequest by asked_by: region.name title status created_at sent_at
figures = regions.TeamYear by entered_by: team.name year meaning changed_at
plan_versions = regions.PlanVersion by kept_by: plan_id number kept_at kept_because
signatures = regions.Signatory by signed_by: statement_id signed_as signed_on undertakes
undertakings = regions.UndertakingReport by reported_by: signatory_id status note date
declarations = visitations.Declaration by membership__user: ties explanation declared_at
assessments = visitations.Assessment by author: visitation_id criterion_name score text handed_in_at
dissents = visitations.Dissent by author: assessment_id text updated_at
remarks = visitations.FactCheckRemark by author: visitation_id kind passage text created_at
objections = visitations.MemberObjection by author: reason made_at
responses = visitations.Response by author: recommendation_id position plan due_on written_at
progress = visitations.ProgressReview by author: recommendation_id progress note evidence date
document_requests = visitations.DocumentRequest by asked_by: visitation_id title why due_on
attachments = visitations.Attachment by uploaded_by: visitation_id title size uploaded_at
documents = wagtaildocs.Document by uploaded_by_user: title created_at file_size
images = wagtailimages.Image by uploaded_by_user: title description created_at file_size
admin_comments = wagtailcore.Comment by user: page_id text created_at
admin_replies = wagtailcore.CommentReply by user: comment_id text created_at
log_of_pages = wagtailcore.PageLogEntry by user: action timestamp page_id
log_of_things = wagtailcore.ModelLogEntry by user: action timestamp object_id
"""
LINE = re.compile(r"(\w+) = ([\w.]+) by (\w+)(?: at ([\w.]+))?: (.+)")


@dataclass(frozen=True)
class Part:
    """``person`` is the lookup from a row to the person; a field may be a path. ``at`` leads from a row to the session that it
    is of: what is written at a table is for who sits there, also when it was oneself who wrote it."""

    name: str
    model: str
    person: str
    at: str
    fields: tuple[str, ...]

    @property
    def model_class(self) -> Any:
        return apps.get_model(self.model)


def _part(line: str) -> Part:
    found = LINE.fullmatch(line)
    assert found, line  # noqa: S101 - a slip in the table above
    name, model, person, at, fields = found.groups()
    return Part(name, model, person, at or "", tuple(fields.split()))


PARTS = tuple(map(_part, PARTS_AS_LINES.strip().splitlines()))

HOW_IT_WORKS = "keeps how the administration works for the person, and nothing that they wrote"
OF_OTHERS = "somebody else's text, which the person handled"
IN_THE_LOG = "that the person did it stands in the log"
LEFT_OUT = {
    "regions.User_groups.user": HOW_IT_WORKS,
    "regions.User_user_permissions.user": HOW_IT_WORKS,
    "wagtailadmin.EditingSession.user": HOW_IT_WORKS,
    "wagtailadmin.FormState.user": HOW_IT_WORKS,
    "wagtailusers.UserProfile.user": HOW_IT_WORKS,
    "wagtailcore.PageSubscription.user": HOW_IT_WORKS,
    "wagtailcore.UploadedFile.uploaded_by_user": HOW_IT_WORKS,
    "wagtailcore.Page.owner": "pages are in the part of pages, with what the person may read of them",
    "wagtailcore.Page.locked_by": IN_THE_LOG,
    "wagtailcore.Revision.user": "an earlier state of a whole page, in which others wrote too",
    "wagtailcore.TaskState.finished_by": IN_THE_LOG,
    "wagtailcore.WorkflowState.requested_by": IN_THE_LOG,
    "wagtailcore.Comment.resolved_by": OF_OTHERS,
    "lessons.Comment.settled_by": OF_OTHERS,
    "lessons.LessonVersion.published_by": OF_OTHERS,
    "casestudies.CaseStudyPage.then_locked_by": IN_THE_LOG,
    "casestudies.PrivacyCheck.checked_by": IN_THE_LOG,
    "casestudies.Reflection.opened_by": IN_THE_LOG,
    "learningtables.SessionPage.facilitator": "the session's, which is in the part of pages when the person wrote it",
    "learningtables.Minutes.updated_by": "the versions that the person saved are in the part of minutes",
    "learningtables.SessionReport.updated_by": "the report of a whole table",
    "visitations.Declaration.decided_by": OF_OTHERS,
    "visitations.Declaration.overridden_by": OF_OTHERS,
    "visitations.FactCheckRemark.decided_by": OF_OTHERS,
    "visitations.MemberObjection.decided_by": OF_OTHERS,
    "visitations.MovedTerm.moved_by": IN_THE_LOG,
    "visitations.ReportVersion.made_by": OF_OTHERS,
}

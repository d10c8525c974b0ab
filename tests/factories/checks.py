"""A case taken through its privacy check, and read by others."""

from casestudies import actions, texts
from casestudies.actions.checks import kept_in
from casestudies.checking import marks_in, still_open
from casestudies.models import CaseStudyPage, PrivacyCheck
from regions.models import User
from tests.laying import laid


def digest_of(case: CaseStudyPage) -> str:
    return texts.digest(texts.latest_texts(case))


def fresh(case: CaseStudyPage) -> CaseStudyPage:
    return CaseStudyPage.objects.get(pk=case.pk)


@laid
def passed(case: CaseStudyPage, user: User) -> PrivacyCheck:
    """What was found is kept; what blocks is not in it."""
    parts = texts.latest_texts(case)
    for mark in still_open(marks_in(parts, kept=kept_in(case, parts))):
        actions.keep_finding(case, place=mark.place, reason="Komt vaak voor.", digest=digest_of(case), user=user)
    return actions.pass_check(case, digest=digest_of(case), user=user)


@laid
def agreed(case: CaseStudyPage, *, owner: User, reader: User) -> PrivacyCheck:
    passed(case, owner)
    check = actions.ask_second_reader(case, reader=reader, user=owner)
    return actions.read_second_time(check, agreed=True, remark="", digest=digest_of(case), user=reader)

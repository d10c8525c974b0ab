"""Comments beside a page: to write, change, take back and report one; and to look at those of others before they are shown."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from regions.numbers import number_in
from regions.states import IllegalMove
from regions.views import ActionFormMixin, ExportMixin, RuleRequiredMixin

from .. import actions, moderating, rules
from ..exports import COMMENT_COLUMNS
from ..forms.comments import CommentForm, ReportForm, SettleForm
from ..models import Comment, ContentPage
from ..states import CommentStatus

PER_PAGE = 20


def said_of(comment: Comment) -> str:
    """What somebody hears who wrote it."""
    if comment.status == CommentStatus.SHOWN:
        return _("Your comment stands on the page.")
    return _("Thank you. Somebody looks at your comment first; until then only you see it.")


class CommentWriteView(LoginRequiredMixin, ActionFormMixin, FormView):
    """For whoever may read the page; ``op`` in the address is what is replied to."""

    template_name = "lessons/comment_form.html"
    form_class = CommentForm

    @cached_property
    def page(self) -> ContentPage:
        return get_object_or_404(moderating.open_for_comments(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def answered(self) -> Comment | None:
        given = self.request.GET.get("op", "")
        if not given:
            return None
        shown = Comment.objects.filter(page=self.page.pk, status=CommentStatus.SHOWN)
        return get_object_or_404(shown.select_related("author"), pk=number_in(given))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.page, "answers": self.answered}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, said_of(self.object))
        return response

    def get_success_url(self) -> str:
        return f"{self.page.get_url(self.request)}#reacties"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Reply to a comment") if self.answered else _("Write a comment")
        return super().get_context_data(page=self.page, answered=self.answered, title=title, **kwargs)


class OneCommentMixin(RuleRequiredMixin):
    """A comment on a page that the reader may read, which they wrote, may read or may look at; to all others it is not there."""

    def get_rule_object(self) -> Comment:
        return self.comment

    def get_comments(self) -> Any:
        return Comment.objects.filter(page__in=moderating.open_for_comments(self.request.user).values("pk"))

    @cached_property
    def comment(self) -> Comment:
        user, found = self.request.user, self.get_comments()
        comment = get_object_or_404(found.select_related("page__lead_region", "author"), pk=self.kwargs["pk"])
        is_known = comment.author_id == user.pk or comment.status == CommentStatus.SHOWN
        if not is_known and not moderating.may_moderate(user, comment.page):
            raise Http404
        return comment

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "comment": self.comment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(comment=self.comment, page=self.comment.page, **kwargs)

    def get_success_url(self) -> str:
        return f"{self.comment.page.get_url(self.request)}#reacties"


class CommentChangeView(OneCommentMixin, ActionFormMixin, FormView):
    template_name = "lessons/comment_form.html"
    form_class = CommentForm
    rule = staticmethod(rules.may_change_comment)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.comment.page}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, said_of(self.object))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=_("Change your comment"), **kwargs)


class CommentWithdrawView(OneCommentMixin, TemplateView):
    """One's own, also beside a page that is not open to one any more: then the page is not named."""

    template_name = "lessons/comment_withdraw.html"
    rule = staticmethod(rules.may_withdraw_comment)

    def get_comments(self) -> Any:
        return super().get_comments() | Comment.objects.filter(author=self.request.user.pk)

    def get_success_url(self) -> str:
        return reverse("own:own_comments")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = ContentPage.objects.visible_to(self.request.user).filter(pk=self.comment.page_id)
        return {**super().get_context_data(**kwargs), "page": visible.first()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            actions.withdraw_comment(self.comment, user=request.user)
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your comment is taken back."))
        return HttpResponseRedirect(self.get_success_url())


class CommentReportView(OneCommentMixin, ActionFormMixin, FormView):
    template_name = "lessons/comment_report.html"
    form_class = ReportForm
    rule = staticmethod(rules.may_report_comment)
    success_message = gettext_lazy("Thank you. Somebody looks at this comment again.")


class CommentSettleView(OneCommentMixin, ActionFormMixin, FormView):
    template_name = "lessons/comment_settle.html"
    form_class = SettleForm
    rule = staticmethod(moderating.may_settle)
    success_message = gettext_lazy("Settled.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reports = self.comment.reports.filter(settled_at=None)
        standing = Comment.objects.get(pk=self.comment.pk)
        return super().get_context_data(reports=reports, standing=standing, **kwargs)

    def get_success_url(self) -> str:
        return reverse("own:comments")


class CommentQueueView(LoginRequiredMixin, TemplateView):
    """What waits for the reader to look at; first what was reported."""

    template_name = "lessons/comment_queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        waiting = moderating.waiting_for(user).select_related("page", "author", "answers")
        reported = moderating.reported_to(user).select_related("page", "author")
        return super().get_context_data(
            reported=reported[:PER_PAGE],
            waiting=Paginator(waiting, PER_PAGE).get_page(self.request.GET.get("page")),
            **kwargs,
        )


class OwnCommentsView(LoginRequiredMixin, ExportMixin, TemplateView):  # type: ignore[misc]  # ExportMixin's get hands on to this one's
    """What one said oneself, wherever, and what became of it. Of a page that is no longer open to the reader nothing is told."""

    template_name = "lessons/own_comments.html"
    export_name = "reacties"
    export_columns = COMMENT_COLUMNS

    def own(self) -> Any:
        said = Comment.objects.filter(author=self.request.user.pk).exclude(status=CommentStatus.WITHDRAWN)
        return said.order_by("-written_at", "-pk")

    def beside(self, comments: Any) -> list[tuple[Comment, ContentPage | None]]:
        """Each with its page, as long as that can be read."""
        numbers = {comment.page_id for comment in comments}
        pages = ContentPage.objects.visible_to(self.request.user).in_bulk(numbers)
        return [(comment, pages.get(comment.page_id)) for comment in comments]

    def get_export_rows(self) -> list[tuple[Comment, ContentPage | None]]:
        return self.beside(list(self.own()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.own(), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page_obj=page, rows=self.beside(page), **kwargs)

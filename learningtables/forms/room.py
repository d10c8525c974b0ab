"""What is sent from the room. Each form ends in one verb, which says itself whether it may be done."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..models import Contribution, Participant, Step
from ..models.contributions import HIGHEST_SCORE, LOWEST_SCORE
from ..states import InputKind

# The kind of input, as it is asked for.
ASKED = {
    InputKind.FACT_QUESTION: _("Write a fact question"),
    InputKind.PROBING_QUESTION: _("Write a probing question"),
    InputKind.ASSOCIATION: _("Write what comes to mind"),
    InputKind.HYPOTHESIS: _("Write a hypothesis"),
    InputKind.ADVICE: _("Write a piece of advice"),
    InputKind.INSIGHT: _("Write an insight"),
    InputKind.LESSON: _("Propose a lesson"),
    InputKind.ACTION: _("Propose an action"),
    InputKind.CHECK_OUT: _("Anything you want to add"),
}
HELP = {
    InputKind.FACT_QUESTION: _("Ask for what happened: who, what, when, where. One question at a time."),
    InputKind.PROBING_QUESTION: _("Ask what makes the case owner think further, without advice in it."),
    InputKind.ASSOCIATION: _("A picture, a feeling, a word. It need not be right."),
    InputKind.HYPOTHESIS: _("What could be going on here? Begin with: perhaps."),
    InputKind.ADVICE: _("What would you do, or leave? One piece of advice at a time."),
    InputKind.INSIGHT: _("What do you take with you?"),
    InputKind.LESSON: _("What should others do differently, and when does it hold?"),
    InputKind.ACTION: _("What will happen, who does it, and by when?"),
}


class WriteForm(forms.Form):
    """A new text, or another one in the place of ``changes``. ``uid`` is made anew by a screen that can."""

    step = forms.IntegerField(widget=forms.HiddenInput)
    uid = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    contribution = forms.ModelChoiceField(Contribution.objects.none(), widget=forms.HiddenInput, required=False)
    score = forms.TypedChoiceField(
        choices=[(number, number) for number in range(LOWEST_SCORE, HIGHEST_SCORE + 1)],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "radios--inline"}),
        label=_("How was this session for you, from 1 to 10?"),
        error_messages={"required": _("Give a number from 1 to 10.")},
    )
    # What the screen promised when the text was typed.
    hidden = forms.BooleanField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    # As many characters as the verb refuses, so that it is the verb that says so.
    body = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Write something first.")}
    )

    def __init__(self, *args: Any, step: Step, changes: Contribution | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_%s_{step.pk}_{changes.pk if changes else 'new'}")
        super().__init__(*args, **kwargs)
        self.step, self.changes = step, changes
        kind = InputKind(step.input_kind)
        fields: dict[str, Any] = self.fields
        fields["contribution"].queryset = Contribution.objects.filter(step=step)
        fields["body"].label = _("Another text in its place") if changes else ASKED.get(kind, "")
        fields["body"].help_text = "" if changes else HELP.get(kind, "")
        fields["body"].required = kind != InputKind.CHECK_OUT
        fields["score"].required = kind == InputKind.CHECK_OUT
        if kind != InputKind.CHECK_OUT:
            del fields["score"]
        self.initial |= {"step": step.pk, "uid": uuid.uuid4(), "hidden": step.hides}
        if changes:
            self.initial |= {"contribution": changes.pk, "body": changes.body, "score": changes.score}

    def renew(self) -> None:
        """Nothing was kept under the number that was sent: what is sent next is something else, and promised anew."""
        self.data = self.data.copy()
        self.data["uid"] = str(uuid.uuid4())
        self.data["hidden"] = str(self.initial["hidden"])

    def act(self, *, by: Participant) -> Contribution:
        data = dict(self.cleaned_data)
        del data["step"]
        return actions.write(self.step, score=data.pop("score", None), by=by, **data)


class MoveForm(forms.Form):
    """What the leader's buttons send; ``do`` says which verb, and `VERBS` what it needs."""

    do = forms.CharField()
    seen = forms.IntegerField(min_value=0, required=False)
    step = forms.ModelChoiceField(Step.objects.none(), required=False)
    minutes = forms.IntegerField(required=False)
    until = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
    item: Any = forms.ModelChoiceField(queryset=None, required=False)
    votes_each = forms.IntegerField(required=False)
    to = forms.ModelChoiceField(Participant.objects.none(), required=False)

    def __init__(self, *args: Any, room: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room
        fields: dict[str, Any] = self.fields
        fields["step"].queryset = room.steps.all()
        fields["item"].queryset = room.session.agenda.all()
        fields["to"].queryset = room.session.participants.invited().select_related("user")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = NEEDED.get(data.get("do", ""))
        if needed is None:
            raise forms.ValidationError(_("There is no such button."))
        for name in needed:
            if name not in self.errors and data.get(name) is None:
                self.add_error(name, MISSING[name])
        return data

    def act(self, *, by: Participant) -> Any:
        data = self.cleaned_data
        needed = {name: data[name] for name in NEEDED[data["do"]]}
        if data["do"] == "spread":
            asks = needed["step"].input_kind == InputKind.CENTRAL_QUESTION
            spread = actions.spread_question if asks else actions.spread
            return spread(self.room, until=data["until"], by=by, **needed)
        verb: Any = getattr(actions, VERBS.get(data["do"], data["do"]))
        target = needed.pop("step") if data["do"] in ON_STEP else self.room
        return verb(target, by=by, **needed)


# Which fields each button needs; of the names that differ, the verb's.
NEEDED: dict[str, tuple[str, ...]] = {
    "next": ("seen",),
    "back": ("seen",),
    "jump": ("seen", "step"),
    "pause": ("seen",),
    "resume": ("seen",),
    "extend": ("seen", "minutes"),
    "reveal": ("step",),
    "spread": ("step",),
    "add_case": ("item",),
    "open_vote": ("step", "votes_each"),
    "close_vote": ("step",),
    "hand_over": ("to",),
}
VERBS = {"next": "go_on", "back": "go_back"}
ON_STEP = frozenset({"open_vote", "close_vote"})
MISSING = {
    "seen": _("Load the page again: it is not known which step you saw."),
    "step": _("Choose a step."),
    "minutes": _("Say how many minutes."),
    "item": _("Choose a case."),
    "votes_each": _("Say how many votes everybody has."),
    "to": _("Choose who leads from now on."),
}


class BoardForm(forms.Form):
    """Putting together: ``do`` is make, put or rename."""

    do = forms.ChoiceField(choices=[(do, do) for do in ("make", "put", "rename")])
    step = forms.ModelChoiceField(Step.objects.none())
    title = forms.CharField(required=False)
    contributions = forms.ModelMultipleChoiceField(Contribution.objects.none(), required=False)
    contribution = forms.ModelChoiceField(Contribution.objects.none(), required=False)
    group: Any = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, step: Step, readable: QuerySet[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["step"].queryset = step.room.steps.all()
        fields["contributions"].queryset = fields["contribution"].queryset = readable.filter(step=step)
        fields["group"].queryset = step.groups.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("do") == "put" and not data.get("contribution") and not self.errors:
            self.add_error("contribution", _("Choose what to move."))
        if data.get("do") == "rename" and not data.get("group") and not self.errors:
            self.add_error("group", _("Choose a group."))
        return data

    def act(self, *, by: Participant) -> str:
        """What came of it, in words."""
        data = self.cleaned_data
        if data["do"] == "make":
            group = actions.make_group(data["step"], title=data["title"], contributions=data["contributions"], by=by)
            return _("There is a new group: “%(group)s”.") % {"group": group}
        if data["do"] == "rename":
            group = actions.rename_group(data["group"], title=data["title"], by=by)
            return _("The group is called “%(group)s” now.") % {"group": group}
        text = actions.put(data["contribution"], group=data["group"], by=by)
        words = {"text": shortened(text.body), "group": data["group"]}
        if data["group"] is None:
            return _("“%(text)s” stands by itself again.") % words
        return _("“%(text)s” is in the group “%(group)s” now.") % words


def shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


class VoteForm(forms.Form):
    step = forms.ModelChoiceField(Step.objects.none())
    on = forms.BooleanField(required=False)
    contribution = forms.ModelChoiceField(Contribution.objects.none(), required=False)
    group: Any = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, step: Step, readable: QuerySet[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["step"].queryset = step.room.steps.all()
        fields["contribution"].queryset = readable.filter(step=step)
        fields["group"].queryset = step.groups.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("contribution")) == bool(data.get("group")):
            raise forms.ValidationError(_("This is not there any more. This is how it stands; nothing was changed."))
        return data

    def act(self, *, by: Participant) -> int:
        data = self.cleaned_data
        return actions.vote(data["step"], by=by, on=data["on"], contribution=data["contribution"], group=data["group"])

"""The door: a page asks for something, and a refusal is said where its reader looks for it."""

from types import TracebackType
from typing import Self

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.refusals.sentences import WHOLE_FORM, say, sentence_of


class RefusalsSaid:
    """Within it a refusal ends the block and is said: at its question of `form`, else as a message of the next page.

    refusal: what was refused, None when all was done; is_in_form: the page is to be shown again, with what was typed.

        with RefusalsSaid(request, form=form) as said:
            quoting.hand_in(application, by=member, **form.answers())
            messages.success(request, _("..."))
        if said.is_in_form: ...
    """

    def __init__(self, request: HttpRequest, *, form: BaseForm | None = None) -> None:
        self.request = request
        self.form = form
        self.refusal: Refusal | None = None
        self.is_in_form = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(error, Refusal):
            return False
        self.refusal = error
        sentence, words = sentence_of(error.code, self.request), say(error, self.request)
        if self.form is not None and (sentence.asked == WHOLE_FORM or sentence.asked in self.form.fields):
            self.is_in_form = True
            self.form.add_error(
                None if sentence.asked == WHOLE_FORM else sentence.asked, ValidationError(words, code=error.code)
            )
        else:
            messages.add_message(self.request, sentence.level, words)
        return True

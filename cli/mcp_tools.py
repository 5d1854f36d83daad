"""Make tools for an assistant of the methods of `Workspace`, with their names and types."""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from netkit.answers.leaning_ties import BalanceKind
from netkit.answers.people_list import SortKey
from netkit.answers.personal_letters import LetterKind
from netkit.answers.plain_values import plain
from netkit.answers.unfinished_changes import unfinished_notes
from netkit.errors import NetkitError, NothingFoundError
from netkit.journal.keep_line import LoggedLine
from netkit.model.events import FactKind, FavourKind, Granted, MomentKind
from netkit.recording.duplicate_verdicts import Verdict
from netkit.recording.promises import PromiseOutcome
from netkit.reports.content import Report
from netkit.reports.render import NOT_TOLD
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["QUESTIONS", "RECORDINGS", "plain_question_tool", "workspace_tool"]

#: The tools that ask: their name, and the method that answers.
QUESTIONS: dict[str, Callable[..., Any]] = {
    "introduce": Workspace.introduce,
    "who_should_meet": Workspace.introduce_pairs,
    "introductions": Workspace.introductions_of,
    "introduction_requests": Workspace.introduction_requests,
    "letters": Workspace.letters,
    "letter": Workspace.letter,
    "reach": Workspace.reach,
    "acquainted": Workspace.acquainted,
    "who": Workspace.who,
    "people": Workspace.people_list,
    "brief": Workspace.brief,
    "person": Workspace.card,
    "sources": Workspace.sources,
    "timeline": Workspace.timeline,
    "find": Workspace.find,
    "history": Workspace.history,
    "today": Workspace.today,
    "next_steps": Workspace.next_steps,
    "what_can_i_do_for": Workspace.acts_for,
    "stalls": Workspace.stalls,
    "fading": Workspace.fading,
    "fading_pairs": Workspace.fading_pairs,
    "balance": Workspace.balance,
    "one_sided_asks": Workspace.one_sided_asks,
    "reconnect": Workspace.reconnect,
    "promises": Workspace.promises,
    "milestones": Workspace.milestones,
    "cadence": Workspace.cadence,
    "connectors": Workspace.connectors,
    "only_links": Workspace.bridges,
    "groups": Workspace.groups,
    "job_changes": Workspace.job_changes,
    "duplicates": Workspace.duplicates,
    "told_introductions": Workspace.told_introductions,
    "doctor": Workspace.doctor,
    "report": Workspace.report,
    "year_in_review": Workspace.year_in_review,
    "attention": Workspace.attention,
    "teammates": Workspace.teammates,
    "preferences": Workspace.preferences,
}

#: The tools that record.
RECORDINGS: dict[str, Callable[..., Any]] = {
    "log": Workspace.log,
    "import_file": Workspace.import_file,
    "set_owner": Workspace.set_owner,
    "set_preference": Workspace.set_preference,
    "add_person": Workspace.add_person,
    "change_person": Workspace.change_person,
    "need": Workspace.need,
    "close_need": Workspace.close_need,
    "offer": Workspace.offer,
    "close_offer": Workspace.close_offer,
    "favour": Workspace.favour,
    "thanked": Workspace.thanked,
    "promise": Workspace.promise,
    "settle_promise": Workspace.settle_promise,
    "note": Workspace.note,
    "fact": Workspace.fact,
    "milestone": Workspace.milestone,
    "moment": Workspace.moment,
    "introduction": Workspace.introduction,
    "knows": Workspace.knows,
    "confirm_told_introduction": Workspace.confirm_told,
    "dismiss_told_introduction": Workspace.dismiss_told,
    "merge": Workspace.merge,
    "keep_apart": Workspace.keep_apart,
    "split": Workspace.split,
    "decide_duplicates": Workspace.decide_duplicates,
    "change_people": Workspace.change_people,
    "set_cadence": Workspace.set_cadence,
    "grant": Workspace.grant,
    "snooze": Workspace.snooze,
    "dismiss": Workspace.dismiss,
    "edit": Workspace.edit,
    "remove": Workspace.remove,
    "undo": Workspace.undo,
    "redo": Workspace.redo,
}

#: Types that JSON has no word for, as an assistant writes them.
_AS_JSON: dict[str, Any] = {
    "Who": str,
    "Moment": str,
    "Day": str,
    "PartialDate": str,
    "Span": str,
    "Literal": Literal,
    "BalanceKind": BalanceKind,
    "FactKind": FactKind,
    "FavourKind": FavourKind,
    "Granted": Granted,
    "LetterKind": LetterKind,
    "SortKey": SortKey,
    "Iterable": list,
    "Sequence": list,
    "MomentKind": MomentKind,
    "Path": str,
    "Texts": str,
    "PromiseOutcome": PromiseOutcome,
    "Verdict": Verdict,
}
#: Arguments of a library, not of an assistant: ids of an earlier answer's rows, values of Python.
_LEFT_OUT = frozenset(
    {"self", "among", "options", "progress", "series", "map_file", "troubles", "typed"}
)


def workspace_tool(
    url: str,
    name: str,
    method: Callable[..., Any],
    hide: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    asks: bool,
) -> Callable[..., dict[str, Any]]:
    """Return a tool that opens the network, calls one method and answers as ``--json`` does.

    Its signature, types and description are the method's; one that asks also takes ``as_of``, the
    past day to answer for.
    """

    def tool(*, as_of: str = "", **arguments: Any) -> dict[str, Any]:
        with open_workspace(url, create=False, as_of=as_of or None) as workspace:
            return hide(_answer(name, workspace, method, arguments, asks=asks))

    tool.__name__ = name
    tool.__doc__ = inspect.getdoc(method)
    signature, types = inspect.signature(method), _types(method)
    parameters = [
        parameter.replace(annotation=types[key], kind=inspect.Parameter.KEYWORD_ONLY)
        for key, parameter in signature.parameters.items()
        if key not in _LEFT_OUT
    ]
    if asks:
        parameters.append(
            inspect.Parameter("as_of", inspect.Parameter.KEYWORD_ONLY, default="", annotation=str)
        )
    tool.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=parameters, return_annotation=dict[str, Any]
    )
    tool.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": dict[str, Any]}
    return tool


def plain_question_tool(
    url: str, hide: Callable[[dict[str, Any]], dict[str, Any]]
) -> Callable[[str], dict[str, Any]]:
    """Return the tool that answers a question in plain words."""

    def ask_in_plain_words(question: str) -> dict[str, Any]:
        """Answer a question put in plain words.

        `command` says which command it became, `ignored` which names and spans of it were not
        taken into account.
        """
        command: list[str] = []
        ignored: list[str] = []

        def rows(workspace: Workspace) -> Any:
            answer = workspace.answer(question)
            command.extend(answer.command)
            ignored.extend(answer.ignored)
            if answer.refusal:
                raise NothingFoundError(answer.refusal)
            return answer.rows

        with open_workspace(url, create=False) as workspace:
            answer = _answer("ask", workspace, rows, {}, asks=True)
        return hide(
            {**answer, "question": f"ask {question}", "command": command, "ignored": ignored}
        )

    return ask_in_plain_words


def _types(method: Callable[..., Any]) -> dict[str, Any]:
    """Return the types of a method's arguments as JSON has them."""

    def stub() -> None: ...

    stub.__annotations__ = {
        key: text
        for key, text in method.__annotations__.items()
        if key not in _LEFT_OUT and key != "return"
    }
    return get_type_hints(stub, globalns={}, localns=_AS_JSON)


def _answer(
    name: str,
    workspace: Workspace,
    method: Callable[..., Any],
    arguments: dict[str, Any],
    *,
    asks: bool,
) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "question": " ".join([name, *(str(value) for value in arguments.values() if value)]),
        "as_of": workspace.view.present.isoformat(),
        "engine": workspace.store.engine,
        "results": [],
        "notes": [],
        "exit_code": 0,
    }
    try:
        result = method(workspace, **arguments)
    except NetkitError as error:
        cut_off = unfinished_notes(workspace.store) if isinstance(error, NothingFoundError) else []
        return answer | {"notes": [str(error), *cut_off], "exit_code": error.exit_code}
    unfinished = unfinished_notes(workspace.store) if asks else []
    if isinstance(result, LoggedLine):
        answer["understood"] = list(result.understood)
        answer["notes"] = [result.change.text, *result.notes]
        result = list(result.change.events)
    rows = result if isinstance(result, list) else [] if result is None else [result]
    answer["results"] = [_plain_row(row) for row in rows]
    answer["notes"] = list(
        dict.fromkeys((*answer["notes"], *getattr(result, "notes", ()), *unfinished))
    )
    answer["held_back"] = [plain(row) for row in getattr(result, "held_back", ())]
    answer["exit_code"] = 0 if rows or result is None else 1
    return answer


def _plain_row(row: Any) -> Any:
    """Return a row as JSON has it; a report without its table of every tie, which `people` has."""
    if isinstance(row, Report):
        names = [field.name for field in fields(row) if field.name not in NOT_TOLD]
        return {name: plain(getattr(row, name)) for name in names}
    return plain(row)

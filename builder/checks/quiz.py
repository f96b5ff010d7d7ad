"""How the closing questions are asked: banks that are there and hold enough, tries that fit together."""

from collections.abc import Iterator

from builder.model import Module
from builder.problems import Place, Problem, did_you_mean, quoted
from builder.questions.question import Saved
from builder.read.ids import doubled

QUIZ = "quiz.yaml"


def banks_are_listed(module: Module) -> Iterator[Problem]:
    """S121 unknown-bank: The bank that a question names stands under `banks:`, with how many are drawn from it."""
    known = [bank.id for bank in module.asking.banks]
    for asked in module.quiz:
        name = asked.question.bank if isinstance(asked.question, Saved) else None
        if name and name not in known:
            hint = did_you_mean(name, known, f'add under "banks:" an entry with "id: {name}" and "draw: 1"')
            yield Problem("S121", asked.at(("bank",)), f"{quoted(name)} is not a bank of this quiz", hint)


def banks_hold_enough(module: Module) -> Iterator[Problem]:
    """S122 empty-bank: A bank has questions that name it, or nothing could be drawn.

    S123 drawn-too-many: No more questions are drawn from a bank than it has.
    """
    seen: dict[str, Place] = {}
    for index, bank in enumerate(module.asking.banks):
        place = module.place(QUIZ, ("banks", index, "id"))
        count = len(module.banks[bank.id])
        if bank.id in seen:
            yield doubled(bank.id, place, seen[bank.id])
        elif not count:
            hint = f'write "bank: {bank.id}" in those it should hold, or take it away'
            yield Problem("S122", place, f"No question is in the bank {quoted(bank.id)}", hint)
        elif bank.draw > count:
            hint = f"write draw: {max(1, count - 1)}, or add questions to it"
            message = f"The bank {quoted(bank.id)} has only {count} question" + ("" if count == 1 else "s")
            yield Problem("S123", module.place(QUIZ, ("banks", index, "draw")), message, hint)
        seen.setdefault(bank.id, place)


def lessons_have_no_banks(module: Module) -> Iterator[Problem]:
    """S124 bank-in-lesson: `bank` and `shuffle` stand with questions of the quiz: those in lessons are practice for
    everybody.
    """
    closing = {asked.place for asked in module.quiz}
    for asked in module.questions:
        for name in sorted({"bank", "shuffle"} & asked.question.model_fields_set):
            if asked.place not in closing:
                message = f"{quoted(name)} is for questions in quiz.yaml, and this one stands in a lesson"
                hint = "take this line away, or move the question to quiz.yaml"
                yield Problem("S124", asked.at((name,)), message, hint)


def banks_hold_what_counts(module: Module) -> Iterator[Problem]:
    """S126 unscored-in-bank: What is drawn counts: a draw in which nothing did would be passed without an answer."""
    for asked in module.quiz:
        question = asked.question
        if isinstance(question, Saved) and question.bank and not question.counts:
            message = f"A question of type {quoted(question.type)} is not scored, so it is not drawn from a bank"
            yield Problem("S126", asked.at(("bank",)), message, "take this line away: then everybody is asked it")


def answers_show_before_tries_end(module: Module) -> Iterator[Problem]:
    """S125 answer-after-tries: The answer can be asked for while there are tries left; after the last it is shown
    anyway.
    """
    asking = module.asking
    if asking.tries and asking.show_answer and asking.show_answer >= asking.tries:
        hint = "take this line away" + (f", or write {asking.tries - 1} or less" if asking.tries > 1 else "")
        message = f"After {asking.tries} tries the answer is shown anyway"
        yield Problem("S125", module.place(QUIZ, ("show-answer",)), message, hint)


RULES = (
    banks_are_listed,
    banks_hold_enough,
    lessons_have_no_banks,
    banks_hold_what_counts,
    answers_show_before_tries_end,
)

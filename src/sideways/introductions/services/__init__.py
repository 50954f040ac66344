"""Writes of introductions: proposing, answering, closing, what people want, asking an author, leaving."""

from sideways.introductions.services.answering import introduction_answer
from sideways.introductions.services.board import (
    BoardWords,
    board_card_ask,
    board_card_keep,
    board_card_pin,
    board_card_take_down,
    board_cards_forget,
)
from sideways.introductions.services.closing import (
    introduction_close,
    introduction_remind,
    introductions_close_due,
    introductions_forget,
)
from sideways.introductions.services.leaving import introductions_erase
from sideways.introductions.services.proposing import introduction_propose
from sideways.introductions.services.publishing import round_propose, round_publish
from sideways.introductions.services.rounds import (
    Scope,
    group_allow,
    group_forbid,
    group_lock,
    pair_allow,
    plans_forget,
    round_again,
    round_begin,
    round_cancel,
    round_of_the_month,
    rounds_erase,
)
from sideways.introductions.services.solving import round_solve
from sideways.introductions.services.talking import (
    seals_destroy,
    talk_answer,
    talk_ask,
    talk_take_back,
    talks_close_due,
    talks_forget,
)
from sideways.introductions.services.wishes import (
    Wanted,
    apart_add,
    apart_remove,
    conflict_add,
    conflict_remove,
    wish_pause,
    wish_resume,
    wish_set,
)

__all__ = [
    "BoardWords",
    "Scope",
    "Wanted",
    "apart_add",
    "apart_remove",
    "board_card_ask",
    "board_card_keep",
    "board_card_pin",
    "board_card_take_down",
    "board_cards_forget",
    "conflict_add",
    "conflict_remove",
    "group_allow",
    "group_forbid",
    "group_lock",
    "introduction_answer",
    "introduction_close",
    "introduction_propose",
    "introduction_remind",
    "introductions_close_due",
    "introductions_erase",
    "introductions_forget",
    "pair_allow",
    "plans_forget",
    "round_again",
    "round_begin",
    "round_cancel",
    "round_of_the_month",
    "round_propose",
    "round_publish",
    "round_solve",
    "rounds_erase",
    "seals_destroy",
    "talk_answer",
    "talk_ask",
    "talk_take_back",
    "talks_close_due",
    "talks_forget",
    "wish_pause",
    "wish_resume",
    "wish_set",
]

"""A question and its answer by an author nobody knows; a comment reported, taken down and put back."""

from sideways.comments.models import Comment
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript

ASKED = "Did the ward agree to it?"
ANSWERED = "It did, once the matron had seen the figures"
SAID = "Ours stopped answering, so we went round in person"
BOX = "What do you want to say or ask?"


@with_javascript
def test_an_author_who_is_only_a_role_answers_a_question(new_visitor):
    # Given a lesson by a work coach who shows no name, and a nurse who reads it
    author = make_person(name="Tola Ajayi", profession="work_coach")
    lesson = make_lesson(author=author, went_wrong="Letters reached people after the meeting")
    nurse = new_visitor().signs_in_as(make_person(name="Nia Bramwell"))
    nurse.opens(f"/lessons/{lesson.pk}/")

    # When she asks, after a slip
    nurse.presses("Ask the author")
    nurse.is_told("Write a few words")
    nurse.types(BOX, ASKED)
    nurse.presses("Ask the author")
    nurse.sees(ASKED, "It stands beside the lesson now.")

    # And the author answers, who sees no name
    writer = new_visitor().signs_in_as(author)
    writer.opens(f"/lessons/{lesson.pk}/")
    writer.sees(ASKED)
    writer.does_not_see("Nia")
    writer.follows(f"Answer “{ASKED}”")
    writer.types("Your answer", ANSWERED)
    writer.presses("Answer")
    writer.sees("Readers see “From the author”, not your name.")

    # Then she hears of it and reads it, and no name
    nurse.opens("/notices/")
    nurse.follows("The author answered you: Letters reached people after the meeting")
    nurse.sees("From the author", ANSWERED)
    nurse.does_not_see("Tola")


def reports(reader, lesson):
    reader.opens(f"/lessons/{lesson.pk}/")
    reader.follows("Report “Ours stopped answering")
    reader.taps("It could tell who somebody is")
    reader.presses("Report it")
    reader.sees("you hear what came of it")


def takes_it_down(guardian):
    guardian.opens("/guardians/")
    guardian.follows("Reported comments")
    guardian.follows("A reported comment: Ours stopped answering")
    guardian.does_not_see("Nia")
    guardian.taps("It could tell who somebody is")
    guardian.types("What do you tell whoever wrote it?", "Only one team goes round in person")
    guardian.presses("Take it down")
    guardian.sees("Nothing waits.")


@without_javascript
def test_a_comment_is_reported_taken_down_appealed_and_put_back(new_visitor):
    # Given a comment that somebody reads
    person = make_person(name="Nia Bramwell")
    lesson = make_lesson(author=make_person())
    nurse = new_visitor().signs_in_as(person)
    nurse.opens(f"/lessons/{lesson.pk}/")
    nurse.types(BOX, SAID)
    nurse.presses("Add a comment")

    # When a reader reports it, and a guardian takes it down
    reader = new_visitor().signs_in_as(make_person())
    reports(reader, lesson)
    takes_it_down(new_visitor().signs_in_as(make_guardian()))
    reader.opens(f"/lessons/{lesson.pk}/")
    reader.does_not_see(SAID)

    # And its author reads why, and appeals
    nurse.opens("/notices/")
    nurse.follows("A guardian took down what you said, and says why")
    nurse.sees("Only one team goes round in person")
    nurse.types("Why should it stand?", "Every team in the county does")
    nurse.presses("Ask a second guardian")

    # Then another guardian puts it back
    second = new_visitor().signs_in_as(make_guardian())
    second.opens("/guardians/comments/")
    second.follows("An appeal: Ours stopped answering")
    second.types("Your reason", "So it points at nobody")
    second.presses("Put it back")
    reader.opens(f"/lessons/{lesson.pk}/")
    reader.sees(SAID)
    nurse.opens(f"/comments/{Comment.objects.get().pk}/")
    nurse.sees("So it points at nobody")
    reader.opens("/about/moderation/")
    reader.sees("No comment has been reported in a month that is over.")

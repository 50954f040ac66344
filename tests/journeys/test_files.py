"""A photo of a whiteboard is cleaned, looked at, described, read by a peer, and taken away again."""

from sideways.files.models import LessonFile
from sideways.files.tests import samples
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from tests.journeys.conftest import with_javascript, without_javascript

SHOWS = "The board after our meeting, with the step that nobody owns"


def chooses_file(visitor, raw, name="IMG_4711 Nia Bramwell.jpg", kind="image/jpeg"):
    visitor.page.get_by_label("Picture or PDF").set_input_files(
        {"name": name, "mimeType": kind, "buffer": raw}
    )
    visitor.presses("Clean it and show me")


def chooses_nothing_and_then_what_cannot_be_taken(visitor):
    visitor.presses("Clean it and show me")
    visitor.is_told("Choose a picture or a PDF")
    chooses_file(visitor, b"<svg/>", "board.svg", "image/svg+xml")
    visitor.is_told("This is no JPEG, PNG or WebP picture and no PDF.")


def sees_the_picture(visitor):
    picture = visitor.page.get_by_role("img", name=SHOWS)
    picture.scroll_into_view_if_needed()
    visitor.page.wait_for_function("document.querySelector('.lesson-file img').naturalWidth > 0")
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [900, 600]


@without_javascript
def test_an_author_puts_a_photo_beside_a_lesson_and_takes_it_away(new_visitor):
    # Given a lesson, and a peer who may read it
    author = make_person(name="Nia Bramwell")
    lesson = make_lesson(author=author)
    nurse = new_visitor().signs_in_as(author)
    reader = new_visitor().signs_in_as(make_person())

    # When its author chooses what cannot be taken
    nurse.opens(f"/lessons/{lesson.pk}/")
    nurse.follows("Add a picture or a document")
    nurse.sees("What we take out", "What we cannot take out", "It never becomes public")
    chooses_nothing_and_then_what_cannot_be_taken(nurse)

    # And then a photo, which she looks at and describes, after a slip
    chooses_file(nurse, samples.photo(samples.sketch(size=(900, 600))))
    nurse.sees("This is what readers will see", "Look at it closely.")
    reader.opens(f"/lessons/{lesson.pk}/")
    reader.does_not_see("Picture 1")
    nurse.presses("Put it beside the lesson")
    nurse.is_told("Say what it shows")
    nurse.types("What does it show?", SHOWS)
    nurse.presses("Put it beside the lesson")
    nurse.sees("It stands beside the lesson now.", "Picture 1")

    # Then the peer sees the picture, and nothing of whose it was
    reader.opens(f"/lessons/{lesson.pk}/")
    sees_the_picture(reader)
    reader.does_not_see("Nia", "IMG_4711")
    assert samples.planted_in(bytes(LessonFile.objects.get().content)) == set()

    # And once she takes it away, it is gone for the reader too
    nurse.follows("Remove it")
    nurse.sees("Remove Picture 1?")
    nurse.presses("Remove it")
    nurse.sees("It is gone.")
    reader.opens(f"/lessons/{lesson.pk}/")
    reader.does_not_see("Picture 1")


@with_javascript
def test_somebody_who_writes_adds_a_document_before_anybody_reads_it(new_visitor):
    # Given somebody who has begun to write
    nurse = new_visitor().signs_in_as(make_person())
    nurse.opens("/lessons/new/")
    nurse.types("What were you trying to do?", "Get discharge letters read")

    # When they add a form they all use
    nurse.presses("Save it as a draft, and add a picture or a document")
    chooses_file(nurse, samples.document(), "form.pdf", "application/pdf")
    nurse.sees("Open it, and look at each page.", "PDF, 1 page")
    nurse.types("What does it show?", "The form with the box nobody ticks")
    nurse.presses("Put it beside the lesson")

    # Then it waits with the draft, and what was typed is there
    nurse.sees("Document 1", "The form with the box nobody ticks")
    nurse.follows("Back to your draft")
    assert nurse.box("What were you trying to do?").input_value() == "Get discharge letters read"
    assert Lesson.objects.get().files.get().pages == 1

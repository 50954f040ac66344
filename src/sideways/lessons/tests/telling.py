"""What a browser sends when somebody tells a lesson, and where."""

import uuid

NEW, LIST = "/lessons/new/", "/lessons/"
HTMX = {"HX-Request": "true"}
TOLD = {
    "trying": "Agree a discharge plan before the weekend",
    "went_wrong": "The form reaches us after we have left on Friday",
    "causes": ["timing", "design"],
    "advice": "Ring the ward before noon",
    "stage": "now",
    "audience": "level",
    "attribution": "role",
    "talk": "phone",
    "topics": ["hospital-discharge"],
}

HARM = "She was being abused by her son and nobody rang us"


def told(do, lesson_id=None, **fields):
    return {"lesson_id": str(lesson_id or uuid.uuid4()), "do": do, **TOLD, **fields}


def edit(lesson):
    return f"/lessons/{lesson.pk}/edit/"


def page(lesson, part=""):
    return f"/lessons/{lesson.pk}/{part}"

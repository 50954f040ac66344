from django.urls import path

from sideways.lessons.views import audience, feed, following, later, listing, page, releasing, reuse, writing

app_name = "lessons"

urlpatterns = [
    path("", listing.lesson_list, name="list"),
    path("feed.atom", feed.atom, name="feed_atom"),
    path("feed.json", feed.json_feed, name="feed_json"),
    path("fresh/", listing.fresh, name="fresh"),
    path("mine/", listing.mine, name="mine"),
    path("new/", writing.new, name="new"),
    path("releases/", releasing.queue, name="releases"),
    path("releases/<uuid:pk>/", releasing.propose, name="release_propose"),
    path("releases/<uuid:pk>/decline/", releasing.decline, name="release_decline"),
    path("<uuid:pk>/", page.lesson, name="lesson"),
    path("<uuid:pk>/versions/", page.versions, name="versions"),
    path("<uuid:pk>/echo/", page.echo, name="echo"),
    path("<uuid:pk>/echo/take-back/", page.echo_take_back, name="echo_take_back"),
    path("<uuid:pk>/reuse/", reuse.reuse, name="reuse"),
    path("<uuid:pk>/reuse/outcome/", reuse.outcome, name="reuse_outcome"),
    path("<uuid:pk>/reuse/take-back/", reuse.take_back, name="reuse_take_back"),
    path("<uuid:pk>/follow/", following.follow, name="follow"),
    path("<uuid:pk>/edit/", writing.edit, name="edit"),
    path("<uuid:pk>/more/", later.enlarge, name="enlarge"),
    path("<uuid:pk>/updates/", later.update_add, name="update_add"),
    path("<uuid:pk>/updates/<uuid:update_pk>/remove/", later.update_remove, name="update_remove"),
    path("<uuid:pk>/audience/", audience.audience, name="audience"),
    path("<uuid:pk>/readers/", audience.open_to, name="open_to"),
    path("<uuid:pk>/readers/<int:reader_pk>/close/", audience.close_to, name="close_to"),
    path("<uuid:pk>/withdraw/", audience.withdraw, name="withdraw"),
    path("<uuid:pk>/put-back/", audience.put_back, name="put_back"),
    path("<uuid:pk>/delete/", audience.draft_delete, name="draft_delete"),
    path("<uuid:pk>/release/", releasing.release, name="release"),
]

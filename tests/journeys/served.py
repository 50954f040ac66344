"""The site as its own server serves it, for journeys that need its streams, with static files uncollected."""

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

from sideways.config.asgi import application as site

application = ASGIStaticFilesHandler(site)

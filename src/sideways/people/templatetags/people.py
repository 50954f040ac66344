from django import template
from django.utils.translation import gettext, gettext_lazy

register = template.Library()

# The first that is named in it: browsers also claim to be the ones they descend from.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
DEVICES = {
    "iPhone": gettext_lazy("an iPhone"),
    "iPad": gettext_lazy("an iPad"),
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": gettext_lazy("a Mac"),
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """Write which browser it was, and on what.

    >>> browser("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1")
    'Safari on an iPhone'
    >>> browser("curl/8.0")
    'Unknown browser'
    """
    name = next((words for part, words in BROWSERS.items() if part in user_agent), gettext("Unknown browser"))
    device = next((words for part, words in DEVICES.items() if part in user_agent), "")
    return gettext("%(browser)s on %(device)s") % {"browser": name, "device": device} if device else name

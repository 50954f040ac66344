from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """How accounts behave here."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """How accounts from a sign-in service behave here."""

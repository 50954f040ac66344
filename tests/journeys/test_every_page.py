"""Every page of the site, as whoever may open it: narrow and wide, light and dark, accessible, no error."""

import pytest
from django.urls import reverse

from tests.journeys import joining, town
from tests.journeys.conftest import with_javascript
from tests.journeys.soundness import NARROWEST
from tests.promise.addresses import every_address, is_operation

# Who opens what. After a colon, what the address is filled with.
PAGES = {
    "nobody": """
        web:home lessons:list lessons:lesson:public web:accessibility web:privacy web:cannot_keep_secret
        account_login account_signup account_reset_password account_reset_password_done
        account_reset_password_from_key:spent_link account_reset_password_from_key_done account_inactive
        socialaccount_login_cancelled socialaccount_login_error people:closed ui:gallery demo:outbox
        notices:unsubscribe:link
        people:invited:invitation people:invited:old_invitation
        api:docs receipts:check comments:log patterns:list patterns:pattern:pattern
    """,
    "joining": """
        people:join people:join_about people:join_level people:join_workplace people:join_district
        people:join_new_organisation people:join_interests
    """,
    "undeclared": "people:join_declaration",
    "waiting": "people:join people:you web:home lessons:list lessons:new",
    "held": "people:join",
    "author": """
        web:home lessons:list lessons:mine lessons:new lessons:lesson:shared lessons:lesson:withdrawn
        lessons:versions:shared lessons:edit:shared lessons:edit:draft lessons:enlarge:shared
        lessons:update_add:shared lessons:audience:shared lessons:open_to:shared lessons:withdraw:shared
        lessons:draft_delete:draft lessons:release:shared lessons:release:asked lessons:release:proposed
        people:you people:you_about people:you_level people:you_workplace people:you_new_organisation
        people:you_district people:you_interests people:data people:close account_email account_logout
        account_change_password account_reauthenticate mfa_index mfa_reauthenticate mfa_deactivate_totp
        mfa_view_recovery_codes mfa_generate_recovery_codes mfa_list_webauthn mfa_edit_webauthn:passkey
        mfa_remove_webauthn:passkey usersessions_list socialaccount_connections people:organisation_search
        people:organisation:listed_body notices:list notices:choices people:you_topics
        lessons:searches lessons:followed feeds:mine feeds:make:lessons feeds:make:dates
        feeds:address:my_feed feeds:address:my_calendar busy:busy busy:read api:tokens api:token_new
        guardians:own:shared receipts:own:shared comments:answer:question
        files:files:shared files:files:draft files:file:picture files:file:waiting_document
        files:remove:picture
        villages:list villages:new villages:project:project villages:edit:project villages:close:project
        villages:ask_support:project villages:ask_mentor:mentor villages:ask_peer:peer_project
        villages:proposal:asked_to_help villages:proposal:agreed_to_help
        villages:proposal_end:agreed_to_help villages:take_back:own_ask villages:take_over:card_to_take_over
        villages:mentoring villages:mentoring_stop
        villages:days villages:day:day villages:day:closed_day villages:wishes:part_in_a_day
        meetings:list meetings:log meetings:meeting:to_arrange meetings:meeting:coming meetings:meeting:past
        meetings:plan:to_arrange meetings:times:to_arrange meetings:call_off:coming meetings:intention:past
        meetings:lesson:past meetings:reflection:past meetings:enough:past meetings:changed:month_ago
    """,
    "peer": """
        web:home lessons:lesson:shared lessons:reuse:shared lessons:reuse_outcome:shared
        comments:write:shared comments:report:advice comments:own:removed comments:withdraw:removed
        mfa_index mfa_activate_totp mfa_add_webauthn mfa_list_webauthn
        feeds:mine busy:busy patterns:pattern:pattern week:week week:earlier:last_week lessons:searches
        lessons:followed introductions:introductions introductions:pause introductions:wishes
        introductions:apart introductions:board introductions:board_new introductions:board_ask:card
        introductions:ask:talked_about introductions:talk_answer:talk
    """,
    "broker": """
        web:home week:week people:vouches people:decline:waiting people:invite people:invite_confirm:file
        webhooks:organisation:listed_body webhooks:webhook:webhook webhooks:secret:webhook
        webhooks:remove:webhook villages:mentors villages:project:project villages:new_for
        villages:project:kept_card villages:hand_over:kept_card introductions:waited
        villages:days villages:day_new villages:day:day villages:day:closed_day villages:day_close:day
        introductions:rounds introductions:round:round introductions:round:working_round
        introductions:round_left_over:round introductions:round_compare:round
        introductions:round_publish:round
        introductions:desk introductions:desk_one:introduction introductions:desk_new introductions:conflicts
    """,
    "guardian": """
        web:home lessons:releases lessons:release_propose:asked lessons:mine
        guardians:desk guardians:lesson:shared guardians:ask:shared guardians:request:request
        comments:queue comments:case:reported comments:case:removed
    """,
    "official": "web:home people:you lessons:lesson:public notices:list notices:choices people:you_topics",
    "operator": """
        web:home people:people people:person:held people:let_in:held people:kind:waiting people:vouches
        people:organisations people:organisation_same:proposed_body people:held_domains people:domains
        people:organisation_domains:listed_body
        people:organisation_upload people:organisation_import:list
        people:emails notices:list comments:experts
    """,
}
REFUSALS = {
    ("waiting", "lessons:new"): 403,
    ("nobody", "socialaccount_login_error"): 401,
    ("nobody", "people:invited:old_invitation"): 404,
}
NO_PAGES = {
    "answers with a part of a page": [
        "people:professions",
        "people:organisations_found",
        "lessons:fresh",
        "introductions:round_progress",
    ],
    "answers machines": [
        "web:health_live",
        "web:health_ready",
        "mfa_login_webauthn",
        "mfa_download_recovery_codes",
        "receipts:pdf",
        "files:content",
        "lessons:feed_atom",
        "lessons:feed_json",
        "patterns:feed_atom",
        "patterns:feed_json",
        "feeds:atom",
        "feeds:json",
        "feeds:calendar",
        "live:news",
        "meetings:invitation",
        "meetings:log_csv",
        "meetings:log_pdf",
        "api:nothing",
    ],
    "leads elsewhere": [
        "web:search",
        "account_set_password",
        "account_confirm_login_code",
        "socialaccount_signup",
        "openid_connect_login",
        "openid_connect_callback",
        "/accounts/social/login/cancelled/",
        "/accounts/social/login/error/",
        "/accounts/social/signup/",
        "/accounts/social/connections/",
    ],
    "takes what is sent, and leads back": [
        "people:download",
        "people:vouch",
        "people:invitation_take_back",
        "people:email_decide",
        "notices:seen",
        "lessons:follow",
        "lessons:search_save",
        "lessons:search_stop",
        "people:organisation_accept",
        "people:held_domain_remove",
        "people:organisation_domain_remove",
        "lessons:release_decline",
        "lessons:echo",
        "lessons:echo_take_back",
        "lessons:reuse_take_back",
        "comments:expert_end",
        "villages:mentor_confirm",
        "introductions:round_again",
        "introductions:round_cancel",
        "introductions:round_group",
        "introductions:round_allow",
        "introductions:answer",
        "introductions:resume",
        "introductions:board_keep",
        "introductions:board_take_down",
        "introductions:apart_remove",
        "introductions:talk_take_back",
        "introductions:remind",
        "introductions:close",
        "introductions:conflict_remove",
        "lessons:update_remove",
        "lessons:close_to",
        "lessons:put_back",
        "webhooks:test",
        "webhooks:pause",
        "webhooks:resume",
        "webhooks:again",
        "demo:sign_in",
        "feeds:revoke",
        "meetings:slot_remove",
        "meetings:book",
        "meetings:met",
        "meetings:again",
        "busy:keep",
        "busy:remove",
        "api:token_revoke",
    ],
    "is seen in the middle of a journey (test_join, test_ways_in)": [
        "account_email_verification_sent",
        "mfa_authenticate",
        "mfa_reauthenticate_webauthn",
    ],
}


def name_of(page):
    """Return the name of the address in a row, without what it is filled with."""
    spaced, _, rest = page.partition(":")
    return f"{spaced}:{rest.split(':')[0]}" if spaced in SPACES else spaced


def fill_of(page):
    return page.removeprefix(name_of(page)).lstrip(":").replace("_", " ")


SPACES = {
    "introductions",
    "web",
    "people",
    "live",
    "feeds",
    "busy",
    "lessons",
    "meetings",
    "notices",
    "api",
    "webhooks",
    "guardians",
    "comments",
    "files",
    "receipts",
    "patterns",
    "week",
    "villages",
    "ui",
    "demo",
}


def test_every_address_is_looked_at_or_is_no_page():
    looked_at = {name_of(page) for pages in PAGES.values() for page in pages.split()}
    no_pages = {name for names in NO_PAGES.values() for name in names}

    assert looked_at & no_pages == set()
    assert looked_at | no_pages == {name for name in every_address() if not is_operation(name)}


# To build the town takes as long as many pages. The author has the most of them.
@with_javascript
@pytest.mark.parametrize("half", [["author"], [who for who in PAGES if who != "author"]], ids=" ".join)
def test_every_page_is_sound(new_visitor, half):
    # Given a town where every page has something to show
    home = town.build()
    for who in half:
        visitor = new_visitor(viewport=NARROWEST)
        person = home.people[who]
        if person:
            visitor.signs_in_as(person)
        if person and person.has_usable_password():
            visitor.opens("/accounts/reauthenticate/")
            joining.proves_it_is_them(visitor)

        # When whoever may opens each page, Then it is sound, in the light and in the dark
        for page in PAGES[who].split():
            address = reverse(name_of(page), kwargs=home.fills.get(fill_of(page), {}))
            assert visitor.opens(address) == REFUSALS.get((who, page), 200), (who, page)
            assert visitor.page.url == visitor.address + address, f"{page} of {who} leads elsewhere"
            visitor.page.emulate_media(color_scheme="dark")
            visitor.finds_the_page_sound()
            visitor.page.emulate_media(color_scheme="light")


@with_javascript
def test_pages_of_errors_are_sound(new_visitor):
    visitor = new_visitor(viewport=NARROWEST)

    assert visitor.opens("/no-such-page/") == 404
    visitor.sees("Page not found")

"""What can go wrong with webhooks, as the services tell it."""


class WebhookError(Exception):
    """Something about a webhook does not allow this."""


class NotYourWebhookError(WebhookError):
    """Somebody does not see to this organisation."""


class WebhookRefusedError(WebhookError):
    """An organisation has this address already, or too many. ``sentence`` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AddressRefusedError(WebhookError):
    """We do not send to such an address. ``sentence`` says why, in English, for who shows it to translate."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

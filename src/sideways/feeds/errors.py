"""What can go wrong with personal addresses, as the services tell it."""


class AddressError(Exception):
    """A personal address cannot be made or changed."""


class AddressRevokedError(AddressError):
    """It was made and revoked already."""


class TooManyAddressesError(AddressError):
    """One person has as many as anybody needs."""


class NotYourAddressError(AddressError):
    """It is somebody else's."""

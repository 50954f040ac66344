"""The whole site out into open files, and into a fresh site again, with equal content."""

from sideways.common.moving.errors import MoveError
from sideways.common.moving.exporting import site_export
from sideways.common.moving.importing import site_import
from sideways.common.moving.manifest import Seal
from sideways.common.moving.places import existing, new_folder, new_zip

__all__ = ["MoveError", "Seal", "existing", "new_folder", "new_zip", "site_export", "site_import"]

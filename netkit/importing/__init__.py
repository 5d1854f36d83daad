"""A file comes in: read, told apart, recorded in one transaction, and reported.

Killed at any moment, the network holds all of the file or none of it. Reading happens before the
transaction; nothing is asked of the network while a bad file can still be refused.
"""

from netkit.importing.calibration import recalibrate
from netkit.importing.import_file import import_file, sources
from netkit.importing.import_mail_server import import_mail_server
from netkit.importing.import_report import ImportReport
from netkit.importing.items_read import Progress

__all__ = [
    "ImportReport",
    "Progress",
    "import_file",
    "import_mail_server",
    "recalibrate",
    "sources",
]

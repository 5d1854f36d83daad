"""Run the command line: ``python -m netkit``."""

from netkit.cli.main import main

main()

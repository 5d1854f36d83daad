"""Writers for the schedulers that operating systems have: systemd, cron, launchd, Windows."""

"""Mail: mbox files, Maildir folders and IMAP servers."""

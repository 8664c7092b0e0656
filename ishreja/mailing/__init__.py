"""Mail: reminders of what waits, and links to set a password, through the SMTP server of smtp.json, if there is one."""

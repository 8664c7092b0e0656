"""Bytes to rows and problems: plan documents and monthly workbooks, read behind a guard in a sandbox."""

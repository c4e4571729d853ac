"""What `medcode check` does: files of data read as a build reads them, and what was understood, in words for people."""

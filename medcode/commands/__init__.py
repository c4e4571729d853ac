"""The commands of `medcode`, one file each."""

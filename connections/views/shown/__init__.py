"""What pages show: stored codes put into words, with the tone they are shown in."""

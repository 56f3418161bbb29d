"""What a trader sets: read, completed from a risk level, and judged together; pure."""

"""What can be traded where: loaded without a key by workers, read from the table by everybody else."""

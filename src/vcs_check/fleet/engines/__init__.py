"""Who runs the jobs: this machine or a cluster. Both run the same task, :func:`run_job`."""

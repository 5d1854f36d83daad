"""How right netkit is, on real interaction logs: ``python -m benchmarks.quality --data DIR``."""

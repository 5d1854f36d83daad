"""What netkit knows: people, what happened between them, and when. Frozen values, no behaviour."""

"""netkit."""

"""What people type and choose: checked here, written by actions."""

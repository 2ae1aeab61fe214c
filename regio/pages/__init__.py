"""Pages and news that organisations and Gemeinden write themselves, out of blocks, with draft, preview and history."""

"""What talks to AWS: settings, clients, the table and its keys, objects, queues. Nothing here decides anything."""

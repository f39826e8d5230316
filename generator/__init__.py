"""Evidence map: a static knowledge base of qualitative evidence."""

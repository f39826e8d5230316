"""What a knowledge base is made of: plain, frozen objects that hold ids and never each other."""

"""Config: what does a project want to be told, and where is the rest of it?"""

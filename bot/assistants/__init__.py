"""What people's own assistants (language models) may ask: the same answers as in the chat, as rows of data.

`rows` and `tools` know nothing of any protocol; `server` serves them by the Model Context Protocol, and is the only place
that imports its library.
"""

"""Users' own files: what a publisher's terms keep out of data/ becomes a local table that only this machine sees."""

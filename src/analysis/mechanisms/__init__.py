"""Does it work elsewhere? The article's reasons as mechanisms, estimated for all countries as estimands.toml declares them."""

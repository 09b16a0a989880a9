"""The parts of the benchmark of feeds: a store to serve, servers beside each other, a client that loads them."""

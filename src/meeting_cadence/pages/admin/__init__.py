"""Setting the service up: packs, bodies, rules, each change seen before it works; first steps; its state."""

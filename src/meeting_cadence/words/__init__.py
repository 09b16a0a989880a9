"""Every word a person reads, Chinese and English. Below it, errors and standings carry codes and values."""

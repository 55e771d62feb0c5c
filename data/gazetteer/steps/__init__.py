"""The steps of `make.py`, in the order it takes them."""

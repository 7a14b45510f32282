"""Answers as JSON documents: plain values only, the same as the contract names them."""

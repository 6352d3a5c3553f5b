"""Lấy Số on the server side: rules, store, operations, live news and the back office."""

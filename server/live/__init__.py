"""News over Socket.IO: who may join which room, snapshots, event → message. Sockets carry news, HTTP carries truth."""

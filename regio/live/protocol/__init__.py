"""WebSocket (RFC 6455), server side: `handshake` and `frames` are pure, `connection` joins them to a transport."""

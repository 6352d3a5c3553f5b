"""Tests of the kiosk's room: the touch screen's page and the phone page over HTTP."""

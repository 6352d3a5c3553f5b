"""The scenes of a day at the centre, played whole: a real server process, real pages in Chromium, real printer bytes."""

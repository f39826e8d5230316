"""Pictures drawn at build time: a view comes in, safe inline SVG goes out, without script or `style`."""

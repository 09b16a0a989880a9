"""The pages: server-rendered HTML, SVG and CSS."""

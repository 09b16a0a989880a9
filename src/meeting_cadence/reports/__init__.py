"""Reports for an inspection and for a bulletin: as a workbook, as CSV, as a page to print."""

"""Tables of people: CSV and TSV."""

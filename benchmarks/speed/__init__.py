"""How long the everyday commands take, as whole processes, beside what Python itself takes."""

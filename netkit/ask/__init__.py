"""Plain questions: `netkit.ask.understand.understand` turns a question into a command.

Without a model, and offline. A question goes this way: words (`netkit.language.words`), politeness
left out (`politeness`), names found (`question_names`), spans and days (`question_spans`), typing
mistakes mended and topics joined (`tokens`), sentences apart (`sentences`); ideas, words and tenses
as features (`features`); the labelled examples that are nearest vote on the command (`neighbours`,
`example_index`), beside what was learnt from all of them (`classifier`); its places are filled
with the names, spans and topics (`slots`) and with what
is said in words of its own (`spoken_options`); what is near nothing, or as near to two commands, or
nearest to a question about other things, is not understood (`understand`).

``examples.txt`` holds the examples: a command, and below it ways to ask for it. Whoever misses a
way to ask adds a line, and ``make examples`` indexes it (`installed_index`) and learns from it
(`classifier_training`).
``netkit/language/vocabulary.toml`` has the thesaurus of ideas. How well it does on phrasings that
are no examples: docs/decisions/0023-questions-by-example.md.
"""

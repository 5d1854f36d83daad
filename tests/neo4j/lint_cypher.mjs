// Neo4j's own front end over Cypher files, as Cypher 5 and as Cypher 25: node lint_cypher.mjs FILE…
// Prints "FILE:LINE [VERSION] MESSAGE" for each finding, warnings too, and ends with 1 if there is any.
import { lintCypherQuery } from '@neo4j-cypher/language-support';
import { readFileSync } from 'node:fs';

let findings = 0;
for (const file of process.argv.slice(2)) {
  const query = readFileSync(file, 'utf8');
  // Each file documents its parameters in its header; the linter only has to know their names.
  const names = [...query.matchAll(/\$(\w+)/g)].map((match) => match[1]);
  const parameters = Object.fromEntries(names.map((name) => [name, 0]));
  for (const defaultLanguage of ['CYPHER 5', 'CYPHER 25']) {
    const { diagnostics } = lintCypherQuery(query, { defaultLanguage, parameters }, {});
    for (const { range, message } of diagnostics) {
      console.log(`${file}:${range.start.line + 1} [${defaultLanguage}] ${message}`);
    }
    findings += diagnostics.length;
  }
}
process.exitCode = findings ? 1 : 0;

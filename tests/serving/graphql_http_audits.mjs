// Prints the results of all audits of `graphql-http` against a server, as JSON: node graphql_http_audits.mjs URL

import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { serverAudits } = require('graphql-http');

const results = [];
for (const audit of serverAudits({ url: process.argv[2] })) {
  const { status, reason } = await audit.fn();
  results.push({ id: audit.id, name: audit.name, status, reason });
}
console.log(JSON.stringify(results));

// Audits the server at the address given for GraphQL over HTTP; prints a line of JSON for each audit.
import { serverAudits } from 'graphql-http';

for (const { fn } of serverAudits({ url: process.argv[2] })) {
  const { id, name, status, reason = '' } = await fn();
  console.log(JSON.stringify({ id, name, status, reason }));
}

// Neo4j's GraphQL library on GraphQL Yoga and Node's own HTTP server: node server.mjs PORT
// The address of the database, with user and password, stands in the variable DATABASE of the environment.
// GET /statements answers how many statements were sent to the database so far.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Socket } from "node:net";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

// The driver writes a long statement in pieces: without this each of them waits 40 ms for an acknowledgement.
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...words) {
  return connect.apply(this, words).setNoDelay(true);
};

const port = Number(process.argv[2]);
const address = new URL(process.env.DATABASE.replace(/^[^:]+/, "http")); // Else a URL has no host.
const scheme = process.env.DATABASE.split(":", 1)[0];
const user = neo4j.auth.basic(decodeURIComponent(address.username), decodeURIComponent(address.password));
const driver = neo4j.driver(`${scheme}://${address.host}`, user);
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();

let statements = 0;
const context = () => ({
  executionContext: counted(driver),
  sessionConfig: { database: address.pathname.slice(1) },
  cypherQueryOptions: { addVersionPrefix: false }, // ArcadeDB refuses `CYPHER 5`, which the library sets before each.
});
const yoga = createYoga({ schema, context, logging: false, graphiql: false, landingPage: false });

/** What counts the statements of the sessions and transactions that come of it. */
function counted(made) {
  return new Proxy(made, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== "function") return value;
      if (name === "session" || name === "beginTransaction") return (...words) => counted(value.apply(target, words));
      if (name === "executeRead") return (work, ...more) => value.call(target, (found) => work(counted(found)), ...more);
      return (...words) => {
        statements += name === "run";
        return value.apply(target, words);
      };
    },
  });
}

createServer((request, response) => {
  if (request.url === "/statements") response.end(String(statements));
  else yoga(request, response);
}).listen(port, "127.0.0.1");

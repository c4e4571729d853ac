// GraphQL Yoga on Node's own HTTP server: node yoga.mjs PORT GRAPH
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createSchema, createYoga } from "graphql-yoga";
import { load } from "./graph.mjs";
import { makeResolvers } from "./resolvers.mjs";

const [port, file] = process.argv.slice(2);
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const resolvers = { ...makeResolvers(await load(file)), Node: { __resolveType: (node) => node.type } };
const schema = createSchema({ typeDefs, resolvers });
const yoga = createYoga({ schema, logging: false, graphiql: false, landingPage: false });
createServer(yoga).listen(Number(port), "127.0.0.1");

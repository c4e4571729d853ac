// Mercurius with its JIT on Fastify: node mercurius.mjs PORT GRAPH
import { readFileSync } from "node:fs";
import fastify from "fastify";
import mercurius from "mercurius";
import { load } from "./graph.mjs";
import { makeResolvers } from "./resolvers.mjs";

const [port, file] = process.argv.slice(2);
const schema = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const resolvers = { ...makeResolvers(await load(file)), Node: { resolveType: (node) => node.type } };
const app = fastify();
app.register(mercurius, { schema, resolvers, jit: 1 });
await app.listen({ host: "127.0.0.1", port: Number(port) });

"""All commands of `medcode`, in the order of the help: to ask, to serve, to build and check, to exchange."""

from medcode.command import Command, Example

COMMANDS = (
    Command(
        "search",
        "search codes, procedures and concepts",
        "Find nodes by a code, a name, a synonym or what they are called otherwise. Each hit says what matched "
        "and why. On a terminal the hits are a table; in a pipe they are lines of fields separated by tabs: kind, "
        "CURIE, name, match, text.",
        (
            Example("search hip replacement", "What has these words, best first."),
            Example("search --kind Diagnosis --limit 5 'broken hip'", "Five diagnoses."),
            Example("search --json S72.001A", "A code, as JSON for other programs."),
        ),
    ),
    Command(
        "show",
        "show a node and what is said of it",
        "Print a node by its code, its CURIE or its slug: its properties, and for each kind of edge how many "
        "statements there are, and the first of them.",
        (
            Example("show total-hip-replacement", "A procedure by its slug."),
            Example("show S72.001A --limit 3", "A diagnosis by its code, with three statements of each kind."),
            Example("show RISK:infection --evidence", "A risk by its CURIE, with the sources of each statement."),
        ),
    ),
    Command(
        "query",
        "answer a GraphQL query without a server",
        "Answer a GraphQL query as a server does, with the same limits, and print the response as JSON. Errors go "
        "to standard error, too, each with its place in the query; the exit code is then 1.",
        (
            Example('query "{ risks { totalCount } }"', "A query as it is."),
            Example("query procedure", "A query of data/queries by its name."),
            Example(
                """query 'query($s: String) { risk(slug: $s) { name } }' --variables '{"s": "infection"}'""",
                "Variables as a JSON object.",
            ),
        ),
    ),
    Command(
        "explain",
        "print the plan of a query",
        "Print how a server answers a GraphQL query: its plan as a tree, or why it has none.",
        (
            Example("explain procedure", "The plan of a query of data/queries."),
            Example('explain "{ risks { totalCount } }"', "The plan of a query as it is."),
        ),
    ),
    Command(
        "ground",
        "map free texts to nodes",
        "Map terms, one a line or in a column of a table, to the nodes that they mean: a row for each, with a "
        "CURIE and a confidence from 0 to 1, or with the reason why it abstains and the candidates.",
        (
            Example("ground terms.txt", "A term a line."),
            Example("ground --column diagnosis --kind Diagnosis visits.csv", "A column of a table, as diagnoses."),
            Example("ground - --format tsv", "Terms from standard input, separated by tabs in the output."),
        ),
    ),
    Command(
        "valueset",
        "print a value set, or how two differ",
        "Print the codes in a value set of a folder of data or of a file, as their code systems list them; or what one "
        "has that another has not, or that it had in another year or graph, with the codes that took the place of "
        "those that have ended.",
        (
            Example("valueset expand diabetes", "The codes of a value set by its name."),
            Example("valueset compare diabetes --year 2016 --to-year 2026", "What ten years have changed."),
            Example("valueset compare diabetes ischemic-heart-disease --json", "Two value sets."),
        ),
    ),
    Command(
        "serve",
        "serve the graph over HTTP",
        "Serve the GraphQL endpoint /graphql, the explorer and the exports. The default graph is built first, if "
        "there is none or what it is built from has changed. Each option is an environment variable, too: --port "
        "is MEDCODE_PORT. The option counts where both are given.",
        (
            Example("serve", "At http://127.0.0.1:8000."),
            Example("serve --port 8080 --workers 2", "Two processes at another port."),
            Example("serve --data mine", "With a folder of data of your own; what changes there is served."),
            Example("serve --store snapshot:build/mine", "A snapshot that was built before."),
        ),
    ),
    Command(
        "mcp",
        "serve tools for agents over standard input and output",
        "Answer a language-model agent that speaks the Model Context Protocol and starts this command itself, such as "
        "Claude Desktop. The tools are those of /mcp of a server. Needs the extra `mcp`.",
        (Example("mcp", "Over the default graph, or that of MEDCODE_STORE."),),
    ),
    Command(
        "build",
        "build a snapshot from pages and codes",
        "Read pages, code systems, official files and mappings, and write the graph as a snapshot. What cannot be "
        "read, or is odd, is a finding with file and line, and the rest is built.",
        (
            Example("build", "The default graph, from what is shipped."),
            Example("build --data mine", "With a folder of data of your own, which adds to what ships."),
            Example("build --without codes --without mappings --out build/pages", "The shipped pages alone."),
        ),
    ),
    Command(
        "import-tables",
        "build a snapshot from tables of nodes and edges",
        "Read tables of nodes and edges as Parquet, as `export --format parquet` writes them, and write a snapshot. "
        "The tables may be larger than the memory: they are sorted on disk. A row that does not fit the ontology is a "
        "finding with its number, and is left out.",
        (
            Example("import-tables graph.parquet.zip --out build/tables", "An export of this program."),
            Example("import-tables tables --out build/tables --strict", "A folder; findings are fatal."),
        ),
    ),
    Command(
        "watch",
        "build anew whenever a folder of data changes",
        "Build, and build again after each change in what ships and in your folders of data. Only what changed is "
        "read again. A server that serves the snapshot takes up the new one by itself.",
        (Example("watch --data mine", "The graph that `serve --data mine` serves."),),
    ),
    Command(
        "new",
        "begin a page, a policy, mappings, terms, a query, an ontology, edges or a value set",
        "Write a file with comments or places to fill in into its part of a folder of data, which is made where it is "
        "not there yet, and say what to do next. A file that is there already is left as it is.",
        (
            Example("new page 'Partial Toenail Removal' --data mine --specialty dermatology", "A page to fill in."),
            Example("new vocabulary risk --data mine", "A file of terms: wordings of risks."),
            Example("new ontology --data mine", "Kinds of edges of your own."),
            Example("new valueset statin-candidates --data mine", "Codes that belong together, by rules."),
            Example("new mapping own-indications --kind indication --data mine", "Mappings of indications to codes."),
        ),
    ),
    Command(
        "check",
        "print how data of your own is read",
        "Print what was understood of pages, by section, what was not, and what to do; so for files of terms, "
        "mappings, policies, codes, edges, stored queries, value sets and an ontology. Wordings that are unknown come "
        "with the nearest known ones, and with the line to add. Exit with 1 where nothing could be read.",
        (
            Example("check data/pages/urology/shock-wave-lithotripsy.txt", "A page of a folder for its specialty."),
            Example("check mine --strict", "A folder of data; findings are fatal."),
            Example("check --code 27130 --system CPT --json page.txt", "A page of a code, as JSON for programs."),
        ),
    ),
    Command(
        "verify",
        "check every quote of a snapshot against its source, or a certificate against a snapshot",
        "Read the sources of a snapshot again and print every quote that they do not have any more; or read a "
        "certificate of an answer and print for each of its nodes and edges whether it holds, was changed or is gone. "
        "Exit with 1 if there is a quote, node or edge that does not hold.",
        (
            Example("verify", "The default graph."),
            Example("verify --graph build/mine", "A graph of your own."),
            Example("verify --certificate answer.json", "What the certificate of an answer names."),
        ),
    ),
    Command(
        "stats",
        "count nodes and edges by kind",
        "Print how many nodes, edges and sources there are, by kind, and the version of the graph.",
        (Example("stats", "The default graph."), Example("stats --graph build/mine", "A graph of your own.")),
    ),
    Command(
        "review",
        "review cases of a file",
        "Review the coding of cases from JSON, JSON lines, CSV or an X12 837 claim: findings with their severity, "
        "codes and what to do. Exit with 1 if a case has an error, part of the file could not be read, or there "
        "was no case.",
        (
            Example("review cases.csv", "The findings as a table."),
            Example("review --json claim.x12", "The findings as a line of JSON for each case."),
        ),
    ),
    Command(
        "export",
        "write the graph, or a part of it, for other tools",
        "Write the export, and beside it FILE.manifest.json, which says what is in it and what the format lost.",
        (
            Example("export --format csv --out graph.csv.zip", "All of it as tables."),
            Example("export --format jsonl --of RISK:infection --depth 1 --out -", "What is around a node."),
        ),
    ),
    Command(
        "verify-export",
        "compare an export with the graph",
        "Read an export back and compare it with the graph, as its manifest says what it is of; print what "
        "differs and exit with 1 if anything does.",
        (
            Example("verify-export graph.jsonl", "An export that has its manifest beside it."),
            Example("verify-export moved.jsonl --manifest graph.jsonl.manifest.json", "The manifest is elsewhere."),
        ),
    ),
    Command(
        "push",
        "write the graph into a graph database",
        "Write a snapshot into a graph database that speaks openCypher over Bolt, read all of it back, and serve it "
        "from then on. What broke off goes on when it is started again; the version that is served stays until the "
        "new one is whole, and is kept as the version before. User and password are in MEDCODE_STORE_USER and "
        "MEDCODE_STORE_PASSWORD or MEDCODE_STORE_PASSWORD_FILE. Needs the extra `database`.",
        (
            Example("push bolt://localhost/medcode", "The default graph."),
            Example("push bolt://localhost/medcode --graph build/mine", "A graph of your own."),
            Example("push bolt://localhost/medcode --rollback", "The version before is served again."),
        ),
    ),
    Command(
        "pull",
        "read the graph out of a graph database",
        "Write what a graph database serves as a snapshot, with nodes and edges that were added there, if the "
        "ontology has their kinds; what it does not allow is a finding, and the rest is written.",
        (
            Example("pull bolt://localhost/medcode", "Into build/pulled."),
            Example("pull bolt://localhost/medcode --out build/clinic", "Into a folder of its own."),
        ),
    ),
    Command(
        "completion",
        "print a script that completes commands in a shell",
        "Print the script by which a shell completes commands, options, kinds, formats and names of queries. Keep "
        "it in a file that the shell reads, such as ~/.local/share/bash-completion/completions/medcode, a file "
        "_medcode in a folder of zsh's $fpath, or ~/.config/fish/completions/medcode.fish.",
        (
            Example("completion bash", "For bash; source it, or keep it."),
            Example("completion zsh", "For zsh."),
            Example("completion fish", "For fish."),
        ),
    ),
)
BY_NAME = {command.name: command for command in COMMANDS}

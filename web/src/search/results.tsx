import { useQuery } from "../api/use-query";
import { Answered } from "../ui/answered";
import { Panel } from "../ui/panel";
import { useTitle } from "../ui/title";
import { count } from "../ui/words";
import { Invitation, NothingFound, StartOver } from "./advice";
import { Facets } from "./facets";
import { Hits } from "./hits";
import { Notices } from "./notices";
import { Pages } from "./pages";
import { type Found, type Question, SEARCH, useQuestion, variablesOf } from "./question";
import { Scopes } from "./scopes";
import "./results.css";

/** All that a search finds, page by page; which groups of it and which page, the address says. */
export function Results() {
  const question = useQuestion();
  useTitle(question.q ? `${question.q} · Search` : "Search");
  return question.q ? <Asked question={question} /> : <Invitation />;
}

function Asked({ question }: { question: Question }) {
  const variables = variablesOf(question);
  const answer = useQuery(SEARCH, variables);
  return (
    <>
      <h1>Results for “{question.q}”</h1>
      <Answered answer={answer} what="what is found">
        {({ search, ofAllScopes }) =>
          search && (
            <Groups
              question={question}
              found={search}
              all={ofAllScopes?.totalCount ?? search.totalCount}
              variables={variables}
              loading={answer.loading}
            />
          )
        }
      </Answered>
      {answer.error && <StartOver question={question} />}
    </>
  );
}

interface Properties {
  question: Question;
  found: Found;
  /** How many hits there are of all sorts. */
  all: number;
  variables: ReturnType<typeof variablesOf>;
  loading: boolean;
}

function Groups({ question, found, all, variables, loading }: Properties) {
  return (
    <div class="results" aria-busy={loading}>
      <Facets question={question} facets={found.facets} />
      <Panel title="Hits" count={found.totalCount} query={{ document: SEARCH, variables }}>
        <p role="status" class="hidden">
          {count(found.totalCount, "hit")}
        </p>
        <Scopes question={question} counts={found.facets.scopes} all={all} />
        <Notices question={question} notices={found.notices} />
        {found.nodes.length ? (
          <Hits hits={found.nodes} />
        ) : (
          <NothingFound question={question} notices={found.notices} />
        )}
        <Pages question={question} found={found} />
      </Panel>
    </div>
  );
}

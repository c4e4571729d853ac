import { ErrorBoundary, LocationProvider, Route, Router, lazy } from "preact-iso";
import { Home } from "./home/home";
import { Footer } from "./shell/footer";
import { Header } from "./shell/header";
import { NotFound } from "./shell/not-found";
import { unreachable } from "./shell/unreachable";
import { continueAtContent } from "./ui/arrive";

const Results = lazy(() => import("./search/results").then((module) => module.Results, unreachable));
const NodePage = lazy(() => import("./node/node-page").then((module) => module.NodePage, unreachable));
const GraphPage = lazy(() => import("./graph/graph-page").then((module) => module.GraphPage, unreachable));
const ComparePage = lazy(() => import("./compare/compare-page").then((module) => module.ComparePage, unreachable));
const ReviewPage = lazy(() => import("./review/review-page").then((module) => module.ReviewPage, unreachable));

/** The explorer: a header, the page of the address, and a footer; every page but the first is loaded when it is met. */
export function App() {
  return (
    <LocationProvider scope={/^\/(?!graphql|schema\.graphql|export|health|ready|docs)/}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <Router onRouteChange={continueAtContent}>
            <Route path="/" component={Home} />
            <Route path="/search" component={Results} />
            <Route path="/node/:curie" component={NodePage} />
            <Route path="/graph" component={GraphPage} />
            <Route path="/compare" component={ComparePage} />
            <Route path="/review" component={ReviewPage} />
            <Route default component={NotFound} />
          </Router>
        </ErrorBoundary>
      </main>
      <Footer />
    </LocationProvider>
  );
}

import { EVIDENCE } from "../../api/evidence";
import { graphql, type ResultOf } from "../../api/graphql";

/** What a code of ICD-10-PCS is made of: a value on each of seven axes. */
export const CODE = graphql(
  `
    query ProcedureCode($curie: String!) {
      procedure(curie: $curie) {
        curie
        kind
        name
        code
        slug
        isStub
        hasPage
        previous {
          curie
          name
        }
        next {
          curie
          name
        }
        codeSections {
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        bodySystems {
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        rootOperations {
          nodes {
            name
            definition
            explanation
          }
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        bodyParts {
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        approaches {
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        devices {
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        qualifiers {
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
        procedureTables {
          nodes {
            curie
            name
          }
          edges {
            node {
              curie
              kind
              name
            }
            evidence {
              ...Evidence
            }
          }
        }
      }
    }
  `,
  [EVIDENCE],
);

/** A code as that query answers it. */
export type Code = NonNullable<ResultOf<typeof CODE>["procedure"]>;
type Axis = Code["codeSections"]["edges"][number];

/** The values of a code, one for each of its characters. */
export function axesOf(code: Code): (Axis | undefined)[] {
  const axes = [
    code.codeSections,
    code.bodySystems,
    code.rootOperations,
    code.bodyParts,
    code.approaches,
    code.devices,
    code.qualifiers,
  ];
  return axes.map((axis) => axis.edges[0] as Axis | undefined);
}

/** The codes that differ in one axis only, for each axis. */
export const NEAREST = graphql(`
  query NearestCodes($curie: String!, $first: Int = 20) {
    procedure(curie: $curie) {
      codeSections: nearest(differingIn: [IN_SECTION], first: $first) {
        ...Near
      }
      bodySystems: nearest(differingIn: [IN_BODY_SYSTEM], first: $first) {
        ...Near
      }
      rootOperations: nearest(differingIn: [HAS_ROOT_OPERATION], first: $first) {
        ...Near
      }
      bodyParts: nearest(differingIn: [ON_BODY_PART], first: $first) {
        ...Near
      }
      approaches: nearest(differingIn: [USES_APPROACH], first: $first) {
        ...Near
      }
      devices: nearest(differingIn: [USES_DEVICE], first: $first) {
        ...Near
      }
      qualifiers: nearest(differingIn: [HAS_QUALIFIER], first: $first) {
        ...Near
      }
    }
  }

  fragment Near on Neighbour {
    score
    node {
      curie
      name
    }
    differences {
      edgeKind
      there {
        curie
        kind
        name
      }
    }
  }
`);

/** The nearest codes, by axis, as that query answers them. */
export type Nearest = ResultOf<typeof NEAREST>;

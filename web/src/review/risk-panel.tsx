import { grouped } from "../ui/grouped";
import { NodeLink } from "../ui/node-link";
import { Panel } from "../ui/panel";
import { CaseCodes } from "./case-codes";
import type { DocumentedCategory } from "./query";

/** The risk categories that the diagnoses document, by model. */
export function RiskPanel({ categories }: { categories: readonly DocumentedCategory[] }) {
  if (!categories.length) return null;
  return (
    <Panel title="Risk categories" count={categories.length}>
      {grouped([...categories].sort(byModel), headingOf).map(([heading, same]) => (
        <section class="risk" key={heading}>
          <h3>{heading}</h3>
          <ul>
            {same.map((one) => (
              <li key={one.category.curie}>
                <NodeLink node={one.category} /> by <CaseCodes codes={one.codes} />
                {one.trumpedBy && (
                  <>
                    {" "}
                    · does not count beside <NodeLink node={one.trumpedBy} />
                  </>
                )}
                {one.unchecked.length > 0 && <span class="open"> · depends on {one.unchecked.join(" and ")}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

/** The newest model of all patients first, then those for special ones. */
function byModel({ model: one }: DocumentedCategory, { model: other }: DocumentedCategory): number {
  const [isGeneral, isOtherGeneral] = [/^V\d/i.test(one), /^V\d/i.test(other)];
  if (isGeneral !== isOtherGeneral) return isGeneral ? -1 : 1;
  return isGeneral ? other.localeCompare(one) : one.localeCompare(other);
}

function headingOf({ model, paymentYear, isProvisional }: DocumentedCategory): string {
  return `${model.replaceAll("_", " ").toUpperCase()}, payment year ${paymentYear}${isProvisional ? ", not yet final" : ""}`;
}

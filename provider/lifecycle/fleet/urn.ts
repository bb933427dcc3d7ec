/**
 * The names under which a fleet's cards and people belong to somebody: inside a run, and in their marks. They look like URNs of resources,
 * so that everything that knows resources knows them as well, but no resource can have one.
 */

/** The card of this key. */
export function cardUrn(fleetUrn: string, key: string): string {
  return memberUrn(fleetUrn, "card", key);
}

/** The person with this e-mail. Case does not tell people apart. */
export function holderUrn(fleetUrn: string, email: string): string {
  return memberUrn(fleetUrn, "holder", email.toLowerCase());
}

/** What the names of the members asked for last begin with. */
let begun = { fleetUrn: "", text: "::::/" };

/** The last part is the member's own name, from which the readable part of its auto-name is made. */
function memberUrn(fleetUrn: string, kind: "card" | "holder", name: string): string {
  // Asked for thousands of members of the same fleet in a row.
  if (begun.fleetUrn !== fleetUrn) {
    const [stack = "", project = "", type = "", ...fleet] = fleetUrn.split("::");
    begun = { fleetUrn, text: `${stack}::${project}::${type}/${encodeURIComponent(fleet.join("::"))}` };
  }
  return `${begun.text}/${kind}::${name}`;
}

const MEMBER = /^(.*)\/([^/]*)\/(card|holder)$/;

/** The fleet that the member belongs to, and the same member's name under another fleet. */
export function fleetOf(
  urn: string,
): { readonly fleet: string; readonly under: (fleet: string) => string } | undefined {
  const [stack = "", project = "", type = "", ...name] = urn.split("::");
  const [, own, fleet, kind] = MEMBER.exec(type) ?? [];
  if (own === undefined || fleet === undefined) return undefined;
  return {
    fleet: [stack, project, own, decodeURIComponent(fleet)].join("::"),
    under: (other) => memberUrn(other, kind === "holder" ? "holder" : "card", name.join("::")),
  };
}

/** No secrets in names. A name is shown in clear by state, logs and dashboard, so what looks like a secret is told by its place only. */
import { asRecord, type DeclaredResource } from "./cards";

const CARD_NUMBER = /(?<!\d)[2-6](?:[ -]?\d){12,18}(?!\d)/g;
const SECURITY_CODE = /\b(?:cv[vc]2?|csc|security code|pin)\b\W{0,3}\d{3,6}\b/i;
const KEYS = [
  /\b(?:sk|pk|rk|key|api|apikey|api_key|token|secret|bearer)[-_ :=]+(?=\S*\d)[\w-]{16,}/i,
  /\beyJ[\w-]{8,}\.[\w-]{8,}/,
  /(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{32,}/,
];

/** What the text looks like, if it looks like a secret. */
export function secretIn(text: string, patterns: readonly string[] = []): string | undefined {
  if (text.match(CARD_NUMBER)?.some((found) => passesLuhn(found.replace(/\D/g, "")))) return "a card number";
  if (SECURITY_CODE.test(text)) return "a security code";
  if (KEYS.some((key) => key.test(text))) return "an API key";
  return patterns.some((pattern) => new RegExp(pattern).test(text)) ? "a secret" : undefined;
}

/** The check digit every card number carries. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function noSecretsInNames(resource: DeclaredResource, patterns: readonly string[] = []): string[] {
  return namesIn(resource, patterns).flatMap(([place, text]) => {
    const kind = typeof text === "string" ? secretIn(text, patterns) : undefined;
    return kind === undefined ? [] : [`${place} looks like ${kind}; names are stored and shown in clear.`];
  });
}

function namesIn({ name, props }: DeclaredResource, patterns: readonly string[]): [place: string, text: unknown][] {
  const cards = asRecord(props.cards);
  return [
    ["the name of the resource", name],
    ...textsOf("", props),
    ...Object.keys(cards).flatMap((key, at): [string, unknown][] => {
      const place = secretIn(key, patterns) === undefined ? `cards["${key}"]` : `cards[${at}]`;
      return [[`the key of ${place}`, key], ...textsOf(`${place}.`, asRecord(cards[key]))];
    }),
  ];
}

function textsOf(prefix: string, props: Readonly<Record<string, unknown>>): [string, unknown][] {
  const holder = asRecord(props.holder);
  return [
    ...["name", "reissue", "firstName", "lastName", "cardOwnerId"].map((key): [string, unknown] => [
      `${prefix}${key}`,
      props[key],
    ]),
    ...["firstName", "lastName", "cardOwnerId"].map((key): [string, unknown] => [
      `${prefix}holder.${key}`,
      holder[key],
    ]),
  ];
}

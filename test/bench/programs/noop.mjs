// (d) As many dynamic resources that do nothing: the engine's floor. The provider is one short line, as ours is, so that its text costs
// neither of them anything.
import * as pulumi from "@pulumi/pulumi";
import { cardsOf, DEFAULT_LIMITS } from "../fleet.mjs";

const LINE = 'exports.handler=()=>({create:async i=>({id:"x",outs:i})})';
const place = ({ props, opts }) => ({ props: { ...props, __provider: LINE }, opts });

export function declare({ count, changed }) {
  for (const { key, limits } of cardsOf(count, changed)) {
    // An input only where something has to change: the others are as small as a resource can be.
    const inputs = limits === DEFAULT_LIMITS ? {} : { revision: 2 };
    new pulumi.dynamic.Resource({}, key, inputs, { transformations: [place] }, "bench", "Nothing");
  }
}

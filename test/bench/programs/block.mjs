// (f) One dynamic resource that does nothing, with the inputs of (b): what the engine and the SDK need for a value of that size.
import * as pulumi from "@pulumi/pulumi";
import { fleetInputs } from "../fleet.mjs";

const LINE = 'exports.handler=()=>({create:async i=>({id:"x",outs:i}),update:async(_,o,i)=>({outs:i})})';
const place = ({ props, opts }) => ({ props: { ...props, __provider: LINE }, opts });

export function declare(declared) {
  new pulumi.dynamic.Resource({}, "block", fleetInputs(declared), { transformations: [place] }, "bench", "Nothing");
}

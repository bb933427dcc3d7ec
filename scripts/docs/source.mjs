// Reads what the public surface says of itself: exported classes, functions, interfaces and their docstrings, with the TypeScript compiler.
import path from "node:path";
import ts from "typescript";
import { ROOT } from "../lib/common.mjs";

/** @param {string} entry the module whose exports are public, relative to the repository */
export function readSurface(entry) {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram([path.join(ROOT, entry)], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path.join(ROOT, entry));
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  return new Map(exported.map((symbol) => [symbol.getName(), describe(resolve(checker, symbol), checker)]));
}

function resolve(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function describe(symbol, checker) {
  const declaration = symbol.declarations?.[0];
  const about = { name: symbol.getName(), doc: docOf(symbol, checker), kind: "type", members: [] };
  if (declaration === undefined) return about;
  if (ts.isClassDeclaration(declaration)) {
    const members = declaration.members.filter(ts.isPropertyDeclaration);
    return { ...about, kind: "class", members: members.map((member) => memberOf(member, checker)) };
  }
  if (ts.isInterfaceDeclaration(declaration)) {
    return { ...about, kind: "interface", members: membersOf(declaration, symbol, checker) };
  }
  if (ts.isFunctionDeclaration(declaration)) {
    const signature = checker.signatureToString(checker.getSignatureFromDeclaration(declaration));
    const [args] = declaration.parameters;
    return { ...about, kind: "function", signature, args: args?.type?.getText() };
  }
  return { ...about, text: declaration.getText() };
}

/** Own members first, then what an `extends` brings in and the interface does not state itself. */
function membersOf(declaration, symbol, checker) {
  const own = declaration.members.filter(ts.isPropertySignature).map((member) => memberOf(member, checker));
  const known = new Set(own.map(({ name }) => name));
  const inherited = checker
    .getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .filter((property) => !known.has(property.getName()))
    .flatMap((property) => property.declarations?.filter(ts.isPropertySignature) ?? [])
    .map((member) => memberOf(member, checker));
  return [...own, ...inherited];
}

function memberOf(member, checker) {
  const symbol = checker.getSymbolAtLocation(member.name);
  return {
    name: member.name.getText(),
    optional: member.questionToken !== undefined,
    type: plainType(member.type?.getText() ?? ""),
    doc: docOf(symbol, checker),
  };
}

function docOf(symbol, checker) {
  return ts
    .displayPartsToString(symbol?.getDocumentationComment(checker) ?? [])
    .replace(/\s*\n(?!\n)\s*/g, " ")
    .trim();
}

/** What a user writes: an input may be a value or an output of another resource, which every page says once. */
function plainType(text) {
  let plain = text.replace(/\s+/g, " ").replaceAll("pulumi.", "");
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = plain.replace(/\b(?:Input|Output|Promise)<((?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*)>/, "$1");
  }
  return plain;
}

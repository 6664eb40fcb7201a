/** @file What a compiler says, without what was put around the student's text. */

/** Takes out how a cell gets at names of earlier ones: the namespaces' names, and that they are imported. */
export function asWritten(text: string): string {
  return text
    .replaceAll(/import\("[^"]*\/\$chainrule-[^"]*"\)\./g, "")
    .replaceAll(/\$chainrule[\w$]*\./g, "")
    .replaceAll(/^\(alias\) /gm, "")
    .replaceAll(/\nimport [^\n]+(?=\n```|$)/g, "");
}

/** Whether a message tells two types apart that a student calls by the same name. */
export function tellsVersionsApart(message: string): boolean {
  return message.split("\n").some((line) => {
    const types = new Set(Array.from(line.matchAll(/'([^']+)'/g), ([, type]) => type));
    return types.size > new Set(Array.from(types, asWritten)).size;
  });
}

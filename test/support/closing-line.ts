/** @file Ends a test run with why tests were skipped and one line: how many passed, failed, were skipped. */

import type { Reporter, TestCase, TestModule } from "vitest/node";

const REASON = /\[skipped: (.*?)\](?: > |$)/;

/** Vitest reporter for continuous integration; comes after the default one, which tells the details. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded holds no tests, yet it is a failure; so is an error outside any test.
    const containers = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const failed = count("failed") + containers.filter((container) => container.errors().length > 0).length;
    const skipped = tests.filter((test) => test.result().state === "skipped");
    for (const [reason, amount] of tally(skipped.map(reasonFor))) {
      console.log(`skipped ${amount}: ${reason}`);
    }
    console.log(
      `${count("passed")} passed, ${failed + unhandledErrors.length} failed, ${skipped.length} skipped`,
    );
  }
}

function reasonFor(test: TestCase): string {
  return REASON.exec(test.fullName)?.[1] ?? `${test.module.relativeModuleId}: ${test.fullName}`;
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

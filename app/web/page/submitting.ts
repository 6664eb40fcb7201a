/** @file Handing in: the file that a teacher collects is made, and who hands it in is asked the first time. */

import type { Course, Signature, Unit } from "../course/course.js";
import type { Messages } from "./messages.js";
import { askSignature, failed, NOTHING_TO_SUBMIT, wasSubmitted } from "./notices.js";

/** Makes the file with the exercises of a unit and says where it is. */
export async function submitUnit(
  unit: Unit | undefined,
  { course, messages }: { readonly course: Course; readonly messages: Messages },
  who?: Signature,
): Promise<void> {
  if (unit?.exercises == null) {
    messages.show(NOTHING_TO_SUBMIT);
    return;
  }
  try {
    const submitted = await course.submit(unit.number, who);
    messages.show(
      submitted === undefined
        ? askSignature((signature) => void submitUnit(unit, { course, messages }, signature))
        : wasSubmitted(unit.number, submitted),
    );
  } catch (reason) {
    messages.show(failed("Making the file for your teacher", reason));
  }
}

/** @file The exercises from unit 10 on for many students, whose values take longest to draw. */

import { exerciseNames } from "./practice.js";
import { tryForStudents } from "./students.js";

tryForStudents(exerciseNames().filter((name) => name >= "10"));

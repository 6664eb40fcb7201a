/** @file The exercises up to unit 09 for many students; in two files, so that two processes share them. */

import { exerciseNames } from "./practice.js";
import { tryForStudents } from "./students.js";

tryForStudents(exerciseNames().filter((name) => name < "10"));

/** @file Where the page begins: its styles, the server it came from, and the reader. */

import "./style/index.js";
import { ServerConnection } from "@jupyterlab/services";
import { serverCourse } from "./course/course.js";
import { serverServices } from "./course/services.js";
import { prepareLanguageChoice } from "./page/language.js";
import { prepareOutline } from "./page/outline.js";
import { Reader } from "./page/reader.js";
import { followSystemTheme } from "./page/theme.js";

const settings = ServerConnection.makeSettings();

followSystemTheme();
prepareOutline();
prepareLanguageChoice();
void new Reader({ services: serverServices(settings), course: serverCourse(settings) }).start();

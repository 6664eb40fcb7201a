/** @file All styles of the page, in order: JupyterLab's, then the course's own. */

import "@jupyterlab/notebook/style/index.js";
import "@jupyterlab/completer/style/index.js";
import "@jupyterlab/tooltip/style/index.js";
import "@jupyterlab/documentsearch/style/index.js";
import "@jupyterlab/mathjax-extension/style/index.js";
import "./theme.css";
import "./page.css";
import "./notebook.css";
import "./board.css";

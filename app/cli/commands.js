/** @file What can be typed after `chainrule`: every command with its options and an example, as data. */

const HELP = { type: "boolean", short: "h", says: "show this help" };

const KERNEL = {
  type: "string",
  value: "NAME",
  says: "chainrule, the course's own kernel, or tslab, the stock one (chainrule)",
};

/** The commands by name; `module` is built from app/cli and exports a function named like `runs`. */
export const COMMANDS = {
  start: {
    summary: "set up what is missing and open the course in the browser (= npm start)",
    usage: "chainrule start [options]",
    example: "npm start -- --port 8900 --no-open",
    module: "start.js",
    runs: "start",
    options: {
      port: {
        type: "string",
        value: "N",
        says: "first port to try; a busy one passes on to the next (8890)",
      },
      "no-open": { type: "boolean", says: "print the address, open no browser" },
      work: { type: "string", value: "DIR", says: "folder for your copies of the notebooks (work/)" },
      jupyter: { type: "boolean", says: "use the JupyterLab installed on this machine instead" },
      kernel: KERNEL,
      help: HELP,
    },
  },
  run: {
    summary: "execute notebooks from top to bottom and say which cell failed",
    usage: "chainrule run FILES… [options]",
    example: "npx chainrule run notebooks/lectures/*.ipynb --out executed",
    module: "run.js",
    runs: "run",
    files: "FILES",
    options: {
      server: { type: "string", value: "URL", says: "a running Jupyter server instead of our own" },
      token: { type: "string", value: "T", says: "the token of that server" },
      out: { type: "string", value: "DIR", says: "write the executed notebooks into this folder" },
      timeout: { type: "string", value: "SECONDS", says: "longest time for one cell (300)" },
      kernel: KERNEL,
      json: { type: "boolean", says: "print the result as JSON on standard output" },
      help: HELP,
    },
  },
  progress: {
    summary: "say what is done, tried and open in the course",
    usage: "chainrule progress [options]",
    example: "npx chainrule progress --json",
    module: "progress.js",
    runs: "progress",
    options: {
      work: { type: "string", value: "DIR", says: "the folder with your copies of the notebooks (work/)" },
      json: { type: "boolean", says: "print units and exercises as JSON" },
      help: HELP,
    },
  },
  submit: {
    summary: "make the file with a unit's exercises that your teacher collects",
    usage: "chainrule submit UNIT [options]",
    example: 'npx chainrule submit 08 --student 2026-117 --term "autumn 2026"',
    module: "submit.js",
    runs: "submit",
    files: "UNIT",
    options: {
      student: { type: "string", value: "ID", says: "your student id; asked once and kept" },
      term: { type: "string", value: "TERM", says: "the term, as in autumn 2026" },
      work: { type: "string", value: "DIR", says: "the folder with your copies of the notebooks (work/)" },
      json: { type: "boolean", says: "print the file and who it belongs to as JSON" },
      help: HELP,
    },
  },
  grade: {
    summary: "judge a folder of submissions in isolation and write the report",
    usage: "chainrule grade FOLDER [options]",
    example: "npx chainrule grade submissions --out report",
    module: "grade.js",
    runs: "grade",
    files: "FOLDER",
    options: {
      out: { type: "string", value: "DIR", says: "folder for the report (FOLDER itself)" },
      key: { type: "string", value: "FILE", says: "module with the exercises, such as an exam's key" },
      timeout: { type: "string", value: "SECONDS", says: "longest time for one cell (20)" },
      json: { type: "boolean", says: "print the report as JSON on standard output" },
      help: HELP,
    },
  },
  exam: {
    summary: "make an exam paper and its key from a blueprint and a seed",
    usage: "chainrule exam BLUEPRINT --seed S [options]",
    example: "npx chainrule exam notebooks/exams/mock.json --seed trial-1",
    module: "exam.js",
    runs: "exam",
    files: "BLUEPRINT",
    options: {
      seed: { type: "string", value: "S", says: "what the numbers are drawn from; the paper states it" },
      out: { type: "string", value: "DIR", says: "folder for paper/ and key/ (exam-S)" },
      json: { type: "boolean", says: "print what was made as JSON" },
      help: HELP,
    },
  },
  corpus: {
    summary: "derive the reference cases of a corpus and judge every line",
    usage: "chainrule corpus FILES… [options]",
    example: "npx chainrule corpus test/corpus/corpus-public.json --case notes-net/W1",
    module: "corpus.js",
    runs: "corpus",
    files: "FILES",
    options: {
      json: { type: "string", value: "OUT", says: "write every result with its lines into this file" },
      case: { type: "string", value: "ID", says: "this case only, with its lines" },
      mutants: {
        type: "boolean",
        says: "change each closed form at one place, as corpus text, student text and LaTeX",
      },
      help: HELP,
    },
  },
  kernel: {
    summary: "register the kernel with the Jupyter of this machine",
    usage: "chainrule kernel install [options]",
    example: "npx chainrule kernel install --prefix .venv",
    module: "kernel.js",
    runs: "kernel",
    files: "install",
    options: {
      user: { type: "boolean", says: "in your own Jupyter folder (the default)" },
      prefix: { type: "string", value: "DIR", says: "in DIR/share/jupyter, as of a virtual environment" },
      name: { type: "string", value: "NAME", says: "the name that notebooks store (chainrule)" },
      force: { type: "boolean", says: "replace another kernel of this name" },
      help: HELP,
    },
  },
  doctor: {
    summary: "say what is installed and works, and what to do about the rest",
    usage: "chainrule doctor [options]",
    example: "npx chainrule doctor",
    module: "doctor.js",
    runs: "doctor",
    options: {
      json: { type: "boolean", says: "print the findings as JSON" },
      help: HELP,
    },
  },
  "set-up": {
    summary: "install packages and build what is stale, nothing else",
    usage: "chainrule set-up [options]",
    example: "npx chainrule set-up --dev",
    options: {
      dev: { type: "boolean", says: "with the tools for testing and linting" },
      help: HELP,
    },
  },
};

/** The help of the whole program. */
export function overview() {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(
    ([name, command]) => `  ${name.padEnd(width)}  ${command.summary}`,
  );
  return [
    "Chainrule: a neural-network course in notebooks that derive every gradient line by line.",
    "",
    "Usage: chainrule COMMAND [options]",
    "",
    ...lines,
    "",
    "Each command explains itself: chainrule COMMAND --help",
    "Example: npx chainrule start",
  ].join("\n");
}

/** The help of one command: usage, options with their defaults, an example. */
export function help(name) {
  const command = COMMANDS[name];
  const options = Object.entries(command.options).map(([option, { value, says }]) => ({
    left: value === undefined ? `--${option}` : `--${option} ${value}`,
    says,
  }));
  const width = Math.max(...options.map(({ left }) => left.length));
  return [
    `chainrule ${name}: ${command.summary}`,
    "",
    `Usage: ${command.usage}`,
    "",
    ...options.map(({ left, says }) => `  ${left.padEnd(width)}  ${says}`),
    "",
    `Example: ${command.example}`,
    "Exit code: 0 fine, 1 found a failure, 2 wrong use.",
  ].join("\n");
}

"""The Jupyter project's own tests of a kernel, with what they need to know of ours."""

import unittest

import jupyter_kernel_test


class ChainruleTests(jupyter_kernel_test.KernelTests):
    kernel_name = "chainrule"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    code_generate_error = "throw new Error('wrong')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a'.repeat(3)", "result": "'aaa'"},
        {"code": "[1, 2].map((x) => x * 2)", "result": "[ 2, 4 ]"},
        {"code": "6 * 7", "result": "42"},
    ]
    code_history_pattern = "6?*7"
    supported_history_operations = ("tail", "range", "search")
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>x</b>')", "mime": "text/html"},
        {"code": "import * as tslab from 'tslab'; tslab.display.markdown('*x*')", "mime": "text/markdown"},
    ]
    code_clear_output = "import { clearOutput } from 'tslab'; clearOutput()"
    completion_samples = [{"text": "Math.sq", "matches": {"sqrt", "SQRT1_2", "SQRT2"}}, {"text": "parseFl", "matches": {"parseFloat"}}]
    complete_code_samples = ["1", "const a = 1;", "function f() { return 1; }\n", "if (true) {\n}"]
    incomplete_code_samples = ["function f() {", "const a = [", "const text = `", "/* begun", "if (true) {"]
    invalid_code_samples = ["const = 3", "let a a", "1 +* 2"]
    code_inspect_sample = "parseFloat"


if __name__ == "__main__":
    unittest.main(verbosity=2)

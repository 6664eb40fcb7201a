"""SymPy as a peer: reads one request per line, differentiates, and answers with one line of JSON.

A request is {"id", "expression", "wrt", "positive", "points": [{name: number}]} or {"forget": true}, which empties
SymPy's cache. Only parsing, differentiating and simplifying are timed, not the evaluation at the points.
"""

import json
import sys
import time

import sympy
from sympy.parsing.sympy_parser import parse_expr

# What SymPy does not have under this name, written out in what it has.
FUNCTIONS = {
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "log1p": lambda x: sympy.log(1 + x),
    "expm1": lambda x: sympy.exp(x) - 1,
    "abs": sympy.Abs,
    "relu": lambda x: sympy.Max(0, x),
    "maximum": sympy.Max,
    "minimum": sympy.Min,
    "leaky_relu": lambda x, a: sympy.Piecewise((x, x > 0), (a * x, True)),
    "elu": lambda x, a: sympy.Piecewise((x, x > 0), (a * (sympy.exp(x) - 1), True)),
}


def derived(request):
    """The derivative of one request, with its times in ms and its values at the points."""
    names = request["points"][0]
    positive = set(request["positive"])
    symbols = {
        name: sympy.Symbol(name, real=True, **({"positive": True} if name in positive else {}))
        for name in names
    }
    started = time.perf_counter()
    expression = parse_expr(request["expression"], local_dict={**FUNCTIONS, **symbols})
    derivative = sympy.diff(expression, symbols[request["wrt"]])
    differentiated = time.perf_counter()
    simplified = sympy.simplify(derivative)
    ended = time.perf_counter()
    return {
        "id": request["id"],
        "derived": 1000 * (differentiated - started),
        "simplified": 1000 * (ended - started),
        "gradients": [values(form, symbols, request["points"]) for form in (derivative, simplified)],
        "text": str(derivative),
    }


def values(form, symbols, points):
    """The form at every point."""
    return [float(form.subs({symbols[name]: at for name, at in point.items()})) for point in points]


def answer(request):
    """What goes back for one request; whatever SymPy throws is its refusal."""
    if request.get("forget"):
        sympy.core.cache.clear_cache()
        return {}
    try:
        return derived(request)
    except Exception as error:
        return {"id": request["id"], "refused": f"{type(error).__name__}: {error}".splitlines()[0]}


print(json.dumps({"version": sympy.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)

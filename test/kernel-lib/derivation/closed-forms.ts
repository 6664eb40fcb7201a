/** @file Closed forms as short as a careful reader writes them, each by the law that it tries. */

/** `A:2,3` is a matrix of random entries, `y:4,1!one-hot` and `S:3,3!symmetric` say what is known of it. */
export type Row = readonly [variables: string, program: string, by: string, closed: string];

/** Programs, what they are derived by, and the closed form that a textbook has. */
export const ROWS: readonly Row[] = [
  // zeros and ones
  ["A:3,3 X:3,3", "trace(A@X-X@A)", "X", "zeros(3, 3)"],
  ["X:3,4 c:", "c*sum(X-mean(X))", "X", "zeros(3, 4)"],
  ["X:3,4", "ones(1,3)@X@ones(4,1)", "X", "ones(3, 4)"],
  // functions of one number
  ["x:", "-log(sigmoid(-x))", "x", "sigmoid(x)"],
  ["x:", "exp(log1p(x))", "x", "1"],
  ["x:", "(exp(x)-exp(-x))/(exp(x)+exp(-x))", "x", "1 / cosh(x)**2"],
  ["x:", "relu(x)**2", "x", "2 * relu(x)"],
  ["x:", "x*relu(x)", "x", "2 * relu(x)"],
  ["x:", "sin(x)/cos(x)", "x", "1 + tan(x)**2"],
  ["x:", "atan(sinh(x))", "x", "1 / cosh(x)"],
  ["x:", "log((exp(x)+exp(-x))/2)", "x", "tanh(x)"],
  ["x:", "abs(x)**3", "x", "3 * x * abs(x)"],
  ["z: y:", "relu(z) - z*y + log1p(exp(-abs(z)))", "z", "sigmoid(z) - y"],
  ["z: y:", "-(y*log(1/(1+exp(-z)))+(1-y)*log(1-1/(1+exp(-z))))", "z", "sigmoid(z) - y"],
  // sums
  ["x:3,1 y:3,1 l:", "sum((l*x+(1-l)*y)**2)", "l", "2 * sum((x - y) * (l * x + (1 - l) * y))"],
  ["x:", "gelu(x)", "x", "0.5 * (erf(x / sqrt(2)) + 1) + x * exp(-x**2 / 2) / (sqrt(2) * sqrt(pi))"],
  ["x:", "erf(x)", "x", "2 * exp(-x**2) / sqrt(pi)"],
  ["x:", "exp(-x**2/2)/sqrt(2*pi)", "x", "-exp(-x**2 / 2) * x / sqrt(2 * pi)"],
  // fractions
  ["a: b:", "1/(1/a+1/b)", "a", "b**2 / (b + a)**2"],
  [
    "X:5,3 w:3,1 y:5,1",
    "z = X@w; p = sigmoid(z); -sum(y*log(sigmoid(z))+(1-y)*log(1-sigmoid(z)))",
    "w",
    "X.T @ (sigmoid(z) - y)",
  ],
  // softmax
  ["x:5", "m = max(x); log(sum(exp(x-m))) + m", "x", "softmax(x, axis=0)"],
  [
    "X:3,4",
    "M = max(X, axis=1, keepdims=true); E = exp(X-M); P = E/sum(E, axis=1, keepdims=true); sum(P**2)",
    "X",
    "2 * P * (P - sum(P**2, axis=1, keepdims=true))",
  ],
  ["z:4,1", "log(sum(exp(z)))", "z", "softmax(z)"],
  ["x:4,1", "sum(softmax(x, axis=0))", "x", "zeros(4, 1)"],
  ["z:4,1 y:4,1!one-hot", "t = 0.9*y + 0.1/4; p = softmax(z, axis=0); -sum(t*log(p))", "z", "p - t"],
  // names
  ["X:3,5", "m = mean(X, axis=1, keepdims=true); C = X - m; trace(C@C.T)/5", "X", "2 * C / 5"],
  [
    "X:3,4",
    "m = mean(X, axis=1, keepdims=true); v = var(X, axis=1, keepdims=true); N = (X-m)/sqrt(v+0.01); N",
    "X",
    "(seed - N * mean(seed * N, axis=1, keepdims=true) - mean(seed, axis=1, keepdims=true)) / sqrt(v + 0.01)",
  ],
  ["z:4,1 y:4,1!one-hot", "p = exp(z)/sum(exp(z)); -sum(y*log(p))", "z", "p - y"],
  ["z:4,1 y:4,1!one-hot", "e = exp(z); p = e/sum(e); -sum(y*log(p))", "z", "p - y"],
  [
    "x:5,1",
    "m = mean(x); s = sqrt(var(x)+0.01); n = (x-m)/s; n",
    "x",
    "(seed - n * mean(seed * n) - mean(seed)) / s",
  ],
  [
    "X:3,5 g:3,1 b:3,1",
    "m = mean(X, axis=1, keepdims=true); s = sqrt(var(X, axis=1, keepdims=true)+0.01); N = (X-m)/s; g*N + b",
    "X",
    "(seed - N * mean(seed * N, axis=1, keepdims=true) - mean(seed, axis=1, keepdims=true)) * g / s",
  ],
  ["X:4,5", "C = X - mean(X, axis=0); sum(C**2)", "X", "2 * C"],
  ["z: y:", "p = 1/(1+exp(-z)); -(y*log(p)+(1-y)*log(1-p))", "z", "p - y"],
  ["z: y:", "e = exp(-z); p = 1/(1+e); -(y*log(p)+(1-y)*log(1-p))", "z", "p - y"],
  ["x: y:", "r = sqrt(x**2+y**2); x/r", "x", "y**2 / r**3"],
  ["x:", "y = exp(x); z = 1/y; y + z", "x", "y - z"],
  ["a: b: c:", "m = (a+b+c)/3; (a-m)**2+(b-m)**2+(c-m)**2", "a", "2 * (a - m)"],
  ["X:4,2 y:4,1", "b = inv(X.T@X)@X.T@y; norm2(y - X@b)**2", "y", "2 * (y - (X @ b))"],
  ["X:5,3 y:5,1", "b = inv(X.T@X)@X.T@y; norm2(y - X@b)**2", "y", "2 * (y - (X @ b))"],
  ["x: y:", "a = x + y; b = x - y; a**2 - b**2", "x", "4 * y"],
  ["x:3 y:3", "a = x + y; b = x - y; sum(a**2 - b**2)", "y", "4 * x"],
  [
    "X:3,4",
    "r = sum(X, axis=1, keepdims=true); c = sum(X, axis=0, keepdims=true); sum(r*c)",
    "X",
    "2 * sum(X) * ones(3, 4)",
  ],
  [
    "x:4,1 g:4,1 b:4,1",
    "m = mean(x); c = x - m; v = mean(c**2); n = c/sqrt(v+0.001); g*n + b",
    "x",
    "(seed * g - mean(seed * g) - n * mean(n * seed * g)) / sqrt(v + 0.001)",
  ],
  // what adds up to 1 inside a sum over entries
  [
    "z:4,1",
    "p = softmax(z, axis=0); -sum(p*log(p))",
    "z",
    "(sum(p * log(p), axis=0, keepdims=true) - log(p)) * p",
  ],
  [
    "Z:3,4",
    "P = softmax(Z, axis=1); -sum(P*log(P))",
    "Z",
    "(sum(P * log(P), axis=1, keepdims=true) - log(P)) * P",
  ],
  ["x:4 z:4", "p = softmax(z, axis=0); m = sum(p*x); sum(p*(x-m)**2)", "x", "2 * (x - m) * p"],
  ["x:4", "p = x/sum(x); -sum(p*log(p))", "x", "(sum(p * log(p)) - log(p)) / sum(x)"],
  ["z:4,1 a:4,1!one-hot R: b:", "p = softmax(z, axis=0); -(R-b)*sum(a*log(p))", "z", "(a - p) * (b - R)"],
  ["x:4,1", "n = norm2(x); u = x/n; u", "x", "(seed - u * sum(u * seed)) / n"],
  [
    "X:3,4",
    "E = exp(X); P = E/sum(E, axis=1, keepdims=true); P",
    "X",
    "P * (seed - sum(P * seed, axis=1, keepdims=true))",
  ],
  // differences of squares
  ["w: x: y:", "a = tanh(w*x); p = (1+a)/2; -(y*log(p)+(1-y)*log(1-p))", "w", "2 * (p - y) * x"],
  ["Z:2,3 Y:2,3", "A = tanh(Z); P = (1+A)/2; -sum(Y*log(P)+(1-Y)*log(1-P))", "Z", "2 * (P - Y)"],
  ["x:3 c:3", "sum((x**2 - c**2)/(x + c))", "x", "ones(3)"],
  // an axis that is summed over
  ["X:4,5", "sum(norm2(X, axis=1))", "X", "X / norm2(X, axis=1, keepdims=true)"],
  ["X:3,2 c:", "c*sum(norm2(X, axis=1))", "X", "c * X / norm2(X, axis=1, keepdims=true)"],
  [
    "X:2,3",
    "sum(max(X, axis=1)**2)",
    "X",
    "2 * eq(X, max(X, axis=1, keepdims=true)) * max(X, axis=1, keepdims=true)",
  ],
  ["x:4", "sum((reshape(x,4,1)-reshape(x,1,4))**2)", "x", "16 * x - 4 * sum(x)"],
  ["x:3", "sum((reshape(x,3,1)-reshape(x,1,3))**2)", "x", "12 * x - 4 * sum(x)"],
  ["X:2,3 A:6,6", "vec(X).T@A@vec(X)", "X", "reshape((A + A.T) @ reshape(X.T, 6, 1), 3, 2).T"],
  // products beside their inverse
  ["X:4,2", "trace(X@inv(X.T@X)@X.T)", "X", "zeros(4, 2)"],
  ["X:2,3", "trace(X.T@inv(X@X.T)@X)", "X", "zeros(2, 3)"],
  ["A:3,3 t:", "logdet(t*A)", "t", "3 / t"],
  ["A:2,2 a:2,1 b:2,1 t:", "a.T@inv(t*A)@b", "t", "-trace(inv(A) @ b @ a.T) / t**2"],
  ["A:3,3 t:", "det(t*A)", "A", "t**3 * det(A) * inv(A).T"],
  ["X:5,3 w:3,1 y:5,1", "sum(log(exp(-y*(X@w)) + 1))", "w", "-(X.T @ (sigmoid(-y * (X @ w)) * y))"],
  // symmetric matrices
  ["X:4,2", "logdet(X.T@X)", "X", "2 * (X @ inv(X.T @ X))"],
  [
    "X:4,2 C:4,4!symmetric A:2,2",
    "trace(inv(X.T@C@X)@A)",
    "X",
    "C @ X @ inv(X.T @ C @ X) @ (-A - A.T) @ inv(X.T @ C @ X)",
  ],
  // diagonals
  ["x:3,1", "x.T@diag(x)@x", "x", "3 * x**2"],
  ["a:3,1 d:3,1 b:3,1", "a.T@diag(d)@b", "a", "d * b"],
  ["A:4,3 x:3,1 b:4,1 c:4,1", "(A@x-b).T@diag(c)@(A@x-b)", "x", "2 * (A.T @ (c * ((A @ x) - b)))"],
  ["x:3 y:4,1 A:3,4", "sum(diag(x)@A@y)", "x", "reshape(A @ y, 3)"],
  ["d:3,1 A:3,3", "trace(A@inv(diag(d)))", "d", "-diagpart(A) / d**2"],
  ["d:3,1 x:3,1", "x.T@inv(diag(d))@x", "d", "-x**2 / d**2"],
  ["d:3,1 A:3,3", "trace(diag(d)@A@diag(d))", "d", "2 * d * diagpart(A)"],
  ["X:3,3", "sum(diagpart(inv(X)))", "X", "-(inv(X).T @ inv(X).T)"],
  ["X:3,3", "norm2(X - diag(diagpart(X)))**2", "X", "2 * (X - diag(diagpart(X)))"],
  // Kronecker products
  ["A:2,2 X:3,3", "trace(kron(A,X))", "X", "eye(3) * trace(A)"],
  ["X:2,2", "trace(kron(X,X))", "X", "2 * eye(2) * trace(X)"],
  ["A:2,2 B:2,2", "trace(kron(A,B)@kron(A,B))", "A", "2 * A.T * trace(B @ B)"],
  ["A:2,2 B:2,2", "logdet(kron(A,B))", "A", "2 * inv(A).T"],
  // stacked matrices
  ["A:2,3 B:1,3 x:3,1", "sum((vstack(A,B)@x)**2)", "A", "2 * (A @ x @ x.T)"],
  ["A:3,2 B:3,1 W:3,3", "trace(hstack(A,B).T@W@hstack(A,B))", "B", "(W + W.T) @ B"],
  ["A:2,3 B:1,3", "sum(vstack(A,B)**2)", "B", "2 * B"],
  ["W:2,3 U:2,2 x:3,1 h:2,1", "a = tanh(hstack(W,U)@vstack(x,h)); sum(a)", "h", "U.T @ (1 - a**2)"],
  ["A:2,3 B:2,3", "sum(vstack(A,B)**3)", "B", "3 * B**2"],
  ["A:3,2 B:3,4", "sum(exp(hstack(A,B)))", "A", "exp(A)"],
  ["A:2,3 B:2,2", "sum(hstack(A,B), axis=1)", "B", "reshape(seed, 2, 1) * ones(2, 2)"],
  ["A:3,2 B:3,2 C:4,3", "sum(C@hstack(A,B))", "A", "C.T @ ones(4, 2)"],
  // vectors
  ["x:3,1 y:3,1", "outer(reshape(x,3),reshape(y,3))", "x", "seed @ y"],
  ["u:3 v:4 W:3,4", "sum(outer(u,v)*W)", "u", "W @ v"],
  ["x:3 A:3,3", "dot(x, A@x)", "x", "(A.T + A) @ x"],
  ["x:3 A:3,3", "dot(x, A@x)", "A", "outer(x, x)"],
  ["A:3,4 x:4", "A@x", "A", "outer(seed, x)"],
  ["u:3 v:4 A:3,4", "u@A@v", "A", "outer(u, v)"],
  // powers of a matrix
  ["X:3,3", "trace(matpow(X,4))", "X", "4 * matpow(X, 3).T"],
  ["X:3,3 A:3,3", "trace(matpow(X,0)@A) + trace(X)", "X", "eye(3)"],
  // signs
  ["u:3,1 i:3,1 j:3,1", "-log(sigmoid(u.T@i - u.T@j))", "u", "(i - j) @ (sigmoid(u.T @ (i - j)) - 1)"],
  [
    "h:3,1 z:3,1 n:3,1",
    "(1-sigmoid(z))*n + sigmoid(z)*h",
    "z",
    "(n - h) * seed * sigmoid(z) * (sigmoid(z) - 1)",
  ],
  // one entry
  [
    "x:3,1 A:3,3!symmetric",
    "(x.T@A@x)/(x.T@x)",
    "x",
    "2 * ((A @ x) / (x.T @ x) - (x @ ((x.T @ A @ x) / (x.T @ x)**2)))",
  ],
];

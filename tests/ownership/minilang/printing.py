"""Prints functions of the mini language as Mojo source and notes where everything stands."""

from __future__ import annotations

from ownership.minilang.tree import (
    Assign,
    Call,
    Callee,
    Declare,
    Discard,
    Do,
    Expr,
    For,
    Function,
    If,
    Jump,
    Literal,
    Logical,
    Move,
    Name,
    Never,
    Stmt,
    Try,
    While,
)


class Printer:
    """Grows a source text; positions in the tree are offsets into it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.line = 1
        self.indent = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def write(self, text: str) -> int:
        at = self.length
        self.parts.append(text)
        self.length += len(text)
        self.line += text.count("\n")
        return at

    def callee(self, callee: Callee) -> None:
        params = ", ".join(f"{p.convention} {p.name}: {p.kind}".strip() for p in callee.params)
        result = f" -> {callee.result}" if callee.result else ""
        raises = " raises" if callee.raises else ""
        self.write(f"def {callee.name}({params}){raises}{result}:\n    {callee.body}\n")

    def function(self, function: Function) -> None:
        function.first_line = self.line
        if function.owner is not None:
            self.write(f"struct {function.owner_name}({function.owner_bases}):\n")
            for name, kind in function.owner:
                self.write(f"    var {name}: {kind}\n")
            self.indent = 1
        self._begin("def ")
        function.at = self.write(function.name)
        self.write("(")
        for number, param in enumerate(function.params):
            self.write(", " if number else "")
            self.write(f"{param.convention} " if param.convention else "")
            function.param_at[param.name] = self.write(param.name)
            self.write(f": {param.kind}" if param.name != "self" else "")
        self.write(")" + (" raises" if function.raises else ""))
        self.write(f" -> {function.result}:\n" if function.result else ":\n")
        self.suite(function.body)
        self.indent = 0
        function.last_line = self.line
        self.write("\n")

    def suite(self, suite: list[Stmt]) -> None:
        self.indent += 1
        for statement in suite:
            self.statement(statement)
        if not suite:
            self._begin("pass\n")
        self.indent -= 1

    def statement(self, statement: Stmt) -> None:
        match statement:
            case Declare():
                self._begin("var ")
                statement.at = self.write(statement.name)
                self.write(f": {statement.kind}\n")
            case Assign():
                self._begin("var " if statement.declares else "")
                statement.at = self.write(statement.place.text)
                self.write(" = ")
                self.expr(statement.value)
                self.write("\n")
            case Do():
                self._begin("")
                self.expr(statement.call)
                self.write("\n")
            case Discard():
                self._begin("")
                statement.at = self.write("_ = ")
                self.expr(statement.value)
                self.write("\n")
            case If():
                self._if(statement)
            case While():
                statement.at = self._begin("while ")
                self.expr(statement.condition)
                self.write(":\n")
                self.suite(statement.body)
                self._else(statement.orelse)
            case For():
                statement.at = self._begin("for ")
                self.write("var " if statement.name else "")
                statement.name_at = self.write(statement.name or "_")
                self.write(" in range")
                statement.iter_at = self.write("(2):\n")
                self.suite(statement.body)
                self._else(statement.orelse)
            case Jump():
                self._jump(statement)
            case Never():
                self._begin("never")
                statement.at = self.write("()\n")
            case Try():
                self._try(statement)

    def expr(self, expr: Expr) -> None:
        match expr:
            case Name():
                expr.at = self._place(expr.place.root, expr.place.path)
            case Move():
                self._place(expr.place.root, expr.place.path)
                expr.at = self.write("^")
            case Literal():
                expr.at = self.write(expr.text)
            case Call():
                self.write(expr.callee.name)
                expr.at = self.write("(")
                for number, arg in enumerate(expr.args):
                    self.write(", " if number else "")
                    self.expr(arg)
                self.write(")")
            case Logical():
                self.expr(expr.left)
                self.write(" ")
                expr.at = self.write(expr.operator)
                self.write(" ")
                self.expr(expr.right)

    def _place(self, root: str, path: tuple[str, ...]) -> int:
        at = self.write(root)
        for name in path:
            at = self.write(f".{name}")
        return at

    def _begin(self, text: str) -> int:
        self.write("    " * self.indent)
        return self.write(text)

    def _if(self, statement: If) -> None:
        for number, (condition, suite) in enumerate(statement.arms):
            at = self._begin("elif " if number else "if ")
            statement.at = statement.at if number else at
            self.expr(condition)
            self.write(":\n")
            self.suite(suite)
        self._else(statement.orelse)

    def _else(self, suite: list[Stmt] | None) -> None:
        if suite is not None:
            self._begin("else:\n")
            self.suite(suite)

    def _jump(self, statement: Jump) -> None:
        statement.at = self._begin(statement.word)
        if statement.word == "raise":
            self.write(" Error")
            statement.value_at = self.write('("x")')
        elif statement.value is not None:
            self.write(" ")
            self.expr(statement.value)
        self.write("\n")

    def _try(self, statement: Try) -> None:
        statement.at = self._begin("try:\n")
        self.suite(statement.body)
        if statement.handler is not None:
            self._begin("except")
            if statement.name is not None:
                self.write(" ")
                statement.name_at = self.write(statement.name)
            self.write(":\n")
            self.suite(statement.handler)
        self._else(statement.orelse)
        if statement.final is not None:
            self._begin("finally:\n")
            self.suite(statement.final)

# A scanner and a calculator for sums such as `2 * (3 + 4)`.

__enum Token(ImplicitlyCopyable):
    """What the scanner finds."""

    case Number(Int)
    case Sign(Int)
    case Open
    case Close
    case End


comptime PLUS = 43
comptime MINUS = 45
comptime STAR = 42


def is_digit(byte: Int) -> Bool:
    return 48 <= byte <= 57


struct Scanner(Movable):
    var source: List[Int]
    var position: Int

    def __init__(out self, text: String):
        self.source = [Int(byte) for byte in text.as_bytes()]
        self.position = 0

    def peek(self) -> Int:
        if self.position >= len(self.source):
            return -1
        return self.source[self.position]

    def number(mut self) -> Int:
        var value = 0
        while is_digit(self.peek()):
            value = value * 10
                + self.peek()
                - 48
            self.position += 1
        return value

    def next(mut self) raises -> Token:
        while self.peek() == 32:
            self.position += 1
        var byte = self.peek()
        if byte < 0:
            return Token.End
        if is_digit(byte):
            return .Number(self.number())
        self.position += 1
        match byte:
            case 40:
                return Token.Open
            case 41:
                return Token.Close
            case 42 | 43 | 45 as sign:
                return .Sign(sign)
            case _:
                raise Error("unexpected character")


def apply(sign: Int, left: Int, right: Int) -> Int:
    match sign:
        case 43: return left + right
        case 45: return left - right
        case _: return left * right


def calculate(mut scanner: Scanner) raises -> Int:
    """From the left to the right, brackets first."""
    var total = 0
    var sign = PLUS
    var open = True
    while open:
        match scanner.next():
            case .Number(var value):
                total = apply(sign, total, value)
            case .Sign(var found) if found == STAR:
                sign = found
            case .Sign(var found):
                sign = found
            case .Open:
                total = apply(sign, total, calculate(scanner))
            case .Close:
                open = False
            case .End:
                open = False
    return total


def describe(token: Token) -> String:
    if case .Number(var value) = token:
        return String(value)
    elif case .Sign(var sign) = token:
        return "plus" if sign == PLUS else "minus" if sign == MINUS else "times"
    return String("bracket or end")


def main() raises:
    for text in ["1 + 2", "2 * (3 + 4)", "10 - (2 * 3)"]:
        var scanner = Scanner(String(text))
        print(text, "=", calculate(scanner))
    print(describe(.Number(3)), describe(.Open))

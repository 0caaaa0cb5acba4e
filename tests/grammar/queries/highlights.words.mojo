#!/usr/bin/env mojo
#<^^^^^^^^^^^^^^^^^^^ keyword.directive
"""What the module is for."""
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ string.documentation

from std.memory import UnsafePointer as Raw
#<^^^^ keyword.import
#    ^^^ module
#        ^^^^^^ module
#               ^^^^^^ keyword.import
#                      ^^^^^^^^^^^^^ type.builtin
#                                    ^^ keyword.import
#                                       ^^^ type
from .near import *
#<^^^^ keyword.import
#    ^ punctuation.special
#     ^^^^ module
#          ^^^^^^ keyword.import
#                 ^ character.special
import a.b as c
#<^^^^^^ keyword.import
#      ^ module
#        ^ module
#          ^^ keyword.import
#             ^ module

comptime LIMIT = 4
#<^^^^^^^^ keyword.modifier
#        ^^^^^ constant
#              ^ operator
#                ^ number
comptime Table = List[Int]
#<^^^^^^^^ keyword.modifier
#        ^^^^^ type.definition
#              ^ operator
#                ^^^^ type.builtin
#                     ^^^ type.builtin


@fieldwise_init
#<^ attribute
#^^^^^^^^^^^^^^ attribute.builtin
@vendor.mark(LIMIT)
#<^ attribute
#^^^^^^ variable
#       ^^^^ attribute
#            ^^^^^ constant
struct Stack[T: Copyable, N: Int, //, size: Int](Movable, Sized where N > 0):
#<^^^^^^ keyword.type
#      ^^^^^ type
#            ^ type
#               ^^^^^^^^ type.builtin
#                         ^ constant
#                            ^^^ type.builtin
#                                 ^^ punctuation.special
#                                     ^^^^ variable.parameter
#                                           ^^^ type.builtin
#                                                ^^^^^^^ type.builtin
#                                                         ^^^^^ type.builtin
#                                                               ^^^^^ keyword
#                                                                     ^ type
#                                                                       ^ operator
#                                                                         ^ number
    """Holds values."""
#   ^^^^^^^^^^^^^^^^^^^ string.documentation

    var items: List[Self.T]
#   ^^^ keyword.modifier
#       ^^^^^ variable.member
#              ^^^^ type.builtin
#                   ^^^^ type.builtin
#                        ^ type

    def __init__(out self):
#   ^^^ keyword.function
#       ^^^^^^^^ constructor
#                ^^^ keyword.modifier
#                    ^^^^ variable.builtin
        self.items = []
#       ^^^^ variable.builtin
#            ^^^^^ variable.member
#                  ^ operator

    @staticmethod
#   ^ attribute
#    ^^^^^^^^^^^^ attribute.builtin
    def of[*Ts: Movable](var *values: *Ts, ref [LIMIT] spare: Raw) raises Failure -> Self:
#   ^^^ keyword.function
#       ^^ function.method
#          ^ operator
#           ^^ type
#               ^^^^^^^ type.builtin
#                        ^^^ keyword.modifier
#                            ^ operator
#                             ^^^^^^ variable.parameter
#                                     ^ operator
#                                      ^^ type
#                                          ^^^ keyword.modifier
#                                               ^^^^^ constant
#                                                      ^^^^^ variable.parameter
#                                                             ^^^ type
#                                                                  ^^^^^^ keyword.exception
#                                                                         ^^^^^^^ type
#                                                                                 ^^ operator
#                                                                                    ^^^^ type.builtin
        pass
#       ^^^^ keyword

    def take(deinit self, mut other: Stack, imm extra: Int = -1) -> ref [other] String:
#   ^^^ keyword.function
#       ^^^^ function.method
#            ^^^^^^ keyword.modifier
#                   ^^^^ variable.builtin
#                         ^^^ keyword.modifier
#                             ^^^^^ variable.parameter
#                                    ^^^^^ type
#                                           ^^^ keyword.modifier
#                                               ^^^^^ variable.parameter
#                                                      ^^^ type.builtin
#                                                          ^ operator
#                                                            ^ operator
#                                                             ^ number
#                                                                ^^ operator
#                                                                   ^^^ keyword.modifier
#                                                                        ^^^^^ variable
#                                                                               ^^^^^^ type.builtin
        return self.items^
#       ^^^^^^ keyword.return
#              ^^^^ variable.builtin
#                   ^^^^^ variable.member
#                        ^ operator.transfer


__enum Shape:
#<^^^^^^ keyword.type
#      ^^^^^ type
    case Circle(Float64)
#   ^^^^ keyword.type
#        ^^^^^^ constant
#               ^^^^^^^ type.builtin
    case Empty
#   ^^^^ keyword.type
#        ^^^^^ constant


trait Drawable:
#<^^^^^ keyword.type
#     ^^^^^^^^ type
    def draw(self, *, scale: Int, **options: Int):
#   ^^^ keyword.function
#       ^^^^ function.method
#            ^^^^ variable.builtin
#                  ^ punctuation.special
#                     ^^^^^ variable.parameter
#                            ^^^ type.builtin
#                                 ^^ operator
#                                   ^^^^^^^ variable.parameter
#                                            ^^^ type.builtin
        ...
#       ^^^ keyword


def main():
#<^^^ keyword.function
#   ^^^^ function
    var total = 0 if True else None
#   ^^^ keyword.modifier
#       ^^^^^ variable
#             ^ operator
#               ^ number
#                 ^^ keyword.conditional.ternary
#                    ^^^^ boolean
#                         ^^^^ keyword.conditional.ternary
#                              ^^^^ constant.builtin
    ref first, _ = pair
#   ^^^ keyword.modifier
#       ^^^^^ variable
#              ^ character.special
#                ^ operator
#                  ^^^^ variable
    for i in range(10):
#   ^^^ keyword.repeat
#       ^ variable
#         ^^ keyword.repeat
#            ^^^^^ function.builtin
#                  ^^ number
        total += i ** 2
#       ^^^^^ variable
#             ^^ operator
#                ^ variable
#                  ^^ operator
#                     ^ number
    else:
#   ^^^^ keyword.repeat
        print(t"{total} of {{x}}", "a\n", sep=r"\d")
#       ^^^^^ function.builtin
#             ^^ string
#               ^ punctuation.special
#                ^^^^^ variable
#                     ^ punctuation.special
#                      ^^^^ string
#                          ^^ string.escape
#                            ^ string
#                             ^^ string.escape
#                               ^ string
#                                  ^^ string
#                                    ^^ string.escape
#                                      ^ string
#                                         ^^^ variable.parameter
#                                            ^ operator
#                                             ^^^^^ string
    while not total or total is not 3.5 and 1 not in first:
#   ^^^^^ keyword.repeat
#         ^^^ keyword.operator
#             ^^^^^ variable
#                   ^^ keyword.operator
#                      ^^^^^ variable
#                            ^^ keyword.operator
#                               ^^^ keyword.operator
#                                   ^^^ number.float
#                                       ^^^ keyword.operator
#                                           ^ number
#                                             ^^^ keyword.operator
#                                                 ^^ keyword.operator
#                                                    ^^^^^ variable
        break
#       ^^^^^ keyword.repeat
    match shape:
#   ^^^^^ keyword.conditional
#         ^^^^^ variable
        case .Circle(r) if r > 0.5: return
#       ^^^^ keyword.conditional
#             ^^^^^^ constructor
#                    ^ variable
#                       ^^ keyword.conditional
#                          ^ variable
#                            ^ operator
#                              ^^^ number.float
#                                   ^^^^^^ keyword.return
        case _: continue
#       ^^^^ keyword.conditional
#            ^ character.special
#               ^^^^^^^^ keyword.repeat
    try:
#   ^^^ keyword.exception
        raise Error("no")
#       ^^^^^ keyword.exception
#             ^^^^^ constructor
#                   ^^^^ string
    except e:
#   ^^^^^^ keyword.exception
#          ^ variable
        pass
#       ^^^^ keyword
    else:
#   ^^^^ keyword.exception
        with open(LIMIT) as f: assert f, "why"
#       ^^^^ keyword
#            ^^^^ function.builtin
#                 ^^^^^ constant
#                        ^^ keyword
#                           ^ variable
#                              ^^^^^^ keyword
#                                     ^ variable
#                                        ^^^^^ string
    finally:
#   ^^^^^^^ keyword.exception
        consume[Int](total^, Stack[Int, 3](), a.build(x := 1))
#       ^^^^^^^ function.call
#               ^^^ type.builtin
#                    ^^^^^ variable
#                         ^ operator.transfer
#                            ^^^^^ constructor
#                                  ^^^ type.builtin
#                                       ^ number
#                                             ^ variable
#                                               ^^^^^ function.method.call
#                                                     ^ variable
#                                                       ^^ operator
#                                                          ^ number
    comptime if size == 3:
#   ^^^^^^^^ keyword.modifier
#            ^^ keyword.conditional
#               ^^^^ variable
#                    ^^ operator
#                       ^ number
        var f = lambda(x: Int) {mut total, var i^}: x @ x
#       ^^^ keyword.modifier
#           ^ variable
#             ^ operator
#               ^^^^^^ keyword.function
#                      ^ variable.parameter
#                         ^^^ type.builtin
#                               ^^^ keyword.modifier
#                                   ^^^^^ variable
#                                          ^^^ keyword.modifier
#                                              ^ variable
#                                               ^ operator.transfer
#                                                   ^ variable
#                                                     ^ operator
#                                                       ^ variable
    comptime assert conforms_to(Int, Copyable)
#   ^^^^^^^^ keyword.modifier
#            ^^^^^^ keyword
#                   ^^^^^^^^^^^ function.builtin
#                               ^^^ type.builtin
#                                    ^^^^^^^^ type.builtin
    var g: def(Int) thin abi("C") -> Int = __mlir_op.`index.add`[_type=__mlir_type.index](a, b)
#   ^^^ keyword.modifier
#       ^ variable
#          ^^^ keyword.function
#              ^^^ type.builtin
#                   ^^^^ keyword.modifier
#                        ^^^ keyword.modifier
#                            ^^^ string
#                                 ^^ operator
#                                    ^^^ type.builtin
#                                        ^ operator
#                                          ^^^^^^^^^ function.macro
#                                                    ^^^^^^^^^^^ string.special.symbol
#                                                                ^^^^^ variable.parameter
#                                                                     ^ operator
#                                                                      ^^^^^^^^^^^ function.macro
#                                                                                  ^^^^^ string.special.symbol
#                                                                                         ^ variable
#                                                                                            ^ variable
    total = other = ~total & LIMIT << 2
#   ^^^^^ variable
#         ^ operator
#           ^^^^^ variable
#                 ^ operator
#                   ^ operator
#                    ^^^^^ variable
#                          ^ operator
#                            ^^^^^ constant
#                                  ^^ operator
#                                     ^ number

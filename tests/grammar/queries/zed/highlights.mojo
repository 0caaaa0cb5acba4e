"""Documentation."""
#<^^^^^^^^^^^^^^^^^^^^ string.doc
from pkg.part import Thing
#<^^^^ keyword.import
#    ^^^ namespace
#        ^^^^ namespace
#             ^^^^^^ keyword.import
#                    ^^^^^ type


struct Box[T: Movable]:
#<^^^^^^ keyword.type
#      ^^^ type
#          ^ type
#             ^^^^^^^ type.builtin
    var item: Self.T
#   ^^^ keyword.modifier
#       ^^^^ property
#             ^^^^ type.builtin
#                  ^ type

    def __init__(out self, var item: Self.T, owned old: Int):
#   ^^^ keyword.function
#       ^^^^^^^^ constructor
#                ^^^ keyword.modifier
#                    ^^^^ variable.special
#                          ^^^ keyword.modifier
#                              ^^^^ variable.parameter
#                                    ^^^^ type.builtin
#                                         ^ type
#                                            ^^^^^ keyword.modifier.removed
#                                                  ^^^ variable.parameter
#                                                       ^^^ type.builtin
        self.item = item^  # moved
#       ^^^^ variable.special
#            ^^^^ property
#                 ^ operator
#                   ^^^^ variable
#                       ^ operator.transfer
#                          ^^^^^^^ comment


__enum Shape:
#<^^^^^^ keyword.type
#      ^^^^^ type
    case Circle(Float64)
#   ^^^^ keyword.type
#        ^^^^^^ variant
#               ^^^^^^^ type.builtin


def main(mut count: Int, x: Int):
#<^^^ keyword.function
#   ^^^^ function
#        ^^^ keyword.modifier
#            ^^^^^ variable.parameter
#                   ^^^ type.builtin
#                        ^ variable.parameter
#                           ^^^ type.builtin
    for _ in range(x):
#   ^^^ keyword.repeat
#       ^ punctuation.special
#         ^^ keyword.repeat
#            ^^^^^ function.builtin
#                  ^ variable
        print("a\n", 1, 2.5, True, None, t"{count}", Box[Int](3).item)
#       ^^^^^ function.builtin
#             ^^ string
#               ^^ string.escape
#                 ^ string
#                    ^ number
#                       ^ number
#                        ^ number
#                         ^ number
#                            ^^^^ boolean
#                                  ^^^^ constant.builtin
#                                        ^^ string
#                                          ^ punctuation.special
#                                           ^^^^^ variable
#                                                ^ punctuation.special
#                                                 ^ string
#                                                    ^^^ constructor
#                                                        ^^^ type.builtin
#                                                             ^ number
#                                                                ^^^^ property
    match count:
#   ^^^^^ keyword.conditional
#         ^^^^^ variable
        case .Some(n): return
#       ^^^^ keyword.conditional
#             ^^^^ variant
#                  ^ variable
#                      ^^^^^^ keyword.return

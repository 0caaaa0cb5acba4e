"""Documentation."""
#<^^^^^^^^^^^^^^^^^^^^ comment.block.documentation
from pkg.part import Thing
#<^^^^ keyword.control.import
#    ^^^ namespace
#        ^^^^ namespace
#             ^^^^^^ keyword.control.import
#                    ^^^^^ type


struct Box[T: Movable]:
#<^^^^^^ keyword.storage.type
#      ^^^ type
#          ^ type.parameter
#             ^^^^^^^ type.builtin
    var item: Self.T
#   ^^^ keyword.storage.modifier
#       ^^^^ variable.other.member
#             ^^^^ type.builtin
#                  ^ type

    def __init__(out self, var item: Self.T, owned old: Int):
#   ^^^ keyword.function
#       ^^^^^^^^ constructor
#                ^^^ keyword.storage.modifier
#                    ^^^^ variable.builtin.mutable
#                          ^^^ keyword.storage.modifier
#                              ^^^^ variable.parameter.mutable
#                                    ^^^^ type.builtin
#                                         ^ type
#                                            ^^^^^ keyword.storage.modifier.removed
#                                                  ^^^ variable.parameter
#                                                       ^^^ type.builtin
        self.item = item^  # moved
#       ^^^^ variable.builtin
#            ^^^^ variable.other.member
#                 ^ operator
#                   ^^^^ variable
#                       ^ operator.transfer
#                          ^^^^^^^ comment.line


__enum Shape:
#<^^^^^^ keyword.storage.type
#      ^^^^^ type
    case Circle(Float64)
#   ^^^^ keyword.storage.type
#        ^^^^^^ type.enum.variant
#               ^^^^^^^ type.builtin


def main(mut count: Int, x: Int):
#<^^^ keyword.function
#   ^^^^ function
#        ^^^ keyword.storage.modifier
#            ^^^^^ variable.parameter.mutable
#                   ^^^ type.builtin
#                        ^ variable.parameter
#                           ^^^ type.builtin
    for _ in range(x):
#   ^^^ keyword.control.repeat
#       ^ comment.unused
#         ^^ keyword.control.repeat
#            ^^^^^ function.builtin
#                  ^ variable
        print("a\n", 1, 2.5, True, None, t"{count}", Box[Int](3).item)
#       ^^^^^ function.builtin
#             ^^ string
#               ^ constant.character.escape
#                ^ constant.character.escape
#                 ^ string
#                    ^ constant.numeric.integer
#                       ^^^ constant.numeric.float
#                            ^^^^ constant.builtin.boolean
#                                  ^^^^ constant.builtin
#                                        ^^ string
#                                          ^ punctuation.special
#                                           ^^^^^ variable
#                                                ^ punctuation.special
#                                                 ^ string
#                                                    ^^^ constructor
#                                                        ^^^ type.builtin
#                                                             ^ constant.numeric.integer
#                                                                ^^^^ variable.other.member
    match count:
#   ^^^^^ keyword.control.conditional
#         ^^^^^ variable
        case .Some(n): return
#       ^^^^ keyword.control.conditional
#             ^^^^ type.enum.variant
#                  ^ variable
#                      ^^^^^^ keyword.control.return
